using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>The vault's database as the ledger reads it: by a pool of its own, so that it never waits for writers, and without NodaTime, which reads the infinite times of failed appends differently.</summary>
public sealed class LedgerDatabase(NpgsqlDataSource source) : IAsyncDisposable
{
    private const int MostConnections = 8;

    public NpgsqlDataSource Source => source;

    public static LedgerDatabase Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = MostConnections };
        return new LedgerDatabase(new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "ledger" }.Build());
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>A command of a batch, with its values in the order of their numbers.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>A command with its values in the order of their numbers.</summary>
    public NpgsqlCommand Query(string sql, params ReadOnlySpan<object> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
