using System.Net;
using System.Net.Http.Headers;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>Whatever the storage answers, nothing is recorded as gone that is there, and everything goes in the end.</summary>
public sealed class StorageTroubleTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();
    private readonly Faults _faults = new();
    private readonly LogLines _log = new();

    public async ValueTask InitializeAsync() => await _host.InitializeAsync(services =>
    {
        _log.Replace(services);
        services.AddSingleton(s =>
        {
            var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(_faults)) };
            options.Retry.MaxRetries = 0;
            options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1);
            return new BlobServiceClient(s.GetRequiredService<IConfiguration>().GetConnectionString("Blobs"), options)
                .GetBlobContainerClient(s.GetRequiredService<VaultSettings>().BlobContainer);
        });
    });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _faults.Dispose();
    }

    [Theory]
    [InlineData("DELETE", 403)]
    [InlineData("DELETE", 404)]
    [InlineData("DELETE", 409)]
    [InlineData("DELETE", 429)]
    [InlineData("DELETE", 500)]
    [InlineData("DELETE", 503)]
    [InlineData("DELETE", 0)]
    [InlineData("HEAD", 403)]
    [InlineData("HEAD", 404)]
    [InlineData("HEAD", 500)]
    [InlineData("HEAD", 0)]
    [InlineData("GET", 500)]
    public async Task it_is_tried_again_until_the_absence_is_proved(string method, int status)
    {
        var id = await _host.Recording();
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        _faults.Answer(method, status);
        await _host.Sweep();
        (await _host.StateOf(id)).ShouldBe("stored");
        (await _host.Events(id, "exhibit.deleted")).ShouldBe(0);
        _faults.Answer(null, 0);
        // Nobody can read it any more, whatever the storage still has.
        (await _host.Has(id)).Key.ShouldBeFalse();
        (await _host.Anna.ReadAsync($"{_host.P}/retention/preview?until=2027-03-02")).Body.GetProperty("items")[0].GetProperty("failedAttempts").GetInt32().ShouldBe(1);

        _host.Clock.Advance(Duration.FromMinutes(2));
        await _host.Sweep();
        (await _host.StateOf(id)).ShouldBe("deleted");
        (await _host.Has(id)).ShouldBe((false, false));
        (await _host.Events(id, "exhibit.deleted")).ShouldBe(1);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task the_trouble_with_one_keeps_no_other(int status)
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await _host.Recording());
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        // As one does whose blob somebody else has a lease on.
        _faults.Answer("DELETE", status, ofBlob: (await _host.Vault.Query($"select data ->> 'blob' from vault.mt_events where type = 'exhibit.stored' and stream_id = 'exhibit/{ids[2]}'"))[0]);
        await _host.Sweep();
        foreach (var id in ids)
        {
            (await _host.StateOf(id)).ShouldBe(id == ids[2] ? "stored" : "deleted");
            (await _host.Events(id, "exhibit.deleted")).ShouldBe(id == ids[2] ? 0 : 1);
        }
    }

    [Fact]
    public async Task a_pack_that_cannot_be_deleted_keeps_no_other_and_after_three_sweeps_there_is_an_alarm()
    {
        var packs = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var phone = Desk.Phone();
            await _host.Desk.Accept(Desk.Consent(phone));
            packs.Add(await _host.Pack((await _host.Desk.Find(phone))!.Value));
        }

        // The one that is looked at first.
        packs.Sort(StringComparer.Ordinal);
        _faults.Answer("DELETE", 412, ofBlob: (await _host.Vault.Query($"select data ->> 'blob' from vault.mt_events where type = 'pack.made' and stream_id = 'pack/{packs[0]}'"))[0]);
        _host.Clock.Advance(Duration.FromDays(400));
        (await Sweep()).ShouldBe(2);
        foreach (var pack in packs) (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"].ShouldBe(pack == packs[0] ? "ready" : "deleted");
        (await Sweep()).ShouldBe(0);
        Alarms().ShouldBe(0);
        (await Sweep()).ShouldBe(0);
        Alarms().ShouldBe(1);
        (await _host.Vault.Query($"select deletions_failed::text from vault.pack where id = '{packs[0]}'")).ShouldBe(["3"]);
        _faults.Answer(null, 0);
        (await Sweep()).ShouldBe(1);

        Task<int> Sweep() => _host.Vault.Services.GetRequiredService<EvidenceVault.Server.Packs.SweepPacks>().Run(TestContext.Current.CancellationToken);

        int Alarms() => _log.All.Count(l => l.Contains("Alarm: pack", StringComparison.Ordinal) && l.Contains(packs[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task what_never_goes_is_told_with_how_it_failed()
    {
        var id = await _host.Recording(Desk.Phone());
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        _faults.Answer("DELETE", 403);
        for (var i = 0; i < 4; i++)
        {
            await _host.Sweep();
            _host.Clock.Advance(Duration.FromHours(1));
        }

        var item = (await _host.Anna.ReadAsync($"{_host.P}/retention/preview?until=2027-03-02")).Body.GetProperty("items")[0];
        item.GetProperty("exhibit").GetString().ShouldBe(id);
        item.GetProperty("isClaimed").GetBoolean().ShouldBeTrue();
        item.GetProperty("failedAttempts").GetInt32().ShouldBe(4);
        item.GetProperty("fault").GetString()!.ShouldContain("403");
    }

    [Theory]
    [InlineData("DELETE", 503)]
    [InlineData("HEAD", 500)]
    public async Task the_end_of_a_contract_waits_for_the_storage_and_then_goes_on_where_it_was(string method, int status)
    {
        foreach (var _ in Enumerable.Range(0, 3)) await _host.Recording(Desk.Phone(), purpose: "consent");
        var end = $"{_host.P}/contract-end";
        await _host.Anna.PostAsync(end, new { endsOn = "2026-10-31", reason = "Opgezegd." }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{end}/approval", new { endsOn = "2026-10-31", withoutExport = "Niet nodig." }).Expect(HttpStatusCode.OK);
        var worker = _host.Vault.Services.GetRequiredService<ContractEndWorker>();
        _host.Clock.Reset(Instant.FromUtc(2026, 10, 31, 23, 0));
        await worker.Run(TestContext.Current.CancellationToken);
        _faults.Answer(method, status);
        _host.Clock.Advance(ContractEndWorker.Closing);
        await worker.Run(TestContext.Current.CancellationToken);
        (await _host.Anna.ReadAsync(end).Expect(HttpStatusCode.OK))["state"].ShouldBe("ending");
        (await _host.Vault.Query("select 'x' from vault.mt_events where type = 'contract.ended'")).ShouldBeEmpty();
        _faults.Answer(null, 0);
        _host.Clock.Advance(Duration.FromMinutes(2));
        await worker.Run(TestContext.Current.CancellationToken);
        var ended = await _host.Anna.ReadAsync(end).Expect(HttpStatusCode.OK);
        ended["state"].ShouldBe("ended");
        ended.Body.GetProperty("certificate").GetProperty("exhibits").GetInt32().ShouldBe(3);
    }

    /// <summary>Lets requests through to the real blob server, but for those it is told to answer itself; status 0: with nothing, until the client gives up.</summary>
    private sealed class Faults : DelegatingHandler
    {
        private volatile string? _method;
        private volatile int _status;
        private volatile string _ofBlob = "";

        public Faults()
            : base(new SocketsHttpHandler())
        {
        }

        public void Answer(string? method, int status, string ofBlob = "") => (_method, _status, _ofBlob) = (method, status, ofBlob);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // The account's settings are asked by GET too; those are let through.
            if (_method != request.Method.Method || !request.RequestUri!.AbsolutePath.EndsWith(_ofBlob, StringComparison.Ordinal) || (_method == "GET" && !request.RequestUri!.Query.Contains("comp=list", StringComparison.Ordinal)))
                return await base.SendAsync(request, cancellationToken);
            if (_status == 0) await Task.Delay(Timeout.Infinite, cancellationToken);
            var answer = new HttpResponseMessage((HttpStatusCode)_status) { RequestMessage = request, Content = new StringContent(request.Method == HttpMethod.Head ? "" : "<Error><Code>ServerBusy</Code></Error>") };
            // As of a container that was taken away: that says nothing of the blob.
            answer.Headers.Add("x-ms-error-code", _status == 404 ? "ContainerNotFound" : "ServerBusy");
            answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
            return answer;
        }
    }
}
