using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class ObjectionOfferedTests
{
    private const string Rule = "TW-11.7-OBJECTION-OFFERED";

    [Theory]
    [InlineData(ObjectionOffer.Agent)]
    [InlineData(ObjectionOffer.Menu)]
    public void an_offer_by_the_agent_or_a_menu_is_met(ObjectionOffer offer) => Called(c => c with { ObjectionOffer = offer }).ShouldBeMet();

    [Fact]
    public void no_offer_is_a_breach() => Called(c => c with { ObjectionOffer = ObjectionOffer.None }).ShouldBeBreach("not-offered", "call");

    [Fact]
    public void a_taped_referral_elsewhere_is_no_offer_in_the_call() => Called(c => c with { ObjectionOffer = ObjectionOffer.TapedReferral }).ShouldBeBreach("not-in-call", "call");

    [Fact]
    public void an_offer_not_stated_is_unproven() => Called(c => c with { ObjectionOffer = null }).ShouldBeUnproven("unknown", "call");

    [Theory]
    [InlineData(CallOutcome.Answered, true)]
    [InlineData(CallOutcome.WrongPerson, true)]
    [InlineData(CallOutcome.StoppedVulnerable, true)]
    [InlineData(CallOutcome.NoAnswer, false)]
    [InlineData(CallOutcome.Busy, false)]
    [InlineData(CallOutcome.Voicemail, false)]
    [InlineData(CallOutcome.Dropped, false)]
    public void it_is_about_conversations(CallOutcome outcome, bool applies) => Applies(c => c with { Outcome = outcome }).ShouldBe(applies);

    [Theory]
    [InlineData(CallNature.Commercial, true)]
    [InlineData(CallNature.Charitable, true)]
    [InlineData(CallNature.Ideological, true)]
    [InlineData(CallNature.Service, false)]
    [InlineData(CallNature.Survey, false)]
    public void it_is_about_commercial_charitable_and_ideological_calls(CallNature nature, bool applies) =>
        Applies(c => c with { Nature = nature, OfferMade = false }).ShouldBe(applies);

    [Fact]
    public void a_service_call_with_an_offer_is_one_of_those() => Applies(c => c with { Nature = CallNature.Service, OfferMade = true }).ShouldBeTrue();

    [Fact]
    public void a_service_call_of_which_the_offer_is_unknown_is_not() => Applies(c => c with { Nature = CallNature.Service, OfferMade = null }).ShouldBeFalse();

    [Fact]
    public void it_is_not_about_inbound_calls_legal_persons_and_callbacks()
    {
        Applies(c => c with { Direction = CallDirection.Inbound }).ShouldBeFalse();
        Applies(c => c with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) }).ShouldBeFalse();
        Applies(c => c with { Person = new(PersonKind.LegalPerson) }).ShouldBeTrue();
        Applies(c => c with { Person = new(PersonKind.SoleTrader) }).ShouldBeTrue();
        Given.Dossier().Callback("please", "2026-08-31 10:00").Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Callback) }).Finding("call", Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData("2021-06-30 23:59:59", false)]
    [InlineData("2021-07-01 00:00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) => (Given.Dossier().Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    private static bool Applies(Func<CallAttempted, CallAttempted> but) => Called(but) is not null;

    private static Finding? Called(Func<CallAttempted, CallAttempted> but) => Given.ValidConsent().Call("call", "2026-09-01 10:00", but).Finding("call", Rule);
}

public class CallerIdShownTests
{
    private const string Rule = "TW-11.7-CALLER-ID";

    [Fact]
    public void a_number_shown_is_met() => Called(c => c with { CallerIdShown = true }).ShouldBeMet();

    [Fact]
    public void a_number_withheld_is_a_breach() => Called(c => c with { CallerIdShown = false }).ShouldBeBreach("withheld", "call");

    [Fact]
    public void where_it_is_not_stated_it_is_unproven() => Called(c => c with { CallerIdShown = null }).ShouldBeUnproven("unknown", "call");

    [Fact]
    public void it_is_about_every_attempt_to_anyone()
    {
        Called(c => c with { Outcome = CallOutcome.NoAnswer }).ShouldNotBeNull();
        Called(c => c with { Person = new(PersonKind.LegalPerson) }).ShouldNotBeNull();
        Called(c => c with { ReliesOn = new(Basis.Callback) }).ShouldNotBeNull();
    }

    [Fact]
    public void it_is_not_about_inbound_and_service_calls()
    {
        Called(c => c with { Direction = CallDirection.Inbound }).ShouldBeNull();
        Called(c => c with { Nature = CallNature.Service, OfferMade = false }).ShouldBeNull();
    }

    [Theory]
    [InlineData("2021-06-30 23:59:59", false)]
    [InlineData("2021-07-01 00:00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) => (Given.Dossier().Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Finding? Called(Func<CallAttempted, CallAttempted> but) => Given.ValidConsent().Call("call", "2026-09-01 10:00", but).Finding("call", Rule);
}

public class OpeningStatementTests
{
    private const string Rule = "BW-6:230v-OPENING";

    [Fact]
    public void all_three_stated_is_met() => Opened(new(true, true, true)).ShouldBeMet();

    [Theory]
    [InlineData(false, false, false, "caller-not-named")]
    [InlineData(true, false, false, "principal-not-named")]
    [InlineData(true, true, false, "purpose-not-named")]
    [InlineData(null, null, false, "purpose-not-named")]
    [InlineData(null, false, true, "principal-not-named")]
    public void one_not_stated_at_the_start_is_a_breach(bool? caller, bool? principal, bool? purpose, string reason) =>
        Opened(new(caller, principal, purpose)).ShouldBeBreach(reason, "call");

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(true, null, true)]
    [InlineData(true, true, null)]
    [InlineData(null, null, null)]
    public void one_not_on_record_is_unproven(bool? caller, bool? principal, bool? purpose) => Opened(new(caller, principal, purpose)).ShouldBeUnproven("unknown", "call");

    [Fact]
    public void no_opening_at_all_is_unproven() => Opened(null).ShouldBeUnproven("unknown", "call");

    [Theory]
    [InlineData(PersonKind.Private, true)]
    [InlineData(PersonKind.Unknown, true)]
    [InlineData(PersonKind.SoleTrader, false)]
    [InlineData(PersonKind.Partnership, false)]
    [InlineData(PersonKind.LegalPerson, true)]
    public void it_is_about_consumers(PersonKind kind, bool applies) => Applies(c => c with { Person = new(kind) }).ShouldBe(applies);

    [Fact]
    public void and_not_about_legal_persons_shown_to_be_one() => Applies(c => c with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) }).ShouldBeFalse();

    [Fact]
    public void it_is_about_outbound_commercial_conversations()
    {
        Applies(c => c with { Outcome = CallOutcome.Voicemail }).ShouldBeFalse();
        Applies(c => c with { Direction = CallDirection.Inbound }).ShouldBeFalse();
        Applies(c => c with { Nature = CallNature.Charitable }).ShouldBeFalse();
        Applies(c => c with { Nature = CallNature.Survey, SaleMade = true }).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2014-06-12 23:59:59", false)]
    [InlineData("2014-06-13 00:00:00", true)]
    public void it_is_in_force_from_13_june_2014(string start, bool applies) => (Given.Dossier().Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Finding? Opened(CallOpening? opening) => Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Opening = opening }).Finding("call", Rule);

    private static bool Applies(Func<CallAttempted, CallAttempted> but) => Given.ValidConsent().Call("call", "2026-09-01 10:00", but).Finding("call", Rule) is not null;
}

