using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class SuppressionAcknowledgedTests
{
    private const string Rule = "SUPPRESSION-ACK";

    [Theory]
    [InlineData("2026-09-04 10:00:00", null)]
    [InlineData("2026-09-04 10:00:01", "acknowledged-late")]
    public void the_very_end_of_72_hours_is_inside(string at, string? reason)
    {
        var finding = Withdrawn().Acknowledged("noord", "no", at).Found(Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "no");
    }

    [Theory]
    [InlineData("2026-09-04 10:00:00", null)]
    [InlineData("2026-09-04 10:00:01", "acknowledged-late")]
    public void what_counts_is_when_the_vault_heard_it_and_not_when_the_party_says_it_was(string recordedAt, string? reason)
    {
        var finding = Withdrawn().Acknowledged("noord", "no", "2026-09-01 11:00", recordedAt).Found(Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "no");
    }

    [Theory]
    [InlineData("2026-10-24 12:00", "2026-10-27 11:00:00", true)]
    [InlineData("2026-10-24 12:00", "2026-10-27 11:00:01", false)]
    [InlineData("2026-03-28 12:00", "2026-03-31 13:00:00", true)]
    [InlineData("2026-03-28 12:00", "2026-03-31 13:00:01", false)]
    public void hours_are_hours_when_the_clock_changes(string withdrawnAt, string at, bool met) =>
        (Chain().Withdrawn("no", withdrawnAt).Acknowledged("noord", "no", at).Found(Rule)!.Result == FindingResult.Met).ShouldBe(met);

    [Theory]
    [InlineData("2026-09-04 10:00:00", "pending")]
    [InlineData("2026-09-04 10:00:01", "not-acknowledged")]
    public void silence_is_pending_and_then_a_breach(string at, string reason)
    {
        var report = Withdrawn().Report(at);
        if (reason == "pending")
            report.Of(Rule).ShouldBeUnproven(reason, "no");
        else
            report.Of(Rule).ShouldBeBreach(reason, "no");
        report.ChangesAt.ShouldBe(reason == "pending" ? Given.At("2026-09-04 10:00") : null);
        FindingTexts.Explain(report.Of(Rule)!).Nl.ShouldStartWith("noord ");
    }

    [Fact]
    public void each_party_in_the_chain_acknowledges()
    {
        Given Both() => Chain().Mandate("m2", "noord", "zuid").Withdrawn("no", "2026-09-01 10:00");
        Both().Acknowledged("noord", "no", "2026-09-01 11:00").Found(Rule).ShouldBeBreach("not-acknowledged");
        Both().Acknowledged("noord", "no", "2026-09-01 11:00").Acknowledged("zuid", "no", "2026-09-02 11:00").Found(Rule).ShouldBeMet();
        Both().Acknowledged("noord", "no", "2026-09-08 11:00").Report("2026-09-02 10:00").Of(Rule).ShouldBeUnproven("pending");
    }

    [Theory]
    [InlineData("2026-08-31 23:59:59", true)]
    [InlineData("2026-09-01 00:00:00", false)]
    public void a_mandate_that_ends_at_the_very_instant_has_ended(string withdrawnAt, bool applies) =>
        (Given.Dossier().Mandate("m1", Given.Principal, "noord", m => m with { ValidTo = Given.Day("2026-09-01") }).Withdrawn("no", withdrawnAt).Found(Rule) is not null).ShouldBe(applies);

    [Theory]
    [InlineData("2026-09-01 00:00:00", false)]
    [InlineData("2026-09-01 00:00:01", true)]
    public void a_mandate_that_begins_at_the_very_instant_has_not_begun(string withdrawnAt, bool applies) =>
        (Given.Dossier().Mandate("m1", Given.Principal, "noord", m => m with { ValidFrom = Given.Day("2026-09-01") }).Withdrawn("no", withdrawnAt).Found(Rule) is not null).ShouldBe(applies);

    [Fact]
    public void a_mandate_for_some_campaigns_and_one_passed_on_without_leave_make_a_party_of_the_chain() =>
        Given.Dossier().Mandate("m1", Given.Principal, "noord", m => m with { Campaigns = ["voorjaar"] }).Mandate("m2", "noord", "zuid").Withdrawn("no", "2026-09-01 10:00")
            .Acknowledged("noord", "no", "2026-09-01 11:00").Found(Rule).ShouldBeBreach("not-acknowledged");

    [Fact]
    public void without_a_chain_or_a_no_it_does_not_apply()
    {
        Given.Dossier().Withdrawn("no", "2026-09-01 10:00").Found(Rule).ShouldBeNull();
        Given.Dossier().Mandate("m2", "noord", "zuid").Withdrawn("no", "2026-09-01 10:00").Found(Rule).ShouldBeNull();
        Chain().Call("call", "2026-09-01 10:00").Found(Rule).ShouldBeNull();
    }

    [Fact]
    public void objections_and_calls_stopped_for_a_vulnerable_person_count_too()
    {
        Chain().Objected("no", "2026-09-01 10:00").Found(Rule).ShouldBeBreach("not-acknowledged", "no");
        Chain().Call("call", "2026-09-01 10:00", c => c with { Outcome = CallOutcome.StoppedVulnerable }).Found(Rule).ShouldBeBreach("not-acknowledged", "call");
    }

    [Fact]
    public void a_withdrawal_of_a_consent_for_another_channel_is_not_about_calls() =>
        Chain().Grant("mail", "2026-08-01 12:00", g => g with { Channel = ConsentChannel.Email }).Withdrawn("no", "2026-09-01 10:00", "mail").Found(Rule).ShouldBeNull();

    [Fact]
    public void an_acknowledgement_of_a_correction_is_one_of_the_fact_and_the_hours_count_from_the_first_version() =>
        Withdrawn().Correction("fix", "2026-09-02 10:00", "no", Given.AWithdrawal("no", "2026-09-03 10:00")).Acknowledged("noord", "fix", "2026-09-04 10:00").Found(Rule).ShouldBeMet();

    [Fact]
    public void the_first_of_several_acknowledgements_counts_and_one_not_known_yet_does_not()
    {
        Withdrawn().Acknowledged("noord", "no", "2026-09-08 10:00").Acknowledged("noord", "no", "2026-09-02 10:00").Found(Rule).ShouldBeMet();
        Withdrawn().Acknowledged("noord", "no", "2026-09-02 10:00", recordedAt: "2026-09-06 10:00").KnownAt("2026-09-05 10:00").Found(Rule).ShouldBeBreach("not-acknowledged");
        Withdrawn().Acknowledged("zuid", "no", "2026-09-02 10:00").Acknowledged("noord", "other", "2026-09-02 10:00").Found(Rule).ShouldBeBreach("not-acknowledged");
    }

    [Fact]
    public void a_party_is_told_of_itself_alone()
    {
        var given = Chain().Mandate("m2", "noord", "zuid").Withdrawn("no", "2026-09-01 10:00").Acknowledged("noord", "no", "2026-09-01 11:00");
        string Told(string party) => FindingTexts.Explain(given.Report().FindingsTo(party, given.Book, all: false).Single(f => f.Rule == Rule)).En;
        Told("noord").ShouldBe("noord said within 72 hours that it has processed the withdrawal or objection.");
        Told("zuid").ShouldStartWith("zuid did not say");
        FindingTexts.Explain(given.Acknowledged("zuid", "no", "2026-09-01 12:00").Found(Rule)!).Nl.ShouldStartWith("Elke partij in de keten heeft binnen 72 uur");
    }

    [Theory]
    [InlineData("2025-06-30 23:59:59", false)]
    [InlineData("2025-07-01 00:00:00", true)]
    public void it_is_in_force_from_1_july_2025(string withdrawnAt, bool applies) => (Chain().Withdrawn("no", withdrawnAt).Found(Rule) is not null).ShouldBe(applies);

    [Fact]
    public void an_earlier_acknowledgement_is_never_worse() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200]).Sample((one, other) =>
        {
            FindingResult After(int hours) => Withdrawn().Acknowledged("noord", "no", Text(Given.At("2026-09-01 10:00") + Duration.FromHours(hours))).Found(Rule)!.Result;
            return After(Math.Max(one, other)) != FindingResult.Met || After(Math.Min(one, other)) == FindingResult.Met;
        }, iter: 100);

    private static string Text(Instant at) => at.InZone(Amsterdam.Zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm", null);

    private static Given Chain() => Given.Dossier().Mandate("m1", Given.Principal, "noord", m => m with { MayDelegate = true });

    private static Given Withdrawn() => Chain().Withdrawn("no", "2026-09-01 10:00");
}

