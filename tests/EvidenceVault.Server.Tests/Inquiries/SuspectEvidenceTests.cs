using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Scorecards;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Inquiries;

/// <summary>What is handed in after a case was opened, of before it: in dossiers, before a call and in scorecards.</summary>
public sealed class SuspectEvidenceTests
{
    public static TheoryData<string> Scopes => ["consumer", "campaign", "party", "period"];

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task a_relation_handed_in_after_a_case_was_opened_shows_no_call_that_it_is_about(string scope)
    {
        var desk = await Desk.NewAsync();
        var (campaign, other) = (await desk.Campaign(), await desk.Campaign("voorjaar"));
        var (before, after, elsewhere) = (Desk.Phone(), Desk.Phone(), Desk.Phone());
        foreach (var phone in new[] { before, after }) await desk.Accept(Call(phone, campaign), desk.ByAgency);
        await desk.Accept(Call(elsewhere, other, "2026-05-04T10:15:00+02:00"));
        await desk.Accept(Customer(before));
        await desk.Staff.PutAsync(
            $"{desk.P}/inquiries/acm",
            new
            {
                authority = "ACM",
                reference = "ACM/UIT/2026/1",
                legalBasis = "Awb 5:16",
                deadline = "2030-01-01",
                scope = scope switch
                {
                    "consumer" => new { consumers = new[] { await desk.Find(before), await desk.Find(after) } },
                    "campaign" => new { campaigns = new[] { campaign } },
                    "party" => new { parties = new[] { desk.Agency } },
                    _ => (object)new { from = "2026-03-01", to = "2026-04-01" },
                },
            }).Expect(HttpStatusCode.Created);
        await desk.Accept(Customer(after));
        await desk.Accept(Customer(elsewhere));

        (await Permission(desk, before)).ShouldBe(("shown", null));
        (await Permission(desk, after)).ShouldBe(("unproven", "recorded-after-dispute"));
        (await Permission(desk, elsewhere)).ShouldBe(("shown", null));
        var card = await desk.Settled($"campaigns/{campaign}/scorecard?from=2026-03-01&to=2026-04-01");
        card.GetRawText().ShouldContain("TW-11.7-CUSTOMER");
        (await desk.Kept()).ShouldBe(await desk.Afresh());
    }

    [Theory]
    [InlineData("consumer")]
    [InlineData("campaign")]
    public async Task what_was_judged_between_the_recording_of_a_case_and_its_commit_is_judged_again(string scope)
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        var phone = Desk.Phone();
        await desk.Accept(Call(phone, campaign), desk.ByAgency);
        var consumer = (await desk.Find(phone))!.Value;
        // The relation comes in, and is judged, when the case has its instant and is not committed yet.
        var clock = new Overtaken(host.Services.GetRequiredService<IClock>(), async () =>
        {
            await desk.Accept(Customer(phone));
            await desk.Settled($"campaigns/{campaign}/scorecard");
            (await desk.Kept()).ShouldHaveSingleItem().Permission.ShouldBe("shown");
        });
        var store = ActivatorUtilities.CreateInstance<InquiryStore>(host.Services, (IClock)clock);
        await store.Change(
            desk.Principal, "acm",
            (_, now) => (new InquiryOpened(
                now, "acm", InquiryKind.Authority, "ACM", "ACM/UIT/2026/1", "Awb 5:16",
                scope == "consumer" ? new HoldScope([consumer], null, null) : new HoldScope(null, [campaign], null), null, "key", "person"), null),
            null, TestContext.Current.CancellationToken);
        await desk.KeptIsAfresh();
        (await desk.Kept()).ShouldHaveSingleItem().Permission.ShouldBe("unproven");
    }

    [Fact]
    public async Task a_case_has_nobody_judged_again_of_whom_nothing_came_since()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        await desk.Accept(Call(Desk.Phone(), campaign), desk.ByAgency);
        await desk.Settled($"campaigns/{campaign}/scorecard");
        async Task<IReadOnlyList<string>> Judged() => await desk.Host.Query($"select judged_at::text || generation from vault.judged_dossier where principal = '{desk.Principal}'");
        var before = await Judged();
        await desk.Case("acm", new { from = "2026-01-01", to = "2027-01-01" });
        (await desk.Staff.ReadAsync($"{desk.P}/campaigns/{campaign}/scorecard").Expect(HttpStatusCode.OK)).Body.GetProperty("recomputing").GetBoolean().ShouldBeFalse();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        (await Judged()).ShouldBe(before);
    }

    /// <summary>A clock that something happens at between when it is first looked at and when whoever looked goes on.</summary>
    private sealed class Overtaken(IClock clock, Func<Task> happens) : IClock
    {
        private int _looks;

        public Instant GetCurrentInstant()
        {
            var now = clock.GetCurrentInstant();
            if (Interlocked.Increment(ref _looks) == 1) Task.Run(happens).GetAwaiter().GetResult();
            return now;
        }
    }

    private static JsonObject Call(string phone, string campaign, string at = "2026-03-02T10:15:00+01:00") =>
        Desk.Call(phone, occurredAt: at).With("/campaign", campaign).With("/reliesOn", new JsonObject { ["basis"] = "customer" });

    private static JsonObject Customer(string phone) => new()
    {
        ["type"] = "relationship.started",
        ["ref"] = Desk.Ref("B"),
        ["occurredAt"] = "2026-01-15T12:00:00+01:00",
        ["consumer"] = new JsonObject { ["phone"] = phone },
        ["relationship"] = "klant",
        ["as"] = "customer",
        ["products"] = new JsonArray("electricity"),
        ["noticeAtCollection"] = true,
    };

    private static async Task<(string?, string?)> Permission(Desk desk, string phone)
    {
        var call = (await desk.Dossier(phone)).Calls.ShouldHaveSingleItem();
        var finding = call.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("rule").GetString() == "TW-11.7-CUSTOMER");
        return (call.GetProperty("permission").GetString(), finding.GetProperty("reason").GetString());
    }
}
