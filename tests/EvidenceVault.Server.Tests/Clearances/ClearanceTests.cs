using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Clearances;

/// <summary>Asking before the call, on Tuesday 15 September 2026 at noon.</summary>
public sealed class ClearanceTests(ClearanceTests.Noon noon) : IClassFixture<ClearanceTests.Noon>
{
    private const string Campaign = "zakelijk";

    private Desk Desk => noon.Desk;

    private string Clearances => $"{Desk.P}/clearances";

    [Fact]
    public async Task a_checked_legal_person_is_clear_and_an_unknown_number_is_blocked()
    {
        var phone = await Company();
        var clear = await Ask(phone);
        clear["decision"].ShouldBe("clear", clear.Text);
        (clear["permission"], clear["basis"]).ShouldBe(("shown", "legal-person"));
        clear.Body.GetProperty("recheckAfter").GetDateTimeOffset().ShouldBe(clear.Body.GetProperty("decidedAt").GetDateTimeOffset().AddHours(1));

        var block = await Ask(Desk.Phone());
        (block["decision"], block["permission"]).ShouldBe(("block", "not-shown"));
        block.Body.GetProperty("findings").EnumerateArray().ShouldContain(f => f.GetProperty("reason").GetString() == "no-grant" && f.GetProperty("explanation").ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task asking_about_an_unknown_number_makes_no_consumer()
    {
        var phone = Desk.Phone();
        await Ask(phone);
        (await Desk.Find(phone)).ShouldBeNull();
    }

    [Fact]
    public async Task an_objection_blocks_the_next_one_who_asks()
    {
        var phone = await Company();
        (await Ask(phone))["decision"].ShouldBe("clear");
        await Desk.Accept(new() { ["type"] = "objection.registered", ["ref"] = Desk.Ref("O"), ["occurredAt"] = "2026-09-15T11:59:00+02:00", ["consumer"] = new JsonObject { ["phone"] = phone }, ["via"] = "phone" });
        (await Ask(phone))["decision"].ShouldBe("block");
    }

    [Fact]
    public async Task what_another_server_wrote_in_the_book_counts_for_the_next_one_who_asks()
    {
        await using var one = await VaultHost.StartAsync();
        await using var two = await VaultHost.StartAsync(beside: one);
        var desk = await Desk.NewAsync(one);
        var elsewhere = two.Client(await one.CreateKeyAsync(desk.Principal));
        var campaign = VaultHost.Slug("actie");
        await elsewhere.PostAsync($"{desk.P}/clearances", new { phone = Desk.Phone(), campaign }).Expect(HttpStatusCode.UnprocessableEntity, "unknown-campaign");
        foreach (var (nature, permission) in new[] { ("service", "not-assessed"), ("commercial", "not-shown") })
        {
            await desk.Staff.SendAsync(HttpMethod.Put, $"{desk.P}/campaigns/{campaign}", $$"""{ "name": "Actie", "products": ["gas"], "nature": "{{nature}}", "validFrom": "2025-01-01" }""");
            (await elsewhere.PostAsync($"{desk.P}/clearances", new { phone = Desk.Phone(), campaign }).Expect(HttpStatusCode.OK))["permission"].ShouldBe(permission);
        }

        var agency = await one.CreatePartyAsync();
        var byAgency = await one.CreateKeyAsync(null, agency);
        await two.Client(byAgency).PostAsync($"{desk.P}/clearances", new { phone = Desk.Phone(), campaign }).Expect(HttpStatusCode.NotFound, "not-found");
        await one.CreateMandateAsync(desk.Principal, desk.Principal, agency);
        await two.Client(byAgency).PostAsync($"{desk.P}/clearances", new { phone = Desk.Phone(), campaign }).Expect(HttpStatusCode.OK);
        var under = await one.CreatePartyAsync();
        await two.Client(byAgency).PostAsync($"{desk.P}/clearances", new { phone = Desk.Phone(), campaign, party = under }).Expect(HttpStatusCode.UnprocessableEntity, "party-not-allowed");
        await one.CreateMandateAsync(desk.Principal, agency, under);
        await two.Client(byAgency).PostAsync($"{desk.P}/clearances", new { phone = Desk.Phone(), campaign, party = under }).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_judging_makes_way_for_a_moment_after_somebody_asked_and_not_for_longer()
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        var asked = host.Services.GetRequiredService<EvidenceVault.Server.Clearances.ClearanceDesk>();
        asked.IsBusy.ShouldBeFalse();
        var campaign = VaultHost.Slug("actie");
        await desk.Staff.PutAsync($"{desk.P}/campaigns/{campaign}", new { name = "Actie", products = new[] { "gas" }, nature = "commercial", validFrom = "2025-01-01" }).Expect(HttpStatusCode.Created);
        await desk.Staff.PostAsync($"{desk.P}/clearances", new { phone = Desk.Phone(), campaign }).Expect(HttpStatusCode.OK);
        asked.IsBusy.ShouldBeTrue();
        await Task.Delay(1_200, TestContext.Current.CancellationToken);
        asked.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public async Task an_array_is_answered_in_its_order_and_a_bad_question_takes_no_other_with_it()
    {
        var phone = await Company();
        var questions = Enumerable.Range(0, 2_500).Select(i => i % 100 == 7 ? new { phone = "12", campaign = Campaign } : new { phone = i % 2 == 0 ? phone : Desk.Phone(), campaign = Campaign }).ToList();
        var answer = await Desk.ByAgency.PostAsync($"{Clearances}?findings=codes", questions).Expect(HttpStatusCode.OK);
        answer.Body.GetArrayLength().ShouldBe(questions.Count);
        foreach (var (got, i) in answer.Body.EnumerateArray().Select((got, i) => (got, i)))
        {
            if (i % 100 == 7) got.GetProperty("problem").GetProperty("code").GetString().ShouldBe("invalid-phone-number");
            else got.GetProperty("decision").GetString().ShouldBe(i % 2 == 0 ? "clear" : "block");
        }

        answer.Body[1].GetProperty("findings")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["rule", "result", "reason"]);
        answer.Body.EnumerateArray().Where(a => a.TryGetProperty("id", out _)).Select(a => a.GetProperty("id").GetString()).Distinct().Count().ShouldBe(2_475);
    }

    [Fact]
    public async Task the_signature_is_over_the_number_and_the_decision()
    {
        var phone = await Company();
        var got = await Ask(phone);
        using var anyone = noon.Host.Client();
        var key = await anyone.ReadAsync("/v1/signing-key").Expect(HttpStatusCode.OK);
        bool Verifies(string number, string decision) => SignedText.Verify(
            Convert.FromBase64String(key["publicKey"]!), Convert.FromBase64String(got["signature"]!),
            "evidence-vault clearance v1", Desk.Principal, got["id"]!, number, Campaign, Desk.Agency, "human", decision, got["decidedAt"]!, got["recheckAfter"]!);

        Verifies(phone, "clear").ShouldBeTrue();
        Verifies(phone, "block").ShouldBeFalse();
        Verifies("+31612999999", "clear").ShouldBeFalse();
    }

    [Fact]
    public async Task a_call_that_cites_its_clearance_is_shown_with_it()
    {
        var phone = await Company();
        var clear = (await Ask(phone))["id"]!;
        var ofAnother = (await Ask(await Company()))["id"]!;
        async Task<JsonElement> Called(string clearance)
        {
            var call = Desk.Call(phone, occurredAt: "2026-09-15T12:01:00+02:00");
            call["campaign"] = Campaign;
            call["clearance"] = clearance;
            var id = await Desk.Accept(call, Desk.ByAgency);
            var judged = (await Desk.Dossier(phone)).Calls.First(c => c.GetProperty("eventId").GetGuid() == id);
            return judged.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("rule").GetString() == "VAULT-CLEARANCE");
        }

        (await Called(clear)).GetProperty("result").GetString().ShouldBe("met");
        var other = await Called(ofAnother);
        (other.GetProperty("result").GetString(), other.GetProperty("reason").GetString()).ShouldBe(("unproven", "none"));
    }

    [Fact]
    public async Task a_call_despite_a_block_is_a_breach()
    {
        var phone = Desk.Phone();
        var block = (await Ask(phone))["id"]!;
        var call = Desk.Call(phone, occurredAt: "2026-09-15T12:01:00+02:00");
        call["campaign"] = Campaign;
        call["clearance"] = block;
        await Desk.Accept(call, Desk.ByAgency);
        (await Desk.Dossier(phone)).Calls.ShouldHaveSingleItem().GetProperty("findings").EnumerateArray()
            .ShouldContain(f => f.GetProperty("rule").GetString() == "VAULT-CLEARANCE" && f.GetProperty("reason").GetString() == "called-despite-block");
    }

    [Fact]
    public async Task a_decision_is_kept_and_tells_no_number()
    {
        var phone = Desk.Phone();
        var id = (await Ask(phone))["id"]!;
        var kept = await Desk.Staff.ReadAsync($"{Clearances}/{id}").Expect(HttpStatusCode.OK);
        (kept["decision"], kept["party"], kept["campaign"], kept["askedBy"]).ShouldBe(("block", Desk.Agency, Campaign, Desk.Agency));
        kept.Text.ShouldNotContain(phone[4..]);
        await Desk.ByAgency.ReadAsync($"{Clearances}/{id}").Expect(HttpStatusCode.OK);
        var (_, another) = await Desk.AnotherAgencyAsync();
        await another.ReadAsync($"{Clearances}/{id}").Expect(HttpStatusCode.NotFound, "not-found");
        await Desk.Staff.ReadAsync($"{Clearances}/kqzvmwtrbnhxcdypafgj").Expect(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("""{ "phone": "12", "campaign": "zakelijk" }""", "invalid-phone-number")]
    [InlineData("""{ "campaign": "zakelijk" }""", "required")]
    [InlineData("""{ "phone": "0612345678" }""", "required")]
    [InlineData("""{ "phone": "0612345678", "campaign": "onbekend" }""", "unknown-campaign")]
    [InlineData("""{ "phone": "0612345678", "campaign": "zakelijk", "means": "robot" }""", "unknown-value")]
    [InlineData("""{ "phone": "0612345678", "campaign": "zakelijk", "basis": "trust" }""", "unknown-value")]
    [InlineData("""{ "phone": "0612345678", "campaign": "zakelijk", "party": "een-ander" }""", "party-not-allowed")]
    [InlineData("""{ "phone": "0612345678", "campaign": "zakelijk", "until": "2026-10-01" }""", "unknown-field")]
    [InlineData("\"0612345678\"", "several-problems")]
    public async Task a_bad_question_is_a_problem(string question, string code) =>
        await Desk.ByAgency.SendAsync(HttpMethod.Post, Clearances, question).Expect(HttpStatusCode.UnprocessableEntity, code);

    [Fact]
    public async Task too_many_questions_are_too_large()
    {
        var many = $"[{string.Join(',', Enumerable.Repeat("""{"phone":"0612345678","campaign":"zakelijk"}""", 50_001))}]";
        await Desk.ByAgency.SendAsync(HttpMethod.Post, Clearances, many).Expect(HttpStatusCode.RequestEntityTooLarge, "too-many-items");
        await Desk.ByAgency.SendAsync(HttpMethod.Post, Clearances, "[]").Expect(HttpStatusCode.OK);
        await Desk.ByAgency.SendAsync(HttpMethod.Post, $"{Clearances}?findings=words", "[]").Expect(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    private Task<Answer> Ask(string phone) => Desk.ByAgency.PostAsync(Clearances, new { phone, campaign = Campaign }).Expect(HttpStatusCode.OK);

    /// <summary>A company whose form was checked in the trade register a month ago.</summary>
    private async Task<string> Company()
    {
        var phone = Desk.Phone();
        await Desk.Accept(new()
        {
            ["type"] = "relationship.started",
            ["ref"] = Desk.Ref("B"),
            ["occurredAt"] = "2026-08-15T12:00:00+02:00",
            ["consumer"] = new JsonObject { ["phone"] = phone, ["kind"] = "legal-person", ["legalForm"] = "bv", ["kvk"] = "12345678", ["kindCheckedAt"] = "2026-08-15T12:00:00+02:00" },
            ["relationship"] = "klant",
            ["as"] = "customer",
        });
        return phone;
    }

    /// <summary>A server whose clock stands at noon, with a campaign that an agency may call for.</summary>
    public sealed class Noon : IAsyncLifetime
    {
        internal VaultHost Host { get; private set; } = null!;

        internal Desk Desk { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(new NodaTime.Testing.FakeClock(Instant.FromUtc(2026, 9, 15, 10, 0))));
            Desk = await Desk.NewAsync(Host);
            await Desk.Staff.PutAsync($"{Desk.P}/campaigns/{Campaign}", new { name = "Zakelijk", products = new[] { "electricity" }, nature = "commercial", validFrom = "2026-07-01" })
                .Expect(HttpStatusCode.Created);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
