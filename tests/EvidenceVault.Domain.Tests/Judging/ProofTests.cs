using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class ProofTests
{
    private const string Consent = "TW-11.7-CONSENT";

    [Theory]
    [InlineData("2026-09-01 10:00:00", ProofGrade.Contemporaneous)]
    [InlineData("2026-09-01 10:00:01", ProofGrade.Afterwards)]
    public void what_was_recorded_at_the_very_start_of_the_call_is_contemporaneous(string recordedAt, ProofGrade grade) =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Recorded(recordedAt).Verified("verified", "2026-08-02 12:00", "grant")
            .Call("call", "2026-09-01 10:00").Judge("call").Proof.ShouldBe(grade);

    [Fact]
    public void a_wording_filed_after_the_call_is_afterwards() =>
        Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, "2026-09-02 10:00").Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" })
            .Verified("verified", "2026-08-02 12:00", "grant").Call("call", "2026-09-01 10:00").Judge("call").Proof.ShouldBe(ProofGrade.Afterwards);

    [Fact]
    public void a_confirmation_without_an_exhibit_is_declared() =>
        Given.ValidConsent().WithoutExhibit("x-verified").Call("call", "2026-09-01 10:00").Judge("call").Proof.ShouldBe(ProofGrade.Declared);

    [Fact]
    public void an_exhibit_proves_a_persons_own_act_only_where_it_names_this_person()
    {
        Judgement Judge(Guid? consumer) => Given.Dossier()
            .Grant("grant", "2026-08-01 12:00", g => g with { Exhibits = ["shared"] }).Verified("verified", "2026-08-02 12:00", "grant", v => v with { Exhibits = ["shared"] })
            .WithoutExhibit("x-grant").WithoutExhibit("x-verified")
            .Exhibit("shared", "2026-01-01 12:00", e => e with
            {
                Kind = ExhibitKind.Document,
                Purposes = [ExhibitPurpose.Consent, ExhibitPurpose.Verification, ExhibitPurpose.PersonLink],
                Consumer = consumer,
            }).Call("call", "2026-09-01 10:00").Judge("call");
        foreach (var consumer in (Guid?[])[null, Given.Id("another")])
        {
            var judgement = Judge(consumer);
            judgement.Of(Consent).ShouldBeUnproven("capture-missing");
            judgement.Of("ACM-CONSENT-VERIFY").ShouldBeUnproven("response-unproven");
            (judgement.Permission, judgement.Proof).ShouldBe((PermissionConclusion.Unproven, ProofGrade.Declared));
        }

        Judge(Given.Consumer).Permission.ShouldBe(PermissionConclusion.Shown);
    }

    [Fact]
    public void nor_does_one_about_nobody_prove_a_relation_or_a_request()
    {
        Given Unnamed(Given given, string id) => given.Exhibit(id, "2026-05-25 10:00", e => e with { Purposes = [ExhibitPurpose.Contract, ExhibitPurpose.Callback], Consumer = null });
        Unnamed(Given.Dossier().Customer("customer", "2020-01-01 10:00"), "x-customer").Call("call", "2026-06-01 10:00").Judge("call").Proof.ShouldBe(ProofGrade.Declared);
        Unnamed(Given.Dossier().Objected("no", "2026-05-20 10:00").Callback("please", "2026-05-25 10:00"), "x-please").Call("call", "2026-06-01 10:00")
            .Finding("call", "TW-11.7-WITHDRAWN").ShouldBeBreach("called-after-objection");
    }

    [Fact]
    public void a_consent_first_recorded_after_a_complaint_is_unproven()
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00")
            .Grant("grant", "2026-08-01 12:00").Recorded("2026-09-03 10:00").Verified("verified", "2026-08-02 12:00", "grant").Judge("call");
        judgement.Of(Consent).ShouldBeUnproven("recorded-after-dispute", "grant", "angry");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void a_confirmation_first_recorded_after_an_objection_is_unproven() =>
        Given.Dossier().Call("call", "2026-09-01 10:00").Objected("no", "2026-09-02 10:00").Grant("grant", "2026-08-01 12:00")
            .Verified("verified", "2026-08-02 12:00", "grant").Recorded("2026-09-03 10:00")
            .Finding("call", "ACM-CONSENT-VERIFY").ShouldBeUnproven("recorded-after-dispute", "verified", "no");

    [Fact]
    public void a_consent_recorded_at_the_same_instant_as_the_complaint_is_not() =>
        Given.Dossier().Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00").Recorded("2026-09-03 10:00")
            .Grant("grant", "2026-08-01 12:00").Recorded("2026-09-03 10:00").Finding("call", Consent).ShouldBeMet();

    [Fact]
    public void a_consent_given_after_an_old_complaint_is_not_suspect_for_it() =>
        Given.Dossier().Complained("angry", "2026-07-01 10:00").Grant("grant", "2026-08-01 12:00").Call("call", "2026-09-01 10:00").Finding("call", Consent).ShouldBeMet();

    [Fact]
    public void only_what_was_known_then_is_a_dispute() =>
        Given.Dossier().Call("call", "2026-09-01 10:00").Complained("angry", "2026-08-15 10:00").Recorded("2026-09-05 10:00")
            .Grant("grant", "2026-08-01 12:00").Recorded("2026-09-03 10:00").KnownAt("2026-09-04 10:00").Finding("call", Consent).ShouldBeMet();
}