public class WithdrawalToldTests
{
    private const string Rule = "AVG-7.3-WITHDRAW-EASY";

    [Fact]
    public void a_wording_that_tells_how_to_withdraw_is_met() => Given.Dossier().Grant("grant", "2026-08-01 12:00").Found(Rule).ShouldBeMet();

    [Fact]
    public void one_that_does_not_is_a_breach() => With(Given.AWording() with { Ref = "w2", WithdrawalTextSha256 = null }).Found(Rule).ShouldBeBreach("not-told", "grant", "w2");

    [Fact]
    public void without_a_wording_on_file_it_is_unproven() => Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Wording = null }).Found(Rule).ShouldBeUnproven("unknown", "grant");

    [Fact]
    public void what_one_version_denies_no_other_mends() =>
        With(Given.AWording() with { Ref = "w2", WithdrawalTextSha256 = null }).InBook(Given.AWording() with { Ref = "w2" }, "2026-10-01 10:00", "v2").Found(Rule).ShouldBeBreach("not-told", "w2");

    [Fact]
    public void of_several_consents_the_worst_counts() =>
        With(Given.AWording() with { Ref = "w2", WithdrawalTextSha256 = null }).Grant("second", "2026-08-05 12:00").Found(Rule).ShouldBeBreach("not-told", "grant");

    [Fact]
    public void it_is_about_consents_to_calls()
    {
        Given.Dossier().Found(Rule).ShouldBeNull();
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Channel = ConsentChannel.Sms }).Found(Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData("2018-05-24 23:59:59", false)]
    [InlineData("2018-05-25 00:00:00", true)]
    public void it_is_in_force_from_25_may_2018(string grantedAt, bool applies) => (Given.Dossier().Grant("grant", grantedAt).Found(Rule) is not null).ShouldBe(applies);

    private static Given With(WordingFiled wording) => Given.Dossier().InBook(wording, name: wording.Ref).Grant("grant", "2026-08-01 12:00", g => g with { Wording = wording.Ref });
}

