using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.TestBed;
using Npgsql;

namespace EvidenceVault.Torture;

/// <summary>PostgreSQL, a blob server and vault servers that are this run's own.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("evidence-vault-torture-");
    private readonly List<ServerProcess> _servers = [];

    private Ground(PrivateServices services) => Services = services;

    public PrivateServices Services { get; }

    /// <summary>All on the same databases and storage, with the same keys.</summary>
    public IReadOnlyList<ServerProcess> Servers => _servers;

    public string OperatorKey { get; } = RandomNumberGenerator.GetHexString(48, lowercase: true);

    /// <param name="told">Is told each line a server writes.</param>
    public static async Task<Ground> StartAsync(int servers, Action<string> told)
    {
        var ground = new Ground(await PrivateServices.StartAsync());
        try
        {
            // One after another: the first makes schema and keys.
            for (var i = 0; i < servers; i++) ground._servers.Add(await ServerProcess.StartAsync(ground.Services.Connections, ground.Environment, told: told));
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    private Dictionary<string, string> Environment => new()
    {
        ["Vault__OperatorKey"] = OperatorKey,
        ["Vault__KeyFile"] = Path.Combine(_home.FullName, "kek.key"),
        ["Vault__SigningKeyFile"] = Path.Combine(_home.FullName, "signing.key"),
        ["Vault__RequestsPerSecond"] = "1000000",
        ["Vault__FailedAttemptsPerMinute"] = "100000000",
    };

    /// <summary>Waits until every server says that it is ready.</summary>
    /// <exception cref="TimeoutException">One does not within some minutes.</exception>
    public Task ReadyAsync() => Task.WhenAll(_servers.Select(s => s.ReadyAsync()));

    /// <summary>A client of a server by a key.</summary>
    /// <param name="around">Puts something around what sends its requests.</param>
    public HttpClient Client(string key, int server = 0, Func<HttpMessageHandler, HttpMessageHandler>? around = null)
    {
        // A connection must not outlive a server for long: a good client's does not either.
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) };
        var client = new HttpClient(around?.Invoke(handler) ?? handler) { BaseAddress = _servers[server].Address, Timeout = TimeSpan.FromSeconds(120) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async Task SetUp(string path, object body, string? key = null)
    {
        using var client = Client(key ?? OperatorKey);
        using var answer = await client.PutAsJsonAsync(new Uri(path, UriKind.Relative), body);
        await MustBeFine(answer, path);
    }

    /// <summary>A fresh key of a principal's staff or of a party, with its id.</summary>
    public async Task<(string Id, string Key)> NewKey(string? principal, string? party)
    {
        using var client = Client(OperatorKey);
        using var answer = await client.PostAsJsonAsync(new Uri("/v1/keys", UriKind.Relative), new { principal, party, name = "torture" });
        using var made = JsonDocument.Parse(await MustBeFine(answer, "/v1/keys"));
        return (made.RootElement.GetProperty("id").GetString()!, made.RootElement.GetProperty("key").GetString()!);
    }

    /// <summary>Runs a statement and gives the rows, each as its columns' texts.</summary>
    public async Task<IReadOnlyList<string[]>> Query(string sql, bool keys = false)
    {
        // Not from a pool: a connection kept there may be to a server that was killed since.
        await using var connection = new NpgsqlConnection($"{(keys ? Services.Connections.Keys : Services.Connections.Vault)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString()!)]);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        await Services.DisposeAsync();
        _home.Delete(recursive: true);
    }

    private static async Task<string> MustBeFine(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"Setting up {path}: {(int)answer.StatusCode} {text}");
    }
}
