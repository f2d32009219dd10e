using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class ConsentQualityTests
{
    private const string Rule = "AVG-CONSENT-QUALITY";

    [Fact]
    public void an_active_act_on_a_separate_form_with_purpose_and_caller_named_is_met() => Finding(c => c).ShouldBeMet();

    [Fact]
    public void a_ticked_box_is_a_breach() => Finding(c => c with { PreTicked = true }).ShouldBeBreach("pre-ticked", "grant", Given.Wording);

    [Fact]
    public void part_of_the_terms_is_a_breach() => Finding(c => c with { BundledWithTerms = true }).ShouldBeBreach("bundled-with-terms");

    [Fact]
    public void doing_nothing_is_a_breach() => Finding(c => c with { Action = CaptureAction.None }).ShouldBeBreach("no-active-act");

    [Fact]
    public void a_condition_is_a_breach() => Finding(c => c with { Conditional = true }).ShouldBeBreach("conditional");

    [Fact]
    public void a_child_without_guardian_is_a_breach() => Finding(c => c with { Age16OrOlder = false }).ShouldBeBreach("minor");

    [Fact]
    public void a_child_with_a_guardians_consent_is_met() => Finding(c => c with { Age16OrOlder = false, GuardianConsent = true }).ShouldBeMet();

    [Fact]
    public void the_uploaders_flags_can_only_worsen_what_the_wording_says()
    {
        Finding(c => c with { PurposeNamed = false }).ShouldBeBreach("purpose-not-named");
        Finding(c => c with { CallerNamed = false }).ShouldBeBreach("caller-not-named");
        Worded(c => c with { PurposeNamed = true }, w => w with { PurposeNamed = false }).ShouldBeBreach("purpose-not-named");
        Worded(c => c with { CallerNamed = true }, w => w with { CallersNamed = ["noord"] }).ShouldBeBreach("caller-not-named");
    }

    [Fact]
    public void what_is_not_stated_is_unknown()
    {
        Finding(c => c with { Action = null }).ShouldBeUnproven("unknown");
        Finding(c => c with { PreTicked = null }).ShouldBeUnproven("unknown");
        Finding(c => c with { BundledWithTerms = null }).ShouldBeUnproven("unknown");
        Finding(c => c with { Conditional = null }).ShouldBeUnproven("unknown");
        Finding(c => c, wording: "unfiled").ShouldBeUnproven("unknown");
        Finding(_ => null).ShouldBeUnproven("unknown");
    }

    [Fact]
    public void an_unfiled_wording_does_not_hide_a_breach() => Finding(c => c with { PurposeNamed = false }, wording: "unfiled").ShouldBeBreach("purpose-not-named");

    [Fact]
    public void questions_for_forms_are_not_asked_of_the_spoken_word()
    {
        Finding(c => c with { Action = CaptureAction.SpokenYes, PreTicked = null, BundledWithTerms = null }).ShouldBeMet();
        Finding(c => c with { Action = CaptureAction.Reply, PreTicked = null, BundledWithTerms = null }).ShouldBeMet();
    }

    [Theory]
    [InlineData(CaptureAction.Reply)]
    [InlineData(CaptureAction.SpokenYes)]
    public void a_yes_to_one_is_a_breach_whatever_the_act_is_said_to_have_been(CaptureAction action)
    {
        Finding(c => c with { Action = action, PreTicked = true }).ShouldBeBreach("pre-ticked");
        Finding(c => c with { Action = action, BundledWithTerms = true }).ShouldBeBreach("bundled-with-terms");
    }

    [Theory]
    [InlineData("2018-05-24 23:59", false)]
    [InlineData("2018-05-25 00:00", true)]
    public void it_is_in_force_from_25_may_2018(string start, bool applies) =>
        (Given.Dossier().Grant("grant", "2018-05-01 12:00").Call("call", start, c => c with { ReliesOn = new(Basis.Consent) })
            .Finding("call", Rule) is not null).ShouldBe(applies);

    private static Finding? Finding(Func<Capture, Capture?> but, string wording = Given.Wording) =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Capture = but(g.Capture!), Wording = wording })
            .Call("call", "2026-09-01 10:00").Finding("call", Rule);

    private static Finding? Worded(Func<Capture, Capture> but, Func<EvidenceVault.Domain.Books.WordingFiled, EvidenceVault.Domain.Books.WordingFiled> wording) =>
        Given.Dossier().InBook(wording(Given.AWording())).Grant("grant", "2026-08-01 12:00", g => g with { Capture = but(g.Capture!) })
            .Call("call", "2026-09-01 10:00").Finding("call", Rule);
}
