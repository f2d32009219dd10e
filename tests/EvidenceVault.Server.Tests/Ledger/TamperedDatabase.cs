using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>A database with some hundred events, to be copied; nobody is connected to it.</summary>
public sealed class TamperedDatabase : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestDatabase _database = null!;
    private int _copies;

    public string Connection => _database.Connections.Vault;

    /// <summary>The last checkpoint, as somebody noted it elsewhere.</summary>
    public string Checkpoint { get; private set; } = "";

    /// <summary>The ledger's key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The same in a file, as the vault answers it.</summary>
    public string KeyFile { get; } = Path.GetTempFileName();

    /// <summary>The receipts of the first upload.</summary>
    public IReadOnlyList<string> Receipts { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _database = await EmbeddedServices.CreateDatabaseAsync("tampered");
        await using var host = await VaultHost.StartAsync(connections: _database.Connections);
        var desk = await Desk.NewAsync(host);
        Receipts = [.. (await desk.Upload([.. Enumerable.Range(0, 300).Select(_ => (JsonNode)Desk.Call(Desk.Phone()))])).Select(r => r.Json.GetProperty("receipt").GetString()!)];
        await desk.Upload(Facts(Desk.Phone()));
        await desk.Staff.PutAsync($"{desk.P}/exhibits/{Desk.Ref("vl")}", new
        {
            kind = "voicelog",
            purposes = new[] { "consent" },
            contentType = "audio/wav",
            size = 5,
            sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("voice"u8)),
            recordedAt = "2026-03-01T10:15:00+01:00",
        }).Expect(System.Net.HttpStatusCode.Created);
        await host.Settled();
        using var client = host.Client();
        Checkpoint = await client.GetStringAsync(new Uri("/ledger/checkpoint", UriKind.Relative), Ct);
        Key = await host.LedgerKey();
        await File.WriteAllTextAsync(KeyFile, await client.GetStringAsync(new Uri("/ledger/key", UriKind.Relative), Ct), Ct);
    }

    public async Task<TamperedCopy> CopyAsync()
    {
        var of = new Npgsql.NpgsqlConnectionStringBuilder(Connection) { Pooling = false };
        var (server, name) = ((await EmbeddedServices.ConnectionsAsync()).Vault, $"{of.Database}_{Interlocked.Increment(ref _copies)}");
        // A database is copied only while nobody is connected to it; pools of the server that filled it still are.
        await Databases.ExecuteAsync(server, $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{of.Database}' and usename = current_user");
        await Databases.ExecuteAsync(server, $"create database {name} template {of.Database}");
        of.Database = name;
        return new(server, name, of.ConnectionString);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(KeyFile);
        return _database.DisposeAsync();
    }

    private static JsonNode[] Facts(string phone)
    {
        var (grant, call) = (Desk.Ref("G"), Desk.Ref("C"));
        var sale = new JsonObject
        {
            ["type"] = "sale.accepted",
            ["ref"] = Desk.Ref("S"),
            ["occurredAt"] = "2026-03-02T10:25:00+01:00",
            ["consumer"] = new JsonObject { ["phone"] = phone },
            ["call"] = call,
            ["via"] = "web",
            ["totalValue"] = 480.5,
            ["product"] = "electricity",
        };
        var withdrawal = new JsonObject
        {
            ["type"] = "consent.withdrawn",
            ["ref"] = Desk.Ref("W"),
            ["occurredAt"] = "2026-03-03T10:15:00+01:00",
            ["consumer"] = new JsonObject { ["phone"] = phone },
            ["consent"] = grant,
            ["via"] = "email",
        };
        return [Desk.Consent(phone, grant), Desk.Call(phone, call), sale, withdrawal];
    }
}

/// <summary>A copy of that database.</summary>
public sealed record TamperedCopy(string Server, string Name, string Connection) : IAsyncDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An edit with the sequence numbers of the events it names.</summary>
    public async Task<string> With(string edit)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Connection);
        await using var read = source.CreateCommand(
            """
            select '{' || leaf_index || '}', seq_id from vault.ledger_leaf where leaf_index in (40, 41)
            union all select case type when 'consent.granted' then '{grant}' when 'consent.withdrawn' then '{withdrawal}' when 'sale.accepted' then '{sale}' else '{exhibit}' end, seq_id
            from vault.mt_events where type in ('consent.granted', 'consent.withdrawn', 'sale.accepted', 'exhibit.announced')
            """);
        await using var rows = await read.ExecuteReaderAsync(Ct);
        var found = 0;
        for (; await rows.ReadAsync(Ct); found++) edit = edit.Replace(rows.GetString(0), $"{rows.GetInt64(1)}", StringComparison.Ordinal);
        found.ShouldBe(6);
        return edit;
    }

    public async ValueTask DisposeAsync() => await Databases.DropAsync(Server, Name);
}
