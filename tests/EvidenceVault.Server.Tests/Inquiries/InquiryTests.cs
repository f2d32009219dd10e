using System.Net;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Inquiries;

/// <summary>A case file: what is asked, the hold that begins with it, what was produced, and its end.</summary>
public sealed class InquiryTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<Answer> Open(string inquiry, object? scope = null, string deadline = "2026-10-15", string authority = "ACM") => _host.Anna.PutAsync(
        $"{_host.P}/inquiries/{inquiry}",
        new { authority, reference = "ACM/UIT/2026/123", legalBasis = "Awb 5:16", period = new { from = "2026-07-01", to = "2026-09-01" }, scope = scope ?? new { parties = new[] { _host.Desk.Principal } }, deadline });

    [Fact]
    public async Task opening_one_holds_what_it_is_about_from_the_same_instant_and_closing_it_asks_for_the_release()
    {
        var id = await _host.Recording(Desk.Phone());
        var opened = await Open("acm-2026").Expect(HttpStatusCode.Created);
        opened["state"].ShouldBe("open");
        opened.Body.GetProperty("daysLeft").GetInt32().ShouldBe(30);
        opened.Body.GetProperty("hold").GetProperty("ref").GetString().ShouldBe("inquiry-acm-2026");
        (await _host.StateOf(id)).ShouldBe("held");

        await _host.Anna.PostAsync($"{_host.P}/inquiries/acm-2026/produced", new { what = "Bewijsdossiers van zeven consumenten." }).Expect(HttpStatusCode.OK);
        await _host.Anna.PostAsync($"{_host.P}/inquiries/acm-2026/produced", new { what = "Dossier.", pack = "abcdefgh" }).Expect(HttpStatusCode.UnprocessableEntity, "not-found");
        var closed = await _host.Anna.PostAsync($"{_host.P}/inquiries/acm-2026/close", new { outcome = "Geen overtreding vastgesteld." }).Expect(HttpStatusCode.OK);
        closed["state"].ShouldBe("closed");
        closed.Body.GetProperty("produced").GetArrayLength().ShouldBe(1);
        closed.Body.GetProperty("hold").GetProperty("state").GetString().ShouldBe("release-requested");
        (await _host.StateOf(id)).ShouldBe("held");
        await _host.Anna.PostAsync($"{_host.P}/holds/inquiry-acm-2026/release/approval", new { }).Expect(HttpStatusCode.Forbidden, "second-person-required");
        await _host.Bram.PostAsync($"{_host.P}/holds/inquiry-acm-2026/release/approval", new { }).Expect(HttpStatusCode.OK);
        (await _host.StateOf(id)).ShouldBe("stored");
        await _host.Anna.PostAsync($"{_host.P}/inquiries/acm-2026/produced", new { what = "Te laat." }).Expect(HttpStatusCode.Conflict, "inquiry-closed");
        await Open("acm-2026").Expect(HttpStatusCode.Conflict, "inquiry-closed");
    }

    [Fact]
    public async Task described_anew_it_keeps_its_scope_and_the_days_left_go_below_nought()
    {
        await Open("case-1").Expect(HttpStatusCode.Created);
        await Open("case-1").Expect(HttpStatusCode.OK);
        (await Open("case-1", deadline: "2026-11-01").Expect(HttpStatusCode.OK))["deadline"].ShouldBe("2026-11-01");
        await Open("case-1", scope: new { campaigns = new[] { "najaar" } }).Expect(HttpStatusCode.Conflict, "hold-scope-fixed");
        _host.Clock.Reset(Instant.FromUtc(2026, 11, 3, 10, 0));
        (await _host.Anna.ReadAsync($"{_host.P}/inquiries/case-1").Expect(HttpStatusCode.OK)).Body.GetProperty("daysLeft").GetInt32().ShouldBe(-2);
        (await _host.Anna.ReadAsync($"{_host.P}/inquiries").Expect(HttpStatusCode.OK)).Body.GetProperty("items").GetArrayLength().ShouldBe(1);
        await _host.Anna.ReadAsync($"{_host.P}/inquiries/none").Expect(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task a_hold_may_take_the_scope_of_one()
    {
        var id = await _host.Recording(campaign: null);
        await Open("case-2", scope: new { campaigns = new[] { "iets-anders" } }).Expect(HttpStatusCode.Created);
        (await _host.StateOf(id)).ShouldBe("stored");
        var hold = await _host.Anna.PutAsync($"{_host.P}/holds/ook", new { inquiry = "case-2", reason = "Ook nodig.", approver = "anna", reviewOn = "2027-01-01" }).Expect(HttpStatusCode.Created);
        hold.Body.GetProperty("scope").GetProperty("campaigns")[0].GetString().ShouldBe("iets-anders");
    }

    [Fact]
    public async Task its_packs_are_listed_with_it()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Call(phone));
        await Open("case-3").Expect(HttpStatusCode.Created);
        var pack = await _host.Anna.PostAsync(
            $"{_host.P}/packs", new { scope = new { consumer = await _host.Desk.Find(phone) }, content = "facts", audience = "authority", language = "nl", inquiry = "case-3" }).Expect(HttpStatusCode.Accepted);
        (await _host.Anna.ReadAsync($"{_host.P}/inquiries/case-3").Expect(HttpStatusCode.OK)).Body.GetProperty("packs")[0].GetString().ShouldBe(pack["id"]);
        await _host.Anna.PostAsync($"{_host.P}/inquiries/case-3/produced", new { what = "Bewijsdossier.", pack = pack["id"] }).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task its_packs_go_twelve_months_after_it_is_closed_and_others_after_they_were_made()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Call(phone));
        var consumer = await _host.Desk.Find(phone);
        await Open("case-4", scope: new { campaigns = new[] { "iets-anders" } }).Expect(HttpStatusCode.Created);
        var packs = new List<string>();
        foreach (var inquiry in (string?[])[null, "case-4"])
        {
            packs.Add((await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "authority", language = "nl", inquiry }).Expect(HttpStatusCode.Accepted))["id"]!);
            await _host.Made(packs[^1]);
        }

        var sweep = _host.Vault.Services.GetRequiredService<EvidenceVault.Server.Packs.SweepPacks>();
        _host.Clock.Reset(RetentionHost.Start + Duration.FromDays(364));
        (await sweep.Run(TestContext.Current.CancellationToken)).ShouldBe(0);
        _host.Clock.Reset(RetentionHost.Start + Duration.FromDays(367));
        (await sweep.Run(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await _host.Anna.ReadAsync($"{_host.P}/packs/{packs[0]}").Expect(HttpStatusCode.OK))["state"].ShouldBe("deleted");
        (await _host.Anna.ReadAsync($"{_host.P}/packs/{packs[1]}").Expect(HttpStatusCode.OK))["state"].ShouldBe("ready");

        await _host.Anna.PostAsync($"{_host.P}/inquiries/case-4/close", new { outcome = "Gesloten." }).Expect(HttpStatusCode.OK);
        _host.Clock.Advance(Duration.FromDays(360));
        (await sweep.Run(TestContext.Current.CancellationToken)).ShouldBe(0);
        _host.Clock.Advance(Duration.FromDays(10));
        (await sweep.Run(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task bad_ones_are_refused_with_what_to_do()
    {
        (await Open("turned", scope: new { from = "2026-01-02" })).Errors.ShouldBe(["/scope contradiction"]);
        (await _host.Anna.PutAsync($"{_host.P}/inquiries/empty", new { })).Errors
            .ShouldBe(["/authority required", "/reference required", "/legalBasis required", "/scope required"], ignoreOrder: true);
        (await Open("name", authority: "jan@acm.example")).Errors.ShouldBe(["/authority personal-data-in-field"]);
    }
}
