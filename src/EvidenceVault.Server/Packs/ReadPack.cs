using System.Globalization;
using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using Marten;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary><c>GET P/packs/{id}/content</c>: the PDF, and <c>GET P/packs/{id}/volumes/{number}/content</c>: a volume of a campaign pack. Each such read is itself recorded.</summary>
public static class ReadPack
{
    internal static readonly Problem NotReady = new(
        StatusCodes.Status409Conflict, ProblemCodes.PackNotReady, "The pack is still being made. Ask for its state until that is ready.")
    { RetryAfter = 1 };

    internal static readonly Problem Failed = new(
        StatusCodes.Status409Conflict, ProblemCodes.PackFailed, "The pack could not be made; its state says why. Ask for it again.");

    internal static readonly Problem Deleted = new(StatusCodes.Status410Gone, ProblemCodes.ContentDeleted, "The pack was lawfully deleted. Ask for a new one.");

    private static readonly Problem Damaged = new(
        StatusCodes.Status500InternalServerError, ProblemCodes.Internal,
        "The file of this pack is damaged or missing in storage; its operators have been told. Ask for the pack anew: the same asOf gives the same content.");

    internal static readonly Problem Unavailable = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "The storage of packs cannot be reached. Try again shortly.")
    { RetryAfter = 5 };

    public static Task<IResult> Get(
        string principal, string id, HttpContext http, PackStreams streams, PackContents contents, IDocumentStore store, IClock clock,
        ILoggerFactory logs, CancellationToken ct) => Get(principal, id, 1, http, streams, contents, store, clock, logs, ct);

    public static Task<IResult> GetVolume(
        string principal, string id, string number, HttpContext http, PackStreams streams, PackContents contents, IDocumentStore store, IClock clock,
        ILoggerFactory logs, CancellationToken ct) =>
        Get(principal, id, int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0, http, streams, contents, store, clock, logs, ct);

    private static async Task<IResult> Get(
        string principal, string id, int number, HttpContext http, PackStreams streams, PackContents contents, IDocumentStore store, IClock clock,
        ILoggerFactory logs, CancellationToken ct)
    {
        var caller = http.Caller();
        if (!caller.IsPrincipalStaff || await streams.Load(principal, id, ct) is not { } pack) return Problem.NotFound.ToResult();
        if (pack.Made is not { } made) return (pack.Failed is null ? NotReady : Failed).ToResult();
        if (File(pack, number) is not { } file) return Problem.NotFound.ToResult();
        if (pack.Deleted is not null) return Deleted.ToResult();
        try
        {
            if (await contents.Open(principal, id, file, ct) is not { } content) return Deleted.ToResult();
            await Note(
                store, principal, new PackRead(Instants.CutToMicroseconds(clock.GetCurrentInstant()), id, caller.KeyId, caller.Doer, AccessReason.Of(http)),
                AccessRow.Of(http, AccessKind.PackContent, pack.Requested.Consumer, pack: id), ct);
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.File(
                content, "application/pdf", PackFileName.Of(id, made.Volumes is null ? null : number), entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""));
        }
        catch (BlobDamagedException)
        {
            return Alarm(logs, principal, id).ToResult();
        }
        catch (BlobsUnavailableException)
        {
            return Unavailable.ToResult();
        }
    }

    private static PackStored? File(Pack pack, int number) =>
        number == 1 ? pack.File : pack.Made?.Volumes?.FirstOrDefault(v => v.Number == number) is { } volume ? new(volume.Blob, volume.Size, volume.Sha256) : null;

    /// <summary>Alarms whoever runs the vault that a file is not what was kept, and says so.</summary>
    internal static Problem Alarm(ILoggerFactory logs, string principal, string id)
    {
        logs.CreateLogger("EvidenceVault.Server.Packs").LogCritical("Alarm: pack {Pack} of {Principal} cannot be read as it was kept", id, principal);
        return Damaged;
    }

    private static async Task Note(IDocumentStore store, string principal, PackRead read, AccessRow row, CancellationToken ct)
    {
        await using var session = store.LightweightSession(principal);
        await session.Events.AppendExclusive(Streams.Pack(read.Pack), ct, read);
        row.Queue(session, principal);
        await session.SaveChangesAsync(ct);
    }
}

/// <summary>What a pack is called when it is saved.</summary>
public static class PackFileName
{
    /// <summary>The name.</summary>
    /// <param name="pack">The pack's id.</param>
    /// <param name="volume">Which volume it is; null: the pack is one file.</param>
    public static string Of(string pack, int? volume) =>
        string.Create(CultureInfo.InvariantCulture, $"evidence-pack-{LetterIds.Print(pack)}{(volume is { } n ? $"-{n}" : "")}.pdf");
}
