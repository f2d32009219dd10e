using CsCheck;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class RecordedBeforeCallTests
{
    private const string Rule = "VAULT-CONTEMPORANEOUS";

    [Theory]
    [InlineData("2026-09-01 09:59:59", null)]
    [InlineData("2026-09-01 10:00:00", null)]
    [InlineData("2026-09-01 10:00:01", "0:00")]
    [InlineData("2026-09-01 10:59:59", "0:59")]
    [InlineData("2026-09-03 11:05:00", "49:05")]
    public void a_consent_recorded_at_the_very_start_of_the_call_is_met(string recordedAt, string? delay)
    {
        var finding = Given.Dossier().Grant("grant", "2026-08-01 12:00").Recorded(recordedAt).Verified("verified", "2026-08-02 12:00", "grant").Call("call", "2026-09-01 10:00").Finding("call", Rule);
        if (delay is null)
        {
            finding.ShouldBeMet();
            return;
        }

        finding.ShouldBeBreach("recorded-after-call", "call", "grant");
        FindingTexts.Explain(finding!).En.ShouldContain($" {delay} ");
    }

    [Fact]
    public void so_are_a_confirmation_a_relation_and_a_mandate()
    {
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant").Recorded("2026-09-02 10:00").Call("call", "2026-09-01 10:00")
            .Finding("call", Rule).ShouldBeBreach("recorded-after-call", "verified");
        Given.Dossier().Customer("customer", "2020-01-01 10:00").Recorded("2026-06-02 10:00").Call("call", "2026-06-01 10:00").Finding("call", Rule).ShouldBeBreach("recorded-after-call", "customer");
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord", recordedAt: "2026-09-02 10:00").Call("call", "2026-09-01 10:00", c => c with { Party = "noord" })
            .Finding("call", Rule).ShouldBeBreach("recorded-after-call", "m1");
    }

    [Fact]
    public void so_are_the_exhibit_and_the_wording()
    {
        Given.ValidConsent().Exhibit("x-grant", "2026-09-02 10:00", ExhibitPurpose.Consent).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("recorded-after-call", "x-grant");
        Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, "2026-09-02 10:00", "late").Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" })
            .Verified("verified", "2026-08-02 12:00", "grant").Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("recorded-after-call", "late");
    }

    [Fact]
    public void what_the_call_did_not_rest_on_may_come_later() =>
        Given.ValidConsent().Grant("second", "2026-08-05 12:00").Recorded("2026-09-02 10:00").Complained("angry", "2026-10-01 10:00")
            .Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Consent, Given.Ref("grant")) }).Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void a_call_that_rests_on_nothing_is_not_judged_by_it() => Given.Dossier().Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeNull();

    [Fact]
    public void it_agrees_with_the_proof_grade() =>
        Gen.Select(Gen.Int[-120, 120], Gen.Int[-120, 120]).Sample((grant, verified) =>
        {
            var start = Given.At("2026-09-01 10:00");
            var whole = Given.ValidConsent().Call("call", "2026-09-01 10:00");
            var facts = whole.Whole.Facts.Select((f, i) => i == 2 ? f : f with { RecordedAt = start + Duration.FromMinutes(i == 0 ? grant : verified) }).ToList();
            var judgement = Domain.Judging.Judge.Call(whole.Whole with { Facts = facts }, whole.Book, Given.Id("call"), Given.At("2030-01-01 00:00"));
            return (judgement.Proof == ProofGrade.Contemporaneous) == (judgement.Of(Rule)!.Result == FindingResult.Met);
        }, iter: 200);
}

public class VoicelogKeptTests
{
    private const string Rule = "VAULT-VOICELOG";

    [Fact]
    public void a_recording_that_is_there_is_met() => Recorded().Voicelog("log", "2026-09-01 10:05", "call").Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void one_that_is_awaited_is_unproven() => Recorded().Voicelog("log", "2026-09-01 10:05", "call", stored: false).Finding("call", Rule).ShouldBeUnproven("awaited", "call", "log");

    [Fact]
    public void none_is_unproven() => Recorded().Finding("call", Rule).ShouldBeUnproven("none", "call");

    [Fact]
    public void one_lawfully_deleted_is_met_with_a_reason_of_its_own()
    {
        var finding = Recorded().Voicelog("log", "2026-09-01 10:05", "call").Deleted("log", "2027-03-01 10:00").Finding("call", Rule);
        (finding!.Result, finding.Reason).ShouldBe((FindingResult.Met, "lawfully-deleted"));
        FindingTexts.Explain(finding).Nl.ShouldContain("vernietigingsbewijs");
    }