public class ProofInFiveWorkingDaysTests
{
    private const string Rule = "CTM-PROOF-5WD";

    [Theory]
    [InlineData("2026-09-01 00:00", "2026-09-08 23:59:59", null)]
    [InlineData("2026-09-01 23:59", "2026-09-08 23:59:59", null)]
    [InlineData("2026-09-01 12:00", "2026-09-09 00:00:00", "too-late")]
    [InlineData("2026-09-05 12:00", "2026-09-11 23:59:59", null)]
    [InlineData("2026-09-05 12:00", "2026-09-12 00:00:00", "too-late")]
    [InlineData("2026-12-23 12:00", "2026-12-31 23:59:59", null)]
    [InlineData("2026-12-23 12:00", "2027-01-01 00:00:00", "too-late")]
    [InlineData("2026-10-22 12:00", "2026-10-29 23:59:59", null)]
    [InlineData("2026-10-22 12:00", "2026-10-30 00:00:00", "too-late")]
    [InlineData("2026-09-01 12:00", "2026-09-01 12:00:00", null)]
    public void the_fifth_working_day_counts_whole(string requestedAt, string providedAt, string? reason)
    {
        var finding = Given.Dossier().ProofRequested("ask", requestedAt).ProofProvided("proof", providedAt).Found(Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "ask", "proof");
    }

