using System.Net;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Scorecards;

namespace EvidenceVault.Server.Tests.Packs.Campaigns;

public sealed class CampaignOrderTests
{
    [Theory]
    [InlineData("nobody", "2026-01-01", "2026-02-01", null, "authority", "unknown-campaign")]
    [InlineData(null, "2026-02-01", "2026-02-01", null, "authority", "ends-before-start")]
    [InlineData(null, "2020-02-01", "2025-02-02", null, "authority", "out-of-range")]
    [InlineData(null, "1999-12-31", "2000-02-01", null, "authority", "out-of-range")]
    [InlineData(null, "2026-01-01", "2126-01-01", null, "authority", "in-future")]
    [InlineData(null, null, "2026-02-01", null, "authority", "required")]
    [InlineData(null, "2026-01-01", null, null, "authority", "required")]
    [InlineData(null, "2026-01-01", "2026-02-01", "nobody", "authority", "unknown-party")]
    [InlineData(null, "2026-01-01", "2026-02-01", null, "consumer", "contradiction")]
    public async Task what_cannot_be_made_is_refused(string? campaign, string? from, string? to, string? agency, string audience, string code)
    {
        var desk = await Desk.NewAsync();
        var known = await desk.Campaign();
        var scope = new { campaign = campaign ?? known, from, to, agencies = agency is null ? null : new[] { agency } };
        await desk.Staff.PostAsync($"{desk.P}/packs", new { scope, content = "facts", audience, language = "nl" }).Expect(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task a_pack_is_of_a_consumer_or_of_a_campaign()
    {
        var desk = await Desk.NewAsync();
        var scope = new { consumer = Guid.NewGuid(), campaign = await desk.Campaign(), from = "2026-01-01", to = "2026-02-01" };
        await desk.Staff.PostAsync($"{desk.P}/packs", new { scope, content = "facts", audience = "court", language = "nl" }).Expect(HttpStatusCode.UnprocessableEntity, "contradiction");
    }

    [Fact]
    public async Task a_campaign_without_calls_gives_an_index_that_says_so()
    {
        var desk = await Desk.NewAsync();
        var scope = new { campaign = await desk.Campaign(), from = "2026-01-01", to = "2026-02-01" };
        var id = await desk.Staff.Request(desk.Principal, new { scope, content = "facts-and-findings", audience = "court", language = "nl" });
        var state = await desk.Staff.Outcome(desk.Principal, id);
        state["state"].ShouldBe("ready", state.Text);
        state.Body.GetProperty("volumes").GetArrayLength().ShouldBe(1);
        (await desk.Staff.Download(desk.Principal, id)).Text.ShouldContain("geen enkele belpoging vastgelegd");
    }

    [Fact]
    public async Task to_an_agency_there_are_no_campaign_packs()
    {
        var desk = await Desk.NewAsync();
        var scope = new { campaign = await desk.Campaign(), from = "2026-01-01", to = "2026-02-01" };
        await desk.ByAgency.PostAsync($"{desk.P}/packs", new { scope, content = "facts", audience = "court", language = "nl" }).Expect(HttpStatusCode.Forbidden, "scope-missing");
        var id = await desk.Staff.Request(desk.Principal, new { scope, content = "facts", audience = "court", language = "nl" });
        foreach (var path in new[] { "", "/progress", "/volumes/1/content" })
            (await desk.ByAgency.ReadAsync($"{desk.P}/packs/{id}{path}")).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
    }
}
