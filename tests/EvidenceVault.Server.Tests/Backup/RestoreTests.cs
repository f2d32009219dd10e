using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Suppressions;
using Npgsql;

namespace EvidenceVault.Server.Tests.Backup;

/// <summary>A backup is put back, and real servers start on it: what stood is there, what was destroyed since stays destroyed, and the ledger says that it went back.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private const int Patience = 300_000;
    private const string Principal = "zonkracht-energie";
    private const string P = $"/v1/principals/{Principal}";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("evidence-vault-restore-");
    private readonly List<string> _fresh = [];
    private TestDatabase? _database;
    private ServerProcess? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ServiceConnections Connections { get; set; } = new("", "", "");

    public async ValueTask InitializeAsync()
    {
        _database = await EmbeddedServices.CreateDatabaseAsync("restore");
        Connections = _database.Connections;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        foreach (var name in _fresh) await Databases.DropAsync(_database!.Connections.Vault, name);
        await _database!.DisposeAsync();
        _home.Delete(recursive: true);
    }

    [Fact(Timeout = Patience)]
    public async Task what_was_destroyed_since_a_backup_of_both_stays_so_and_the_ledger_tells_that_it_went_back()
    {
        await Start();
        var stays = await Person("stays");
        var goes = await Person("goes");
        var hash = await Object(goes);
        (await Vault("backup", DirectoryOf("vault"), "--database", Connections.Vault, "--blobs", Connections.Blobs)).ShouldBe(0);
        (await Vault("backup", DirectoryOf("keys"), "--keys", Connections.Keys)).ShouldBe(0);
        await Erase(goes);
        var checkpoint = await Checkpoint();

        await Stop();
        await FreshDatabases();
        await ApplySchema();
        (await Vault("restore", DirectoryOf("vault"), "--database", Connections.Vault, "--blobs", Connections.Blobs)).ShouldBe(0);
        (await Vault("restore", DirectoryOf("keys"), "--keys", Connections.Keys)).ShouldBe(0);
        // The key that was destroyed came back with the backup, until a server starts.
        (await KeysOf(goes)).ShouldBe("11");
        await Start();

        (await KeysOf(goes)).ShouldBe("00");
        (await Read($"{P}/exhibits/{goes.Recording}/content")).Code.ShouldNotBe(HttpStatusCode.OK);
        var erased = JsonElement.Parse((await Read($"{P}/consumers/{goes.Consumer}/dossier")).Body).GetProperty("consumer");
        erased.GetProperty("phone").ValueKind.ShouldBe(JsonValueKind.Null);
        erased.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        // Whoever loads the feed anew goes on leaving the number alone.
        (await Suppressed()).ShouldBe([hash]);

        (await KeysOf(stays)).ShouldBe("11");
        (await Bytes($"{P}/exhibits/{stays.Recording}/content")).ShouldBe(stays.Content);
        var stands = JsonElement.Parse((await Read($"{P}/consumers/{stays.Consumer}/dossier")).Body);
        stands.GetProperty("consumer").GetProperty("phone").GetString().ShouldBe(stays.Phone);
        stands.GetProperty("timeline")[0].GetProperty("ref").ValueKind.ShouldBe(JsonValueKind.String);

        // By itself it is whole; beside what was signed after the backup it went back.
        (await Vault("ledger", "verify", "--database", Connections.Vault)).ShouldBe(0);
        var file = Path.Combine(_home.FullName, "checkpoint");
        await File.WriteAllTextAsync(file, checkpoint, Ct);
        var (code, said) = await Run("ledger", "verify", "--database", Connections.Vault, "--checkpoint", file);
        code.ShouldBe(1);
        said.ShouldContain("rewound");
        await Until(async () => (await Read("/ledger/state")).Body.Contains("rewound", StringComparison.Ordinal));
    }

    [Fact(Timeout = Patience)]
    public async Task a_backup_of_the_keys_alone_brings_nothing_back()
    {
        await Start();
        var goes = await Person("goes");
        (await Vault("backup", DirectoryOf("keys"), "--keys", Connections.Keys)).ShouldBe(0);
        await Erase(goes);
        await Stop();
        var vault = Connections.Vault;
        await FreshDatabases();
        Connections = Connections with { Vault = vault };
        await ApplySchema();
        (await Vault("restore", DirectoryOf("keys"), "--keys", Connections.Keys)).ShouldBe(0);
        (await KeysOf(goes)).ShouldBe("11");
        await Start();
        (await KeysOf(goes)).ShouldBe("00");
    }

    [Fact(Timeout = Patience)]
    public async Task a_backup_that_is_not_whole_or_meant_for_something_else_is_put_back_nowhere()
    {
        await Start();
        await Person("somebody");
        (await Vault("backup", DirectoryOf("vault"), "--database", Connections.Vault)).ShouldBe(0);
        (await Vault("backup", DirectoryOf("keys"), "--keys", Connections.Keys)).ShouldBe(0);
        // Never two in one directory, and never over what is there.
        (await Vault("backup", DirectoryOf("vault"), "--keys", Connections.Keys)).ShouldBe(1);
        (await Vault("backup", DirectoryOf("both"), "--database", Connections.Vault, "--keys", Connections.Keys)).ShouldBe(2);
        (await Vault("restore", DirectoryOf("vault"), "--database", Connections.Vault)).ShouldBe(1);
        (await Vault("restore", DirectoryOf("keys"), "--keys", Connections.Keys)).ShouldBe(1);

        await Stop();
        await FreshDatabases();
        // Without a schema it is no vault yet.
        (await Vault("restore", DirectoryOf("vault"), "--database", Connections.Vault)).ShouldBe(1);
        await ApplySchema();
        (await Vault("restore", DirectoryOf("keys"), "--database", Connections.Vault)).ShouldBe(1);
        (await Vault("restore", DirectoryOf("vault"), "--keys", Connections.Keys)).ShouldBe(1);
        var events = Path.Combine(DirectoryOf("vault"), "mt_events.copy.gz");
        var bytes = await File.ReadAllBytesAsync(events, Ct);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(events, bytes, Ct);
        var (code, said) = await Run("restore", DirectoryOf("vault"), "--database", Connections.Vault);
        code.ShouldBe(1);
        said.ShouldContain("mt_events.copy.gz");
        File.Delete(Path.Combine(DirectoryOf("keys"), "manifest.json"));
        (await Vault("restore", DirectoryOf("keys"), "--keys", Connections.Keys)).ShouldBe(1);
        (await Count(Connections.Vault, "select count(*) from vault.mt_events")).ShouldBe(0);

        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(events, bytes, Ct);
        (await Vault("restore", DirectoryOf("vault"), "--database", Connections.Vault)).ShouldBe(0);
        (await Count(Connections.Vault, "select count(*) from vault.mt_events")).ShouldBeGreaterThan(0);
    }

    private string DirectoryOf(string name) => Path.Combine(_home.FullName, name);

    private async Task Start()
    {
        _server = await ServerProcess.StartAsync(Connections, Environment(), cancellation: Ct);
        using var setUp = Client(_server.OperatorKey);
        await setUp.PutAsync(P, new { name = "Zonkracht Energie B.V.", kvk = "90123456", callerNumbers = Array.Empty<string>(), registrations = Array.Empty<object>() });
    }

    private async Task Stop()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["Vault__KeyFile"] = Path.Combine(_home.FullName, "kek.key"),
        ["Vault__SigningKeyFile"] = Path.Combine(_home.FullName, "signing.key"),
        ["Vault__RequestsPerSecond"] = "1000000",
        ["Vault__LedgerPublishSeconds"] = "1",
    };

    private HttpClient Client(string key)
    {
        var client = new HttpClient { BaseAddress = _server!.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private async Task<HttpClient> Staff(string holder)
    {
        using var setUp = Client(_server!.OperatorKey);
        return Client((await setUp.PostAsync("/v1/keys", new { principal = Principal, party = (string?)null, name = "test", holder }).Expect(HttpStatusCode.Created))["key"]!);
    }

    private async Task<Somebody> Person(string name)
    {
        using var staff = await Staff("anna");
        var phone = Desk.Phone();
        var consent = Desk.Consent(phone);
        consent["consumer"]!["name"] = $"Proefpersoon {name}";
        await staff.SendAsync(HttpMethod.Post, $"{P}/evidence", consent.ToJsonString()).Expect(HttpStatusCode.Created);
        var consumer = Guid.Parse((await staff.PostAsync($"{P}/consumers/search", new { phone }).Expect(HttpStatusCode.OK))["id"]!);
        var (id, content) = ($"VL-{name}", RandomNumberGenerator.GetBytes(5_000));
        await staff.PutAsync($"{P}/exhibits/{id}", new
        {
            kind = "voicelog",
            purposes = new[] { "consent" },
            contentType = "audio/ogg",
            size = content.Length,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            recordedAt = "2026-09-01T10:15:00+02:00",
            consumer = new { phone },
        }).Expect(HttpStatusCode.Created);
        using var put = await staff.PutAsync(new Uri($"{P}/exhibits/{id}/content", UriKind.Relative), new ByteArrayContent(content), Ct);
        put.StatusCode.ShouldBe(HttpStatusCode.Created);
        return new(phone, consumer, id, content);
    }

    private async Task<string> Object(Somebody who)
    {
        using var staff = await Staff("anna");
        await staff.SendAsync(HttpMethod.Post, $"{P}/evidence", Follower.Objection(who.Phone).ToJsonString()).Expect(HttpStatusCode.Created);
        return (await Suppressed()).ShouldHaveSingleItem().ShouldNotBeNull();
    }

    private async Task<List<string?>> Suppressed() =>
        [.. JsonElement.Parse((await Read($"{P}/suppressions")).Body).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("numberHash").GetString())];

    private async Task Erase(Somebody who)
    {
        using var anna = await Staff("anna");
        using var bram = await Staff("bram");
        await anna.PostAsync($"{P}/consumers/{who.Consumer}/erasure", new { ground = "consent-withdrawn" }).Expect(HttpStatusCode.Accepted);
        await bram.PostAsync($"{P}/consumers/{who.Consumer}/erasure/approval", new { decision = "erase", reason = "Beoordeeld." }).Expect(HttpStatusCode.OK);
        await Until(async () => JsonElement.Parse((await Read($"{P}/exhibits/{who.Recording}")).Body).GetProperty("state").GetString() == "deleted" && await KeysOf(who) == "00");
    }

    private async Task<string> Checkpoint()
    {
        await Until(async () => await Count(Connections.Vault, "select count(*) from vault.ledger_pending") == 0);
        await Task.Delay(TimeSpan.FromSeconds(3), Ct);
        return (await Read("/ledger/checkpoint")).Body;
    }

    private async Task<(HttpStatusCode Code, string Body)> Read(string path)
    {
        using var staff = await Staff("anna");
        using var answer = await staff.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task<byte[]> Bytes(string path)
    {
        using var staff = await Staff("anna");
        return await staff.GetByteArrayAsync(new Uri(path, UriKind.Relative), Ct);
    }

    // Whether there is a key of the recording, and one of the consumer.
    private async Task<string> KeysOf(Somebody who) =>
        (await Count(Connections.Keys, $"select count(*) from exhibit_key where exhibit = '{who.Recording}' and wrapped is not null")).ToString(CultureInfo.InvariantCulture)
        + await Count(Connections.Keys, $"select count(*) from consumer_key where consumer = '{who.Consumer}' and wrapped is not null");

    private static async Task<long> Count(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var until = DateTime.UtcNow.AddSeconds(60); !await isSo();)
        {
            if (DateTime.UtcNow > until) throw new TimeoutException("It did not come to that.");
            await Task.Delay(200, Ct);
        }
    }

    private async Task FreshDatabases()
    {
        var name = $"restored_{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        foreach (var database in new[] { name, $"{name}_keys" })
        {
            await Databases.ExecuteAsync(_database!.Connections.Vault, $"create database {database}");
            _fresh.Add(database);
        }

        Connections = Connections.WithDatabase(name);
    }

    private async Task ApplySchema()
    {
        var start = new ProcessStartInfo("dotnet", [Checkout.ServerAssembly, "apply-schema"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Connections.AsEnvironment().Concat(Environment())) start.Environment[name] = value;
        start.Environment["Vault__OperatorKey"] = RandomNumberGenerator.GetHexString(48, lowercase: true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(0, await output + await errors);
    }

    private static async Task<int> Vault(params string[] args)
    {
        var (code, said) = await Run(args);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        return code;
    }

    private static async Task<(int Code, string Said)> Run(params string[] args)
    {
        await using var said = new StringWriter();
        return (await Commands.RunAsync(args, said, said, Ct), said.ToString());
    }

    private sealed record Somebody(string Phone, Guid Consumer, string Recording, byte[] Content);
}
