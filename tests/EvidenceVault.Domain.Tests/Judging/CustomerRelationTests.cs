using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class CustomerRelationTests
{
    private const string Rule = "TW-11.7-CUSTOMER";

    [Fact]
    public void a_customer_called_about_the_same_kind_of_product_is_met()
    {
        var judgement = Customer(c => c).Call("call", "2026-06-30 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Basis.ShouldBe(Basis.Customer);
        judgement.Permission.ShouldBe(PermissionConclusion.Shown);
        judgement.Of("TW-11.7-CONSENT").ShouldBeNull();
    }

    [Fact]
    public void a_former_customer_is_met() =>
        Given.Dossier().Ended("r", true).OnThisBasis().ShouldBeMet();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, null)]
    [InlineData(null, false)]
    public void of_contradicting_notices_about_one_relation_the_no_counts(bool? atStart, bool? atEnd) =>
        Customer(c => c with { NoticeAtCollection = atStart }).Ended("customer", atEnd).OnThisBasis()
            .ShouldBeBreach("no-notice-at-collection", atStart is null || atEnd is null ? atStart == false ? "customer" : "ended" : "customer", atEnd == false ? "ended" : "customer");

    [Fact]
    public void a_notice_stated_once_or_about_another_relation_is_not_contradicted()
    {
        Customer(c => c with { NoticeAtCollection = null }).Ended("customer", true).OnThisBasis().ShouldBeMet();
        Customer(c => c).Ended("customer", null).OnThisBasis().ShouldBeMet();
        Customer(c => c).Ended("another", false).OnThisBasis().ShouldBeMet();
        Customer(c => c).Ended("customer", false, "2026-06-01 10:00").OnThisBasis().ShouldBeMet();
    }

    [Fact]
    public void no_customer_relation_is_a_breach()
    {
        Given.Dossier().OnThisBasis().ShouldBeBreach("no-relationship", "call");
        Customer(c => c with { As = RelationshipRole.Petitioner }).OnThisBasis().ShouldBeBreach("no-relationship");
    }

    [Fact]
    public void a_relation_that_begins_at_the_very_instant_of_the_call_is_none() =>
        Given.Dossier().Customer("customer", "2026-06-01 10:00").OnThisBasis().ShouldBeBreach("no-relationship");

    [Fact]
    public void another_kind_of_product_is_a_breach() =>
        Customer(c => c with { Products = ["gas"] }).OnThisBasis().ShouldBeBreach("other-kind-of-product", "customer");

    [Fact]
    public void two_relations_may_cover_two_products() =>
        Customer(c => c with { Products = ["gas"] }).Customer("second", "2025-02-01 10:00", c => c with { Products = ["electricity"] }).OnThisBasis().ShouldBeMet();

    [Fact]
    public void no_notice_at_collection_is_a_breach() =>
        Customer(c => c with { NoticeAtCollection = false }).OnThisBasis().ShouldBeBreach("no-notice-at-collection", "customer");

    [Fact]
    public void an_unknown_notice_is_unproven() =>
        Customer(c => c with { NoticeAtCollection = null }).OnThisBasis().ShouldBeUnproven("notice-unknown", "customer");

    [Theory]
    [InlineData(ObjectionOffer.None)]
    [InlineData(ObjectionOffer.TapedReferral)]
    public void an_objection_not_offered_in_this_conversation_is_a_breach(ObjectionOffer offer) =>
        Customer(c => c).OnThisBasis(c => c with { ObjectionOffer = offer }).ShouldBeBreach("objection-not-offered", "call");

    [Fact]
    public void an_objection_not_offered_in_an_earlier_conversation_is_a_breach() =>
        Customer(c => c).Call("earlier", "2026-05-01 10:00", c => c with { ReliesOn = new(Basis.Customer), ObjectionOffer = ObjectionOffer.None })
            .OnThisBasis().ShouldBeBreach("objection-not-offered", "earlier");

    [Fact]
    public void a_conversation_on_another_basis_says_nothing_of_this_one() =>
        Customer(c => c).Call("earlier", "2026-05-01 10:00", c => c with { ReliesOn = new(Basis.Callback), ObjectionOffer = ObjectionOffer.None })
            .OnThisBasis().ShouldBeMet();

    [Fact]
    public void an_unknown_offer_is_unproven() =>
        Customer(c => c).OnThisBasis(c => c with { ObjectionOffer = null }).ShouldBeUnproven("offer-unknown", "call");

    [Fact]
    public void an_attempt_that_is_no_conversation_needs_no_offer() =>
        Customer(c => c).OnThisBasis(c => c with { ObjectionOffer = null, Outcome = CallOutcome.NoAnswer }).ShouldBeMet();

    [Fact]
    public void a_call_about_no_known_product_is_unproven() =>
        Customer(c => c).OnThisBasis(c => c with { Campaign = null }).ShouldBeUnproven("products-unknown");

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    [InlineData("2026-06-30 23:59:59", true)]
    [InlineData("2026-07-01 00:00", false)]
    public void it_was_in_force_from_1_july_2021_to_30_june_2026(string start, bool applies) =>
        (Customer(c => c).Call("call", start, c => c with { ReliesOn = new(Basis.Customer) }).Finding("call", Rule) is not null).ShouldBe(applies);

    [Fact]
    public void without_an_exhibit_it_is_declared()
    {
        Customer(c => c).Call("call", "2026-06-01 10:00").Judge("call").Proof.ShouldBe(ProofGrade.Contemporaneous);
        Customer(c => c).WithoutExhibit("x-customer").Call("call", "2026-06-01 10:00").Judge("call").Proof.ShouldBe(ProofGrade.Declared);
    }

    private static Given Customer(Func<RelationshipStarted, RelationshipStarted> but) => Given.Dossier().Customer("customer", "2020-02-01 10:00", but);
}

