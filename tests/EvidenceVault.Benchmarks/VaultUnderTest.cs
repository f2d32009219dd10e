using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs;
using EvidenceVault.TestBed;
using Npgsql;

namespace EvidenceVault.Benchmarks;

/// <summary>A real server process on a database of its own, with one principal.</summary>
public sealed class VaultUnderTest : IAsyncDisposable
{
    public const string Principal = "bench";

    private readonly Process _server;
    private readonly HttpClient _operator;
    private readonly string _directory;

    private readonly string _container;

    private VaultUnderTest(Process server, HttpClient ofOperator, HttpClient client, string directory, string database, string container) =>
        (_server, _operator, Client, _directory, Database, _container) = (server, ofOperator, client, directory, database, container);

    /// <summary>How to connect to its database.</summary>
    public string Database { get; }

    /// <summary>A client with the principal's key.</summary>
    public HttpClient Client { get; }

    /// <summary>The most memory the server held, in MiB.</summary>
    public long PeakMemory
    {
        get
        {
            _server.Refresh();
            return _server.PeakWorkingSet64 >> 20;
        }
    }

    /// <summary>Processor time the server used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _server.Refresh();
            return _server.TotalProcessorTime;
        }
    }

    public static string Connection(string name) =>
        Environment.GetEnvironmentVariable($"ConnectionStrings__{name}") ?? throw new InvalidOperationException($"ConnectionStrings__{name} is not set; see `ops/services env`.");

    public static async Task<string> FreshDatabase(string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(Connection("Vault")) { Database = "postgres" };
        await Databases.DropAsync(settings.ConnectionString, name);
        await Databases.ExecuteAsync(settings.ConnectionString, $"create database {name}");
        settings.Database = name;
        return settings.ConnectionString;
    }

    public static async Task<VaultUnderTest> Start()
    {
        var vault = await FreshDatabase("bench_vault");
        var keys = await FreshDatabase("bench_vault_keys");
        var directory = Directory.CreateTempSubdirectory("vault-bench-").FullName;
        var operatorKey = RandomNumberGenerator.GetHexString(40);
        // A fresh database beside the storage of another would be a fork of its ledger.
        var container = $"bench-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        var url = $"http://127.0.0.1:{Ports.Free()}";
        var start = new ProcessStartInfo("dotnet", [ServerDll()]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new (string, string)[]
        {
            ("ConnectionStrings__Vault", vault), ("ConnectionStrings__Keys", keys), ("Vault__OperatorKey", operatorKey),
            ("Vault__KeyFile", Path.Combine(directory, "kek.key")), ("Vault__ApplySchema", "true"), ("ASPNETCORE_URLS", url),
            ("Vault__RequestsPerSecond", "1000000"), ("Vault__BlobContainer", container),
        })
            start.Environment[name] = value;
        var server = Process.Start(start)!;
        server.OutputDataReceived += static (_, _) => { };
        server.BeginOutputReadLine();
        var ofOperator = new HttpClient { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan };
        await WaitUntilReady(ofOperator);
        ofOperator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", operatorKey);
        return new VaultUnderTest(server, ofOperator, await ClientOf(ofOperator, Principal), directory, vault, container);
    }

    /// <summary>A client with a key of another principal, who is registered.</summary>
    public Task<HttpClient> ClientOf(string principal) => ClientOf(_operator, principal);

    public static async Task<JsonDocument> Ok(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{(int)response.StatusCode}: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _operator.Dispose();
        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_directory, recursive: true);
        foreach (var name in new[] { _container, $"{_container}-ledger" }) await new BlobContainerClient(Connection("Blobs"), name).DeleteIfExistsAsync();
    }

    private static async Task<HttpClient> ClientOf(HttpClient ofOperator, string principal)
    {
        await Ok(ofOperator.PutAsJsonAsync($"/v1/principals/{principal}", new { name = "Bench B.V.", kvk = "12345678", callerNumbers = new[] { "+31201234567" }, registrations = Array.Empty<object>() }));
        var made = await Ok(ofOperator.PostAsJsonAsync("/v1/keys", new { principal, party = (string?)null, name = "bench", holder = (string?)null, scopes = (string[]?)null, expiresAt = (string?)null }));
        var client = new HttpClient { BaseAddress = ofOperator.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.RootElement.GetProperty("key").GetString());
        return client;
    }

    private static async Task WaitUntilReady(HttpClient client)
    {
        for (var i = 0; i < 300; i++)
        {
            try
            {
                using var response = await client.GetAsync("/health/ready");
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException("The server did not become ready.");
    }

    private static string ServerDll()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "EvidenceVault.sln"))) continue;
            var dll = Path.Combine(at.FullName, "src/EvidenceVault.Server/bin/Release/net10.0/EvidenceVault.Server.dll");
            return File.Exists(dll) ? dll : throw new InvalidOperationException("Build the server first: dotnet build -c Release src/EvidenceVault.Server");
        }

        throw new InvalidOperationException("Run it inside the checkout.");
    }
}
