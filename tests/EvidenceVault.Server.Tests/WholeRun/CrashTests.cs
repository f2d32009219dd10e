using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>Whatever is killed in the middle of an upload, what was acknowledged is there exactly once, and sending again completes it.</summary>
public sealed class CrashTests(CrashTests.Ground ground) : IClassFixture<CrashTests.Ground>
{
    private const int Lines = 3_000;
    private const int BytesOfResult = 150;
    private const int Patience = 300_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningVault Vault => ground.Vault!;

    [Theory(Timeout = Patience)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task killing_the_server_loses_nothing_that_was_acknowledged(int seed)
    {
        await Survive(seed, () =>
        {
            Vault.Server.Kill();
            return Task.CompletedTask;
        }, () => Vault.Server.StartAgainAsync(Ct));
        // Results that waited for their client held its references: they are not left behind.
        Vault.TemporaryFiles().ShouldBeEmpty();
    }

    [Theory(Timeout = Patience)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task killing_the_database_loses_nothing_that_was_acknowledged(int seed) =>
        await Survive(seed, () => ground.Services!.KillPostgres(), () => ground.Services!.StartAgainAsync());

    [Fact(Timeout = Patience)]
    public async Task killing_the_server_and_the_database_at_once_loses_nothing_that_was_acknowledged() => await Survive(21, () =>
    {
        Vault.Server.Kill();
        return ground.Services!.KillPostgres();
    }, async () =>
    {
        await ground.Services!.StartAgainAsync();
        await Vault.Server.StartAgainAsync(Ct);
    });

    [Fact(Timeout = Patience)]
    public async Task killing_the_blob_server_does_not_touch_an_upload() =>
        (await Survive(31, () => ground.Services!.KillBlob(), () => ground.Services!.StartAgainAsync())).ShouldAllBe(r => r.Status == "accepted");

    [Fact(Timeout = Patience)]
    public async Task while_the_database_is_gone_each_line_is_refused_by_itself_and_the_upload_goes_on_when_it_is_back()
    {
        var phone = Desk.Phone();
        // A party that nobody named yet has to be looked up; the others wait for their lane.
        string Line(string reference, string? party = null) => Desk.Call(phone, reference).With("/party", party).ToJsonString() + "\n";
        using var upload = await RawUpload.StartAsync(Vault.Server.Address, Vault.Evidence, Vault.Staff, TestContext.Current.CancellationToken);
        await upload.SendAsync(Line("D-1"));
        await upload.ReadAsync(results: 1);
        await ground.Services!.KillPostgres();
        await upload.SendAsync(Line("D-2", "nobody-knows-me") + Line("D-3"));
        await upload.ReadAsync(results: 3);
        await ground.Services!.StartAgainAsync();
        await upload.SendAsync(Line("D-2", "nobody-knows-me") + Line("D-3"));
        ItemAnswer.ReadAll(await upload.ReadAsync(results: 5)).Select(r => (r.Line, r.Told))
            .ShouldBe([(1, "accepted"), (2, "unavailable"), (3, "unavailable"), (4, "unknown-party"), (5, "accepted")]);
    }

    private async Task<IReadOnlyList<ItemAnswer>> Survive(int seed, Func<Task> crash, Func<Task> recover)
    {
        var random = new Random(seed);
        var before = await Vault.CountOfFacts();
        var phones = Enumerable.Range(0, 7).Select(_ => Desk.Phone()).ToArray();
        var lines = Enumerable.Range(0, Lines).Select(i => Desk.Call(phones[i % phones.Length], $"S{seed}-{i}").ToJsonString() + "\n").ToArray();
        using var upload = await RawUpload.StartAsync(Vault.Server.Address, Vault.Evidence, Vault.Staff, TestContext.Current.CancellationToken);
        var sending = upload.SendAllAsync(lines, 30, TimeSpan.FromMilliseconds(2));
        var reading = upload.ReadToEndAsync();
        var moment = random.Next(2_000, Lines * BytesOfResult * 3 / 4);
        while (upload.Received < moment && !reading.IsCompleted) await Task.Delay(1, Ct);
        await crash();
        await recover();
        await sending;
        await reading;
        var told = ItemAnswer.ReadAll(upload.ResultsSoFar());
        told.Count.ShouldBeGreaterThan(0);

        var again = await Vault.Upload(string.Concat(lines));
        again.Count.ShouldBe(Lines);
        foreach (var result in told.Where(r => r.Status is "accepted" or "duplicate"))
        {
            var now = again[(int)result.Line - 1];
            (now.Status, now.EventId, now.Ref).ShouldBe(("duplicate", result.EventId, result.Ref));
        }

        // What was not acknowledged was refused with a word that it may be sent again.
        told.Where(r => r.Status == "rejected").ShouldAllBe(r => r.Code == "unavailable" && r.ProblemStatus == 503);
        again.ShouldAllBe(r => r.Status == "accepted" || r.Status == "duplicate");
        (await Vault.CountOfFacts()).ShouldBe(before + Lines);
        var id = (await Vault.Staff.PostAsync($"/v1/principals/{RunningVault.Principal}/consumers/search", new { phone = phones[0] }).Expect(HttpStatusCode.OK))["id"];
        var dossier = await Vault.Staff.ReadAsync($"/v1/principals/{RunningVault.Principal}/consumers/{id}/dossier").Expect(HttpStatusCode.OK);
        var refs = dossier.Body.GetProperty("timeline").EnumerateArray().Select(e => e.GetProperty("ref").GetString()).ToList();
        refs.Order().ShouldBe(Enumerable.Range(0, Lines).Where(i => i % phones.Length == 0).Select(i => $"S{seed}-{i}").Order());
        return told;
    }

    /// <summary>Services and a server for these tests, which come back after each.</summary>
    public sealed class Ground : IAsyncLifetime
    {
        public PrivateServices? Services { get; private set; }

        public RunningVault? Vault { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Services = await PrivateServices.StartAsync();
            Vault = await RunningVault.StartAsync(Services);
        }

        public async ValueTask DisposeAsync()
        {
            // With it go the services.
            if (Vault is not null) await Vault.DisposeAsync();
            else if (Services is not null) await Services.DisposeAsync();
        }
    }
}