public class LateCorrectionTests
{
    [Fact]
    public void a_correction_after_the_call_that_makes_it_better_leaves_it_unproven()
    {
        var given = Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Products = ["gas"] }).Verified("verified", "2026-08-02 12:00", "grant").Call("call", "2026-09-01 10:00");
        var fixedGrant = (ConsentGranted)Given.ValidConsent().Whole.Facts[0].Fact;
        given.Finding("call", "TW-11.7-CONSENT").ShouldBeBreach("out-of-scope");
        var judgement = given.Correction("fix", "2026-09-02 10:00", "grant", fixedGrant).Judge("call");
        judgement.Of("TW-11.7-CONSENT").ShouldBeUnproven("corrected-after-call", "grant", "fix");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void the_same_correction_before_the_call_counts() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Products = ["gas"] }).Verified("verified", "2026-08-02 12:00", "grant")
            .Correction("fix", "2026-08-31 10:00", "grant", Given.ValidConsent().Whole.Facts[0].Fact).Call("call", "2026-09-01 10:00")
            .Judge("call").Permission.ShouldBe(PermissionConclusion.Shown);

    [Fact]
    public void a_correction_that_makes_it_worse_counts() =>
        Given.ValidConsent().Call("call", "2026-09-01 10:00")
            .Correction("fix", "2026-09-02 10:00", "grant", (ConsentGranted)Given.ValidConsent().Whole.Facts[0].Fact with { Products = ["gas"] })
            .Finding("call", "TW-11.7-CONSENT").ShouldBeBreach("out-of-scope", "grant", "fix");

    [Fact]
    public void making_a_call_a_service_call_afterwards_does_not_clear_it()
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00")
            .Correction("fix", "2026-09-02 10:00", "call", Given.ACall("call", "2026-09-01 10:00") with { Nature = CallNature.Service, OfferMade = false }).Judge("call");
        judgement.Of("TW-11.7-CONSENT").ShouldBeUnproven("corrected-after-call", "call", "fix");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void an_unrelated_correction_changes_nothing() =>
        Given.ValidConsent().Complained("angry", "2026-08-20 10:00").Call("call", "2026-09-01 10:00")
            .Correction("fix", "2026-09-02 10:00", "angry", null, Dossiers.Facts.CorrectionMove.Away).Judge("call").Permission.ShouldBe(PermissionConclusion.Shown);
}

public class HypotheticalTests
{
    [Fact]
    public void a_call_that_was_not_made_is_judged_by_the_same_rules()
    {
        var made = Given.ValidConsent().Call("call", "2026-09-01 10:00").Judge("call");
        var imagined = Given.ValidConsent().Imagine(Given.ACall("imagined", "2026-09-01 10:00"));
        imagined.Permission.ShouldBe(made.Permission);
        imagined.Findings.Select(f => (f.Rule, f.Result, f.Reason))
            .ShouldBe(made.Findings.Where(f => Rulebook.Find(f.Rule)!.IsKnownBeforehand).Select(f => (f.Rule, f.Result, f.Reason)));
        made.ChangesAt.ShouldBeNull();
    }

