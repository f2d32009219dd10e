using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Where a party is told of new suppressions.</summary>
/// <param name="Principal">Of which principal.</param>
/// <param name="Party">Whose it is.</param>
/// <param name="Id">Its id among those of that party.</param>
/// <param name="Url">The address.</param>
/// <param name="Position">Up to where in the feed there are deliveries for it.</param>
/// <param name="CreatedAt">When it was put first.</param>
public sealed record Webhook(string Principal, string Party, string Id, string Url, long Position, Instant CreatedAt);

/// <summary>The webhooks of parties. They are settings, no evidence: they stand in a table of their own, each secret under the principal's key.</summary>
public sealed class WebhookStore(VaultDatabase database, KeyStore keyStore)
{
    /// <summary>The most that a party has for a principal.</summary>
    public const int Most = 10;

    private const string Columns = "principal, party, id, url, position, created_at";
    private const string Own = "principal = $1 and party = $2 and id = $3";

    public async Task<Webhook?> Find(string principal, string party, string id, CancellationToken ct)
    {
        await using var command = Command($"select {Columns} from {VaultStore.Schema}.webhook where {Own}", principal, party, id);
        return (await Read(command, ct)) is [var one] ? one : null;
    }

    public async Task<IReadOnlyList<Webhook>> Of(string principal, string party, CancellationToken ct)
    {
        await using var command = Command($"select {Columns} from {VaultStore.Schema}.webhook where principal = $1 and party = $2 order by id collate \"C\"", principal, party);
        return await Read(command, ct);
    }

    /// <summary>All there are for which the feed may have something.</summary>
    public async Task<IReadOnlyList<Webhook>> Behind(CancellationToken ct)
    {
        await using var command = Command(
            $"""
            select {Columns} from {VaultStore.Schema}.webhook w where exists (
                select from {VaultStore.Schema}.suppression s where s.principal = w.principal and (s.position > w.position or s.position is null))
            """);
        return await Read(command, ct);
    }

    /// <summary>Makes one; false: there is one by this id.</summary>
    public async Task<bool> Make(Webhook webhook, byte[] secret, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(webhook.Principal, ct);
        await using var command = Command(
            $"insert into {VaultStore.Schema}.webhook ({Columns}, secret) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            webhook.Principal, webhook.Party, webhook.Id, webhook.Url, webhook.Position, webhook.CreatedAt, keys.Seal(secret, BelongsTo(webhook)));
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public Task Readdress(Webhook webhook, string url, CancellationToken ct) =>
        Do($"update {VaultStore.Schema}.webhook set url = $4 where {Own}", webhook, url, ct);

    /// <summary>Makes it begin again after a place in the feed.</summary>
    public Task Rewind(Webhook webhook, long position, CancellationToken ct) =>
        Do($"update {VaultStore.Schema}.webhook set position = $4 where {Own} and position > $4", webhook, position, ct);

    public async Task<bool> Remove(string principal, string party, string id, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"delete from {VaultStore.Schema}.webhook where {Own}") { Parameters = { new() { Value = principal }, new() { Value = party }, new() { Value = id } } },
                new($"delete from {VaultStore.Schema}.webhook_delivery where principal = $1 and party = $2 and webhook = $3")
                {
                    Parameters = { new() { Value = principal }, new() { Value = party }, new() { Value = id } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return batch.BatchCommands[0].RecordsAffected > 0;
    }

    /// <summary>The secret that deliveries are signed with; null: it was removed meanwhile.</summary>
    public async Task<byte[]?> Secret(Webhook webhook, CancellationToken ct)
    {
        await using var command = Command($"select secret from {VaultStore.Schema}.webhook where {Own}", webhook.Principal, webhook.Party, webhook.Id);
        return await command.ExecuteScalarAsync(ct) is byte[] box ? (await keyStore.OfPrincipal(webhook.Principal, ct)).Open(box, BelongsTo(webhook)) : null;
    }

    private async Task Do(string sql, Webhook webhook, object value, CancellationToken ct)
    {
        await using var command = Command(sql, webhook.Principal, webhook.Party, webhook.Id, value);
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = database.Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static async Task<IReadOnlyList<Webhook>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var webhooks = new List<Webhook>();
        while (await row.ReadAsync(ct))
            webhooks.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetFieldValue<Instant>(5)));
        return webhooks;
    }

    private static string BelongsTo(Webhook webhook) => $"webhook/{webhook.Party}/{webhook.Id}";
}
