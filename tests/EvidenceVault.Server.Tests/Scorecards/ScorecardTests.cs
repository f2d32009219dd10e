using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Suppressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.Scorecards;

public sealed class ScorecardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task figures_are_what_judging_every_dossier_afresh_comes_to(int seed)
    {
        var desk = await Desk.NewAsync();
        var (other, _) = await desk.AnotherAgencyAsync();
        string[] campaigns = [await desk.Campaign(), await desk.Campaign("voorjaar")];
        var phones = Enumerable.Range(0, 60).Select(_ => Desk.Phone()).ToList();
        var evidence = new RandomEvidence(seed, [desk.Agency, other, desk.Principal], campaigns, await desk.Wordings());
        var items = evidence.Of(phones);

        // In parts, so that some is judged before the rest of the same dossiers comes; and cases in between, after which what comes is suspect.
        var parts = items.Chunk(100).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            (await desk.Upload(parts[i])).ShouldAllBe(r => r.Status == "accepted");
            await desk.HandIn(evidence.Contents.Where(c => parts[i].Any(item => (string?)item["id"] == c.Key)));
            if (i == 1) await desk.Case("one", new { consumers = new[] { await desk.Find((string)items[0]["consumer"]!["phone"]!) } });
            if (i == 2) await desk.Case("campaign", new { campaigns = new[] { campaigns[1] } });
            if (i == 2) await desk.Acknowledge(desk.ByAgency);
            await desk.Settled($"campaigns/{campaigns[0]}/scorecard");
        }

        var afresh = await desk.Afresh();
        afresh.Count.ShouldBeGreaterThan(50);
        // It is not all the same: every conclusion is drawn, and what came after a case is found suspect.
        var judged = (await desk.Reports()).SelectMany(r => r.Calls).ToList();
        foreach (var permission in new[] { PermissionConclusion.Shown, PermissionConclusion.NotShown, PermissionConclusion.Unproven }) judged.ShouldContain(c => c.Judgement.Permission == permission);
        judged.ShouldContain(c => c.Judgement.Findings.Any(f => f.Reason == "recorded-after-dispute"));
        (await desk.DossiersAfresh()).ShouldContain(d => d.Contains("SUPPRESSION-ACK"));
        await desk.KeptIsAfresh();
        (await desk.Kept()).ShouldBe(afresh);
        foreach (var days in new[] { "", "?from=2026-02-01&to=2026-04-01", "?from=2026-02-11&to=2026-05-20", "?from=2026-03-05&to=2026-03-09", "?from=2026-04-15", "?to=2026-03-20" })
        {
            var within = afresh.Where(r => Within(r, days)).ToList();
            foreach (var campaign in campaigns)
                Check(await desk.Settled($"campaigns/{campaign}/scorecard{days}"), within.FindAll(r => r.Campaign == campaign));
            foreach (var party in new[] { desk.Agency, other, desk.Principal })
                Check(await desk.Settled($"parties/{party}/scorecard{days}"), within.FindAll(r => r.Party == party));
        }
    }

    [Fact]
    public async Task as_time_goes_by_what_is_kept_stays_what_judging_afresh_comes_to()
    {
        var clock = FakeClock.FromUtc(2026, 9, 15, 10, 0, 0);
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(clock));
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        // Of sources whose clocks are minutes ahead of the vault's.
        var evidence = new RandomEvidence(4, [desk.Agency, desk.Principal], [campaign], await desk.Wordings(), clock.GetCurrentInstant().ToDateTimeOffset());
        var items = evidence.Of([.. Enumerable.Range(0, 30).Select(_ => Desk.Phone())]);
        foreach (var part in items.Chunk(100)) (await desk.Upload(part)).ShouldAllBe(r => r.Status == "accepted");
        await desk.HandIn(evidence.Contents);
        await desk.KeptIsAfresh();
        var seen = new List<List<string>> { await desk.DossiersKept() };
        foreach (var time in new[] { Duration.FromMinutes(2), Duration.FromMinutes(4), Duration.FromHours(73), Duration.FromDays(9) })
        {
            clock.Advance(time);
            await desk.KeptIsAfresh();
            seen.Add(await desk.DossiersKept());
        }

        // Time did change something each time.
        foreach (var (one, next) in seen.Zip(seen.Skip(1))) next.ShouldNotBe(one);
    }

    [Fact]
    public async Task every_figure_leads_to_as_many_calls_as_it_counts()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        await desk.Upload(new RandomEvidence(7, [desk.Agency, desk.Principal], [campaign]).Of([.. Enumerable.Range(0, 25).Select(_ => Desk.Phone())]));
        var card = await desk.Settled($"campaigns/{campaign}/scorecard?from=2026-01-20");

        var figures = card.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("figures")).Take(3).Append(card.GetProperty("total")).ToList();
        figures.Count.ShouldBeGreaterThan(2);
        foreach (var f in figures)
        {
            var calls = f.GetProperty("calls").GetString()!;
            (await desk.AllCalls(calls)).Count.ShouldBe((int)(Attempts(f.GetProperty("outbound")) + Attempts(f.GetProperty("inbound"))));
            foreach (var word in f.GetProperty("permission").EnumerateObject())
                (await desk.AllCalls($"{calls}&rule=permission&result={word.Name}")).Count.ShouldBe((int)Attempts(word.Value), word.Name);
            foreach (var by in f.GetProperty("monitored").EnumerateObject())
                (await desk.AllCalls($"{calls}&rule=monitored&result={by.Name}")).Count.ShouldBe((int)Attempts(by.Value));
            foreach (var heard in f.GetProperty("monitoring").EnumerateArray())
            {
                (await desk.AllCalls(heard.GetProperty("calls").GetString()!)).Count.ShouldBe((int)Attempts(heard.GetProperty("notMet")));
                (await desk.AllCalls($"{calls}&rule=monitoring-met&result={heard.GetProperty("code")}")).Count.ShouldBe((int)Attempts(heard.GetProperty("met")));
            }

            var consents = f.GetProperty("consents");
            var unverified = consents.GetProperty("neverVerified").GetProperty("count").GetInt32();
            // One call may be the first on two of them.
            (await desk.AllCalls(consents.GetProperty("calls").GetString()!)).Count.ShouldBeInRange(Math.Min(1, unverified), unverified);
            (await desk.AllCalls($"{calls}&rule=complaint")).Count.ShouldBe((int)Attempts(f.GetProperty("complaints")));
            foreach (var rule in f.GetProperty("rules").EnumerateArray())
            {
                var path = rule.GetProperty("calls").GetString()!;
                (await desk.AllCalls(path)).Count.ShouldBe(rule.GetProperty("attempts").GetProperty("applicable").GetInt32());
                (await desk.AllCalls($"{path}&result=breach")).Count.ShouldBe(rule.GetProperty("attempts").GetProperty("breach").GetInt32());
                (await desk.AllCalls($"{path}&result=unproven&kind=conversation")).Count.ShouldBe(rule.GetProperty("conversations").GetProperty("unproven").GetInt32());
                foreach (var grade in rule.GetProperty("byProof").EnumerateArray())
                    (await desk.AllCalls($"{path}&result=met&proof={grade.GetProperty("proof")}")).Count.ShouldBe(grade.GetProperty("attempts").GetProperty("met").GetInt32());
            }
        }
    }

    [Fact]
    public async Task a_withdrawal_that_comes_late_changes_what_earlier_calls_count_as()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        var phone = Desk.Phone();
        var reference = Desk.Ref();
        await desk.Accept(Desk.Call(phone, reference, "2026-03-03T10:15:00+01:00").With("/campaign", campaign));
        var total = (await desk.Settled($"campaigns/{campaign}/scorecard")).GetProperty("total");
        Rule(total, "TW-11.7-WITHDRAWN").GetProperty("attempts").GetProperty("met").GetInt64().ShouldBe(1);
        total.GetProperty("afterWithdrawal").GetProperty("calls").GetInt64().ShouldBe(0);

        await desk.Accept(new JsonObject
        {
            ["type"] = "objection.registered",
            ["ref"] = Desk.Ref(),
            ["occurredAt"] = "2026-03-01T10:00:00+01:00",
            ["via"] = "email",
            ["consumer"] = new JsonObject { ["phone"] = phone },
        });
        total = (await desk.Settled($"campaigns/{campaign}/scorecard")).GetProperty("total");
        Rule(total, "TW-11.7-WITHDRAWN").GetProperty("attempts").GetProperty("breach").GetInt64().ShouldBe(1);
        Rule(total, "TW-11.7-WITHDRAWN").GetProperty("attempts").GetProperty("met").GetInt64().ShouldBe(0);
        var after = total.GetProperty("afterWithdrawal");
        (after.GetProperty("calls").GetInt64(), after.GetProperty("consumers").GetInt64(), after.GetProperty("medianHours").GetDouble(), after.GetProperty("mostHours").GetInt64()).ShouldBe((1, 1, 48, 48));
        var call = (await desk.AllCalls($"{desk.P}/calls?rule=TW-11.7-WITHDRAWN&result=breach")).ShouldHaveSingleItem();
        call.GetProperty("hoursAfterWithdrawal").GetInt32().ShouldBe(48);
        call.GetProperty("ref").GetString().ShouldBe(reference);
    }

    [Fact]
    public async Task a_changed_mandate_is_said_at_once_and_judged_soon()
    {
        var desk = await Desk.NewAsync();
        var stranger = await desk.Host.CreatePartyAsync();
        var phone = Desk.Phone();
        await desk.Accept(Desk.Call(phone).With("/party", stranger));
        Rule((await desk.Settled($"parties/{stranger}/scorecard")).GetProperty("total"), "CHAIN-MANDATE").GetProperty("attempts").GetProperty("breach").GetInt64().ShouldBe(1);

        await desk.Host.CreateMandateAsync(desk.Principal, desk.Principal, stranger);
        (await desk.Staff.ReadAsync($"{desk.P}/parties/{stranger}/scorecard")).Body.GetProperty("recomputing").GetBoolean().ShouldBeTrue();

        var settled = await desk.Settled($"parties/{stranger}/scorecard");
        Rule(settled.GetProperty("total"), "CHAIN-MANDATE").GetProperty("attempts").GetProperty("breach").GetInt64().ShouldBe(0);
        (await desk.Kept()).ShouldBe(await desk.Afresh());
    }

    [Fact]
    public async Task a_no_that_is_said_to_be_made_minutes_from_now_is_judged_when_it_is_made_and_when_its_hours_are_over()
    {
        var clock = FakeClock.FromUtc(2026, 9, 1, 9, 0, 0);
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(clock));
        var desk = await Desk.NewAsync(host);
        await desk.Accept(Follower.Objection(Desk.Phone()).With("/occurredAt", "2026-09-01T09:04:00Z"));
        await desk.Settled($"parties/{desk.Agency}/scorecard");
        (await OnDossiers(desk)).ShouldNotContain("SUPPRESSION-ACK");
        foreach (var (time, result) in new[] { (Duration.FromMinutes(5), "unproven"), (Duration.FromHours(72), "breach") })
        {
            clock.Advance(time);
            for (var i = 0; i < 100 && !(await OnDossiers(desk)).Contains($"SUPPRESSION-ACK {result}"); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
            (await OnDossiers(desk)).ShouldContain($"SUPPRESSION-ACK {result}");
        }
    }

    [Fact]
    public async Task a_result_that_time_alone_changes_is_judged_again_when_it_does()
    {
        var clock = FakeClock.FromUtc(2026, 9, 1, 9, 0, 0);
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(clock));
        var desk = await Desk.NewAsync(host);
        await desk.Accept(new JsonObject
        {
            ["type"] = "objection.registered",
            ["ref"] = Desk.Ref(),
            ["occurredAt"] = "2026-09-01T08:00:00Z",
            ["via"] = "email",
            ["consumer"] = new JsonObject { ["phone"] = Desk.Phone() },
        });
        await desk.Settled($"parties/{desk.Agency}/scorecard");
        (await OnDossiers(desk)).ShouldNotContain("SUPPRESSION-ACK breach");

        clock.Advance(Duration.FromHours(73));
        for (var i = 0; i < 100 && !(await OnDossiers(desk)).Contains("SUPPRESSION-ACK breach"); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        (await OnDossiers(desk)).ShouldContain("SUPPRESSION-ACK breach");
    }

    [Fact]
    public async Task an_agency_sees_its_own_calls_and_nobody_elses()
    {
        var desk = await Desk.NewAsync();
        var (other, others) = await desk.AnotherAgencyAsync();
        var campaign = await desk.Campaign();
        var mine = await desk.Accept(Desk.Call(Desk.Phone()).With("/campaign", campaign), desk.ByAgency);
        await desk.Accept(Desk.Call(Desk.Phone()).With("/campaign", campaign), others);
        await desk.Settled($"parties/{desk.Agency}/scorecard");

        (await desk.Settled($"parties/{desk.Agency}/scorecard", desk.ByAgency)).GetProperty("total").GetProperty("outbound").GetProperty("attempts").GetInt64().ShouldBe(1);
        (await desk.AllCalls($"{desk.P}/calls", desk.ByAgency)).ShouldHaveSingleItem().GetProperty("eventId").GetGuid().ShouldBe(mine);
        (await desk.AllCalls($"{desk.P}/calls?party={other}", desk.ByAgency)).ShouldBeEmpty();
        (await desk.AllCalls($"{desk.P}/calls")).Count.ShouldBe(2);
        foreach (var path in new[] { $"parties/{other}/scorecard", $"parties/{desk.Principal}/scorecard", $"campaigns/{campaign}/scorecard" })
            await desk.ByAgency.ReadAsync($"{desk.P}/{path}").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);

        var stranger = await Desk.NewAsync();
        await stranger.Staff.ReadAsync($"{desk.P}/calls").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await stranger.Staff.ReadAsync($"{stranger.P}/campaigns/{campaign}/scorecard").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        (await stranger.AllCalls($"{stranger.P}/calls")).ShouldBeEmpty();

        // Its call too, though the principal handed it in: by the principal's reference, which is not the agency's to see.
        var handedIn = Desk.Ref();
        var byOthers = await desk.Accept(Desk.Call(Desk.Phone(), handedIn).With("/party", desk.Agency));
        await desk.Settled($"parties/{desk.Agency}/scorecard");
        var calls = await desk.AllCalls($"{desk.P}/calls", desk.ByAgency);
        calls.Single(c => c.GetProperty("eventId").GetGuid() == byOthers).GetProperty("ref").GetString().ShouldBeNull();
        calls.Single(c => c.GetProperty("eventId").GetGuid() == mine).GetProperty("ref").GetString().ShouldNotBeNull();
        (await desk.AllCalls($"{desk.P}/calls")).Select(c => c.GetProperty("ref").GetString()).ShouldContain(handedIn);
    }

    [Fact]
    public async Task attempts_that_a_dialler_announced_and_nobody_handed_in_show()
    {
        var desk = await Desk.NewAsync();
        await desk.Accept(Desk.Call(Desk.Phone(), occurredAt: "2026-03-02T10:15:00+01:00"), desk.ByAgency);
        await desk.Accept(Desk.Call(Desk.Phone(), occurredAt: "2026-03-03T10:15:00+01:00"), desk.ByAgency);
        await desk.Accept(Log("2026-03-02", 40), desk.ByAgency);
        // Said again, the last counts.
        await desk.Accept(Log("2026-03-02", 3), desk.ByAgency);

        var match = (await desk.Settled($"parties/{desk.Agency}/scorecard", desk.ByAgency)).GetProperty("completeness").EnumerateArray().ShouldHaveSingleItem();
        (match.GetProperty("announced").GetInt64(), match.GetProperty("handedIn").GetInt64(), match.GetProperty("missing").GetInt64()).ShouldBe((3, 1, 2));
        match.GetProperty("daysNotAnnounced").GetInt64().ShouldBe(1);
        match.GetProperty("days").GetArrayLength().ShouldBe(2);
        (await desk.Settled($"parties/{desk.Agency}/scorecard?from=2026-03-04")).GetProperty("completeness").GetArrayLength().ShouldBe(0);

        static JsonObject Log(string date, int attempts) => new() { ["type"] = "dial-log.announced", ["ref"] = Desk.Ref(), ["date"] = date, ["attempts"] = attempts };
    }

    [Fact]
    public async Task what_is_rebuilt_is_what_it_was()
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        await desk.Upload(new RandomEvidence(11, [desk.Agency], [campaign]).Of([.. Enumerable.Range(0, 20).Select(_ => Desk.Phone())]));
        var before = await desk.Settled($"campaigns/{campaign}/scorecard");
        var rows = await desk.Kept();

        using var operators = desk.Host.Operator();
        await operators.PostAsync($"/v1/judgements/{desk.Principal}/rebuild", new { }).Expect(HttpStatusCode.Accepted);
        var after = await desk.Settled($"campaigns/{campaign}/scorecard");
        after.GetProperty("total").GetRawText().ShouldBe(before.GetProperty("total").GetRawText());
        (await desk.Kept()).ShouldBe(rows);
        await desk.Staff.PostAsync($"/v1/judgements/{desk.Principal}/rebuild", new { }).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
    }

    [Fact]
    public async Task two_servers_share_the_work_and_count_nothing_twice()
    {
        await using var one = await VaultHost.StartAsync();
        await using var two = await VaultHost.StartAsync(beside: one);
        var desk = await Desk.NewAsync(one);
        var campaign = await desk.Campaign();
        var items = new RandomEvidence(5, [desk.Agency], [campaign]).Of([.. Enumerable.Range(0, 80).Select(_ => Desk.Phone())]);
        foreach (var part in items.Chunk(40)) await desk.Upload(part);
        var card = await desk.Settled($"campaigns/{campaign}/scorecard");
        var afresh = await desk.Afresh();
        (await desk.Kept()).ShouldBe(afresh);
        Check(card, afresh.FindAll(r => r.Campaign == campaign));
    }

    [Theory]
    [InlineData("campaigns/CAMPAIGN/scorecard?from=yesterday")]
    [InlineData("campaigns/CAMPAIGN/scorecard?from=2026-03-02&to=2026-03-02")]
    [InlineData("calls?rule=NO-SUCH-RULE")]
    [InlineData("calls?result=breach")]
    [InlineData("calls?rule=permission&result=met")]
    [InlineData("calls?rule=monitoring-met")]
    [InlineData("calls?rule=monitoring-not-met&result=no+code")]
    [InlineData("calls?proof=good")]
    [InlineData("calls?limit=0")]
    [InlineData("calls?party=%00")]
    [InlineData("calls?party=No such name")]
    [InlineData("calls?campaign=a%00b")]
    [InlineData("calls?campaign=a&campaign=b")]
    public async Task what_cannot_be_asked_is_refused(string path)
    {
        var desk = await Desk.NewAsync();
        var campaign = await desk.Campaign();
        await desk.Staff.ReadAsync($"{desk.P}/{path.Replace("CAMPAIGN", campaign, StringComparison.Ordinal)}").Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);
    }

    private static async Task<string> OnDossiers(Desk desk) =>
        string.Join(';', await desk.Host.Query($"select array_to_string(findings, ',') from vault.judged_dossier where principal = '{desk.Principal}'"));

    private static bool Within(CallRow row, string days)
    {
        var query = System.Web.HttpUtility.ParseQueryString(days);
        return (query["from"] is not { } from || string.CompareOrdinal(Text(row.Day), from) >= 0) && (query["to"] is not { } to || string.CompareOrdinal(Text(row.Day), to) < 0);
    }

    private static string Text(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    // Total and groups alike, counted here by the simplest means there are.
    private static void Check(JsonElement card, List<CallRow> rows)
    {
        Figures(card.GetProperty("total"), rows);
        var groups = card.GetProperty("groups").EnumerateArray().ToList();
        groups.Sum(g => Attempts(g.GetProperty("figures").GetProperty("outbound")) + Attempts(g.GetProperty("figures").GetProperty("inbound"))).ShouldBe(rows.Count);
        foreach (var g in groups)
            Figures(g.GetProperty("figures"), rows.FindAll(r =>
                r.Campaign == (g.GetProperty("campaign").GetString() ?? "") && r.Party == g.GetProperty("party").GetString() && Text(r.Day)[..7] == g.GetProperty("month").GetString()![..7]));
    }

    private static void Figures(JsonElement figures, List<CallRow> rows)
    {
        Tally(figures.GetProperty("outbound"), rows.FindAll(r => r.IsDialled));
        Tally(figures.GetProperty("inbound"), rows.FindAll(r => !r.IsDialled));
        foreach (var word in figures.GetProperty("permission").EnumerateObject()) Tally(word.Value, rows.FindAll(r => r.Permission == word.Name));
        foreach (var word in figures.GetProperty("conduct").EnumerateObject()) Tally(word.Value, rows.FindAll(r => r.Conduct == word.Name));
        figures.GetProperty("handedInLate").GetProperty("count").GetInt64().ShouldBe(rows.Count(r => Has(r, "handed-in-late", "yes")));
        figures.GetProperty("dropped").GetProperty("share").GetProperty("count").GetInt64().ShouldBe(rows.Count(r => Has(r, "dropped", "yes")));
        foreach (var (name, mark) in new[] { ("complaints", "complaint"), ("compliments", "compliment"), ("branded", "branded") })
            Tally(figures.GetProperty(name), rows.FindAll(r => Has(r, mark, "yes")));
        foreach (var by in figures.GetProperty("monitored").EnumerateObject()) Tally(by.Value, rows.FindAll(r => Has(r, "monitored", by.Name)));
        var heard = figures.GetProperty("monitoring").EnumerateArray().ToList();
        foreach (var of in heard)
        {
            Tally(of.GetProperty("met"), rows.FindAll(r => Has(r, "monitoring-met", of.GetProperty("code").GetString()!)));
            Tally(of.GetProperty("notMet"), rows.FindAll(r => Has(r, "monitoring-not-met", of.GetProperty("code").GetString()!)));
        }

        heard.Count.ShouldBe(rows.Exists(r => Has(r, "monitoring-met", "offer") || Has(r, "monitoring-not-met", "offer")) ? 1 : 0);
        var late = rows.Where(r => r.HoursAfterWithdrawal is not null).ToList();
        figures.GetProperty("afterWithdrawal").GetProperty("calls").GetInt64().ShouldBe(late.Count);
        figures.GetProperty("afterWithdrawal").GetProperty("consumers").GetInt64().ShouldBe(late.DistinctBy(r => r.Consumer).Count());
        foreach (var rule in EvidenceVault.Domain.Judging.Rulebook.Rules)
        {
            var named = figures.GetProperty("rules").EnumerateArray().Where(r => r.GetProperty("rule").GetString() == rule.Name).ToList();
            if (!rows.Exists(r => Has(r, rule.Name, "met") || Has(r, rule.Name, "breach") || Has(r, rule.Name, "unproven")))
            {
                named.ShouldBeEmpty();
                continue;
            }

            var view = named.ShouldHaveSingleItem();
            Results(view, rows, rule.Name);
            foreach (var grade in view.GetProperty("byProof").EnumerateArray())
                Results(grade, rows.FindAll(r => r.Proof == (grade.GetProperty("proof").GetString() is "none" ? "" : grade.GetProperty("proof").GetString())), rule.Name);
            view.GetProperty("byProof").EnumerateArray().Sum(g => g.GetProperty("attempts").GetProperty("applicable").GetInt64())
                .ShouldBe(view.GetProperty("attempts").GetProperty("applicable").GetInt64());
        }
    }

    private static void Results(JsonElement view, List<CallRow> rows, string rule)
    {
        foreach (var result in new[] { "met", "breach", "unproven" })
        {
            var with = rows.FindAll(r => Has(r, rule, result));
            view.GetProperty("attempts").GetProperty(result).GetInt64().ShouldBe(with.Count, $"{rule} {result}");
            view.GetProperty("conversations").GetProperty(result).GetInt64().ShouldBe(with.Count(r => r.IsConversation), $"{rule} {result}");
        }
    }

    private static void Tally(JsonElement tally, List<CallRow> rows)
    {
        Attempts(tally).ShouldBe(rows.Count);
        tally.GetProperty("conversations").GetInt64().ShouldBe(rows.Count(r => r.IsConversation));
    }

    private static bool Has(CallRow row, string rule, string result) => row.Marks.Split(',').Contains($"{rule} {result}");

    private static long Attempts(JsonElement tally) => tally.GetProperty("attempts").GetInt64();

    private static JsonElement Rule(JsonElement figures, string rule) => figures.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == rule);
}
