using System.Security.Cryptography;
using Azure.Storage.Blobs;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>The server inside the test process, over real HTTP, with exhibits announced straight to their streams, so that they may be such as intake refuses.</summary>
public sealed class ExhibitHost : IAsyncLifetime
{
    public const string Principal = "zonkracht-energie";
    public const string OtherPrincipal = "andere-energie";
    public const string Agency = "belbureau-noord";
    public const string OtherAgency = "belbureau-zuid";

    private readonly Dictionary<(string Principal, string? Party), string> _keys = [];
    private ServiceConnections? _given;
    private VaultHost? _vault;

    public VaultHost Vault => _vault!;

    public IServiceProvider Services => Vault.Services;

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    public EvidenceBlobs Blobs => Services.GetRequiredService<EvidenceBlobs>();

    public Uploads Uploads => Services.GetRequiredService<Uploads>();

    public BlobContainerClient Container => Services.GetRequiredService<BlobContainerClient>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A host of one test's own; on services that it may kill, where given.</summary>
    public static async Task<ExhibitHost> Start(ServiceConnections? given = null)
    {
        var host = new ExhibitHost { _given = given };
        await host.InitializeAsync();
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        _vault = await VaultHost.StartAsync(connections: _given);
        foreach (var principal in (string[])[Principal, OtherPrincipal]) _keys[(await _vault.CreatePrincipalAsync(principal), null)] = await _vault.CreateKeyAsync(principal);
        foreach (var party in (string[])[Agency, OtherAgency])
        {
            await _vault.CreatePartyAsync(party);
            _keys[(Principal, party)] = await _vault.CreateKeyAsync(null, party);
            foreach (var principal in (string[])[Principal, OtherPrincipal]) await _vault.CreateMandateAsync(principal, principal, party);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_vault is not null) await _vault.DisposeAsync();
    }

    /// <summary>A client of a principal's staff (no party) or of an agency.</summary>
    public HttpClient ClientOf(string principal = Principal, string? party = Agency) => ClientWith(KeyOf(principal, party));

    /// <summary>A client with a key.</summary>
    public HttpClient ClientWith(string key)
    {
        // The factory's own client would wait a second at most for the server's word to go on.
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>The public id of the key that <see cref="ClientOf"/> uses.</summary>
    public string KeyIdOf(string principal, string? party) => KeyOf(principal, party).Split('_')[1];

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

    /// <summary>The blobs of the parts that came in so far.</summary>
    public Task<IReadOnlyList<string>> PartsOf(string id) => Query("select blob from vault.exhibit_part where exhibit = $1 order by from_byte", id);

    /// <summary>All blobs that an event cites or that an upload is known to have.</summary>
    public Task<IReadOnlyList<string>> KnownBlobs() => Query(
        "select data ->> 'blob' from vault.mt_events where type = 'exhibit.stored' union all select blob from vault.exhibit_part union all select blob from vault.exhibit_upload");

    public async Task Execute(string sql, params string[] parameters)
    {
        await using var command = Services.GetRequiredService<VaultDatabase>().Source.CreateCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<IReadOnlyList<string>> Query(string sql, params string[] parameters)
    {
        await using var command = Services.GetRequiredService<VaultDatabase>().Source.CreateCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(Ct)) rows.Add(reader.GetString(0));
        return rows;
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

    // An agency's key is for every principal that it works for.
    private string KeyOf(string principal, string? party) => _keys[(party is null ? principal : Principal, party)];
}
