using System.Security.Cryptography;
using Npgsql;

namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>Databases and storage that nobody else uses. See <see cref="EmbeddedServices.CreateDatabaseAsync"/>.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly ServiceConnections _server;
    private readonly string _name;
    private readonly SpareAccount? _account;

    private TestDatabase(ServiceConnections server, string name, SpareAccount? account)
    {
        _server = server;
        _name = name;
        _account = account;
        var databases = server.WithDatabase(name);
        Connections = account is null ? databases : databases with { Blobs = account.Blobs };
    }

    public ServiceConnections Connections { get; }

    /// <param name="server">The services.</param>
    /// <param name="prefix">Begins its name.</param>
    /// <param name="hasSpareAccounts">Whether the blob server has accounts to give.</param>
    /// <param name="copyOf">The database to copy, with its twin; null: an empty one.</param>
    internal static async Task<TestDatabase> CreateAsync(ServiceConnections server, string prefix, bool hasSpareAccounts, string? copyOf = null)
    {
        if (!prefix.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_'))
            throw new ArgumentException("A prefix has lower-case letters, digits and underscores only.", nameof(prefix));
        var database = new TestDatabase(server, $"{prefix}_{RandomNumberGenerator.GetHexString(8, lowercase: true)}", hasSpareAccounts ? await SpareAccount.TakeAsync(server) : null);
        await Databases.ExecuteAsync(server.Vault, $"create database {database._name}{(copyOf is null ? "" : $" template {copyOf}")}");
        await Databases.ExecuteAsync(server.Vault, $"create database {database._name}_keys{(copyOf is null ? "" : $" template {copyOf}_keys")}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync(Connections.Vault, _name);
        await DropAsync(Connections.Keys, _name + "_keys");
        if (_account is not null)
            await _account.DisposeAsync();
    }

    private async Task DropAsync(string connectionString, string name)
    {
        // Connections kept open in this process's pools would otherwise be cut, and fail whoever borrows them next.
        await using (var connection = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(connection);
        await Databases.DropAsync(_server.Vault, name);
    }
}
