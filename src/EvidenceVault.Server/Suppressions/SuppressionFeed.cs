using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Suppressions;

/// <summary>The feed of a principal's suppressions, in one order for all who follow it.</summary>
/// <remarks>
/// Lanes of several servers add to it at once, and a number drawn before a commit may become visible after a higher one. So a row gets its place only
/// once it is committed, from whoever reads the feed next, under a lock; and a place that can be read is one before which nothing can come any more.
/// </remarks>
public sealed class SuppressionFeed(VaultDatabase database, KeyStore keyStore)
{
    private const string Columns = "s.position, s.event_id, s.kind, s.occurred_at, s.recorded_at, s.campaign, s.products, s.one_consent, s.corrects, s.consumer, c.card, s.number_hashes";

    private static readonly string Selected =
        $"""
        select {Columns} from {VaultStore.Schema}.suppression s
        left join {VaultStore.Schema}.identity_card c on c.principal = s.principal and c.consumer = s.consumer
        """;

    /// <summary>The entries after a place, for one party.</summary>
    public async Task<IReadOnlyList<PlacedSuppression>> Read(string principal, string party, long after, int most, CancellationToken ct)
    {
        await GivePlaces(principal, ct);
        await using var command = database.Source.CreateCommand($"{Selected} where s.principal = $1 and s.position > $2 order by s.position limit $3");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = most });
        return await Opened(principal, party, command, ct);
    }

    /// <summary>One entry for a party; null where there is none by this event that was given a place.</summary>
    public async Task<PlacedSuppression?> Find(string principal, string party, Guid eventId, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"{Selected} where s.principal = $1 and s.event_id = $2 and s.position is not null");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = eventId });
        return (await Opened(principal, party, command, ct)) is [var one] ? one : null;
    }

    /// <summary>The last place given; 0: the feed is empty.</summary>
    public async Task<long> Last(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select coalesce(max(position), 0) from {VaultStore.Schema}.suppression where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Gives a place to what was committed without one.</summary>
    public async Task GivePlaces(string principal, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using (var waiting = new NpgsqlCommand($"select exists (select from {VaultStore.Schema}.suppression where principal = $1 and position is null)", connection))
        {
            waiting.Parameters.Add(new() { Value = principal });
            if (!(bool)(await waiting.ExecuteScalarAsync(ct))!) return;
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        // The second statement sees what all before it in line for the lock have committed.
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock(hashtextextended('suppressions/' || $1, 0))") { Parameters = { new() { Value = principal } } },
                new(
                    $"""
                    update {VaultStore.Schema}.suppression s set position = n.position
                    from (
                        select event_id, row_number() over (order by recorded_at, place, event_id)
                            + (select coalesce(max(position), 0) from {VaultStore.Schema}.suppression where principal = $1) as position
                        from {VaultStore.Schema}.suppression where principal = $1 and position is null) n
                    where s.principal = $1 and s.event_id = n.event_id
                    """)
                {
                    Parameters = { new() { Value = principal } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<IReadOnlyList<PlacedSuppression>> Opened(string principal, string party, NpgsqlCommand command, CancellationToken ct)
    {
        var rows = new List<(PlacedSuppression Entry, Guid Consumer, byte[]? Card, string? Kept)>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                rows.Add((Entry(reader), reader.GetGuid(9), reader.IsDBNull(10) ? null : reader.GetFieldValue<byte[]>(10), reader.IsDBNull(11) ? null : reader.GetString(11)));
        if (rows.Count == 0) return [];
        var keys = await keyStore.OfPrincipal(principal, ct);
        var ofParty = keys.SuppressionKey(party);
        var consumers = await keyStore.OfConsumers(keys, rows.Where(r => r.Kept is null).Select(r => r.Consumer).ToHashSet(), ct);
        return rows.ConvertAll(r => r.Kept is not null ? r.Entry with { NumberHash = NumberHashes.Read(r.Kept).GetValueOrDefault(party) } : r.Card is not null && consumers.TryGetValue(r.Consumer, out var own)
            ? r.Entry with { NumberHash = NumberHashes.Of(ofParty, IdentityCard.Open(principal, own, r.Card).Phone) }
            : r.Entry);
    }

    private static PlacedSuppression Entry(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), (SuppressionKind)row.GetInt32(2), row.GetFieldValue<Instant>(3), row.GetFieldValue<Instant>(4),
        row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : JsonSerializer.Deserialize<string[]>(row.GetString(6), VaultJson.Options),
        row.GetBoolean(7), row.IsDBNull(8) ? null : row.GetGuid(8));
}

/// <summary>An entry at its place in the feed.</summary>
/// <param name="Position">Its place, from 1.</param>
/// <param name="EventId">Its event.</param>
/// <param name="Kind">What it is.</param>
/// <param name="OccurredAt">When the person said no.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
/// <param name="Campaign">The campaign stated; null: none.</param>
/// <param name="Products">The products it is limited to; null: no such limit.</param>
/// <param name="OneConsent">Whether it is limited to one consent.</param>
/// <param name="Corrects">The entry it corrects; null: none.</param>
public sealed record PlacedSuppression(
    long Position, Guid EventId, SuppressionKind Kind, Instant OccurredAt, Instant RecordedAt, string? Campaign, IReadOnlyList<string>? Products, bool OneConsent, Guid? Corrects)
{
    /// <summary>The number's hash under the party's key; null where the number was erased.</summary>
    public string? NumberHash { get; init; }
}
