using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class BasisSelectionTests
{
    [Fact]
    public void without_a_declaration_the_first_basis_that_is_met_is_taken()
    {
        Given.Dossier().Customer("customer", "2020-01-01 10:00").Grant("grant", "2026-05-01 12:00").Verified("verified", "2026-05-02 12:00", "grant")
            .Call("call", "2026-06-01 10:00").Judge("call").Basis.ShouldBe(Basis.Consent);
        Given.Dossier().Customer("customer", "2020-01-01 10:00").Grant("grant", "2026-05-01 12:00")
            .Call("call", "2026-06-01 10:00").Judge("call").Basis.ShouldBe(Basis.Customer);
    }

    [Fact]
    public void where_none_is_met_the_findings_on_consent_stand()
    {
        var judgement = Given.Dossier().Grant("grant", "2026-08-01 12:00").Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Basis.ShouldBe(Basis.Consent);
        judgement.Of("ACM-CONSENT-VERIFY").ShouldBeBreach("not-verified");
    }

    [Fact]
    public void the_consent_named_is_judged_even_where_another_is_better() =>
        Given.ValidConsent().Grant("poor", "2026-08-05 12:00").Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Consent, Given.Ref("poor")) })
            .Judge("call").Consent.ShouldBe(Given.Id("poor"));

    [Fact]
    public void without_a_name_the_consent_with_the_fewest_breaches_is_judged() =>
        Given.ValidConsent().Grant("poor", "2026-08-05 12:00").Call("call", "2026-09-01 10:00").Judge("call").Consent.ShouldBe(Given.Id("grant"));

    [Fact]
    public void then_the_one_with_the_fewest_unproven() =>
        Given.ValidConsent().Grant("second", "2026-08-05 12:00").Verified("again", "2026-08-06 12:00", "second", v => v with { SameNumber = null })
            .Call("call", "2026-09-01 10:00").Judge("call").Consent.ShouldBe(Given.Id("grant"));

    [Fact]
    public void then_the_latest() =>
        Given.ValidConsent().Grant("second", "2026-08-05 12:00").Verified("again", "2026-08-06 12:00", "second")
            .Call("call", "2026-09-01 10:00").Judge("call").Consent.ShouldBe(Given.Id("second"));

    [Fact]
    public void a_declared_basis_that_fails_is_unproven_where_another_is_met()
    {
        var judgement = Given.Dossier().Customer("customer", "2020-01-01 10:00")
            .Call("call", "2026-06-01 10:00", c => c with { ReliesOn = new(Basis.Consent) }).Judge("call");
        judgement.Of("TW-11.7-CONSENT").ShouldBeUnproven("other-basis-would-carry", "call", "customer");
        judgement.Of("TW-11.7-CONSENT")!.Parameters.ShouldContain(new FindingParameter("reason", "no-grant"));
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
        judgement.Basis.ShouldBe(Basis.Consent);
    }

    [Theory]
    [InlineData(Basis.Charity)]
    [InlineData(Basis.Publisher)]
    [InlineData(Basis.Licence)]
    [InlineData(Basis.LegalPerson)]
    [InlineData(Basis.Callback)]
    public void a_declared_basis_that_no_rule_judges_is_not_assessed(Basis basis)
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(basis) }).Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.NotAssessed);
        judgement.Basis.ShouldBe(basis);
        judgement.Of("TW-11.7-CONSENT").ShouldBeNull();
    }

    [Fact]
    public void an_objection_speaks_against_a_basis_that_no_rule_judges_too() =>
        Given.Dossier().Objected("no", "2026-08-01 10:00").Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Charity) })
            .Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);

    [Fact]
    public void a_conceivable_basis_that_no_rule_judges_is_no_breach()
    {
        Given.Dossier().Callback("please", "2026-08-25 10:00").Call("call", "2026-09-01 10:00").ShouldBeNotAssessed();
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson) }).ShouldBeNotAssessed();
        Given.Dossier().Customer("donor", "2026-01-01 10:00", r => r with { As = RelationshipRole.Donor })
            .Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Charitable }).ShouldBeNotAssessed();
        Given.Dossier().Customer("reader", "2026-01-01 10:00", r => r with { As = RelationshipRole.Subscriber })
            .InBook(new PrincipalDescribed(Given.Principal, "Zonkracht", "12345678", [], [new(RegistrationKind.Publisher, null, "r", Given.Day("2026-01-01"), null, null)]))
            .Call("call", "2026-09-01 10:00").ShouldBeNotAssessed();
    }

    [Fact]
    public void a_basis_that_the_facts_exclude_does_not_hide_a_breach()
    {
        Given.Dossier().Callback("please", "2026-09-01 10:00").Call("call", "2026-09-01 10:00").Finding("call", "TW-11.7-CONSENT").ShouldBeBreach("no-grant");
        Given.Dossier().Customer("donor", "2026-01-01 10:00", r => r with { As = RelationshipRole.Donor })
            .Call("call", "2026-09-01 10:00").Finding("call", "TW-11.7-CONSENT").ShouldBeBreach("no-grant");
        Given.Dossier().Customer("petition", "2026-01-01 10:00", r => r with { As = RelationshipRole.Petitioner })
            .Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Charitable }).Finding("call", "TW-11.7-CONSENT").ShouldBeBreach("no-grant");
    }

    [Fact]
    public void a_callback_request_that_cannot_be_for_this_call_does_not_hide_a_breach()
    {
        void Breach(Given given) => given.Call("call", "2026-09-01 10:00").ShouldBreach("no-grant");
        Breach(Given.Dossier().Callback("contest", "2021-01-01 12:00", c => c with { Via = CallbackRoute.Contest, Products = ["solar"] }));
        Breach(Given.Dossier().Callback("contest", "2026-08-25 10:00", c => c with { Via = CallbackRoute.Contest }));
        Breach(Given.Dossier().Callback("survey", "2026-08-25 10:00", c => c with { Via = CallbackRoute.Survey }));
        Breach(Given.Dossier().Callback("unplaced", "2026-08-25 10:00", c => c with { Via = CallbackRoute.Phone }));
        Breach(Given.Dossier().Callback("other", "2026-08-25 10:00", c => c with { Products = ["electricity"] }));
        Breach(Given.Dossier().Callback("old", "2026-08-18 09:59"));
        Breach(Given.Dossier().Callback("please", "2026-08-25 10:00").Call("back", "2026-08-26 10:00"));
    }

    [Fact]
    public void one_that_can_be_leaves_the_permission_not_assessed_and_the_findings_on_consent_shown()
    {
        void Open(Given given, Func<CallAttempted, CallAttempted>? but = null)
        {
            given.Call("call", "2026-09-01 10:00", but).ShouldBeNotAssessed();
            given.Finding("call", "TW-11.7-CONSENT").ShouldBeBreach("no-grant");
            given.Judge("call").Proof.ShouldBeNull();
        }

        Open(Given.Dossier().Callback("please", "2026-08-18 10:00"));
        Open(Given.Dossier().Callback("please", "2026-08-25 10:00").WithoutExhibit("x-please"));
        Open(Given.Dossier().Callback("please", "2026-08-25 10:00"), c => c with { Campaign = null });
        Open(Given.Dossier().Callback("please", "2026-08-25 10:00"), c => c with { ReliesOn = new(Basis.Consent) });
        Open(Given.Dossier().Callback("please", "2026-08-25 10:00").Call("nobody", "2026-08-26 10:00", c => c with { Outcome = CallOutcome.NoAnswer }));
    }

    [Fact]
    public void what_counts_whatever_the_basis_still_decides()
    {
        Given.Dossier().Callback("please", "2026-08-25 10:00").Objected("no", "2026-08-26 10:00").Call("call", "2026-09-01 10:00")
            .Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);
        Given.Dossier().Callback("please", "2026-08-25 10:00").Call("call", "2026-09-01 10:00", c => c with { Party = "noord" })
            .Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    [Fact]
    public void a_correction_that_makes_a_request_conceivable_only_after_the_call_shows()
    {
        Given Corrected(string at) => Given.Dossier().Callback("please", "2026-08-25 10:00", c => c with { Products = ["solar"] })
            .Correction("fix", at, "please", Given.Dossier().Callback("please", "2026-08-25 10:00").Whole.Facts[0].Fact).Call("call", "2026-09-01 10:00");
        Corrected("2026-08-26 10:00").ShouldBeNotAssessed();
        var judgement = Corrected("2026-09-02 10:00").Judge("call");
        judgement.Of("TW-11.7-CONSENT").ShouldBeUnproven("corrected-after-call");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void machines_are_not_assessed_yet_whatever_the_consent() =>
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Means = CallMeans.Automatic }).ShouldBeNotAssessed();

    [Fact]
    public void silence_is_never_permission()
    {
        Given.Dossier().Call("call", "2020-09-01 10:00").ShouldBeNotAssessed();
        Given.Dossier().Mandate("m1", Given.Principal, "noord").Call("call", "2026-09-01 10:00", c => c with { Direction = CallDirection.Inbound, Party = "noord" }).ShouldBeNotAssessed();
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Service, OfferMade = false }).ShouldBeNotAssessed();
    }
}

file static class Calling
{
    public static void ShouldBreach(this Given given, string reason)
    {
        given.Finding("call", "TW-11.7-CONSENT").ShouldBeBreach(reason);
        given.Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    public static void ShouldBeNotAssessed(this Given given) => given.Judge("call").Permission.ShouldBe(PermissionConclusion.NotAssessed);
}
