using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class WordingAfterTheCallTests
{
    private const string Consent = "TW-11.7-CONSENT";
    private const string Quality = "AVG-CONSENT-QUALITY";
    private static readonly WordingFiled Wide = Given.AWording() with { Ref = "w2" };
    private static readonly WordingFiled Narrow = Wide with { CallersNamed = [], Products = ["gas"] };

    [Fact]
    public void what_is_said_of_a_wording_after_the_call_does_not_widen_it()
    {
        var judgement = Called(Narrow, "2026-01-01 09:00").InBook(Wide, "2026-09-02 09:00", "v2").Judge("call");
        judgement.Of(Consent).ShouldBeBreach("out-of-scope", "grant", "v1");
        judgement.Of(Quality).ShouldBeBreach("caller-not-named", "grant", "v1");
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    [Theory]
    [InlineData("2026-09-01 10:00:00", PermissionConclusion.Shown)]
    [InlineData("2026-09-01 10:00:01", PermissionConclusion.NotShown)]
    public void what_is_said_of_it_by_the_very_start_of_the_call_counts(string recordedAt, PermissionConclusion permission)
    {
        var judgement = Called(Narrow, "2026-01-01 09:00").InBook(Wide, recordedAt, "v2").Judge("call");
        judgement.Permission.ShouldBe(permission);
        judgement.Proof.ShouldBe(ProofGrade.Contemporaneous);
    }

    [Fact]
    public void what_narrows_it_after_the_call_counts()
    {
        Called(Wide, "2026-01-01 09:00").InBook(Wide with { Products = ["gas"] }, "2026-09-02 09:00", "v2")
            .Finding("call", Consent).ShouldBeBreach("out-of-scope", "grant", "v1", "v2");
        Called(Wide, "2026-01-01 09:00").InBook(Wide with { CallersNamed = [] }, "2026-09-02 09:00", "v2")
            .Finding("call", Quality).ShouldBeBreach("caller-not-named", "grant", "v1", "v2");
    }

    [Fact]
    public void that_it_is_shown_no_more_changes_nothing()
    {
        var judgement = Called(Wide, "2026-01-01 09:00").InBook(Wide with { LiveTo = Given.Day("2026-09-02") }, "2026-09-02 09:00", "v2").Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.Shown);
        judgement.Proof.ShouldBe(ProofGrade.Contemporaneous);
    }

    [Fact]
    public void of_a_wording_filed_only_after_the_call_no_version_widens_another()
    {
        Called(Narrow, "2026-09-02 09:00").InBook(Wide, "2026-09-03 09:00", "v2").Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);
        var judgement = Called(Wide, "2026-09-02 09:00").InBook(Wide, "2026-09-03 09:00", "v2").Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.Shown);
        judgement.Proof.ShouldBe(ProofGrade.Afterwards);
    }

    [Theory]
    [InlineData("2026-09-01 10:00:00", null)]
    [InlineData("2026-09-01 10:00:01", "expired")]
    public void a_term_made_longer_after_the_call_stays_as_short_as_it_was(string recordedAt, string? reason)
    {
        var finding = Called(Wide with { ConsentTerm = Period.FromMonths(1) }, "2026-01-01 09:00", "2026-07-01 12:00")
            .InBook(Wide with { ConsentTerm = Period.FromYears(2) }, recordedAt, "v2").Finding("call", Consent);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "grant", "v1");
    }

    private static Given Called(WordingFiled wording, string recordedAt, string grantedAt = "2026-08-01 12:00") =>
        Given.Dossier().InBook(wording, recordedAt, "v1").Grant("grant", grantedAt, g => g with { Wording = wording.Ref })
            .Verified("verified", "2026-08-02 12:00", "grant").Requested("asked", "2026-07-30 12:00", "grant").Call("call", "2026-09-01 10:00");
}

public class CampaignAfterTheCallTests
{
    private const string Consent = "TW-11.7-CONSENT";

