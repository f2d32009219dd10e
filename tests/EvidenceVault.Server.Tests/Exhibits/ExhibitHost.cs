using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>The server inside the test process, over real HTTP, with exhibits announced straight to their streams.</summary>
public sealed class ExhibitHost : IAsyncLifetime
{
    public const string Principal = "zonkracht-energie";
    public const string Agency = "belbureau-noord";

    private ServiceConnections? _given;
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("evidence-vault-exhibits-");
    private TestDatabase? _database;
    private WebApplicationFactory<Program>? _factory;

    public ServiceConnections Connections => _given ?? _database!.Connections;

    public IServiceProvider Services => _factory!.Services;

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    public EvidenceBlobs Blobs => Services.GetRequiredService<EvidenceBlobs>();

    public Uploads Uploads => Services.GetRequiredService<Uploads>();

    public BlobContainerClient Container => Services.GetRequiredService<BlobContainerClient>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A host on services that the test may kill.</summary>
    public static async Task<ExhibitHost> StartOn(ServiceConnections given)
    {
        var host = new ExhibitHost { _given = given };
        await host.InitializeAsync();
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        if (_given is null) _database = await EmbeddedServices.CreateDatabaseAsync("exhibits");
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            foreach (var (name, value) in Connections.AsSettings()) host.UseSetting(name, value);
            host.UseSetting("Vault:OperatorKey", new string('o', 32));
            host.UseSetting("Vault:KeyFile", Path.Combine(_home.FullName, "kek.key"));
            host.UseSetting("Vault:ApplySchema", "true");
            host.UseSetting("urls", "http://127.0.0.1:0");
            host.UseSetting("Logging:LogLevel:Default", "Critical");
            host.ConfigureServices(services => services.AddSingleton<IStartupFilter, StatedCaller>());
        });
        _factory.UseKestrel();
        _factory.StartServer();
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null) await _factory.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _home.Delete(recursive: true);
    }

    /// <summary>A client of a principal's staff (no party) or of an agency.</summary>
    public HttpClient ClientOf(string principal = Principal, string? party = Agency)
    {
        // The factory's own client reads a whole body before it sends it.
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Add(StatedCaller.Header, $"{principal}|{party}");
        return client;
    }

    /// <summary>Announces an exhibit as intake does, and gives its id.</summary>
    public async Task<string> Announce(
        byte[] content, string principal = Principal, string uploadedBy = Agency, string contentType = "audio/ogg", string? sha256 = null, long? size = null)
    {
        var id = $"VL-{RandomNumberGenerator.GetHexString(12)}";
        var announced = new ExhibitAnnounced
        {
            OccurredAt = Instant.FromUtc(2026, 9, 1, 8, 15),
            Exhibit = id,
            UploadedBy = uploadedBy,
            Party = Agency,
            Kind = ExhibitKind.Voicelog,
            Purposes = [ExhibitPurpose.Consent],
            ContentType = contentType,
            Size = size ?? content.Length,
            Sha256 = sha256 ?? HashOf(content),
            DurationMs = 61_000,
            Segments = [new("spoken-yes", 1_000, 4_000)],
        };
        await using var session = Store.LightweightSession(principal);
        session.Events.StartStream(Streams.Exhibit(id), announced);
        await session.SaveChangesAsync(Ct);
        return id;
    }

    /// <summary>Announces an exhibit and puts its content.</summary>
    public async Task<string> StoreNew(byte[] content, string contentType = "audio/ogg")
    {
        var id = await Announce(content, contentType: contentType);
        using var client = ClientOf();
        using var response = await client.PutAsync(ContentOf(id), new ByteArrayContent(content), Ct);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return id;
    }

    public async Task<IReadOnlyList<IEvent>> EventsOf(string id)
    {
        await using var session = Store.QuerySession(Principal);
        return await session.Events.FetchStreamAsync(Streams.Exhibit(id), token: Ct);
    }

    public async Task<string> BlobOf(string id) => (await Services.GetRequiredService<ExhibitStreams>().Load(Principal, id, Ct))!.Blob!;

    public async Task<IReadOnlyList<string>> BlobNames()
    {
        var names = new List<string>();
        await foreach (var blob in Container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.Uncommitted, "", Ct)) names.Add(blob.Name);
        return names;
    }

    public async Task<long> UnfinishedUploads(string id)
    {
        await using var command = Services.GetRequiredService<VaultDatabase>().Source.CreateCommand("select count(*) from vault.exhibit_upload where exhibit = $1");
        command.Parameters.Add(new() { Value = id });
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    public static Uri ContentOf(string id, string principal = Principal) => new($"/v1/principals/{principal}/exhibits/{id}/content", UriKind.Relative);

    public static Uri StateOf(string id, string principal = Principal) => new($"/v1/principals/{principal}/exhibits/{id}", UriKind.Relative);

    public static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private sealed class StatedCaller : IStartupFilter
    {
        public const string Header = "X-Test-Caller";

        private static readonly Action<Microsoft.AspNetCore.Http.HttpContext, Caller> SetCaller = typeof(EndpointAccess)
            .GetMethod("SetCaller", BindingFlags.NonPublic | BindingFlags.Static)!.CreateDelegate<Action<Microsoft.AspNetCore.Http.HttpContext, Caller>>();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, pipeline) =>
            {
                var stated = context.Request.Headers[Header].ToString().Split('|');
                var party = stated.ElementAtOrDefault(1) is { Length: > 0 } named ? named : null;
                SetCaller(context, new Caller("key-1", false, stated[0], party, null, FrozenSet<string>.Empty));
                return pipeline(context);
            });
            next(app);
        };
    }
}
