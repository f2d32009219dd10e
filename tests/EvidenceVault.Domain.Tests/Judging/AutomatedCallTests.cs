using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class AutomatedCallTests
{
    private const string Rule = "TW-11.7-AUTOMATED";

    [Theory]
    [InlineData(CallMeans.Automatic, PersonKind.Private)]
    [InlineData(CallMeans.AiAgent, PersonKind.LegalPerson)]
    public void a_consent_that_meets_every_rule_and_names_the_means_is_met_whoever_is_called(CallMeans means, PersonKind kind)
    {
        var judgement = Consent(CallMeans.Human, means).Call("call", "2026-09-01 10:00", c => c with { Means = means, Person = new(kind) }).Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        (judgement.Permission, judgement.Basis, judgement.Proof).ShouldBe((PermissionConclusion.Shown, Basis.Consent, ProofGrade.Contemporaneous));
    }

    [Fact]
    public void it_stands_where_the_rule_on_human_calls_would_and_the_other_rules_on_consent_beside_it() =>
        Consent(CallMeans.Automatic).Call("call", "2026-09-01 10:00", c => c with { Means = CallMeans.Automatic }).Judge("call").Findings.Where(f => f.Category == RuleCategory.Permission).Select(f => f.Rule)
            .ShouldBe(["AVG-CONSENT-QUALITY", "ACM-CONSENT-VERIFY", "ACM-PERSON-LINK", "TW-11.7-WITHDRAWN", Rule], ignoreOrder: true);

    [Fact]
    public void a_wording_that_does_not_name_these_means_is_unproven()
    {
        Consent(CallMeans.Human).Called(CallMeans.Automatic).ShouldBeUnproven("means-not-named", "grant");
        Consent(CallMeans.AiAgent).Called(CallMeans.Automatic).ShouldBeUnproven("means-not-named");
        Consent(CallMeans.Automatic).Called(CallMeans.AiAgent).ShouldBeUnproven("means-not-named");
    }

    [Fact]
    public void what_the_wording_was_said_to_name_only_after_the_call_does_not_count()
    {
        Consent(CallMeans.Human).InBook(Wording(CallMeans.Automatic), "2026-09-02 10:00", "v2").Called(CallMeans.Automatic).ShouldBeUnproven("means-not-named");
        Consent(CallMeans.Automatic).InBook(Wording(CallMeans.Human), "2026-09-02 10:00", "v2").Called(CallMeans.Automatic).ShouldBeUnproven("means-not-named");
    }

    [Fact]
    public void its_breaches_are_those_of_the_rules_on_consent()
    {
        Given.Dossier().Called(CallMeans.Automatic).ShouldBeBreach("no-grant", "call");
        Consent(CallMeans.Automatic).Withdrawn("no", "2026-08-10 10:00", "grant").Called(CallMeans.Automatic).ShouldBeBreach("withdrawn", "grant", "no");
        Granted(g => g with { Products = ["gas"] }).Called(CallMeans.Automatic).ShouldBeBreach("out-of-scope", "grant");
        Granted(g => g with { Channel = ConsentChannel.Email }).Called(CallMeans.Automatic).ShouldBeBreach("other-channel");
        Granted(g => g with { ValidUntil = Given.At("2026-08-31 10:00") }).Called(CallMeans.Automatic).ShouldBeBreach("expired");
        Granted(g => g with { Capture = g.Capture! with { PreTicked = true } }).Called(CallMeans.Automatic).ShouldBeBreach("pre-ticked", "grant");
        Given.Dossier().InBook(Wording(CallMeans.Automatic)).Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" }).Called(CallMeans.Automatic).ShouldBeBreach("not-verified", "grant");
    }

    [Fact]
    public void so_are_what_it_leaves_unproven_and_a_breach_comes_first()
    {
        Consent(CallMeans.Automatic).WithoutExhibit("x-grant").Called(CallMeans.Automatic).ShouldBeUnproven("capture-missing", "grant");
        Consent(CallMeans.Automatic).WithoutExhibit("x-verified").Called(CallMeans.Automatic).ShouldBeUnproven("response-unproven", "verified");
        Consent(CallMeans.Automatic).WithoutExhibit("x-grant").Refused("refused", "2026-08-03 10:00", "grant").Called(CallMeans.Automatic).ShouldBeBreach("refused");
    }

    [Theory]
    [InlineData(Basis.Customer)]
    [InlineData(Basis.LegalPerson)]
    [InlineData(Basis.Publisher)]
    [InlineData(Basis.Licence)]
    [InlineData(Basis.Callback)]
    public void no_other_basis_reaches_it(Basis basis)
    {
        Given Called(Given given) => given.Customer("customer", "2026-01-01 10:00").Callback("please", "2026-08-25 10:00").Registered(RegistrationKind.Publisher)
            .Call("call", "2026-09-01 10:00", c => c with { Means = CallMeans.Automatic, ReliesOn = new(basis) });
        Called(Given.Dossier()).Finding("call", Rule).ShouldBeBreach("no-grant", "call");
        Called(Given.Dossier()).Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);
        Called(Consent(CallMeans.Human)).Finding("call", Rule).ShouldBeUnproven("means-not-named", "grant");
        Called(Consent(CallMeans.Automatic)).Finding("call", Rule).ShouldBeUnproven("other-basis-would-carry", "grant");
    }

    [Fact]
    public void nor_does_what_would_carry_a_human_call_where_none_is_declared() =>
        Given.Dossier().Callback("please", "2026-08-25 10:00").Called(CallMeans.AiAgent).ShouldBeBreach("no-grant");

    [Fact]
    public void a_donation_carries_it_for_the_own_purpose_with_the_objection_offered()
    {
        var judgement = Known(RelationshipRole.Donor).Charitable().Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Of("TW-11.7-CHARITY").ShouldBeMet();
        (judgement.Permission, judgement.Basis).ShouldBe((PermissionConclusion.Shown, Basis.Charity));
        Known(RelationshipRole.Donor).Charitable(c => c with { ObjectionOffer = ObjectionOffer.None }).Finding("call", Rule).ShouldBeBreach("no-grant");
        Known(RelationshipRole.Donor).Charitable(c => c with { ObjectionOffer = null }).Finding("call", Rule).ShouldBeUnproven("offer-unknown", "call");
        Known(RelationshipRole.Donor).Charitable(c => c with { Nature = CallNature.Commercial }).Finding("call", Rule).ShouldBeBreach("no-grant");
    }

    [Theory]
    [InlineData(RelationshipRole.Volunteer)]
    [InlineData(RelationshipRole.EventAttendee)]
    public void volunteering_and_events_carry_none(RelationshipRole role)
    {
        var judgement = Known(role).Charitable().Judge("call");
        judgement.Of("TW-11.7-CHARITY").ShouldBeMet();
        judgement.Of(Rule).ShouldBeBreach("no-grant");
    }

    [Fact]
    public void beside_a_donation_volunteering_does_not_make_up_for_its_notice()
    {
        var judgement = Known(RelationshipRole.Donor, false).Customer("volunteer", "2026-02-01 10:00", r => r with { As = RelationshipRole.Volunteer }).Charitable().Judge("call");
        judgement.Of("TW-11.7-CHARITY").ShouldBeBreach("no-notice-at-collection", "known");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    [Fact]
    public void what_lid_5_asks_of_the_organisation_is_for_its_own_rule_to_say()
    {
        var judgement = Given.Dossier().Customer("known", "2026-01-01 10:00", r => r with { As = RelationshipRole.Donor }).Charitable().Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Of("TW-11.7-CHARITY").ShouldBeUnproven("organisation-unproven");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void it_says_that_an_AI_voice_counts_as_a_machine_by_our_inference() =>
        FindingTexts.Explain(Given.Dossier().Called(CallMeans.AiAgent)!).Nl.ShouldContain("leiden wij uit de wet af");

    [Fact]
    public void a_human_call_and_one_without_an_offer_are_none_of_its_business()
    {
        Given.Dossier().Called(CallMeans.Human).ShouldBeNull();
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Means = CallMeans.Automatic, Nature = CallNature.Service, OfferMade = false }).Finding("call", Rule).ShouldBeNull();
        Given.Dossier().Inbound("call", "2026-09-01 10:00", c => c with { Means = CallMeans.AiAgent }).Finding("call", Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) =>
        (Given.Dossier().Call("call", start, c => c with { Means = CallMeans.Automatic }).Finding("call", Rule) is not null).ShouldBe(applies);

    private static WordingFiled Wording(params CallMeans[] means) => Given.AWording() with { Ref = "w2", Means = means };

    private static Given Consent(params CallMeans[] named) => Granted(g => g, named);

    private static Given Granted(Func<ConsentGranted, ConsentGranted> but, params CallMeans[] named) =>
        Given.Dossier().InBook(Wording(named.Length == 0 ? [CallMeans.Automatic] : named), name: "v1")
            .Grant("grant", "2026-08-01 12:00", g => but(g with { Wording = "w2" })).Verified("verified", "2026-08-02 12:00", "grant");

    private static Given Known(RelationshipRole role, bool? notice = true) =>
        Given.Dossier().Registered(RegistrationKind.Charity).Customer("known", "2026-01-01 10:00", r => r with { As = role, NoticeAtCollection = notice });
}

file static class Calling
{
    public static Finding? Called(this Given given, CallMeans means) => given.Call("call", "2026-09-01 10:00", c => c with { Means = means }).Finding("call", "TW-11.7-AUTOMATED");

    public static Given Charitable(this Given given, Func<CallAttempted, CallAttempted>? but = null) => given.Call("call", "2026-09-01 10:00", c =>
        (but ?? (x => x))(c with { Means = CallMeans.Automatic, Nature = CallNature.Charitable, ReliesOn = new(Basis.Charity) }));
}
