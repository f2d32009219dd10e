using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>The real server within the test process, on a port and a database of its own.</summary>
public sealed class VaultHost : IAsyncDisposable
{
    private static readonly Lazy<Task<VaultHost>> Shared = new(() => StartAsync());

    private readonly DirectoryInfo? _home;
    private readonly TestDatabase? _database;
    private readonly string _keyDirectory;
    private readonly ServiceConnections _connections;
    private readonly Factory _factory;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };

    private VaultHost(
        TestDatabase? database,
        ServiceConnections connections,
        VaultHost? beside,
        IReadOnlyDictionary<string, string>? settings,
        Action<IServiceCollection>? services)
    {
        _home = beside is null ? Directory.CreateTempSubdirectory("evidence-vault-host-") : null;
        _keyDirectory = beside?._keyDirectory ?? _home!.FullName;
        _database = database;
        _connections = connections;
        OperatorKey = beside?.OperatorKey ?? RandomNumberGenerator.GetHexString(48, lowercase: true);
        _factory = new Factory(builder =>
        {
            foreach (var (name, value) in connections.AsSettings()) builder.UseSetting(name, value);
            builder.UseSetting("Vault:OperatorKey", OperatorKey);
            builder.UseSetting("Vault:KeyFile", Path.Combine(_keyDirectory, "kek.key"));
            builder.UseSetting("Vault:SigningKeyFile", Path.Combine(_keyDirectory, "signing.key"));
            builder.UseSetting("Vault:ApplySchema", "true");
            // Tests come from one address and in bursts; those about the limits set them.
            builder.UseSetting("Vault:RequestsPerSecond", "1000000");
            builder.UseSetting("Vault:FailedAttemptsPerMinute", "1000000");
            builder.UseSetting("Vault:FormsPerMinute", "1000000");
            foreach (var (name, value) in settings ?? new Dictionary<string, string>()) builder.UseSetting(name, value);
            if (services is not null) builder.ConfigureTestServices(services);
        });
        _factory.UseKestrel(0);
    }

    public string OperatorKey { get; }

    public IServiceProvider Services => _factory.Services;

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>One server for all tests that need nothing of their own but names.</summary>
    public static Task<VaultHost> SharedAsync() => Shared.Value;

    /// <summary>Starts a server.</summary>
    /// <param name="settings">Settings to add, such as <c>Vault:RequestsPerSecond</c>.</param>
    /// <param name="services">Services to replace.</param>
    /// <param name="connections">Where its data lies; null: in a database of its own.</param>
    /// <param name="beside">The server whose data and keys it shares.</param>
    public static async Task<VaultHost> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null,
        Action<IServiceCollection>? services = null,
        ServiceConnections? connections = null,
        VaultHost? beside = null)
    {
        connections ??= beside?._connections;
        var database = connections is null ? await EmbeddedServices.CreateDatabaseWithSchemaAsync("host") : null;
        var host = new VaultHost(database, connections ?? database!.Connections, beside, settings, services);
        host._factory.StartServer();
        return host;
    }

    /// <summary>A client with a key; without one where that is null.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Address };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public HttpClient Operator() => Client(OperatorKey);

    /// <summary>A name that no other test uses.</summary>
    public static string Slug(string prefix) => $"{prefix}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz", 10)}";

    /// <summary>Creates a principal and gives its slug.</summary>
    public async Task<string> CreatePrincipalAsync(string? slug = null)
    {
        slug ??= Slug("principal");
        using var client = Operator();
        await client.PutAsync($"/v1/principals/{slug}", new { name = $"{slug} B.V.", kvk = "12345678", callerNumbers = new[] { "+31201234567" }, registrations = Array.Empty<object>() })
            .Expect(HttpStatusCode.Created);
        return slug;
    }

    /// <summary>Creates a party and gives its slug.</summary>
    public async Task<string> CreatePartyAsync(string? slug = null)
    {
        slug ??= Slug("party");
        using var client = Operator();
        await client.PutAsync($"/v1/parties/{slug}", new { name = $"{slug} B.V.", kvk = "23456789", role = "agency", callerNumbers = new[] { "+31501234567" } })
            .Expect(HttpStatusCode.Created);
        return slug;
    }

    /// <summary>Gives a mandate, and its reference.</summary>
    public async Task<string> CreateMandateAsync(string principal, string from, string to, string validFrom = "2025-01-01", string? validTo = null)
    {
        var reference = Slug("mandate");
        using var client = Client(await CreateKeyAsync(principal));
        await client.PutAsync($"/v1/principals/{principal}/mandates/{reference}", new { from, to, validFrom, validTo, mayDelegate = true }).Expect(HttpStatusCode.Created);
        return reference;
    }

    /// <summary>Issues a key with the scopes named, or with all that its holder may have.</summary>
    public async Task<string> CreateKeyAsync(string? principal, string? party = null, string[]? scopes = null, string? holder = null, string? expiresAt = null)
    {
        using var client = Operator();
        var answer = await client.PostAsync("/v1/keys", new { principal, party, name = "test", holder, scopes, expiresAt }).Expect(HttpStatusCode.Created);
        return answer.Body.GetProperty("key").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _factory.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _home?.Delete(recursive: true);
    }

    private sealed class Factory(Action<IWebHostBuilder> configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);
    }
}

/// <summary>An answer, read whole.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    /// <summary>The code of a problem document.</summary>
    public string? Code => ContentType == "application/problem+json" && Body.ValueKind == JsonValueKind.Object ? Body.GetProperty("code").GetString() : null;

    /// <summary>The codes of the bad fields by their pointers.</summary>
    public IReadOnlyList<string> Errors => Body.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(e => $"{e.GetProperty("pointer").GetString()} {e.GetProperty("code").GetString()}")]
        : [];

    /// <summary>A text field of the body.</summary>
    public string? this[string field] => Body.GetProperty(field) is { ValueKind: JsonValueKind.String } text ? text.GetString() : Body.GetProperty(field).GetRawText();
}

/// <summary>Requests with JSON, answered whole.</summary>
public static class Requests
{
    public static Task<Answer> PutAsync(this HttpClient client, string path, object body) => client.SendAsync(HttpMethod.Put, path, JsonSerializer.Serialize(body));

    public static Task<Answer> PostAsync(this HttpClient client, string path, object body) => client.SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body));

    public static Task<Answer> ReadAsync(this HttpClient client, string path) => client.SendAsync(HttpMethod.Get, path, null);

    public static Task<Answer> RemoveAsync(this HttpClient client, string path) => client.SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Sends a body as it is, or none.</summary>
    public static async Task<Answer> SendAsync(
        this HttpClient client, HttpMethod method, string path, string? body, string contentType = "application/json", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, contentType);
        change?.Invoke(request);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        var isJson = type is not null && type.EndsWith("json", StringComparison.Ordinal) && !type.EndsWith("ndjson", StringComparison.Ordinal);
        return new(response.StatusCode, isJson && text.Length > 0 ? JsonElement.Parse(text) : default, response.Headers, type, text);
    }

    /// <summary>The answer, which must have this status and code.</summary>
    public static async Task<Answer> Expect(this Task<Answer> answer, HttpStatusCode status, string? code = null)
    {
        var got = await answer;
        got.Status.ShouldBe(status, got.Text);
        got.Code.ShouldBe(code, got.Text);
        return got;
    }
}
