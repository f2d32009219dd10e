using Npgsql;

namespace EvidenceVault.Server.Store;

/// <summary>The vault's own database, for its own tables.</summary>
public sealed class VaultDatabase(NpgsqlDataSource source) : IAsyncDisposable
{
    public NpgsqlDataSource Source => source;

    public static VaultDatabase Open(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "vault" };
        builder.UseNodaTime();
        return new VaultDatabase(builder.Build());
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
