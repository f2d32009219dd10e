using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class CollectorsTests
{
    private const string Rule = "CHAIN-COLLECTOR";

    [Fact]
    public void a_collector_with_a_mandate_at_the_capture_is_met()
    {
        var judgement = Given.Dossier().Mandate("m1", Given.Principal, "leads").CollectedBy("leads").Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("grant"), Given.Id("m1")]);
        judgement.Permission.ShouldBe(PermissionConclusion.Shown);
    }

    [Fact]
    public void the_principal_and_the_vault_itself_need_none()
    {
        Given.ValidConsent().Called().ShouldBeNull();
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { UploadedBy = VaultItself.Slug, Party = "leads" }).Called().ShouldBeNull();
    }

    [Fact]
    public void a_collector_without_a_mandate_is_a_breach_of_permission()
    {
        var judgement = Given.Dossier().CollectedBy("leads").Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeBreach("no-mandate", "grant");
        FindingTexts.Explain(judgement.Of(Rule)!).Nl.ShouldContain("leads");
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    [Fact]
    public void so_is_a_verifier_without_one()
    {
        Given Verified() => Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { Party = "checks" });
        Verified().Called().ShouldBeBreach("no-mandate", "verified");
        Verified().Mandate("m1", Given.Principal, "checks").Called().ShouldBeMet();
        Verified().Verified("own", "2026-08-03 12:00", "grant").Called().ShouldBeNull();
        Verified().Verified("before", "2026-08-01 18:00", "grant").Called().ShouldBeNull();
        Verified().Verified("other", "2026-08-01 18:00", "grant", v => v with { Party = "good" }).Mandate("m1", Given.Principal, "good").Called().ShouldBeMet();
        // One that the principal asked, and that nothing proves, is no worse for what somebody else asked beside it.
        Verified().Verified("poor", "2026-08-03 12:00", "grant").WithoutExhibit("x-poor").Called().ShouldBeNull();
        Verified().Verified("poor", "2026-08-03 12:00", "grant").WithoutExhibit("x-poor").Call("call", "2026-09-01 10:00").Finding("call", "ACM-CONSENT-VERIFY").ShouldBeUnproven("response-unproven", "poor");
    }

    [Fact]
    public void both_are_named_where_both_are_sound() =>
        Given.Dossier().Mandate("m1", Given.Principal, "leads").Mandate("m2", Given.Principal, "checks").Grant("grant", "2026-08-01 12:00", g => g with { Party = "leads" })
            .Verified("verified", "2026-08-02 12:00", "grant", v => v with { Party = "checks" }).Called()!.Because
            .ShouldBe([Given.Id("grant"), Given.Id("m1"), Given.Id("verified"), Given.Id("m2")]);

    [Theory]
    [InlineData("2026-07-31 23:59:59", "mandate-not-yet")]
    [InlineData("2026-08-01 00:00:00", "mandate-not-yet")]
    [InlineData("2026-08-01 00:00:01", null)]
    [InlineData("2026-08-31 23:59:59", null)]
    [InlineData("2026-09-01 00:00:00", "mandate-ended")]
    [InlineData("2026-09-01 00:00:01", "mandate-ended")]
    public void the_mandate_must_be_in_force_at_the_capture_and_not_at_the_call(string grantedAt, string? reason)
    {
        var finding = Given.Dossier().Mandate("m1", Given.Principal, "leads", m => m with { ValidFrom = Given.Day("2026-08-01"), ValidTo = Given.Day("2026-09-01") })
            .Grant("grant", grantedAt, g => g with { Party = "leads" }).Call("call", "2026-10-01 10:00").Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "grant", "m1");
    }

    [Fact]
    public void a_campaign_that_was_named_must_be_covered_and_one_that_was_not_is_not_asked_for()
    {
        Given Collected(string? campaign) => Given.Dossier().Mandate("m1", Given.Principal, "leads", m => m with { Campaigns = ["voorjaar"] })
            .Grant("grant", "2026-08-01 12:00", g => g with { Party = "leads", Campaign = campaign });
        Collected("najaar").Called().ShouldBeBreach("campaign-not-covered", "m1");
        Collected("voorjaar").Called().ShouldBeMet();
        Collected(null).Called().ShouldBeMet();
    }

    [Fact]
    public void a_mandate_passed_on_without_leave_is_a_breach() =>
        Given.Dossier().Mandate("m1", Given.Principal, "noord").Mandate("m2", "noord", "leads").CollectedBy("leads").Called().ShouldBeBreach("sub-agency-not-allowed", "m1", "m2");

    [Theory]
    [InlineData("2026-09-01 10:00:00", ProofGrade.Contemporaneous)]
    [InlineData("2026-09-01 10:00:01", ProofGrade.Afterwards)]
    public void a_mandate_recorded_after_the_call_makes_the_proof_afterwards(string recordedAt, ProofGrade grade) =>
        Given.Dossier().Mandate("m1", Given.Principal, "leads", recordedAt: recordedAt).CollectedBy("leads").Call("call", "2026-09-01 10:00").Judge("call").Proof.ShouldBe(grade);

    [Theory]
    [InlineData("2026-08-20 10:01:00", true)]
    [InlineData("2026-08-20 10:01:01", false)]
    public void one_recorded_only_after_a_complaint_is_unproven(string recordedAt, bool met)
    {
        var finding = Given.Dossier().Mandate("m1", Given.Principal, "leads", recordedAt: recordedAt).CollectedBy("leads").Complained("angry", "2026-08-20 10:00").Called();
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven("recorded-after-dispute", "m1", "angry");
    }

    [Fact]
    public void it_is_left_out_where_another_basis_is_taken()
    {
        var judgement = Given.Dossier().CollectedBy("leads").Callback("please", "2026-08-25 10:00").Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeNull();
        (judgement.Permission, judgement.Basis).ShouldBe((PermissionConclusion.Shown, Basis.Callback));
    }

    [Fact]
    public void a_consent_that_nobody_was_to_collect_lifts_no_objection() =>
        Given.Dossier().Objected("no", "2026-07-01 10:00").CollectedBy("leads").Call("call", "2026-09-01 10:00").Finding("call", "TW-11.7-WITHDRAWN").ShouldBeBreach("called-after-objection");

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) =>
        (Given.Dossier().Grant("grant", "2021-06-01 12:00", g => g with { Party = "leads" }).Call("call", start, c => c with { ReliesOn = new(Basis.Consent) })
            .Finding("call", Rule) is not null).ShouldBe(applies);
}

file static class Calling
{
    public static Given CollectedBy(this Given given, string party) =>
        given.Grant("grant", "2026-08-01 12:00", g => g with { Party = party }).Verified("verified", "2026-08-02 12:00", "grant");

    public static Finding? Called(this Given given) => given.Call("call", "2026-09-01 10:00").Finding("call", "CHAIN-COLLECTOR");
}