    [Theory]
    [InlineData("2026-09-08 23:59:59", "pending")]
    [InlineData("2026-09-09 00:00:00", "not-provided")]
    public void silence_is_pending_and_then_a_breach(string at, string reason)
    {
        var report = Given.Dossier().ProofRequested("ask", "2026-09-01 12:00").Report(at);
        if (reason == "pending")
            report.Of(Rule).ShouldBeUnproven(reason, "ask");
        else
            report.Of(Rule).ShouldBeBreach(reason, "ask");
        report.ChangesAt.ShouldBe(reason == "pending" ? Given.At("2026-09-09 00:00") : null);
    }

    [Fact]
    public void holidays_of_the_policy_are_no_working_days() =>
        Given.Dossier().Policy("2020-01-01", p => p with { Holidays = new(true, true) }).ProofRequested("ask", "2026-04-02 12:00").ProofProvided("proof", "2026-04-13 12:00").Found(Rule).ShouldBeMet();

    [Fact]
    public void proof_of_another_consent_or_from_before_the_request_is_none()
    {
        Given Asked() => Given.ValidConsent().Grant("other", "2026-08-01 12:00").ProofRequested("ask", "2026-09-01 12:00", "grant");
        Asked().ProofProvided("proof", "2026-09-02 12:00", "other").Found(Rule).ShouldBeBreach("not-provided");
        Asked().ProofProvided("proof", "2026-08-31 12:00", "grant").Found(Rule).ShouldBeBreach("not-provided");
        Asked().ProofProvided("proof", "2026-09-02 12:00", "grant").Found(Rule).ShouldBeMet();
        Asked().ProofProvided("proof", "2026-09-02 12:00").Found(Rule).ShouldBeMet();
    }

    [Fact]
    public void of_several_requests_the_worst_counts() =>
        Given.Dossier().ProofRequested("one", "2026-09-01 12:00").ProofProvided("proof", "2026-09-02 12:00").ProofRequested("two", "2026-09-03 12:00").Found(Rule).ShouldBeBreach("not-provided", "two");

    [Fact]
    public void without_a_request_it_does_not_apply() => Given.ValidConsent().ProofProvided("proof", "2026-09-02 12:00").Found(Rule).ShouldBeNull();

    [Theory]
    [InlineData("2024-10-14 23:59:59", false)]
    [InlineData("2024-10-15 00:00:00", true)]
    public void it_is_in_force_from_15_october_2024(string requestedAt, bool applies) => (Given.Dossier().ProofRequested("ask", requestedAt).Found(Rule) is not null).ShouldBe(applies);
}

public class DossierReportFindingsTests
{
    [Fact]
    public void findings_on_the_dossier_stand_in_the_rulebooks_order_and_leave_the_calls_alone()
    {
        var report = Given.ValidConsent().Mandate("m1", Given.Principal, "noord").ProofRequested("ask", "2026-09-02 12:00").Withdrawn("no", "2026-09-02 12:00").Call("call", "2026-09-01 10:00").Report();
        report.Findings.Select(f => f.Rule).ShouldBe(["SUPPRESSION-ACK", "AVG-7.3-WITHDRAW-EASY", "CTM-PROOF-5WD"]);
        report.Calls.Single().Judgement.Permission.ShouldBe(PermissionConclusion.Shown);
    }

    [Fact]
    public void those_that_do_not_apply_are_listed_when_asked_for()
    {
        var given = Given.ValidConsent();
        given.Report().Findings.ShouldHaveSingleItem();
        var findings = DossierReport.Of(given.Whole, given.Book, null, Given.At("2030-01-01 00:00"), all: true).Findings;
        findings.Select(f => f.Rule).ShouldBe(Rulebook.OnDossiers.Select(r => r.Name));
        FindingTexts.Explain(findings[0]).En.ShouldBe("This rule does not apply to this dossier.");
    }

    [Fact]
    public void names_are_distinct_over_calls_and_dossiers() => Rulebook.Rules.Select(r => r.Name).Concat(Rulebook.OnDossiers.Select(r => r.Name)).ShouldBeUnique();
}

file static class Reports
{
    public static Finding? Found(this Given given, string rule) => given.Report().Of(rule);

    public static Finding? Of(this DossierReport report, string rule) => report.Findings.SingleOrDefault(f => f.Rule == rule);
}
