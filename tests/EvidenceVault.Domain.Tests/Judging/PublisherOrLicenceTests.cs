using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class PublisherOrLicenceTests
{
    private const string Rule = "TW-11.7-PUBLISHER-LICENCE";

    [Theory]
    [InlineData(RelationshipRole.Customer)]
    [InlineData(RelationshipRole.Subscriber)]
    public void a_publisher_that_calls_its_own_customer_about_its_own_similar_product_is_met(RelationshipRole role)
    {
        var judgement = Publisher(r => r with { As = role }).Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        (judgement.Permission, judgement.Basis, judgement.Proof).ShouldBe((PermissionConclusion.Shown, Basis.Publisher, ProofGrade.Contemporaneous));
    }

    [Theory]
    [InlineData("Wok 3", true)]
    [InlineData("Wok art. 9", true)]
    [InlineData("27B", true)]
    [InlineData("artikel 3, lid 1", true)]
    [InlineData("Wok 27", false)]
    [InlineData("Wok 31", false)]
    [InlineData("Wok 30 lid 3", false)]
    [InlineData("Wok", false)]
    [InlineData(null, false)]
    public void a_licence_must_be_one_under_the_articles_named(string? article, bool met)
    {
        var finding = Customer().Registered(RegistrationKind.Licence, article).On(Basis.Licence);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven("registration-missing", "customer");
    }

    [Fact]
    public void a_publisher_is_no_licence_holder_and_a_licence_holder_no_publisher()
    {
        Publisher().On(Basis.Licence).ShouldBeUnproven("other-basis-would-carry");
        Customer().Registered(RegistrationKind.Licence, "Wok 3").On(Basis.Publisher).ShouldBeUnproven("other-basis-would-carry");
    }

    [Fact]
    public void without_a_registration_it_is_unproven() => Customer().On(Basis.Publisher).ShouldBeUnproven("registration-missing", "customer");

    [Fact]
    public void no_customer_relation_is_a_breach()
    {
        Given.Dossier().Registered(RegistrationKind.Publisher).On(Basis.Publisher).ShouldBeBreach("no-relationship", "call");
        Publisher(r => r with { As = RelationshipRole.Donor }).On(Basis.Publisher).ShouldBeBreach("no-relationship");
    }

    [Theory]
    [InlineData("2026-09-01 09:59:59", false)]
    [InlineData("2026-09-01 10:00:00", false)]
    [InlineData("2026-09-01 10:00:01", true)]
    public void a_former_customer_is_no_own_customer_and_one_that_leaves_at_that_very_instant_is_a_former_one(string leftAt, bool met)
    {
        var finding = Publisher().Ended("customer", leftAt).On(Basis.Publisher);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach("no-relationship");
    }

    [Fact]
    public void one_that_came_back_is()
    {
        Publisher().Ended("customer", "2026-02-01 10:00").Customer("again", "2026-03-01 10:00", r => r with { RelationshipMac = "customer" }).On(Basis.Publisher).ShouldBeMet();
        Publisher().Ended("another", "2026-02-01 10:00").On(Basis.Publisher).ShouldBeMet();
    }

    [Fact]
    public void another_kind_of_product_is_a_breach() => Publisher(r => r with { Products = ["gas"] }).On(Basis.Publisher).ShouldBeBreach("other-kind-of-product", "customer");

    [Fact]
    public void no_notice_at_collection_is_a_breach() => Publisher(r => r with { NoticeAtCollection = false }).On(Basis.Publisher).ShouldBeBreach("no-notice-at-collection", "customer");

    [Fact]
    public void an_unknown_notice_is_unproven() => Publisher(r => r with { NoticeAtCollection = null }).On(Basis.Publisher).ShouldBeUnproven("notice-unknown", "customer");

    [Fact]
    public void an_objection_not_offered_is_a_breach_and_an_unknown_offer_unproven()
    {
        Publisher().On(Basis.Publisher, c => c with { ObjectionOffer = ObjectionOffer.None }).ShouldBeBreach("objection-not-offered", "call");
        Publisher().On(Basis.Publisher, c => c with { ObjectionOffer = null }).ShouldBeUnproven("offer-unknown", "call");
        Publisher().On(Basis.Publisher, c => c with { ObjectionOffer = null, Outcome = CallOutcome.Dropped }).ShouldBeMet();
        Publisher().Call("earlier", "2026-08-01 10:00", c => c with { ReliesOn = new(Basis.Publisher), ObjectionOffer = ObjectionOffer.TapedReferral })
            .On(Basis.Publisher).ShouldBeBreach("objection-not-offered", "earlier");
    }

    [Fact]
    public void a_call_about_no_known_product_is_unproven() => Publisher().On(Basis.Publisher, c => c with { Campaign = null }).ShouldBeUnproven("products-unknown");

    [Fact]
    public void where_lid_6_is_met_a_declared_customer_relation_is_unproven_and_both_are_named()
    {
        var finding = Publisher().Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Customer) }).Finding("call", "TW-11.7-NO-SOFT-OPT-IN");
        finding.ShouldBeUnproven("other-basis-would-carry", "customer");
        FindingTexts.Explain(finding!).Nl.ShouldContain("uitgevers (Tw 11.7 lid 6)");
    }

    [Theory]
    [InlineData("2026-06-30 23:59:59", false)]
    [InlineData("2026-07-01 00:00:00", true)]
    public void it_is_in_force_from_1_july_2026(string start, bool applies) =>
        (Publisher().Call("call", start, c => c with { ReliesOn = new(Basis.Publisher) }).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Given Publisher(Func<RelationshipStarted, RelationshipStarted>? but = null) => Customer(but).Registered(RegistrationKind.Publisher);

    private static Given Customer(Func<RelationshipStarted, RelationshipStarted>? but = null) => Given.Dossier().Customer("customer", "2026-01-01 10:00", but);
}

file static class Calling
{
    public static Given Ended(this Given given, string relationship, string at) => given.Add("ended", new RelationshipEnded
    {
        OccurredAt = Given.At(at),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = "ended",
        RelationshipMac = relationship,
        As = RelationshipRole.Customer,
        Products = ["electricity", "gas"],
        NoticeAtCollection = true,
    });

    public static Finding? On(this Given given, Basis basis, Func<CallAttempted, CallAttempted>? but = null) =>
        given.Call("call", "2026-09-01 10:00", c => (but ?? (x => x))(c with { ReliesOn = new(basis) })).Finding("call", "TW-11.7-PUBLISHER-LICENCE");
}
