using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Npgsql;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>The server as a process of its own with a principal, on services that the test may kill or on a database of its own.</summary>
public sealed class RunningVault : IAsyncDisposable
{
    public const string Principal = "zonkracht-energie";

    private readonly ServiceConnections _connections;
    private readonly IAsyncDisposable _data;
    private readonly DirectoryInfo _temporary;

    private RunningVault(ServiceConnections connections, IAsyncDisposable data, ServerProcess server, DirectoryInfo temporary) =>
        (_connections, _data, Server, _temporary) = (connections, data, server, temporary);

    public ServerProcess Server { get; }

    /// <summary>With a key of the principal's staff.</summary>
    public HttpClient Staff { get; private set; } = new();

    public HttpClient Operator => With(Server.OperatorKey);

    public string Evidence => $"/v1/principals/{Principal}/evidence";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<RunningVault> StartAsync(PrivateServices? services = null, Dictionary<string, string>? environment = null)
    {
        var database = services is null ? await EmbeddedServices.CreateDatabaseAsync("whole_run") : null;
        var connections = services?.Connections ?? database!.Connections;
        var temporary = Directory.CreateTempSubdirectory("evidence-vault-tmp-");
        environment = new(environment ?? [])
        {
            ["TMPDIR"] = temporary.FullName,
            // Whose sockets would lie in that directory.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["Vault__RequestsPerSecond"] = "1000000",
        };
        var server = await ServerProcess.StartAsync(connections, environment, cancellation: Ct);
        var vault = new RunningVault(connections, (IAsyncDisposable?)services ?? database!, server, temporary);
        using (var setUp = vault.Operator)
            await setUp.PutAsync($"/v1/principals/{Principal}", new { name = "Zonkracht Energie B.V.", kvk = "90123456", callerNumbers = Array.Empty<string>(), registrations = Array.Empty<object>() })
                .Expect(HttpStatusCode.Created);
        vault.Staff = await vault.ClientFor(Principal, null);
        return vault;
    }

    /// <summary>A client with a fresh key of a principal's staff or of a party.</summary>
    public async Task<HttpClient> ClientFor(string? principal, string? party)
    {
        using var setUp = Operator;
        return With((await setUp.PostAsync("/v1/keys", new { principal, party, name = "test" }).Expect(HttpStatusCode.Created))["key"]!);
    }

    public HttpClient With(string key)
    {
        var client = new HttpClient { BaseAddress = Server.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    internal async Task<IReadOnlyList<ItemAnswer>> Upload(string ndjson, HttpClient? by = null, string principal = Principal)
    {
        var answer = await (by ?? Staff).SendAsync(HttpMethod.Post, $"/v1/principals/{principal}/evidence", ndjson, "application/x-ndjson");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return ItemAnswer.ReadAll(answer.Text);
    }

    /// <summary>What the server keeps in its directory for temporary files.</summary>
    public IReadOnlyList<string> TemporaryFiles() => [.. Directory.EnumerateFiles(_temporary.FullName, "*", SearchOption.AllDirectories)];

    public async Task<int> CountOfFacts() =>
        int.Parse((await Query("select count(*)::text from vault.mt_events where stream_id like 'dossier/%'")).Single(), CultureInfo.InvariantCulture);

    /// <summary>The first column of each row, as text.</summary>
    public async Task<IReadOnlyList<string>> Query(string sql, bool keys = false)
    {
        // Not from a pool: a connection kept there may be to a server that was killed since.
        await using var connection = new NpgsqlConnection($"{(keys ? _connections.Keys : _connections.Vault)};Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ct)) rows.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        return rows;
    }

    /// <summary>The names of all blobs, those never committed included.</summary>
    public async Task<IReadOnlyList<string>> BlobNames()
    {
        var names = new List<string>();
        var container = new BlobContainerClient(_connections.Blobs, "evidence");
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.Uncommitted, "", Ct)) names.Add(blob.Name);
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        Staff.Dispose();
        await Server.DisposeAsync();
        await _data.DisposeAsync();
        _temporary.Delete(recursive: true);
    }
}