    [Theory]
    [InlineData("2027-03-01 09:59:59", null)]
    [InlineData("2027-03-01 10:00:00", "lawfully-deleted")]
    public void a_deletion_recorded_later_than_what_is_known_did_not_happen(string knownAt, string? reason) =>
        Recorded().Voicelog("log", "2026-09-01 10:05", "call").Deleted("log", "2027-03-01 10:00").KnownAt(knownAt).Finding("call", Rule)!.Reason.ShouldBe(reason);

    [Fact]
    public void of_several_recordings_the_best_kept_counts() =>
        Recorded().Voicelog("a", "2026-09-01 10:05", "call", stored: false).Voicelog("b", "2026-09-01 10:05", "call").Voicelog("c", "2026-09-01 10:05", "call").Deleted("c", "2027-03-01 10:00")
            .Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void one_that_the_call_cites_is_its_recording() =>
        Given.ValidConsent().Voicelog("log", "2026-09-01 10:05", null).Call("call", "2026-09-01 10:00", c => c with { Recorded = true, Exhibits = ["log"] }).Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void another_kind_of_exhibit_or_one_that_names_somebody_else_is_none()
    {
        Recorded().Voicelog("log", "2026-09-01 10:05", "call", but: e => e with { Kind = ExhibitKind.CallDetailRecord }).Finding("call", Rule).ShouldBeUnproven("none");
        Recorded().Voicelog("log", "2026-09-01 10:05", "call", but: e => e with { Consumer = null }).Finding("call", Rule).ShouldBeUnproven("none");
    }

    [Fact]
    public void a_spoken_consent_needs_its_recording()
    {
        Given Spoken() => Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Method = ConsentMethod.Phone, Capture = g.Capture! with { Action = CaptureAction.SpokenYes } })
            .Verified("verified", "2026-08-02 12:00", "grant").Call("call", "2026-09-01 10:00");
        Spoken().Finding("call", Rule).ShouldBeUnproven("none", "grant");
        Spoken().Exhibit("yes", "2026-08-01 12:00", e => e with { Kind = ExhibitKind.Voicelog, Consent = Given.Ref("grant") }).Finding("call", Rule).ShouldBeMet();
        Spoken().Exhibit("yes", "2026-08-01 12:00", e => e with { Kind = ExhibitKind.Voicelog, Consent = Given.Ref("grant"), Purposes = [ExhibitPurpose.Training] })
            .Finding("call", Rule).ShouldBeUnproven("none");
        Spoken().Exhibit("x-grant", "2026-08-01 12:00", e => e with { Kind = ExhibitKind.Voicelog }, stored: false).Finding("call", Rule).ShouldBeUnproven("awaited", "x-grant");
    }

    [Fact]
    public void so_does_a_confirmation_by_phone()
    {
        Given Confirmed() => Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { Method = VerificationMethod.Phone }).Call("call", "2026-09-01 10:00");
        Confirmed().Finding("call", Rule).ShouldBeUnproven("none", "verified");
        Confirmed().Exhibit("heard", "2026-08-02 12:00", e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Verification], Consent = Given.Ref("grant") })
            .Finding("call", Rule).ShouldBeMet();
    }

    [Fact]
    public void so_does_a_sale_accepted_in_the_call() =>
        Given.ValidConsent().Call("call", "2026-09-01 10:00").Sold("sale", "2026-09-01 10:05", but: s => s with { Via = AcceptanceRoute.InCall }).Finding("call", Rule).ShouldBeUnproven("none", "call");

    [Fact]
    public void of_several_spoken_facts_the_worst_counts() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Method = ConsentMethod.Phone }).Verified("verified", "2026-08-02 12:00", "grant")
            .Voicelog("log", "2026-09-01 10:05", "call").Call("call", "2026-09-01 10:00", c => c with { Recorded = true }).Finding("call", Rule).ShouldBeUnproven("none", "grant");

    [Fact]
    public void where_nothing_came_from_speech_it_does_not_apply()
    {
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Recorded = false }).Finding("call", Rule).ShouldBeNull();
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Recorded = true, Outcome = CallOutcome.NoAnswer }).Finding("call", Rule).ShouldBeNull();
    }

    private static Given Recorded() => Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Recorded = true });
}

