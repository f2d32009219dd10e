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
            select {StoredEvent.Columns}, number_mac from vault.mt_events
            join (select event_id, number_mac from vault.clearance where principal = $1 and id = any($2)) c on c.event_id = mt_events.id
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var e = StoredEvent.Read(reader);
            var decided = (ClearanceDecided)e.Data;
            found[decided.Clearance] = new StoredClearance(e.Id, e.RecordedAt, decided, reader.GetFieldValue<byte[]>(7));
        }

        return found;
    }
}

/// <summary>A clearance as it is kept.</summary>
/// <param name="EventId">Its event.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
/// <param name="Decided">What was decided.</param>
/// <param name="NumberMac">The keyed index of the number it was asked for.</param>
public sealed record StoredClearance(Guid EventId, Instant RecordedAt, ClearanceDecided Decided, byte[] NumberMac)
{
    /// <summary>As the judging of a dossier sees it.</summary>
    /// <param name="numberMac">The keyed index of the consumer's number.</param>
    public KnownClearance AsKnownTo(byte[] numberMac) => new(
        Decided.Clearance, EventId, Decided.Party, Decided.Campaign, Decided.Means, Decided.Clear, Decided.OccurredAt, Decided.RecheckAfter,
        CryptographicOperations.FixedTimeEquals(NumberMac, numberMac), RecordedAt);
}
