using Npgsql;

namespace EvidenceVault.Server.Keys;

/// <summary>The database of wrapped keys.</summary>
public sealed class KeyDatabase(string connectionString) : IAsyncDisposable
{
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(connectionString);

    /// <summary>The connection string for keys: the one configured, else a database beside the vault's.</summary>
    public static string ConnectionString(string? configured, string vault)
    {
        if (!string.IsNullOrWhiteSpace(configured)) return configured;
        var beside = new NpgsqlConnectionStringBuilder(vault);
        beside.Database += "_keys";
        return beside.ConnectionString;
    }

    /// <summary>Creates the database where the server lets us and it is missing, and its tables.</summary>
    public async Task ApplySchema(CancellationToken ct)
    {
        await CreateIfMissing(ct);
        using var script = new StreamReader(typeof(KeyDatabase).Assembly.GetManifestResourceStream("EvidenceVault.Server.Keys.KeySchema.sql")!);
        await using var command = Source.CreateCommand(await script.ReadToEndAsync(ct));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whether there are keys in it.</summary>
    public async Task<bool> HoldsKeys(CancellationToken ct)
    {
        await using var command = Source.CreateCommand("select exists (select from principal_key)");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private async Task CreateIfMissing(CancellationToken ct)
    {
        try
        {
            await using var probe = await Source.OpenConnectionAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            var name = settings.Database!.Replace("\"", "\"\"", StringComparison.Ordinal);
            settings.Database = "postgres";
            await using var server = new NpgsqlConnection(settings.ConnectionString);
            await server.OpenAsync(ct);
            await using var create = new NpgsqlCommand($"create database \"{name}\"", server);
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
