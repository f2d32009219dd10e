using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Suppressions;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It is to be sent, or sent again.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>The receiver did not take it for three days.</summary>
    Dead,
}

/// <summary>One entry of the feed on its way to one webhook.</summary>
public sealed record Delivery(
    string Id, Guid EventId, long Position, DeliveryState State, int Attempts, Instant DueAt, int? LastStatus, Instant? LastAttemptAt);

/// <summary>A delivery to be sent now.</summary>
public sealed record ClaimedDelivery(Webhook Webhook, string Id, Guid EventId, int Attempt);

/// <summary>What is to be sent to webhooks, for all servers.</summary>
/// <remarks>
/// A claim counts the attempt and puts the delivery off to its next one, before it is sent: whatever becomes of the server, it is sent again, and what the
/// receiver took is sent again only where the vault could not note that. So each arrives at least once, under one id.
/// </remarks>
public sealed class Deliveries(VaultDatabase database, KeyStore keyStore, SuppressionFeed feed, IClock clock)
{
    private const int AtOnce = 1_000;

    // At once to one receiver.
    private const int MostOfOne = 5;

    private static readonly Duration KeptFor = Duration.FromDays(30);

    // After each attempt that fails: together three days.
    private static readonly int[] WaitSeconds = [30, 120, 600, 1_800, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, 24 * 3_600, 24 * 3_600];

    /// <summary>The most attempts, the first included.</summary>
    public static int MostAttempts => WaitSeconds.Length + 1;

    private const string Columns = "d.id, d.event_id, d.position, d.state, d.attempts, d.due_at, d.last_status, d.last_attempt_at";
    private const string Own = "d.principal = $1 and d.party = $2 and d.webhook = $3";

