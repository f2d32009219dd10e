using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>A server whose clock the test sets, with a desk, and recordings whose terms end.</summary>
public sealed class RetentionHost : IAsyncLifetime
{
    /// <summary>When the tests begin.</summary>
    public static readonly Instant Start = Instant.FromUtc(2026, 9, 15, 10, 0);

    private VaultHost? _vault;

    public FakeClock Clock { get; } = new(Start);

    public VaultHost Vault => _vault!;

    internal Desk Desk { get; private set; } = null!;

    public string P => Desk.P;

    public HttpClient Anna { get; private set; } = null!;

    public HttpClient Bram { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await InitializeAsync(null);

    /// <summary>Starts it.</summary>
    /// <param name="more">Services to replace.</param>
    /// <param name="asInProduction">Whether it destroys by the clocks that it would destroy by in production, and not by the test's alone.</param>
    /// <param name="settings">Settings to add.</param>
    public async Task InitializeAsync(Action<IServiceCollection>? more, bool asInProduction = false, IReadOnlyDictionary<string, string>? settings = null)
    {
        _vault = await VaultHost.StartAsync(settings, services: services =>
        {
            if (asInProduction) services.AddSingleton<IClock>(Clock);
            else services.GoBy(Clock);
            // The tests sweep themselves, so that they say when.
            Type[] sweeping = [typeof(RetentionSetup), typeof(ErasureSetup), typeof(ContractEndsSetup), typeof(PacksSetup)];
            foreach (var worker in services.Where(s => s.ServiceType == typeof(IHostedService) && sweeping.Contains(s.ImplementationFactory?.Method.DeclaringType?.DeclaringType)).ToList())
                services.Remove(worker);
            more?.Invoke(services);
        });
        Desk = await Desk.NewAsync(_vault);
        Anna = _vault.Client(await _vault.CreateKeyAsync(Desk.Principal, holder: "anna"));
        Bram = _vault.Client(await _vault.CreateKeyAsync(Desk.Principal, holder: "bram"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_vault is not null) await _vault.DisposeAsync();
    }

    /// <summary>Stores the recording of a call that no sale followed: it goes six months after it was made.</summary>
    public async Task<string> Recording(string? phone = null, string recordedAt = "2026-09-01T10:15:00+02:00", string? campaign = null, string purpose = "call", byte[]? content = null)
    {
        content ??= RandomNumberGenerator.GetBytes(2_000);
        var id = await Announce(content, phone, recordedAt, campaign, purpose);
        await Store(id, content);
        return id;
    }

    /// <summary>Stores what was announced.</summary>
    public async Task Store(string id, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        using var put = await Desk.Staff.PutAsync(new Uri($"{P}/exhibits/{id}/content", UriKind.Relative), body, Ct);
        put.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>Announces such a recording.</summary>
    public async Task<string> Announce(byte[] content, string? phone = null, string recordedAt = "2026-09-01T10:15:00+02:00", string? campaign = null, string purpose = "call")
    {
        // Letters alone: a run of digits may read as a number, and is refused.
        var id = Desk.Ref("VL");
        var announced = new Dictionary<string, object?>
        {
            ["kind"] = "voicelog",
            ["purposes"] = new[] { purpose },
            ["contentType"] = "audio/ogg",
            ["size"] = content.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)),
            ["recordedAt"] = recordedAt,
            ["durationMs"] = 61_000,
            ["campaign"] = campaign,
            ["consumer"] = phone is null ? null : new { phone },
        };
        await Desk.Staff.PutAsync($"{P}/exhibits/{id}", announced.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value)).Expect(HttpStatusCode.Created);
        return id;
    }

    /// <summary>Waits until all that came in is judged, and computes the terms of the rest.</summary>
    public async Task Settle()
    {
        var pass = Vault.Services.GetRequiredService<JudgingPass>();
        await Vault.Services.GetRequiredService<JudgedBooks>().Follow(Ct);
        for (var shards = await pass.Shards(Ct); shards.Count > 0; shards = await pass.Shards(Ct))
            foreach (var shard in shards) await pass.Run(shard, Ct);
        await Vault.Services.GetRequiredService<RetentionWorker>().Compute(Ct);
    }

    /// <summary>Sweeps until nothing is due any more; how many exhibits it looked at.</summary>
    public async Task<int> Sweep()
    {
        await Settle();
        var all = 0;
        for (int looked; (looked = await Vault.Services.GetRequiredService<Sweep>().Run(Ct)) > 0;) all += looked;
        return all;
    }

    public async Task<JsonElement> Exhibit(string id) => (await Desk.Staff.ReadAsync($"{P}/exhibits/{id}").Expect(HttpStatusCode.OK)).Body;

    public async Task<string> StateOf(string id) => (await Exhibit(id)).GetProperty("state").GetString()!;

    public Task<Answer> Content(string id, string query = "") => Desk.Staff.ReadAsync($"{P}/exhibits/{id}/content{query}");

    /// <summary>Has a pack about a consumer made.</summary>
    public async Task<string> Pack(Guid consumer)
    {
        var pack = (await Anna.PostAsync($"{P}/packs", new { scope = new { consumer }, content = "facts", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Accepted))["id"]!;
        await Made(pack);
        return pack;
    }

    /// <summary>Waits until a pack is made.</summary>
    public async Task Made(string pack)
    {
        for (var until = DateTime.UtcNow.AddSeconds(60); (await Anna.ReadAsync($"{P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"] != "ready";)
        {
            if (DateTime.UtcNow > until) throw new TimeoutException("The pack was not made.");
            await Task.Delay(200, Ct);
        }
    }

    /// <summary>Whether the storage has a blob of an exhibit, and the key database its key.</summary>
    public async Task<(bool Blob, bool Key)> Has(string id)
    {
        var blob = (await Vault.Query($"select data ->> 'blob' from vault.mt_events where stream_id = 'exhibit/{id}' and type = 'exhibit.stored'"))[0];
        var container = Vault.Services.GetRequiredService<Azure.Storage.Blobs.BlobContainerClient>();
        var keys = await Vault.Services.GetRequiredService<EvidenceVault.Server.Keys.KeyStore>().ExhibitsWithKeys(Desk.Principal, [id], Ct);
        return (await container.GetBlobClient(blob).ExistsAsync(Ct), keys.Count == 1);
    }

    /// <summary>How many events of a type an exhibit has.</summary>
    public async Task<int> Events(string id, string type) =>
        int.Parse((await Vault.Query($"select count(*)::text from vault.mt_events where stream_id = 'exhibit/{id}' and type = '{type}'"))[0], System.Globalization.CultureInfo.InvariantCulture);

    public Task<Answer> Hold(string hold, object scope, HttpClient? by = null, string? inquiry = null) =>
        (by ?? Anna).PutAsync($"{P}/holds/{hold}", new { scope, reason = "Onderzoek door de toezichthouder.", approver = "hoofd-juridisch", reviewOn = "2030-01-01", inquiry });
}
