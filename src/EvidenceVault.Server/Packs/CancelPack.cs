using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using JasperFx.Events;
using Marten;
using NodaTime;
using Npgsql;
using SessionOptions = Marten.Services.SessionOptions;

namespace EvidenceVault.Server.Packs;

/// <summary><c>POST P/packs/{id}/cancel</c>: calls off a pack that is not made yet. Whoever is making it stops at the next step.</summary>
public sealed class CancelPack(VaultDatabase database, IDocumentStore store, KeyStore keys, PackStreams streams, OpenPacks queue, IClock clock)
{
    private static readonly Problem Ended = new(StatusCodes.Status409Conflict, ProblemCodes.PackEnded, "The pack is made already, or could not be made; its state says which.");

    public static Task<IResult> Post(string principal, string id, HttpContext http, CancelPack cancel, CancellationToken ct) => cancel.Answer(principal, id, http, ct);

    private async Task<IResult> Answer(string principal, string id, HttpContext http, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff || await streams.Load(principal, id, ct) is not { } pack) return Problem.NotFound.ToResult();
        // Called off twice is called off once.
        if (pack.IsOpen && await End(principal, id, ct)) pack = (await streams.Load(principal, id, ct))!;
        else if (pack.IsOpen) pack = (await streams.Load(principal, id, ct))!;
        return pack.Failed is { Problem: PackProblem.Cancelled } ? (await PackDocument.Of(pack, principal, queue, ct)).Answer(http) : Ended.ToResult();
    }

    // The row tells who ends the pack, whoever makes it or calls it off: the other one finds it closed.
    private async Task<bool> End(string principal, string id, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var close = new NpgsqlCommand(
            $"update {VaultStore.Schema}.pack set is_open = false where principal = $1 and id = $2 and is_open returning attempts", connection, transaction);
        close.Parameters.Add(new() { Value = principal });
        close.Parameters.Add(new() { Value = id });
        if (await close.ExecuteScalarAsync(ct) is not int attempts) return false;
        var options = SessionOptions.ForTransaction(transaction);
        options.TenantId = principal;
        await using var session = store.LightweightSession(options);
        var failed = new PackFailed(Instants.CutToMicroseconds(clock.GetCurrentInstant()), id, PackProblem.Cancelled, attempts);
        var own = (await keys.OfPrincipal(principal, ct)).OwnEventId("pack-ended", id);
        await session.Events.AppendExclusive(Streams.Pack(id), ct, new Event<PackFailed>(failed) { Id = own });
        await session.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