    [Theory]
    [InlineData("2026-09-01 10:00:00", null)]
    [InlineData("2026-09-01 10:00:01", "out-of-scope")]
    public void a_campaign_described_anew_after_the_call_is_not_what_the_call_was_about(string recordedAt, string? reason)
    {
        var finding = OfElectricity().Call("call", "2026-09-01 10:00").InBook(ACampaign(Given.Campaign, "electricity"), recordedAt, "c2").Finding("call", Consent);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "grant");
    }

    [Fact]
    public void a_campaign_described_only_after_the_call_makes_its_proof_one_afterwards()
    {
        var judgement = Late(c => c).InBook(ACampaign("late", "electricity"), "2026-09-02 10:00", "c1").Judge("call");
        judgement.Of(Consent).ShouldBeMet();
        judgement.Proof.ShouldBe(ProofGrade.Afterwards);
    }

    [Fact]
    public void describing_that_campaign_anew_takes_no_product_away() =>
        Late(c => c).InBook(ACampaign("late", "electricity", "solar"), "2026-09-02 10:00", "c1").InBook(ACampaign("late", "electricity"), "2026-09-03 10:00", "c2")
            .Finding("call", Consent).ShouldBeBreach("out-of-scope", "grant");

    [Fact]
    public void a_call_that_says_its_products_needs_no_campaign() =>
        Late(c => c with { Products = ["electricity"] }).InBook(ACampaign("late", "solar"), "2026-09-02 10:00", "c1").Judge("call").Proof.ShouldBe(ProofGrade.Contemporaneous);

    private static Given Late(Func<CallAttempted, CallAttempted> but) => OfElectricity().Call("call", "2026-09-01 10:00", c => but(c with { Campaign = "late" }));

    private static Given OfElectricity() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Products = ["electricity"] }).Verified("verified", "2026-08-02 12:00", "grant");

    private static CampaignDescribed ACampaign(string reference, params string[] products) =>
        new(reference, "Campagne", products, CallNature.Commercial, Given.Day("2020-01-01"), null, null);
}

public class PolicyAfterTheCallTests
{
    private const string Verify = "ACM-CONSENT-VERIFY";

    [Theory]
    [InlineData("2026-08-10 10:00:00", null)]
    [InlineData("2026-08-10 10:00:01", "method-not-accepted")]
    [InlineData("2026-08-01 10:00:00", null)]
    public void a_policy_counts_from_when_it_was_set(string recordedAt, string? reason) => Expect("2026-08-10 10:00", recordedAt, reason);

    [Theory]
    [InlineData("2026-08-10 00:00:00", null)]
    [InlineData("2026-08-09 23:59:59", "method-not-accepted")]
    public void it_counts_no_earlier_than_its_day(string start, string? reason) => Expect(start, "2026-08-01 10:00", reason);

    [Fact]
    public void the_first_one_that_takes_over_a_history_counts_from_its_day() =>
        ByPhone().InBook(Set("2020-01-01", takenOver: true, VerificationMethod.Sms), "2026-09-01 09:00", "p1").Call("call", "2026-08-10 10:00")
            .Finding("call", Verify).ShouldBeBreach("method-not-accepted");

    [Fact]
    public void a_first_one_that_takes_over_nothing_leaves_the_defaults_before_it() =>
        ByPhone().InBook(Set("2026-08-10", takenOver: false, VerificationMethod.Sms), "2026-08-10 18:00", "p1").Call("call", "2026-08-10 10:00")
            .Finding("call", Verify).ShouldBeMet();

    [Fact]
    public void it_can_be_told_which_one_counted()
    {
        var book = BookAsKnown.Of(Given.Dossier().InBook(Set("2026-08-10", takenOver: false, VerificationMethod.Sms), "2026-08-10 18:00", "p1").Book, Given.At("2026-09-01 10:00"));
        book.PolicyFiledAt(Given.At("2026-08-10 18:00"))!.EventId.ShouldBe(Given.Id("p1"));
        book.PolicyFiledAt(Given.At("2026-08-10 17:59")).ShouldBeNull();
    }

    private static void Expect(string start, string recordedAt, string? reason)
    {
        var finding = ByPhone().InBook(Set("2026-01-01", takenOver: false, VerificationMethod.Sms), "2026-01-01 09:00", "p1")
            .InBook(Set("2026-08-10", takenOver: false, VerificationMethod.Phone), recordedAt, "p2").Call("call", start).Finding("call", Verify);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason);
    }

    private static Given ByPhone() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { Method = VerificationMethod.Phone });

    private static PolicySet Set(string validFrom, bool takenOver, params VerificationMethod[] methods) =>
        new(new Policy { ValidFrom = Given.Day(validFrom), Verification = new(methods, Period.FromDays(14)) }, "because", takenOver);
}
