using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Scorecards;

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
