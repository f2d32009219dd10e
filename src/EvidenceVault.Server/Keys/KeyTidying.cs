using Npgsql;

namespace EvidenceVault.Server.Keys;

/// <summary>
/// Writes the tables of keys anew, so that nothing of those destroyed is left in their files. A plain vacuum would free their place in a page and leave the bytes:
/// they would stay until something else is written there, if ever.
/// </summary>
public sealed class KeyTidying(KeyDatabase database)
{
    /// <summary>While tables are written anew, nobody reads them: up to this size together it takes less than a second.</summary>
    private const long SmallBytes = 64 << 20;

    private static readonly TimeSpan LargeEvery = TimeSpan.FromDays(1);

    private long _largeAt = Environment.TickCount64;
    private bool _owed;

    /// <summary>Whether large tables are to be written anew, and it is time.</summary>
    public bool IsOwed => _owed && IsTime;

    private bool IsTime => Environment.TickCount64 - _largeAt > LargeEvery.TotalMilliseconds;

    /// <summary>Does so; of large tables once a day, and in between frees what it can.</summary>
    public async Task Run(CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var size = new NpgsqlCommand("select pg_total_relation_size('exhibit_key') + pg_total_relation_size('consumer_key')", connection);
        var isLarge = (long)(await size.ExecuteScalarAsync(ct))! > SmallBytes;
        var anew = !isLarge || IsTime;
        _owed = !anew;
        if (isLarge && anew) _largeAt = Environment.TickCount64;
        // Rather later than that others wait long for the lock.
        foreach (var statement in anew ? ["set lock_timeout = '2s'", "vacuum full exhibit_key", "vacuum full consumer_key", "reset lock_timeout"] : new[] { "vacuum exhibit_key", "vacuum consumer_key" })
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 600 };
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
