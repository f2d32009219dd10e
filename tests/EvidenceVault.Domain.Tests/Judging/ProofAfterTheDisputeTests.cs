using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class ProofAfterTheDisputeTests
{
    private const string Consent = "TW-11.7-CONSENT";

    [Theory]
    [InlineData("2026-09-02 10:01:00", null)]
    [InlineData("2026-09-02 10:01:01", "recorded-after-dispute")]
    public void an_exhibit_announced_after_a_complaint_does_not_prove_what_was_before_it(string announcedAt, string? reason)
    {
        var finding = Disputed().Exhibit("x-grant", announcedAt, ExhibitPurpose.Consent).Finding("call", Consent);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven(reason, "grant", "x-grant", "angry");
    }

    [Fact]
    public void one_whose_hash_was_there_before_may_come_later() =>
        DossierReport.Of(
            Disputed().Whole with { Exhibits = [.. Disputed().Whole.Exhibits.Select(e => e with { StoredAt = Given.At("2026-10-01 10:00") })] },
            Disputed().Book, null, Given.At("2030-01-01 00:00"))
            .Calls.Single().Judgement.Permission.ShouldBe(PermissionConclusion.Shown);

    [Fact]
    public void a_second_exhibit_that_comes_after_it_spoils_nothing() =>
        Disputed().Exhibit("a", "2026-09-03 10:00", e => e with { Consent = Given.Ref("grant") }).Finding("call", Consent).ShouldBeMet();

    [Fact]
    public void a_link_to_the_person_made_after_it_does_not_suffice() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { SameNumber = null })
            .Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00")
            .Exhibit("link", "2026-09-03 10:00", e => e with { Purposes = [ExhibitPurpose.PersonLink], Consent = Given.Ref("grant") })
            .Finding("call", "ACM-PERSON-LINK").ShouldBeUnproven("recorded-after-dispute", "link", "angry");

    [Fact]
    public void a_confirmation_after_an_old_complaint_is_proven_by_an_exhibit_of_that_time() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Complained("angry", "2026-08-01 18:00").Verified("verified", "2026-08-02 12:00", "grant")
            .Call("call", "2026-09-01 10:00").Judge("call").Permission.ShouldBe(PermissionConclusion.Shown);

    [Theory]
    [InlineData("2025-09-01 10:00:00", ProofGrade.Contemporaneous)]
    [InlineData("2025-09-01 10:00:01", ProofGrade.Afterwards)]
    public void a_contract_announced_after_the_call_makes_a_relationship_proven_afterwards(string announcedAt, ProofGrade grade) =>
        Given.Dossier().Customer("customer", "2025-01-01 12:00").Exhibit("x-customer", announcedAt, ExhibitPurpose.Contract)
            .Call("call", "2025-09-01 10:00").Judge("call").Proof.ShouldBe(grade);

    [Theory]
    [InlineData("2026-09-02 10:01:00", null)]
    [InlineData("2026-09-02 10:01:01", "recorded-after-dispute")]
    public void a_mandate_recorded_after_a_complaint_about_the_call_is_unproven(string recordedAt, string? reason)
    {
        var finding = Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Party = "noord" }).Complained("angry", "2026-09-02 10:00")
            .Mandate("m1", Given.Principal, "noord", recordedAt: recordedAt).Finding("call", "CHAIN-MANDATE");
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven(reason, "m1", "angry");
    }

    [Fact]
    public void an_older_complaint_says_nothing_of_the_mandate()
    {
        var judgement = Given.ValidConsent().Complained("angry", "2026-08-20 10:00").Call("call", "2026-09-01 10:00", c => c with { Party = "noord" })
            .Mandate("m1", Given.Principal, "noord", recordedAt: "2026-09-03 10:00").Judge("call");
        judgement.Of("CHAIN-MANDATE").ShouldBeMet();
        judgement.Proof.ShouldBe(ProofGrade.Afterwards);
    }

    [Theory]
    [InlineData("2026-08-30 10:00:00", null)]
    [InlineData("2026-09-03 10:00:00", "recorded-after-dispute")]
    public void a_request_that_came_after_it_does_not_clear_the_call_in_which_a_consent_was_obtained(string recordedAt, string? reason)
    {
        var given = Given.Dossier().Objected("no", "2026-07-01 10:00").Call("source", "2026-08-01 11:55", c => c with { ReliesOn = new(Dossiers.Facts.Basis.Callback) })
            .Grant("grant", "2026-08-01 12:00", g => g with { Call = Given.Ref("source") }).Verified("verified", "2026-08-02 12:00", "grant")
            .Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00");
        given.Finding("call", Consent).ShouldBeBreach("granted-in-unpermitted-call", "grant", "source");
        var finding = given.Callback("please", "2026-07-30 10:00").Recorded(recordedAt).Finding("call", Consent);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven(reason, "grant", "source");
    }

    [Theory]
    [InlineData("2026-09-02 10:01:00", null)]
    [InlineData("2026-09-02 10:01:01", "recorded-after-dispute")]
    public void a_wording_filed_after_a_complaint_about_the_call_does_not_carry_it(string recordedAt, string? reason)
    {
        var given = Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, recordedAt, "w2").Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" })
            .Verified("verified", "2026-08-02 12:00", "grant").Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00");
        if (reason is null)
            given.Finding("call", Consent).ShouldBeMet();
        else
            given.Finding("call", Consent).ShouldBeUnproven(reason, "grant", "w2", "angry");
    }

    [Theory]
    [InlineData("2026-09-02 10:01:00", false)]
    [InlineData("2026-09-02 10:01:01", true)]
    public void a_campaign_described_after_it_says_nothing_of_the_products_of_the_call(string recordedAt, bool suspect)
    {
        Given Described(string call, Basis basis) => Given.ValidConsent().Callback("please", "2026-08-30 10:00").Customer("customer", "2025-01-01 12:00")
            .InBook(new CampaignDescribed("late", "Late", ["gas"], CallNature.Commercial, Given.Day("2020-01-01"), null, null), recordedAt, "late")
            .Call("call", call, c => c with { Campaign = "late", ReliesOn = new(basis) }).Complained("angry", "2026-09-02 10:00");
        foreach (var (rule, basis, call) in new[]
        {
            (Consent, Basis.Consent, "2026-09-01 10:00"), ("CALLBACK-REQUESTED", Basis.Callback, "2026-09-01 10:00"), ("TW-11.7-CUSTOMER", Basis.Customer, "2026-06-01 10:00"),
        })
        {
            var finding = Described(call, basis).Finding("call", rule);
            if (suspect)
                finding.ShouldBeUnproven("recorded-after-dispute", "angry");
            else
                finding.ShouldBeMet();
        }
    }

    [Fact]
    public void a_call_that_names_its_products_needs_no_campaign() =>
        Given.ValidConsent().InBook(new CampaignDescribed("late", "Late", ["gas"], CallNature.Commercial, Given.Day("2020-01-01"), null, null), "2026-09-03 10:00", "late")
            .Call("call", "2026-09-01 10:00", c => c with { Campaign = "late", Products = ["gas"] }).Complained("angry", "2026-09-02 10:00").Finding("call", Consent).ShouldBeMet();

    private static Given Disputed() => Given.ValidConsent().Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00");
}