public class ScriptOnFileTests
{
    private const string Rule = "VAULT-SCRIPT";

    [Theory]
    [InlineData("2026-09-01 10:00:00", null)]
    [InlineData("2026-09-01 10:00:01", "filed-after-call")]
    public void a_script_recorded_at_the_very_start_of_the_call_is_met(string recordedAt, string? reason)
    {
        var finding = Called("s1").InBook(new Books.ScriptFiled("s1", null, "00"), recordedAt, "script").Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "call", "script");
    }

    [Fact]
    public void no_script_and_one_that_was_never_filed_are_unproven()
    {
        Called(null).Finding("call", Rule).ShouldBeUnproven("none", "call");
        Called("s1").InBook(new Books.ScriptFiled("s2", null, "00")).Finding("call", Rule).ShouldBeUnproven("none", "call");
        Called("s1").InBook(new Books.ScriptFiled("s1", null, "00"), "2026-09-03 10:00").KnownAt("2026-09-02 10:00").Finding("call", Rule).ShouldBeUnproven("none");
    }

    [Fact]
    public void a_later_version_makes_it_no_later() =>
        Called("s1").InBook(new Books.ScriptFiled("s1", null, "00"), "2026-08-01 10:00", "v1").InBook(new Books.ScriptFiled("s1", "najaar", "00"), "2026-09-03 10:00", "v2").Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void it_is_about_outbound_conversations_of_any_nature()
    {
        Applies(c => c with { Nature = CallNature.Service, OfferMade = false }).ShouldBeTrue();
        Applies(c => c with { Direction = CallDirection.Inbound }).ShouldBeFalse();
        Applies(c => c with { Outcome = CallOutcome.Voicemail }).ShouldBeFalse();
    }

    private static bool Applies(Func<CallAttempted, CallAttempted> but) => Given.ValidConsent().Call("call", "2026-09-01 10:00", but).Finding("call", Rule) is not null;

    private static Given Called(string? script) => Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Script = script });
}

public class WordingOnFileTests
{
    private const string Rule = "VAULT-WORDING";

    [Theory]
    [InlineData("2026-09-01 10:00:00", null)]
    [InlineData("2026-09-01 10:00:01", "filed-after-call")]
    public void a_wording_recorded_at_the_very_start_of_the_call_is_met(string recordedAt, string? reason) =>
        Expect(Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, recordedAt, "w2"), "2026-08-01 12:00", reason);

    [Theory]
    [InlineData("2026-07-31 23:59:59", "not-live-then")]
    [InlineData("2026-08-01 00:00:00", null)]
    [InlineData("2026-08-09 23:59:59", null)]
    [InlineData("2026-08-10 00:00:00", "not-live-then")]
    public void it_was_shown_from_its_first_day_to_before_its_last(string grantedAt, string? reason) =>
        Expect(Given.Dossier().InBook(Given.AWording() with { Ref = "w2", LiveFrom = Given.Day("2026-08-01"), LiveTo = Given.Day("2026-08-10") }, name: "w2"), grantedAt, reason);

    [Theory]
    [InlineData("https://zonkracht.example/aanvraag/", null)]
    [InlineData(null, null)]
    [InlineData("https://elders.example", "not-live-then")]
    public void it_was_shown_at_that_place(string? place, string? reason) => Expect(Given.Dossier().InBook(Given.AWording() with { Ref = "w2", Place = place }, name: "w2"), "2026-08-01 12:00", reason);

    [Theory]
    [InlineData("2026-09-01 10:00:00", null)]
    [InlineData("2026-09-01 10:00:01", "not-live-then")]
    public void a_version_recorded_after_the_start_of_the_call_makes_it_no_better(string recordedAt, string? reason)
    {
        Expect(
            Given.Dossier().InBook(Given.AWording() with { Ref = "w2", LiveFrom = Given.Day("2026-08-15") }, name: "w2")
                .InBook(Given.AWording() with { Ref = "w2", LiveFrom = Given.Day("2026-07-01") }, recordedAt, "w2-anew"),
            "2026-08-01 12:00", reason);
        Expect(
            Given.Dossier().InBook(Given.AWording() with { Ref = "w2", Place = "https://elders.example" }, name: "w2").InBook(Given.AWording() with { Ref = "w2" }, recordedAt, "w2-anew"),
            "2026-08-01 12:00", reason);
    }

    [Fact]
    public void and_one_that_denies_it_counts_whenever_it_was_recorded() =>
        Expect(
            Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, name: "w2").InBook(Given.AWording() with { Ref = "w2", LiveTo = Given.Day("2026-07-01") }, "2026-10-01 10:00", "w2-anew")
                .InBook(Given.AWording() with { Ref = "w2" }, "2026-11-01 10:00", "w2-again"),
            "2026-08-01 12:00", "not-live-then");

    [Fact]
    public void a_wording_not_named_or_not_filed_is_unproven()
    {
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Wording = null }).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("none", "grant");
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w9" }).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("none", "grant");
    }

    [Fact]
    public void a_call_on_no_consent_is_not_judged_by_it() => Given.Dossier().Customer("customer", "2020-01-01 10:00").Call("call", "2026-06-01 10:00").Finding("call", Rule).ShouldBeNull();

    private static void Expect(Given given, string grantedAt, string? reason)
    {
        var finding = given.Grant("grant", grantedAt, g => g with { Wording = "w2" }).Call("call", "2026-09-01 10:00").Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "grant", "w2");
    }
}

