using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Scorecards;

public sealed class StructureTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task what_is_said_of_consents_and_dossiers_is_what_judging_them_afresh_comes_to(int seed)
    {
        var desk = await Desk.NewAsync();
        var (other, _) = await desk.AnotherAgencyAsync();
        string[] campaigns = [await desk.Campaign(), await desk.Campaign("voorjaar")];
        var items = new RandomEvidence(seed, [desk.Agency, other, desk.Principal], campaigns).Of([.. Enumerable.Range(0, 60).Select(_ => Desk.Phone())]);
        foreach (var part in items.Chunk(100))
        {
            await desk.Upload(part);
            await desk.Settled($"campaigns/{campaigns[0]}/scorecard");
        }

        await CheckAll(desk, campaigns);
        await desk.Staff.PutAsync($"{desk.P}/policy", Policy("2025-01-01", "P30D")).Expect(HttpStatusCode.Created);
        await desk.Settled($"campaigns/{campaigns[0]}/scorecard");
        (await desk.Kept()).ShouldBe(await desk.Afresh());
        await CheckAll(desk, campaigns);
        await desk.Host.Operator().PostAsync($"/v1/judgements/{desk.Principal}/rebuild", new { }).Expect(HttpStatusCode.Accepted);
        await desk.Settled($"campaigns/{campaigns[0]}/scorecard");
        await CheckAll(desk, campaigns);
    }

    [Fact]
    public async Task the_samples_count_as_judging_them_afresh_comes_to()
    {
        await using var host = await VaultHost.StartAsync();
        foreach (var principal in new[] { "stichting-zeehondenwacht", "zonkracht-energie" })
        {
            var desk = await Samples.Load(host, principal);
            var campaigns = Samples.Read(principal, "campaigns.json").Select(c => c.Key).ToArray();
            var card = await desk.Settled($"campaigns/{campaigns[0]}/scorecard");
            var afresh = await desk.Afresh();
            afresh.Count.ShouldBeGreaterThan(100);
            (await desk.Kept()).ShouldBe(afresh);
            card.GetProperty("total").GetProperty("outbound").GetProperty("attempts").GetInt32().ShouldBe(afresh.Count(r => r.Campaign == campaigns[0] && r.IsDialled));
            await CheckAll(desk, campaigns);
        }
    }

    [Theory]
    [InlineData("stichting-zeehondenwacht", "M25-01", "2026-02-01")]
    [InlineData("zonkracht-energie", "M25-01", "2026-02-01")]
    public async Task the_samples_count_as_judging_them_afresh_comes_to_after_a_mandate_ends_and_after_a_new_policy(string principal, string mandate, string end)
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Samples.Load(host, principal, withPolicy: false);
        var campaigns = Samples.Read(principal, "campaigns.json").Select(c => c.Key).ToArray();
        var first = await SettledAsAfresh(desk, campaigns);

        var ending = Samples.Read(principal, "mandates.json")[mandate]!.AsObject().With("/validTo", end);
        await desk.Staff.SendAsync(HttpMethod.Put, $"{desk.P}/mandates/{mandate}", ending.ToJsonString()).Expect(HttpStatusCode.OK);
        var ended = await SettledAsAfresh(desk, campaigns);
        ended.ShouldNotBe(first);

        // The first policy is a history that is taken over: it changes how earlier calls are judged, as no later one does.
        await desk.Staff.SendAsync(HttpMethod.Put, $"{desk.P}/policy", Samples.Read(principal, "policy.json").With("/consentTerm", "P30D").ToJsonString()).Expect(HttpStatusCode.Created);
        (await SettledAsAfresh(desk, campaigns)).ShouldNotBe(ended);
    }

    [Fact]
    public async Task of_more_than_is_looked_at_the_answer_says_that_there_are_more()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        await InUse(desk, campaign, ReadStructure.MostCandidates, "'2026-03-01 09:00Z'", "'2026-02-01 09:00Z'", "'2026-03-01 10:00Z'");
        var all = await Contradictions(desk, $"campaigns/{campaign}");
        Codes(all).ShouldBe([$"grants-within-seconds {ReadStructure.MostCandidates}"]);
        all.GetProperty("truncated").GetBoolean().ShouldBeFalse();

        await InUse(desk, campaign, 1, "'2026-03-01 09:00Z'", "'2026-02-01 09:00Z'", "'2026-03-01 10:00Z'");
        foreach (var (of, by) in new[] { ($"campaigns/{campaign}", desk.Staff), ($"parties/{desk.Agency}", desk.ByAgency) })
        {
            var cut = await Contradictions(desk, of, "", by);
            Codes(cut).ShouldBe([$"grants-within-seconds {ReadStructure.MostCandidates}"]);
            cut.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task days_with_few_consents_recorded_just_before_their_calls_do_not_hide_the_day_with_many()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        // Nine a day over 2,300 days, then ten in one that lies after all of them.
        await InUse(desk, campaign, 9 * 2_300, "'2000-01-01 09:00Z'::timestamptz + n / 9 * interval '1 day'", "recorded_at - n * interval '1 hour'", "recorded_at + interval '5 minutes'");
        await InUse(desk, campaign, 10, "'2026-03-01 09:00Z'", "recorded_at - n * interval '1 hour'", "recorded_at + interval '15 minutes'");
        await InUse(desk, campaign, 10, "'2026-03-02 09:00Z'", "recorded_at - n * interval '1 hour'", "recorded_at + interval '15 minutes 1 second'");
        var found = await Contradictions(desk, $"parties/{desk.Agency}", "", desk.ByAgency);
        Codes(found).ShouldBe(["registered-just-before-calls 10"]);
        found.GetProperty("truncated").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task a_day_is_one_of_the_netherlands_and_a_consent_for_two_campaigns_counts_once()
    {
        var desk = await Desk.NewAsync();
        string[] campaigns = [await desk.Campaign(), await desk.Campaign("voorjaar")];
        // Before and after midnight in Amsterdam, on one day by UTC.
        await InUse(desk, campaigns[0], 9, "'2026-03-01 22:50Z'", "recorded_at - n * interval '1 hour'", "recorded_at");
        await InUse(desk, campaigns[0], 1, "'2026-03-01 23:10Z'", "recorded_at - interval '1 day'", "recorded_at");
        await Twice(desk, campaigns);
        Codes(await Contradictions(desk, $"parties/{desk.Agency}")).ShouldBeEmpty();
        await InUse(desk, campaigns[1], 1, "'2026-03-01 22:59Z'", "recorded_at - interval '1 day'", "recorded_at");
        Codes(await Contradictions(desk, $"parties/{desk.Agency}")).ShouldBe(["registered-just-before-calls 10"]);
        Codes(await Contradictions(desk, $"campaigns/{campaigns[0]}")).ShouldBeEmpty();

        static Task Twice(Desk desk, string[] campaigns) => desk.Host.Query(
            $"""
            insert into vault.consent_in_use (principal, {ConsentRow.Columns})
            select principal, {ConsentRow.Columns.Replace("campaign", $"'{campaigns[1]}'", StringComparison.Ordinal)} from vault.consent_in_use where principal = '{desk.Principal}'
            """);
    }

    [Fact]
    public async Task addresses_of_a_couple_do_not_hide_an_address_of_three_numbers()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        await InUse(desk, campaign, ReadStructure.MostCandidates + 10, "'2026-03-01 09:00Z'", "'2026-01-01 09:00Z'::timestamptz + n * interval '1 minute'", "'2026-03-01 10:00Z'", verifiedBy: "email");
        await Addresses(desk, numbersOfEach: 2);
        await InUse(desk, campaign, 3, "'2026-03-01 09:00Z'", "'2026-02-28 09:00Z'::timestamptz + n * interval '1 minute'", "'2026-03-01 10:00Z'", verifiedBy: "email");
        await Addresses(desk, numbersOfEach: 3);
        var found = await Contradictions(desk, $"campaigns/{campaign}");
        Codes(found).ShouldBe(["email-of-several-numbers 3"]);
        found.GetProperty("truncated").GetBoolean().ShouldBeFalse();

        // Those that have none yet, so many to an address.
        static Task Addresses(Desk desk, int numbersOfEach) => desk.Host.Query(
            $"""
            insert into vault.email_of_consumer (principal, email_mac, consumer)
            select '{desk.Principal}', sha256(format('{numbersOfEach}/%s', n / {numbersOfEach})::bytea), consumer from (
                select consumer, row_number() over (order by granted_at) - 1 as n from vault.consent_in_use c
                where principal = '{desk.Principal}' and not exists (select from vault.email_of_consumer e where e.principal = c.principal and e.consumer = c.consumer)) numbered
            """);
    }

    // Consents in use by the agency's calls, each of a person of its own, as judging would write them. The times are SQL: n is the number of the consent.
    private static Task InUse(Desk desk, string campaign, int count, string recordedAt, string grantedAt, string firstCallAt, string verifiedBy = "") => desk.Host.Query(
        $"""
        insert into vault.consent_in_use (principal, {ConsentRow.Columns})
        select '{desk.Principal}', gen_random_uuid(), gen_random_uuid(), '{campaign}', '{desk.Agency}', first_call_at, first_call_at::date, granted_at, recorded_at,
            '{desk.Agency}', 'web-form', '', '{desk.Agency}', '{verifiedBy}'
        from generate_series(0, {count - 1}) n, lateral (select ({recordedAt})::timestamptz as recorded_at) r,
            lateral (select ({grantedAt})::timestamptz as granted_at) g, lateral (select ({firstCallAt})::timestamptz as first_call_at) f
        """);

    private static async Task<List<CallRow>> SettledAsAfresh(Desk desk, string[] campaigns)
    {
        await desk.Settled($"campaigns/{campaigns[0]}/scorecard");
        var kept = await desk.Kept();
        kept.ShouldBe(await desk.Afresh());
        await CheckAll(desk, campaigns);
        return kept;
    }

    [Fact]
    public async Task what_does_not_fit_together_over_a_campaign_is_said_to_the_principal_and_an_agency_sees_its_own()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        var phones = Enumerable.Range(0, 10).Select(_ => Desk.Phone()).ToList();
        var email = $"{Desk.Ref("x")}@post.example";
        foreach (var phone in phones)
        {
            var consent = Desk.Ref("G");
            await desk.Accept(Desk.Consent(phone, consent).With("/consumer/name", "Jan Jansen").With("/consumer/email", email));
            await desk.Accept(Desk.Verified(phone, consent).With("/method", "email").With("/consumer/name", "jan  jansen"));
            await desk.Accept(Desk.Call(phone, occurredAt: "2026-03-04T10:15:00+01:00").With("/campaign", campaign).With("/party", desk.Agency));
        }

        await desk.Accept(Desk.Call(phones[0], occurredAt: "2026-03-05T10:15:00+01:00").With("/campaign", campaign).With("/party", desk.Agency).With("/consumer/name", "Piet Pietersen"));
        await desk.Accept(new JsonObject { ["type"] = "dial-log.announced", ["ref"] = Desk.Ref(), ["date"] = "2026-03-04", ["attempts"] = 11, ["party"] = desk.Agency });

        var figures = await desk.Settled($"campaigns/{campaign}/scorecard");
        figures.GetProperty("total").GetProperty("consents").GetProperty("neverVerified").GetProperty("of").GetInt64().ShouldBe(10);
        var card = await Contradictions(desk, $"campaigns/{campaign}");
        Codes(card).ShouldBe(["dial-log-mismatch 2", "email-of-several-numbers 10", "grants-within-seconds 10", "number-of-several-people 1"]);
        card.GetProperty("dossiers").GetProperty("consumers").GetInt64().ShouldBe(10);
        var numbers = card.GetProperty("contradictions").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "number-of-several-people");
        numbers.GetProperty("consumers").EnumerateArray().ShouldHaveSingleItem().GetGuid().ShouldBe((await desk.Find(phones[0]))!.Value);
        numbers.GetProperty("explanation").GetProperty("nl").GetString().ShouldBe("Op 1 gebelde nummers zijn verschillende personen opgegeven.");

        var own = await Contradictions(desk, $"parties/{desk.Agency}", "", desk.ByAgency);
        Codes(own).ShouldBe(["dial-log-mismatch 2", "grants-within-seconds 10"]);
        own.GetProperty("dossiers").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Contradictions(desk, $"campaigns/{campaign}", "?from=2026-04-01")).GetProperty("contradictions").GetArrayLength().ShouldBe(0);
        figures.GetProperty("contradictions").GetString().ShouldBe($"{desk.P}/campaigns/{campaign}/contradictions");
        foreach (var path in new[] { $"parties/{desk.Principal}", $"campaigns/{campaign}" })
            await desk.ByAgency.ReadAsync($"{desk.P}/{path}/contradictions").Expect(HttpStatusCode.NotFound, "not-found");
        await desk.Staff.ReadAsync($"{desk.P}/campaigns/no-such/contradictions").Expect(HttpStatusCode.NotFound, "not-found");
        await desk.Staff.ReadAsync($"{desk.P}/campaigns/{campaign}/contradictions?from=yesterday").Expect(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task an_acknowledged_objection_counts_as_such_on_the_scorecard()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        var phone = Desk.Phone();
        await desk.Accept(Desk.Call(phone).With("/campaign", campaign));
        var at = NodaTime.Text.InstantPattern.ExtendedIso.Format(NodaTime.SystemClock.Instance.GetCurrentInstant());
        await desk.Accept(new JsonObject
        {
            ["type"] = "objection.registered",
            ["ref"] = Desk.Ref(),
            ["occurredAt"] = at,
            ["via"] = "email",
            ["consumer"] = new JsonObject { ["phone"] = phone },
        });
        await desk.Settled($"campaigns/{campaign}/scorecard");
        Acknowledged(await Contradictions(desk, $"campaigns/{campaign}")).ShouldBe(0);
        foreach (var reader in new[] { desk.Staff, desk.ByAgency })
        {
            var next = (await reader.ReadAsync($"{desk.P}/suppressions").Expect(HttpStatusCode.OK))["next"];
            await reader.PostAsync($"{desk.P}/suppressions/acknowledgements", new { cursor = next }).Expect(HttpStatusCode.OK);
        }

        await desk.Settled($"campaigns/{campaign}/scorecard");
        Acknowledged(await Contradictions(desk, $"campaigns/{campaign}")).ShouldBe(1);
        await CheckAll(desk, [campaign]);

        static int Acknowledged(JsonElement card) =>
            card.GetProperty("dossiers").GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("rule").GetString() == "SUPPRESSION-ACK").Sum(f => f.GetProperty("results").GetProperty("met").GetInt32());
    }

    [Fact]
    public async Task nine_grants_at_once_two_numbers_of_an_address_and_one_name_fit_together()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        var email = $"{Desk.Ref("x")}@post.example";
        for (var i = 0; i < 9; i++)
        {
            var (phone, consent) = (Desk.Phone(), Desk.Ref("G"));
            await desk.Accept(Desk.Consent(phone, consent).With("/consumer/name", "Jan Jansen").With("/consumer/email", i < 2 ? email : $"{Desk.Ref("x")}@post.example"));
            await desk.Accept(Desk.Verified(phone, consent).With("/method", "email"));
            await desk.Accept(Desk.Call(phone, occurredAt: "2026-03-04T10:15:00+01:00").With("/campaign", campaign).With("/party", desk.Agency));
        }

        await desk.Accept(new JsonObject { ["type"] = "dial-log.announced", ["ref"] = Desk.Ref(), ["date"] = "2026-03-04", ["attempts"] = 9, ["party"] = desk.Agency });
        await desk.Settled($"campaigns/{campaign}/scorecard");
        Codes(await Contradictions(desk, $"campaigns/{campaign}")).ShouldBeEmpty();
    }

    private static object Policy(string from, string consentTerm) => new { validFrom = from, justification = "Besluit directie.", preset = "standard", consentTerm };

    private static List<string> Codes(JsonElement card) =>
        [.. card.GetProperty("contradictions").EnumerateArray().Select(c => $"{c.GetProperty("code").GetString()} {c.GetProperty("count").GetInt64()}").Order(StringComparer.Ordinal)];

    private static async Task CheckAll(Desk desk, string[] campaigns)
    {
        var reports = await desk.Reports();
        foreach (var days in new[] { "", "?from=2026-02-11&to=2026-04-20" })
            foreach (var campaign in campaigns)
            {
                var card = await desk.Settled($"campaigns/{campaign}/scorecard{days}");
                Check(card, await Contradictions(desk, $"campaigns/{campaign}", days), campaign, days.Length > 0, reports);
            }
    }

    private static async Task<JsonElement> Contradictions(Desk desk, string of, string days = "", HttpClient? by = null) =>
        (await (by ?? desk.Staff).ReadAsync($"{desk.P}/{of}/contradictions{days}").Expect(HttpStatusCode.OK)).Body;

    private static void Check(JsonElement card, JsonElement structure, string campaign, bool cut, List<DossierReport> reports)
    {
        var uses = reports.SelectMany(r => ConsentInUse.Of(r).Select(use => ConsentRow.Of(r.Dossier.Consumer, use))).Where(r => r.Campaign == campaign && Within(r.FirstCallAt)).ToList();
        var share = card.GetProperty("total").GetProperty("consents").GetProperty("neverVerified");
        share.GetProperty("of").GetInt32().ShouldBe(uses.Count);
        share.GetProperty("count").GetInt32().ShouldBe(uses.Count(u => u.VerifiedBy.Length == 0));
        foreach (var group in card.GetProperty("groups").EnumerateArray())
            group.GetProperty("figures").GetProperty("consents").GetProperty("neverVerified").GetProperty("of").GetInt32().ShouldBe(
                uses.Count(u => u.Caller == group.GetProperty("party").GetString() && u.Day.ToString("uuuu-MM", null) == group.GetProperty("month").GetString()![..7]));

        var called = reports.FindAll(r => r.Calls.Any(c => c.Call.Fact is Domain.Dossiers.Facts.CallAttempted call && call.Campaign == campaign && Within(call.StartedAt)));
        structure.GetProperty("dossiers").GetProperty("consumers").GetInt32().ShouldBe(called.Count);
        var findings = called.SelectMany(r => r.Findings).ToList();
        foreach (var rule in Rulebook.OnDossiers)
        {
            var view = structure.GetProperty("dossiers").GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("rule").GetString() == rule.Name).ToList();
            foreach (var (result, name) in new[] { (FindingResult.Met, "met"), (FindingResult.Breach, "breach"), (FindingResult.Unproven, "unproven") })
                view.Sum(f => f.GetProperty("results").GetProperty(name).GetInt32()).ShouldBe(findings.Count(f => f.Rule == rule.Name && f.Result == result));
        }

        foreach (var code in ContradictionTexts.Codes)
            structure.GetProperty("contradictions").EnumerateArray().Where(c => c.GetProperty("code").GetString() == code).Sum(c => c.GetProperty("count").GetInt32())
                .ShouldBe(called.Count(r => r.Contradictions.Any(c => c.Code == code)), code);

        bool Within(NodaTime.Instant at) => !cut || (at >= Amsterdam.StartOf(new(2026, 2, 11)) && at < Amsterdam.StartOf(new(2026, 4, 20)));
    }
}
