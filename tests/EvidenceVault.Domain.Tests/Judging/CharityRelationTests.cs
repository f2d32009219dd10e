using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class CharityRelationTests
{
    private const string Rule = "TW-11.7-CHARITY";

    [Theory]
    [InlineData(RelationshipRole.Donor, CallNature.Charitable, RegistrationKind.Charity)]
    [InlineData(RelationshipRole.Volunteer, CallNature.Ideological, RegistrationKind.Ideological)]
    [InlineData(RelationshipRole.EventAttendee, CallNature.Charitable, RegistrationKind.Ideological)]
    public void an_organisation_that_calls_those_it_knows_for_its_own_purpose_is_met(RelationshipRole role, CallNature nature, RegistrationKind kind)
    {
        var judgement = Known(role).Registered(kind).Call("call", "2026-09-01 10:00", c => c with { Nature = nature }).Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("known"), Given.Id("registered")]);
        (judgement.Permission, judgement.Basis, judgement.Proof).ShouldBe((PermissionConclusion.Shown, Basis.Charity, ProofGrade.Contemporaneous));
    }

    [Fact]
    public void a_commercial_call_is_not_for_its_own_purpose() =>
        Donor().Called(c => c with { Nature = CallNature.Commercial }).ShouldBeBreach("not-own-purpose", "call");

    [Fact]
    public void a_service_call_with_an_offer_is_not_either() =>
        Donor().Called(c => c with { Nature = CallNature.Service, OfferMade = true }).ShouldBeBreach("not-own-purpose");

    [Theory]
    [InlineData(RelationshipRole.Customer)]
    [InlineData(RelationshipRole.Subscriber)]
    public void another_relation_is_none(RelationshipRole role) => Known(role).Registered(RegistrationKind.Charity).Called().ShouldBeBreach("no-relationship", "call");

    [Fact]
    public void one_that_begins_at_the_very_instant_of_the_call_is_none() =>
        Given.Dossier().Customer("known", "2026-09-01 10:00", r => r with { As = RelationshipRole.Donor }).Called().ShouldBeBreach("no-relationship");

    [Fact]
    public void a_petition_is_no_basis() => Known(RelationshipRole.Petitioner).Called().ShouldBeBreach("petition-is-no-basis", "known");

    [Fact]
    public void who_signed_a_petition_and_gave_too_may_be_called() =>
        Donor().Customer("petition", "2026-02-01 10:00", r => r with { As = RelationshipRole.Petitioner, NoticeAtCollection = false }).Called().ShouldBeMet();

    [Fact]
    public void no_notice_at_collection_is_a_breach() =>
        Known(RelationshipRole.Donor, false).Registered(RegistrationKind.Charity).Called().ShouldBeBreach("no-notice-at-collection", "known");

    [Fact]
    public void an_unknown_notice_is_unproven() =>
        Known(RelationshipRole.Donor, null).Registered(RegistrationKind.Charity).Called().ShouldBeUnproven("notice-unknown", "known");

    [Fact]
    public void of_several_relations_the_one_with_the_best_notice_counts() =>
        Known(RelationshipRole.Donor, null).Customer("second", "2026-02-01 10:00", r => r with { As = RelationshipRole.Volunteer })
            .Registered(RegistrationKind.Charity).Called().ShouldBeMet();

    [Theory]
    [InlineData(ObjectionOffer.None)]
    [InlineData(ObjectionOffer.TapedReferral)]
    public void an_objection_not_offered_in_this_conversation_is_a_breach(ObjectionOffer offer) =>
        Donor().Called(c => c with { ObjectionOffer = offer }).ShouldBeBreach("objection-not-offered", "call");

    [Fact]
    public void nor_may_it_be_left_out_in_an_earlier_one_on_this_basis()
    {
        Given Earlier(Basis? basis) => Donor().Call("earlier", "2026-08-01 10:00", c => c with { ObjectionOffer = ObjectionOffer.None, ReliesOn = basis is { } b ? new(b) : null });
        Earlier(Basis.Charity).Called().ShouldBeBreach("objection-not-offered", "earlier");
        Earlier(Basis.Callback).Called().ShouldBeMet();
        Earlier(null).Called().ShouldBeMet();
    }

    [Fact]
    public void an_unknown_offer_is_unproven() => Donor().Called(c => c with { ObjectionOffer = null }).ShouldBeUnproven("offer-unknown", "call");

    [Fact]
    public void without_a_registration_it_is_unproven()
    {
        Known(RelationshipRole.Donor).Called().ShouldBeUnproven("organisation-unproven", "known");
        Known(RelationshipRole.Donor).Registered(RegistrationKind.Publisher).Called().ShouldBeUnproven("organisation-unproven");
    }

    [Theory]
    [InlineData("2026-08-31 23:59:59", false)]
    [InlineData("2026-09-01 00:00:00", true)]
    [InlineData("2026-09-30 23:59:59", true)]
    [InlineData("2026-10-01 00:00:00", false)]
    public void a_registration_counts_on_its_local_days(string start, bool met)
    {
        var finding = Known(RelationshipRole.Donor).Registered(RegistrationKind.Charity, null, "2026-09-01", "2026-10-01")
            .Call("call", start, c => c with { Nature = CallNature.Charitable, ReliesOn = new(Basis.Charity) }).Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven("organisation-unproven");
    }

    [Theory]
    [InlineData("2026-09-01 10:00:00", ProofGrade.Contemporaneous)]
    [InlineData("2026-09-01 10:00:01", ProofGrade.Afterwards)]
    public void a_registration_filed_after_the_call_is_proof_afterwards(string recordedAt, ProofGrade grade)
    {
        var given = Known(RelationshipRole.Donor).Registered(RegistrationKind.Charity, recordedAt: recordedAt);
        given.Charitable().Judge("call").Proof.ShouldBe(grade);
        given.Registered(RegistrationKind.Charity, validTo: "2027-01-01", recordedAt: "2026-12-01 10:00").Judge("call").Proof.ShouldBe(grade);
    }

    [Fact]
    public void what_is_denied_of_the_registration_later_counts() =>
        Donor().Registered(RegistrationKind.Charity, validTo: "2026-09-01", recordedAt: "2026-12-01 10:00").Called().ShouldBeUnproven("organisation-unproven");

    [Theory]
    [InlineData("2026-09-02 10:01:00", true)]
    [InlineData("2026-09-02 10:01:01", false)]
    public void one_filed_only_after_a_complaint_about_the_call_is_unproven(string recordedAt, bool met)
    {
        var finding = Known(RelationshipRole.Donor).Complained("angry", "2026-09-02 10:00").Registered(RegistrationKind.Charity, recordedAt: recordedAt).Called();
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven("recorded-after-dispute", "registered", "angry");
    }

    [Fact]
    public void a_donation_recorded_only_after_a_complaint_is_unproven() =>
        Given.Dossier().Registered(RegistrationKind.Charity).Complained("angry", "2026-08-01 10:00")
            .Customer("known", "2026-01-01 10:00", r => r with { As = RelationshipRole.Donor }).Recorded("2026-08-02 10:00")
            .Called().ShouldBeUnproven("recorded-after-dispute", "known", "angry");

    [Fact]
    public void without_an_exhibit_it_is_declared() => Donor().WithoutExhibit("x-known").Charitable().Judge("call").Proof.ShouldBe(ProofGrade.Declared);

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) =>
        (Given.Dossier().Call("call", start, c => c with { Nature = CallNature.Charitable, ReliesOn = new(Basis.Charity) }).Finding("call", Rule) is not null).ShouldBe(applies);

    [Fact]
    public void the_outcome_holds_until_the_registration_ends() =>
        Known(RelationshipRole.Donor).Registered(RegistrationKind.Charity, validTo: "2026-10-01").OnForeignNumber()
            .Imagine(Given.ACall("imagined", "2026-09-01 10:00") with { Nature = CallNature.Charitable }).ChangesAt.ShouldBe(Given.At("2026-10-01 00:00"));

    [Fact]
    public void any_exhibit_that_the_donation_cites_proves_it() =>
        Donor().Exhibit("x-known", "2026-01-01 10:00", e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Call] }).Charitable()
            .Judge("call").Proof.ShouldBe(ProofGrade.Contemporaneous);

    private static Given Donor() => Known(RelationshipRole.Donor).Registered(RegistrationKind.Charity);

    private static Given Known(RelationshipRole role, bool? notice = true) =>
        Given.Dossier().Customer("known", "2026-01-01 10:00", r => r with { As = role, Products = [], NoticeAtCollection = notice });
}

file static class Calling
{
    public static Given Charitable(this Given given, Func<CallAttempted, CallAttempted>? but = null) => given.Call(
        "call", "2026-09-01 10:00", c => (but ?? (x => x))(c with { Nature = CallNature.Charitable, ReliesOn = new(Basis.Charity) }));

    public static Finding? Called(this Given given, Func<CallAttempted, CallAttempted>? but = null) => given.Charitable(but).Finding("call", "TW-11.7-CHARITY");
}