public class ClearanceCitedTests
{
    private const string Rule = "VAULT-CLEARANCE";

    [Theory]
    [InlineData("2026-09-01 09:29:59", "stale")]
    [InlineData("2026-09-01 09:30:00", null)]
    [InlineData("2026-09-01 09:59:59", null)]
    [InlineData("2026-09-01 10:00:00", "stale")]
    public void a_clearance_is_fresh_from_its_decision_to_just_before_the_instant_of_its_recheck(string start, string? reason)
    {
        var finding = Given.ValidConsent().Cleared("c1", "2026-09-01 09:30", "2026-09-01 10:00").Call("call", start, c => c with { Clearance = "c1" }).Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven(reason, "call", "c1");
    }

    [Fact]
    public void a_call_despite_a_block_is_a_breach() => Cited(c => c with { Clear = false }).ShouldBeBreach("called-despite-block", "call", "c1");

    [Fact]
    public void a_block_does_not_grow_better_with_age() => Cited(c => c with { Clear = false, RecheckAfter = Given.At("2026-09-01 09:40") }).ShouldBeBreach("called-despite-block");

    [Fact]
    public void a_block_decided_only_after_the_call_began_was_not_known_to_it() => Cited(c => c with { Clear = false, DecidedAt = Given.At("2026-09-01 10:00:01") }).ShouldBeUnproven("stale");

    [Fact]
    public void one_of_another_number_party_campaign_or_means_is_as_none()
    {
        Cited(c => c with { SameNumber = false }).ShouldBeUnproven("none", "call");
        Cited(c => c with { Party = "noord" }).ShouldBeUnproven("none");
        Cited(c => c with { Campaign = "voorjaar" }).ShouldBeUnproven("none");
        Cited(c => c with { Campaign = null }).ShouldBeUnproven("none");
        Cited(c => c with { Means = CallMeans.AiAgent }).ShouldBeUnproven("none");
    }

    [Fact]
    public void no_clearance_and_one_that_is_not_known_are_none()
    {
        Given.ValidConsent().Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("none", "call");
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Clearance = "c9" }).Finding("call", Rule).ShouldBeUnproven("none", "call");
        Given.ValidConsent().Cleared("c1", "2026-09-01 09:30", "2026-09-01 11:00", c => c with { RecordedAt = Given.At("2026-09-03 10:00") })
            .Call("call", "2026-09-01 10:00", c => c with { Clearance = "c1" }).KnownAt("2026-09-02 10:00").Finding("call", Rule).ShouldBeUnproven("none");
    }

    [Fact]
    public void it_is_about_every_outbound_attempt()
    {
        Applies(c => c with { Outcome = CallOutcome.NoAnswer, Nature = CallNature.Service }).ShouldBeTrue();
        Applies(c => c with { Person = new(PersonKind.LegalPerson) }).ShouldBeTrue();
        Applies(c => c with { Direction = CallDirection.Inbound }).ShouldBeFalse();
    }

    private static bool Applies(Func<CallAttempted, CallAttempted> but) => Given.ValidConsent().Call("call", "2026-09-01 10:00", but).Finding("call", Rule) is not null;

    private static Finding? Cited(Func<KnownClearance, KnownClearance> but) =>
        Given.ValidConsent().Cleared("c1", "2026-09-01 09:30", "2026-09-01 10:30", but).Call("call", "2026-09-01 10:00", c => c with { Clearance = "c1" }).Finding("call", Rule);
}
