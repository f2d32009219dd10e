using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Retention;
using Marten;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Store;

/// <summary>Registers the stores: events and documents, keys, the clock.</summary>
public static class StoreSetup
{
    public static void AddStores(this WebApplicationBuilder builder)
    {
        var vault = builder.Configuration.GetConnectionString("Vault")
            ?? throw new InvalidOperationException("ConnectionStrings__Vault must name the PostgreSQL database.");
        var keys = KeyDatabase.ConnectionString(builder.Configuration.GetConnectionString("Keys"), vault);
        // Four pools to one database server: together well within the hundred connections it allows unless told otherwise.
        keys = Pooled(keys, 10);
        vault = Pooled(vault, 30);
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.Services.AddSingleton(new KeyDatabase(keys));
        builder.Services.AddSingleton<IKeyEncryptionKey>(s => FileKeyEncryptionKey.Read(s.GetRequiredService<VaultSettings>().KeyFile));
        builder.Services.AddSingleton<KeyTidying>();
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddSingleton<SigningKey>();
        // The vault's own tables are read and written with plain parameterised SQL over a pool of their own.
        builder.Services.AddSingleton(VaultDatabase.Open(vault));
        builder.Services.AddSingleton(LedgerDatabase.Open(vault));
        builder.Services.AddMarten(options => VaultStore.Configure(options, vault)).UseLightweightSessions();
        builder.Services.AddSingleton<EventNames>();
    }

    // Npgsql must not prepare statements by itself here: where one fails that it is just preparing, the next on that connection fails too (a test shows it).
    private static string Pooled(string connectionString, int most)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connectionString.Contains("Pool Size", StringComparison.OrdinalIgnoreCase)) settings.MaxPoolSize = most;
        settings.MaxAutoPrepare = 0;
        return settings.ConnectionString;
    }

    /// <summary>Creates or changes the schemas, and creates missing key files and the container of blobs.</summary>
    public static async Task ApplySchema(this WebApplication app, CancellationToken ct)
    {
        var settings = app.Services.GetRequiredService<VaultSettings>();
        var keys = app.Services.GetRequiredService<KeyDatabase>();
        await keys.ApplySchema(ct);
        if (!File.Exists(settings.KeyFile) && await keys.HoldsKeys(ct))
            throw new InvalidOperationException($"The key file {settings.KeyFile} is missing, while the database holds keys that only it can unwrap. Put it back; a new one would open nothing.");
        KeyFile.CreateIfMissing(settings.KeyFile);
        if (settings.SigningKeyFile.Length > 0) KeyFile.CreateIfMissing(settings.SigningKeyFile);
        app.Services.GetRequiredService<SealCertificate>().CreateIfMissing();
        app.Services.GetRequiredService<Countersigners>().CreateIfMissing();
        await app.Services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await app.Services.GetRequiredService<EvidenceBlobs>().CreateContainer(ct);
        await app.Services.GetRequiredService<DestructionList>().CreateContainer(ct);
        await app.Services.GetRequiredService<PublishedCheckpoints>().CreateContainer(ct);
        await app.Services.GetRequiredService<LedgerOpening>().Open(ct);
    }
}
