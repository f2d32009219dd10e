using System.Security.Cryptography;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using Marten;
using Npgsql;

namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>A database with the vault's tables and nothing in them, and its twin for keys, to be copied.</summary>
internal static class SchemaTemplate
{
    /// <summary>Makes one, which goes when the process ends; its name.</summary>
    internal static async Task<string> MakeAsync(ServiceConnections server)
    {
        var name = $"schema_{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WaitAll(Databases.DropAsync(server.Vault, name), Databases.DropAsync(server.Vault, name + "_keys"));
        await Databases.ExecuteAsync(server.Vault, $"create database {name}");
        var database = server.WithDatabase(name);
        await using (var store = DocumentStore.For(options => VaultStore.Configure(options, database.Vault)))
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using (var keys = new KeyDatabase(database.Keys))
            await keys.ApplySchema(CancellationToken.None);
        // Nothing can be copied that somebody is connected to.
        NpgsqlConnection.ClearAllPools();
        return name;
    }
}
