using Npgsql;

namespace EvidenceVault.Server.Keys;

/// <summary>
/// Writes the tables of keys anew, so that nothing of those destroyed is left in their files. A plain vacuum would free their place in a page and leave the bytes:
/// they would stay until something else is written there, if ever.
/// </summary>
public sealed class KeyTidying(KeyDatabase database)
{
    private static readonly TimeSpan LargeEvery = TimeSpan.FromDays(1);

    // When large tables are due next, and whether they are. Only as long as this server runs: the database says when they were written last.
    private long _dueAt;
    private bool _owed;

    /// <summary>While tables are written anew, nobody reads them: up to this size together it takes less than a second.</summary>
    public long SmallBytes { get; init; } = 64 << 20;

    /// <summary>Whether large tables are to be written anew, and it is time.</summary>
    public bool IsOwed => _owed && Environment.TickCount64 >= _dueAt;

    /// <summary>Does so; of large tables once a day, however often servers start, and in between frees what it can.</summary>
    public async Task Run(CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        var wait = await IsLarge(connection, ct) ? await UntilDue(connection, ct) : TimeSpan.Zero;
        _owed = wait > TimeSpan.Zero;
        _dueAt = Environment.TickCount64 + (long)wait.TotalMilliseconds;
        // Rather later than that others wait long for the lock.
        string[] statements = _owed
            ? ["set lock_timeout = '2s'", "vacuum exhibit_key", "vacuum consumer_key", "vacuum full principal_key", "reset lock_timeout"]
            :
            [
                "set lock_timeout = '2s'", "vacuum full principal_key", "vacuum full exhibit_key", "vacuum full consumer_key", "reset lock_timeout",
                "insert into written_anew (one, at) values (1, now()) on conflict (one) do update set at = excluded.at",
            ];
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 600 };
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<bool> IsLarge(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var size = new NpgsqlCommand("select pg_total_relation_size('exhibit_key') + pg_total_relation_size('consumer_key')", connection);
        return (long)(await size.ExecuteScalarAsync(ct))! > SmallBytes;
    }

    // By the database's clock alone, which all servers share.
    private static async Task<TimeSpan> UntilDue(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var since = new NpgsqlCommand("select now() - at from written_anew", connection);
        return await since.ExecuteScalarAsync(ct) is TimeSpan passed && passed < LargeEvery ? LargeEvery - passed : TimeSpan.Zero;
    }
}
