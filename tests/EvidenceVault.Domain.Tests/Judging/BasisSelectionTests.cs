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
    [InlineData(Basis.Consent, "TW-11.7-CONSENT")]
    [InlineData(Basis.Customer, "TW-11.7-NO-SOFT-OPT-IN")]
    [InlineData(Basis.Charity, "TW-11.7-CHARITY")]
    [InlineData(Basis.Publisher, "TW-11.7-PUBLISHER-LICENCE")]
    [InlineData(Basis.Licence, "TW-11.7-PUBLISHER-LICENCE")]
    [InlineData(Basis.LegalPerson, "TW-11.7-LEGAL-PERSON")]
    [InlineData(Basis.Callback, "CALLBACK-REQUESTED")]
    public void every_declared_basis_is_judged_by_its_own_rule_alone(Basis basis, string rule)
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(basis) }).Judge("call");
        (judgement.Basis, judgement.Permission).ShouldBe((basis, basis == Basis.LegalPerson ? PermissionConclusion.Unproven : PermissionConclusion.NotShown));
        judgement.Findings.Where(f => f.Category == RuleCategory.Permission).Select(f => f.Rule).ShouldBe([rule, "TW-11.7-WITHDRAWN"], ignoreOrder: true);
    }

    [Fact]
    public void they_are_taken_in_the_order_of_the_rulebook()
    {
        Basis? Taken(Func<Given, Given> but, CallNature nature, string start = "2026-06-01 10:00") =>
            but(Given.Dossier()).Call("call", start, c => c with { Nature = nature, Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-05-01 10:00")) }).Judge("call").Basis;
        Given Everything(Given given) => given.Grant("grant", "2026-05-30 10:00").Verified("verified", "2026-05-30 11:00", "grant").Callback("please", "2026-05-30 10:00").Customer("customer", "2026-01-01 10:00");
        Taken(Everything, CallNature.Commercial).ShouldBe(Basis.Consent);
        Taken(g => Everything(g).WithoutExhibit("x-grant"), CallNature.Commercial).ShouldBe(Basis.Callback);
        Taken(g => g.Customer("customer", "2026-01-01 10:00"), CallNature.Commercial).ShouldBe(Basis.LegalPerson);
    }

    [Theory]
    [InlineData("2026-06-30 23:59:59", Basis.Customer, PermissionConclusion.Shown)]
    [InlineData("2026-07-01 00:00:00", Basis.Publisher, PermissionConclusion.Shown)]
    public void a_publisher_relied_on_lid_4_before_lid_6_was_law(string start, Basis basis, PermissionConclusion permission)
    {
        var judgement = Given.Dossier().Customer("customer", "2020-01-01 10:00").Registered(RegistrationKind.Publisher)
            .Call("call", start, c => c with { ReliesOn = new(Basis.Publisher) }).Judge("call");
        (judgement.Basis, judgement.Permission).ShouldBe((basis, permission));
    }

    [Fact]
    public void where_that_is_not_met_either_the_findings_on_consent_stand()
    {
        var judgement = Given.Dossier().Call("call", "2026-06-30 10:00", c => c with { ReliesOn = new(Basis.Licence) }).Judge("call");
        judgement.Of("TW-11.7-CONSENT").ShouldBeBreach("no-grant");
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    [Fact]
    public void to_call_a_charitable_call_one_to_a_customer_hides_nothing() =>
        Given.Dossier().Customer("customer", "2020-01-01 10:00")
            .Call("call", "2026-06-01 10:00", c => c with { Nature = CallNature.Charitable, ReliesOn = new(Basis.Customer) }).ShouldBreach("no-grant");

    [Fact]
    public void a_basis_that_is_not_met_does_not_hide_a_breach()
    {
        void Breach(Given given, Func<CallAttempted, CallAttempted>? but = null) => given.Call("call", "2026-09-01 10:00", but).ShouldBreach("no-grant");
        Breach(Given.Dossier().Callback("unproven", "2026-08-25 10:00").WithoutExhibit("x-unproven"));
        Breach(Given.Dossier().Callback("same instant", "2026-09-01 10:00"));
        Breach(Given.Dossier().Customer("donor", "2026-01-01 10:00", r => r with { As = RelationshipRole.Donor }));
        Breach(Given.Dossier().Customer("petition", "2026-01-01 10:00", r => r with { As = RelationshipRole.Petitioner }), c => c with { Nature = CallNature.Charitable });
        Breach(Given.Dossier().Customer("reader", "2026-01-01 10:00", r => r with { As = RelationshipRole.Subscriber }));
    }

    [Fact]
    public void what_is_only_said_to_be_a_legal_person_has_the_protection_of_a_natural_one()
    {
        var judgement = Given.Dossier().Callback("unproven", "2026-08-25 10:00").WithoutExhibit("x-unproven")
            .Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson) }).Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
        judgement.Of("TW-11.7-LEGAL-PERSON").ShouldBeNull();
        judgement.Of("TW-11.7-CONSENT").ShouldBeBreach("no-grant");
    }

    [Theory]
    [InlineData("2026-09-01 10:00:00", "later")]
    [InlineData("2026-09-01 10:00:01", "grant")]
    public void of_several_consents_that_are_met_one_proven_when_the_call_began_counts_and_then_the_latest(string recordedAt, string taken) =>
        Given.ValidConsent().Grant("later", "2026-08-03 12:00").Verified("later-verified", "2026-08-04 12:00", "later").Recorded(recordedAt)
            .Call("call", "2026-09-01 10:00").Judge("call").Consent.ShouldBe(Given.Id(taken));

    [Fact]
    public void a_legal_person_that_gave_consent_may_be_called_on_it()
    {
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson) }).Judge("call")
            .ShouldSatisfyAllConditions(j => j.Basis.ShouldBe(Basis.Consent), j => j.Permission.ShouldBe(PermissionConclusion.Shown));
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson), ReliesOn = new(Basis.Consent) }).ShouldBreach("no-grant");
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
    public void a_correction_that_makes_a_request_sound_only_after_the_call_shows()
    {
        Judgement Corrected(string at) => Given.Dossier().Callback("please", "2026-08-25 10:00", c => c with { Products = ["solar"] })
            .Correction("fix", at, "please", Given.Dossier().Callback("please", "2026-08-25 10:00").Whole.Facts[0].Fact).Call("call", "2026-09-01 10:00").Judge("call");
        Corrected("2026-08-26 10:00").Permission.ShouldBe(PermissionConclusion.Shown);
        Corrected("2026-09-02 10:00").Of("TW-11.7-CONSENT").ShouldBeUnproven("corrected-after-call");
        Corrected("2026-09-02 10:00").Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void silence_is_never_permission()
    {
        Given.Dossier().Call("call", "2020-09-01 10:00").ShouldBeNotAssessed();
        Given.Dossier().Call("call", "2020-09-01 10:00", c => c with { ReliesOn = new(Basis.Charity) }).ShouldBeNotAssessed();
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Survey, OfferMade = false }).ShouldBeNotAssessed();
        Given.Dossier().Mandate("m1", Given.Principal, "noord").Call("call", "2026-06-01 10:00", c => c with { Nature = CallNature.Service, OfferMade = false, Party = "noord" }).ShouldBeNotAssessed();
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