    /// <summary>Makes deliveries of what a webhook was not told of yet; those of before that are told again, where it was made to begin again.</summary>
    public async Task Prepare(Webhook webhook, CancellationToken ct)
    {
        await feed.GivePlaces(webhook.Principal, ct);
        var keys = await keyStore.OfPrincipal(webhook.Principal, ct);
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Position(webhook, connection, transaction, ct) is not { } position) return;
        var found = await Next(webhook, position, connection, transaction, ct);
        if (found.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(
                    $"""
                    insert into {VaultStore.Schema}.webhook_delivery (principal, party, webhook, id, event_id, position, state, attempts, due_at)
                    select $1, $2, $3, e.id, e.event_id, e.position, 0, 0, $7 from unnest($4, $5, $6) as e(id, event_id, position)
                    on conflict (principal, party, webhook, id) do update set state = 0, attempts = 0, due_at = excluded.due_at
                    """)
                {
                    Parameters =
                    {
                        new() { Value = webhook.Principal }, new() { Value = webhook.Party }, new() { Value = webhook.Id },
                        new() { Value = found.ConvertAll(f => LetterIds.Of(keys.OwnEventId("webhook", $"{webhook.Party}\n{webhook.Id}\n{f.EventId:N}"))) },
                        new() { Value = found.ConvertAll(f => f.EventId) }, new() { Value = found.ConvertAll(f => f.Position) }, new() { Value = clock.GetCurrentInstant() },
                    },
                },
                new($"update {VaultStore.Schema}.webhook set position = $4 where principal = $1 and party = $2 and id = $3")
                {
                    Parameters =
                    {
                        new() { Value = webhook.Principal }, new() { Value = webhook.Party }, new() { Value = webhook.Id }, new() { Value = found[^1].Position },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The webhooks that something is due for, those first for which it is due longest.</summary>
    public async Task<IReadOnlyList<Webhook>> Due(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select w.principal, w.party, w.id, w.url, w.position, w.created_at from {VaultStore.Schema}.webhook w
            cross join lateral (
                select d.due_at from {VaultStore.Schema}.webhook_delivery d
                where d.principal = w.principal and d.party = w.party and d.webhook = w.id and d.state = 0 and d.due_at <= $1 order by d.due_at limit 1) d
            order by d.due_at
            """);
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        await using var row = await command.ExecuteReaderAsync(ct);
        var due = new List<Webhook>();
        while (await row.ReadAsync(ct))
            due.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetFieldValue<Instant>(5)));
        return due;
    }

    /// <summary>Claims a few of what is due for a webhook.</summary>
    public async Task<IReadOnlyList<ClaimedDelivery>> Claim(Webhook webhook, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            with due as (
                select d.principal, d.party, d.webhook, d.id, w.url, w.position, w.created_at from {VaultStore.Schema}.webhook w
                cross join lateral (
                    select d.principal, d.party, d.webhook, d.id from {VaultStore.Schema}.webhook_delivery d
                    where d.principal = w.principal and d.party = w.party and d.webhook = w.id and d.state = 0 and d.due_at <= $1
                    order by d.due_at, d.position limit {MostOfOne} for update skip locked) d
                where w.principal = $3 and w.party = $4 and w.id = $5)
            update {VaultStore.Schema}.webhook_delivery d
            set attempts = d.attempts + 1, last_attempt_at = $1, last_status = null,
                due_at = $1::timestamptz + make_interval(secs => ($2::int[])[least(d.attempts + 1, cardinality($2::int[]))])
            from due where (d.principal, d.party, d.webhook, d.id) = (due.principal, due.party, due.webhook, due.id)
            returning due.principal, due.party, due.webhook, due.url, due.position, due.created_at, d.id, d.event_id, d.attempts
            """);
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        command.Parameters.Add(new() { Value = WaitSeconds });
        foreach (var value in new[] { webhook.Principal, webhook.Party, webhook.Id }) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        var claimed = new List<ClaimedDelivery>();
        while (await row.ReadAsync(ct))
            claimed.Add(new(
                new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetFieldValue<Instant>(5)), row.GetString(6), row.GetGuid(7), row.GetInt32(8)));
        return claimed;
    }

    /// <summary>Notes what became of an attempt.</summary>
    /// <param name="claimed">The delivery.</param>
    /// <param name="status">The receiver's answer; null: it gave none.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Note(ClaimedDelivery claimed, int? status, CancellationToken ct)
    {
        var state = status is >= 200 and < 300 ? DeliveryState.Delivered : claimed.Attempt >= MostAttempts ? DeliveryState.Dead : DeliveryState.Pending;
        // Where it was made to begin again meanwhile, that stands.
        await using var command = Command(
            $"update {VaultStore.Schema}.webhook_delivery d set state = $5, last_status = $6 where {Own} and d.id = $4 and d.state = 0 and d.attempts = $7", claimed.Webhook, claimed.Id, (int)state);
        command.Parameters.Add(new() { Value = (object?)status ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = claimed.Attempt });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Deliveries of a webhook in the order of the feed.</summary>
    public async Task<IReadOnlyList<Delivery>> List(Webhook webhook, DeliveryState? state, long after, int most, CancellationToken ct)
    {
        await using var command = Command(
            $"select {Columns} from {VaultStore.Schema}.webhook_delivery d where {Own} and d.position > $4 and ($5 < 0 or d.state = $5) order by d.position limit $6", webhook, after,
            state is { } one ? (int)one : -1);
        command.Parameters.Add(new() { Value = most });
        return await Read(command, ct);
    }

    /// <summary>Sends one again, at once and with all its attempts; null: there is none by this id.</summary>
    public async Task<Delivery?> Retry(Webhook webhook, string id, CancellationToken ct)
    {
        await using var command = Command(
            $"update {VaultStore.Schema}.webhook_delivery d set state = 0, attempts = 0, due_at = $5 where {Own} and d.id = $4 returning {Columns}", webhook, id, clock.GetCurrentInstant());
        return (await Read(command, ct)) is [var one] ? one : null;
    }

    /// <summary>Forgets what arrived long ago.</summary>
    public async Task Forget(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"delete from {VaultStore.Schema}.webhook_delivery where state = $1 and last_attempt_at < $2");
        command.Parameters.Add(new() { Value = (int)DeliveryState.Delivered });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() - KeptFor });
        await command.ExecuteNonQueryAsync(ct);
    }

    // Null where another server prepares it, or it was removed.
    private static async Task<long?> Position(Webhook webhook, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select position from {VaultStore.Schema}.webhook where principal = $1 and party = $2 and id = $3 for update skip locked", connection, transaction);
        foreach (var value in new[] { webhook.Principal, webhook.Party, webhook.Id }) command.Parameters.Add(new() { Value = value });
        return (long?)await command.ExecuteScalarAsync(ct);
    }

    private static async Task<List<(Guid EventId, long Position)>> Next(
        Webhook webhook, long after, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select event_id, position from {VaultStore.Schema}.suppression where principal = $1 and position > $2 order by position limit {AtOnce}", connection, transaction);
        command.Parameters.Add(new() { Value = webhook.Principal });
        command.Parameters.Add(new() { Value = after });
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<(Guid, long)>();
        while (await row.ReadAsync(ct)) found.Add((row.GetGuid(0), row.GetInt64(1)));
        return found;
    }

    private NpgsqlCommand Command(string sql, Webhook webhook, object fourth, object fifth)
    {
        var command = database.Source.CreateCommand(sql);
        foreach (var value in new[] { webhook.Principal, webhook.Party, webhook.Id, fourth, fifth }) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static async Task<IReadOnlyList<Delivery>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var deliveries = new List<Delivery>();
        while (await row.ReadAsync(ct))
            deliveries.Add(new(
                row.GetString(0), row.GetGuid(1), row.GetInt64(2), (DeliveryState)row.GetInt32(3), row.GetInt32(4), row.GetFieldValue<Instant>(5),
                row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetFieldValue<Instant>(7)));
        return deliveries;
    }
}