public class AiDisclosedTests
{
    private const string Rule = "AI-DISCLOSED";

    [Fact]
    public void disclosed_at_the_start_is_met() => Opened(new(AiDisclosed: true)).ShouldBeMet();

    [Fact]
    public void not_disclosed_is_a_breach() => Opened(new(AiDisclosed: false)).ShouldBeBreach("not-disclosed", "call");

    [Fact]
    public void where_it_is_not_stated_it_is_unproven()
    {
        Opened(new(CallerNamed: true)).ShouldBeUnproven("unknown", "call");
        Opened(null).ShouldBeUnproven("unknown", "call");
    }

    [Fact]
    public void it_is_about_every_conversation_by_an_ai_agent_and_no_other()
    {
        Opened(null, c => c with { Direction = CallDirection.Inbound }).ShouldNotBeNull();
        Opened(null, c => c with { Nature = CallNature.Service, OfferMade = false }).ShouldNotBeNull();
        Opened(null, c => c with { Person = new(PersonKind.LegalPerson) }).ShouldNotBeNull();
        Opened(null, c => c with { Means = CallMeans.Human }).ShouldBeNull();
        Opened(null, c => c with { Means = CallMeans.Automatic }).ShouldBeNull();
        Opened(null, c => c with { Outcome = CallOutcome.NoAnswer }).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-08-01 23:59:59", false)]
    [InlineData("2026-08-02 00:00:00", true)]
    public void it_is_in_force_from_2_august_2026(string start, bool applies) =>
        (Given.Dossier().Call("call", start, c => c with { Means = CallMeans.AiAgent }).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Finding? Opened(CallOpening? opening, Func<CallAttempted, CallAttempted>? but = null) =>
        Given.Dossier().Call("call", "2026-09-01 10:00", c => (but ?? (x => x))(c with { Means = CallMeans.AiAgent, Opening = opening })).Finding("call", Rule);
}

public class RecordingNoticeTests
{
    private const string Rule = "AVG-RECORDING-NOTICE";

    [Fact]
    public void announced_is_met() => Opened(new(RecordingAnnounced: true)).ShouldBeMet();

    [Fact]
    public void not_announced_is_a_breach() => Opened(new(RecordingAnnounced: false)).ShouldBeBreach("not-announced", "call");

    [Fact]
    public void where_it_is_not_stated_it_is_unproven() => Opened(null).ShouldBeUnproven("unknown", "call");

    [Fact]
    public void it_is_about_any_conversation_that_was_recorded()
    {
        Opened(null, c => c with { Direction = CallDirection.Inbound, Nature = CallNature.Service }).ShouldNotBeNull();
        Opened(null, c => c with { Recorded = false }).ShouldBeNull();
        Opened(null, c => c with { Recorded = null }).ShouldBeNull();
        Opened(null, c => c with { Outcome = CallOutcome.Voicemail }).ShouldBeNull();
    }

    [Fact]
    public void a_recording_shows_that_it_was_recorded_whatever_the_caller_says() =>
        Given.Dossier().Voicelog("log", "2026-09-01 10:05", "call").Call("call", "2026-09-01 10:00", c => c with { Recorded = false })
            .Finding("call", Rule).ShouldBeUnproven("unknown", "call", "log");

    [Fact]
    public void a_recording_of_somebody_else_shows_nothing() =>
        Given.Dossier().Voicelog("log", "2026-09-01 10:05", "call", but: e => e with { Consumer = Given.Id("another") }).Call("call", "2026-09-01 10:00")
            .Finding("call", Rule).ShouldBeNull();

    [Theory]
    [InlineData("2018-05-24 23:59:59", false)]
    [InlineData("2018-05-25 00:00:00", true)]
    public void it_is_in_force_from_25_may_2018(string start, bool applies) =>
        (Given.Dossier().Call("call", start, c => c with { Recorded = true }).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Finding? Opened(CallOpening? opening, Func<CallAttempted, CallAttempted>? but = null) =>
        Given.Dossier().Call("call", "2026-09-01 10:00", c => (but ?? (x => x))(c with { Recorded = true, Opening = opening })).Finding("call", Rule);
}

public class ConductConclusionTests
{
    private static readonly CallOpening Opening = new(true, true, true);

    [Fact]
    public void everything_met_is_clean() => Called(c => c).ShouldBe(ConductConclusion.Clean);

    [Fact]
    public void something_not_on_record_is_unproven() => Called(c => c with { CallerIdShown = null }).ShouldBe(ConductConclusion.Unproven);

    [Fact]
    public void a_breach_of_conduct_or_of_the_code_outweighs_it()
    {
        Called(c => c with { CallerIdShown = null, ObjectionOffer = ObjectionOffer.None }).ShouldBe(ConductConclusion.Breach);
        Called(c => c with { CallerNumberMac = "other", Opening = null }).ShouldBe(ConductConclusion.Breach);
    }

    [Fact]
    public void policy_and_proof_change_neither_conclusion()
    {
        var judgement = Clean().Policy("2020-01-01", p => p with { Window = new(new(new(11, 0), new(12, 0)), null) }).Call("call", "2026-09-01 10:00", Made).Judge("call");
        judgement.Of("POLICY-WINDOW").ShouldBeBreach("outside-window");
        judgement.Of("VAULT-CLEARANCE").ShouldBeUnproven("none");
        (judgement.Permission, judgement.Conduct).ShouldBe((PermissionConclusion.Shown, ConductConclusion.Clean));
    }

    [Fact]
    public void where_no_rule_on_conduct_applies_it_is_not_assessed() =>
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Service, OfferMade = false }).Judge("call", all: true)
            .Conduct.ShouldBe(ConductConclusion.NotAssessed);

    [Fact]
    public void a_correction_after_the_call_that_makes_conduct_better_leaves_it_unproven()
    {
        var judgement = Clean().Call("call", "2026-09-01 10:00", c => Made(c) with { CallerIdShown = false })
            .Correction("fix", "2026-09-02 10:00", "call", Made(Given.ACall("call", "2026-09-01 10:00"))).Judge("call");
        judgement.Of("TW-11.7-CALLER-ID").ShouldBeUnproven("corrected-after-call", "call", "fix");
        judgement.Conduct.ShouldBe(ConductConclusion.Unproven);
    }

    [Fact]
    public void what_was_recorded_after_what_is_known_changes_nothing() =>
        Clean().Call("call", "2026-09-01 10:00", Made).Sold("sale", "2026-09-01 10:20", but: s => s with { Via = AcceptanceRoute.InCall }).Recorded("2026-09-03 10:00")
            .KnownAt("2026-09-02 10:00").Judge("call").Conduct.ShouldBe(ConductConclusion.Clean);

    private static Given Clean() => Given.ValidConsent().Registered(Given.Principal, "2026-01-01 10:00", "own");

    private static CallAttempted Made(CallAttempted call) => call with { CallerIdShown = true, CallerNumberMac = "own", Opening = Opening };

    private static ConductConclusion Called(Func<CallAttempted, CallAttempted> but) => Clean().Call("call", "2026-09-01 10:00", c => but(Made(c))).Judge("call").Conduct;
}