    [Fact]
    public void it_says_until_when_the_outcome_would_hold()
    {
        Given.ValidConsent().Imagine(Given.ACall("imagined", "2026-09-01 10:00")).ChangesAt.ShouldBe(Given.At("2026-09-01 22:00"));
        Abroad().Imagine(Given.ACall("imagined", "2026-09-01 10:00")).ChangesAt.ShouldBe(Given.At("2027-02-01 12:00"));
        Abroad().Call("earlier", "2026-08-20 10:00").Imagine(Given.ACall("imagined", "2026-09-01 10:00")).ChangesAt.ShouldBe(Given.At("2027-08-01 12:00"));
        Abroad().Mandate("m1", Given.Principal, "noord", m => m with { ValidTo = Given.Day("2026-10-01") })
            .Imagine(Given.ACall("imagined", "2026-09-01 10:00") with { Party = "noord" }).ChangesAt.ShouldBe(Given.At("2026-10-01 00:00"));
    }

    [Fact]
    public void conduct_that_only_the_call_itself_shows_is_not_held_against_one_that_was_not_made() =>
        Given.ValidConsent().Imagine(Given.ACall("imagined", "2026-09-01 10:00")).Conduct.ShouldBe(ConductConclusion.Clean);

    [Fact]
    public void it_is_judged_by_every_basis()
    {
        var legal = Given.ACall("imagined", "2026-09-01 10:00") with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) };
        Given.Dossier().Imagine(legal).ShouldSatisfyAllConditions(j => j.Permission.ShouldBe(PermissionConclusion.Shown), j => j.Basis.ShouldBe(Basis.LegalPerson), j => j.ChangesAt.ShouldBeNull());
        Given.Dossier().Imagine(legal with { Means = CallMeans.Automatic }).Permission.ShouldBe(PermissionConclusion.NotShown);
        Given.Dossier().Callback("please", "2026-08-25 10:00").Imagine(legal with { Person = null }).Basis.ShouldBe(Basis.Callback);
    }

    [Fact]
    public void the_outcome_holds_no_longer_than_the_rules_and_the_book_say_the_same()
    {
        Instant? Holds(Given given, string start, Func<CallAttempted, CallAttempted>? but = null) => given.OnForeignNumber().Imagine((but ?? (c => c))(Given.ACall("imagined", start))).ChangesAt;
        Holds(Given.Dossier().Customer("customer", "2020-01-01 10:00"), "2026-06-01 10:00").ShouldBe(Given.At("2026-07-01 00:00"));
        Holds(Given.ValidConsent().Policy("2026-10-01", p => p), "2026-09-01 10:00").ShouldBe(Given.At("2026-10-01 00:00"));
        Holds(Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { ValidFrom = Given.Day("2026-09-15") }), "2026-09-01 10:00", c => c with { Party = "noord" })
            .ShouldBe(Given.At("2026-09-15 00:00"));
        Holds(Given.Dossier().Registered(RegistrationKind.Charity, validFrom: "2026-09-20"), "2026-09-01 10:00").ShouldBe(Given.At("2026-09-20 00:00"));
        Holds(Given.Dossier().Grant("grant", "2026-09-01 10:00"), "2026-09-01 10:00").ShouldBe(Given.At("2026-09-01 10:00"));
    }

    [Fact]
    public void an_unknown_consumer_has_no_permission_and_no_events()
    {
        var judgement = Given.Dossier().Imagine(Given.ACall("imagined", "2026-09-01 10:00"));
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
        judgement.Of("TW-11.7-CONSENT").ShouldBeBreach("no-grant");
        judgement.Of("TW-11.7-CONSENT")!.Because.ShouldBeEmpty();
    }

    private static Given Abroad() => Given.ValidConsent().OnForeignNumber();
}
