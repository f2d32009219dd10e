using System.Security.Cryptography;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Clearances;

/// <summary>Reads clearances by their ids.</summary>
public sealed class ClearanceRecords(VaultDatabase database)
{
    /// <summary>The clearances of a principal by id; those never given are left out.</summary>
    public async Task<IReadOnlyDictionary<string, StoredClearance>> Find(string principal, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var found = new Dictionary<string, StoredClearance>(ids.Count, StringComparer.Ordinal);
        if (ids.Count == 0) return found;
        await using var command = database.Source.CreateCommand(
            $"""
            select {StoredEvent.Columns}, number_mac, consumer from vault.mt_events
            join (select event_id, number_mac, consumer from vault.clearance where principal = $1 and id = any($2)) c on c.event_id = mt_events.id
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var e = StoredEvent.Read(reader);
            var decided = (ClearanceDecided)e.Data;
            found[decided.Clearance] = new StoredClearance(e.Id, e.RecordedAt, decided, reader.GetFieldValue<byte[]>(7), reader.IsDBNull(8) ? null : reader.GetGuid(8));
        }

        return found;
    }
}

/// <summary>A clearance as it is kept.</summary>
/// <param name="EventId">Its event.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
/// <param name="Decided">What was decided.</param>
/// <param name="NumberMac">The keyed index of the number it was asked for; empty once whoever had it is gone.</param>
/// <param name="Consumer">Who had that number, and is gone; null: the index tells.</param>
public sealed record StoredClearance(Guid EventId, Instant RecordedAt, ClearanceDecided Decided, byte[] NumberMac, Guid? Consumer)
{
    /// <summary>As the judging of a dossier sees it.</summary>
    /// <param name="consumer">Whose dossier it is.</param>
    /// <param name="numberMac">The keyed index of the consumer's number.</param>
    public KnownClearance AsKnownTo(Guid consumer, byte[] numberMac) => new(
        Decided.Clearance, EventId, Decided.Party, Decided.Campaign, Decided.Means, Decided.Clear, Decided.OccurredAt, Decided.RecheckAfter,
        Consumer is { } gone ? gone == consumer : CryptographicOperations.FixedTimeEquals(NumberMac, numberMac), RecordedAt);
}
