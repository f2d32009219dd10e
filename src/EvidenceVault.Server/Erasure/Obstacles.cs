using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Rights;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Erasure;

/// <summary>Finds what stands against the erasure of a person: calls in the limitation term, holds that cover anything of the dossier, and requests of the person that wait for an answer.</summary>
public sealed class Obstacles(DossierReader dossiers, VaultDatabase database)
{
    /// <summary>As things are.</summary>
    public async Task<ErasureObstacles> Of(string principal, Guid consumer, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        return await Of(connection, null, principal, consumer, ct);
    }

    /// <summary>The same within a transaction that has the lock of holds.</summary>
    public Task<ErasureObstacles> Of(NpgsqlTransaction transaction, string principal, Guid consumer, CancellationToken ct) =>
        Of(transaction.Connection!, transaction, principal, consumer, ct);

    private async Task<ErasureObstacles> Of(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, Guid consumer, CancellationToken ct)
    {
        if (!(await dossiers.LoadMany(principal, [consumer], ct)).TryGetValue(consumer, out var dossier)) return new(null, []);
        Instant? lastCall = null;
        foreach (var fact in dossier.Facts)
            if (fact.Fact is CallAttempted || fact.Fact is CorrectionMade { Corrected: CallAttempted })
                lastCall = Instant.Max(lastCall ?? Instant.MinValue, fact.Fact is CorrectionMade { Corrected: { } corrected } ? corrected.OccurredAt : fact.OccurredAt);
        return new(lastCall, await HoldsOn(connection, transaction, dossier, ct), await HasOpenRequest(connection, transaction, principal, consumer, ct));
    }

    private static async Task<bool> HasOpenRequest(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select {AccessRequests.IsOpen("person")} from (values ($1, $2)) as person(principal, consumer)", connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    // In doubt a hold covers too much: one with a period covers whoever has anything in it, or began before and ended after.
    private static async Task<List<string>> HoldsOn(NpgsqlConnection connection, NpgsqlTransaction? transaction, Dossier dossier, CancellationToken ct)
    {
        var facts = dossier.Facts.SelectMany(f => f.Fact is CorrectionMade { Corrected: { } corrected } ? [f.Fact, corrected] : new[] { f.Fact }).ToList();
        var instants = facts.Select(f => f.OccurredAt).Concat(dossier.Exhibits.Select(e => e.Announced.OccurredAt)).DefaultIfEmpty(Instant.FromUnixTimeTicks(0)).ToList();
        var thing = new Holdable(
            dossier.Consumer,
            [.. facts.Select(f => f.Campaign).Concat(dossier.Exhibits.Select(e => e.Announced.Campaign)).OfType<string>().Distinct(StringComparer.Ordinal)],
            [.. facts.SelectMany(f => new[] { f.Party, f.UploadedBy }).Concat(dossier.Exhibits.SelectMany(e => new[] { e.Announced.Party, e.Announced.UploadedBy })).Distinct(StringComparer.Ordinal)],
            instants.Min());
        await using var command = new NpgsqlCommand(
            $"""
            select distinct h.ref from {VaultStore.Schema}.hold_anchor a join {VaultStore.Schema}.retention_hold h on h.principal = a.principal and h.ref = a.hold
            where a.principal = $1 and a.anchor = any($2) and {HoldSql.Rest("$2", "$3", "$4")} order by h.ref
            """, connection, transaction);
        foreach (var value in (object[])[dossier.Principal, HoldAnchors.Of(thing), instants.Min(), instants.Max()]) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var holds = new List<string>();
        while (await rows.ReadAsync(ct)) holds.Add(rows.GetString(0));
        return holds;
    }
}
