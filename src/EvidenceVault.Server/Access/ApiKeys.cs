using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Access;

/// <summary>Finds API keys by their id. A key is remembered for two seconds: so long a revocation on another server may take to be seen here.</summary>
public sealed class ApiKeys(VaultDatabase database)
{
    private const int MostHeld = 20_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Remembered<string, Held> _held = new(MostHeld);
    private long _generation;

    /// <summary>A key with the hash of its secret, as read at a moment.</summary>
    public sealed record Stored(ApiKey Key, byte[] SecretHash);

    /// <summary>A key as this server saw it last, however long ago. Its secret never changes, so that may be compared at once.</summary>
    public Stored? Seen(string id) => _held.TryGet(id, out var held) ? held.Stored : null;

    /// <summary>A key as it is now, or was two seconds ago at most; null: there is none.</summary>
    public async ValueTask<Stored?> Find(string id, CancellationToken ct)
    {
        var generation = Interlocked.Read(ref _generation);
        if (_held.TryGet(id, out var held) && held.Generation == generation && Environment.TickCount64 - held.ReadAt < Fresh.TotalMilliseconds)
            return held.Stored;
        var readAt = Environment.TickCount64;
        var stored = await Read(id, ct);
        if (stored is null)
        {
            _held.Forget(id);
            return null;
        }

        _held.Keep(id, new Held(stored, readAt, generation));
        return stored;
    }

    /// <summary>Forgets how fresh all keys are, so that a revocation on this server counts at once.</summary>
    public void Changed() => Interlocked.Increment(ref _generation);

    /// <summary>Keys in the order of their ids.</summary>
    /// <param name="principal">Only those of this principal; null: all.</param>
    /// <param name="after">Only those after this id.</param>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<ApiKey>> List(string? principal, string after, int most, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select {Columns} from vault.api_key where ($1::text is null or principal = $1) and id collate \"C\" > $2 order by id collate \"C\" limit $3");
        command.Parameters.Add(new() { Value = (object?)principal ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<ApiKey>();
        while (await reader.ReadAsync(ct)) keys.Add(ReadKey(reader));
        return keys;
    }

    private const string Columns = "id, principal, party, name, holder, scopes, created_at, created_by, expires_at, revoked_at";

    private async Task<Stored?> Read(string id, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select {Columns}, secret_hash from vault.api_key where id = $1");
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new Stored(ReadKey(reader), reader.GetFieldValue<byte[]>(10)) : null;
    }

    private static ApiKey ReadKey(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetFieldValue<string[]>(5),
        row.GetFieldValue<NodaTime.Instant>(6),
        row.GetString(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<NodaTime.Instant>(8),
        row.IsDBNull(9) ? null : row.GetFieldValue<NodaTime.Instant>(9));

    private sealed record Held(Stored Stored, long ReadAt, long Generation);
}