public class NoSoftOptInTests
{
    private const string Rule = "TW-11.7-NO-SOFT-OPT-IN";

    [Theory]
    [InlineData("2026-06-30 23:59:59", false)]
    [InlineData("2026-07-01 00:00:00", true)]
    public void from_1_july_2026_local_time_a_customer_relation_is_no_basis(string start, bool abolished)
    {
        var judgement = Given.Dossier().Customer("customer", "2020-02-01 10:00").Call("call", start, c => c with { ReliesOn = new(Basis.Customer) }).Judge("call");
        judgement.Permission.ShouldBe(abolished ? PermissionConclusion.NotShown : PermissionConclusion.Shown);
        if (abolished)
            judgement.Of(Rule).ShouldBeBreach("customer-basis-abolished", "customer", "call");
        else
            judgement.Of(Rule).ShouldBeNull();
    }

    [Fact]
    public void where_consent_would_carry_the_call_it_is_unproven()
    {
        var judgement = Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Customer) }).Judge("call");
        judgement.Of(Rule).ShouldBeUnproven("other-basis-would-carry", "call", "grant");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
        FindingTexts.Explain(judgement.Of(Rule)!).Nl.ShouldContain("de klantrelatie");
    }

    [Fact]
    public void a_call_that_declares_nothing_is_not_judged_by_it() =>
        Given.Dossier().Customer("customer", "2020-02-01 10:00").Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeNull();
}

file static class Calling
{
    public static Given Ended(this Given given, string relationship, bool? notice, string at = "2026-01-01 10:00") => given.Add("ended", new RelationshipEnded
    {
        OccurredAt = Given.At(at),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = "ended",
        RelationshipMac = relationship,
        As = RelationshipRole.Customer,
        Products = ["electricity", "gas"],
        NoticeAtCollection = notice,
    });

    public static Finding? OnThisBasis(this Given given, Func<CallAttempted, CallAttempted>? but = null) =>
        given.Call("call", "2026-06-01 10:00", c => (but ?? (x => x))(c with { ReliesOn = new(Basis.Customer) })).Finding("call", "TW-11.7-CUSTOMER");
}
