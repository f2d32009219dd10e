using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class MandatesTests
{
    private const string Rule = "CHAIN-MANDATE";

    [Fact]
    public void a_mandate_of_the_principal_is_met() => Given.ValidConsent().Mandate("m1", Given.Principal, "noord").By("noord").ShouldBeMet();

    [Fact]
    public void the_principal_itself_needs_none() => Given.ValidConsent().Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeNull();

    [Fact]
    public void no_mandate_is_a_breach_of_permission()
    {
        var judgement = Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Party = "noord" }).Judge("call");
        judgement.Of(Rule).ShouldBeBreach("no-mandate", "call");
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
    }

    [Theory]
    [InlineData("2026-08-31 23:59:59", false)]
    [InlineData("2026-09-01 00:00:00", false)]
    [InlineData("2026-09-01 00:00:01", true)]
    public void a_mandate_that_begins_at_the_very_instant_of_the_call_has_not_begun(string start, bool met) =>
        Expect(Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { ValidFrom = Given.Day("2026-09-01") }).By("noord", start), met, "mandate-not-yet", "m1");

    [Theory]
    [InlineData("2026-08-31 23:59:59", true)]
    [InlineData("2026-09-01 00:00:00", false)]
    [InlineData("2026-09-01 00:00:01", false)]
    public void a_mandate_that_ends_at_the_very_instant_of_the_call_has_ended(string start, bool met) =>
        Expect(Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { ValidTo = Given.Day("2026-09-01") }).By("noord", start), met, "mandate-ended", "m1");

    [Fact]
    public void another_campaign_is_a_breach() =>
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { Campaigns = ["voorjaar"] }).By("noord").ShouldBeBreach("campaign-not-covered", "m1");

    [Fact]
    public void the_campaign_itself_is_met() =>
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { Campaigns = [Given.Campaign] }).By("noord").ShouldBeMet();

    [Fact]
    public void a_call_without_a_campaign_needs_a_mandate_for_all()
    {
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { Campaigns = [Given.Campaign] })
            .By("noord", campaign: null).ShouldBeBreach("campaign-not-covered");
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord").By("noord", campaign: null).ShouldBeMet();
    }

    [Fact]
    public void a_mandate_passed_on_with_leave_is_met()
    {
        var finding = Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { MayDelegate = true }).Mandate("m2", "noord", "zuid").By("zuid");
        finding.ShouldBeMet();
        finding!.Because.ShouldBe([Given.Id("m1"), Given.Id("m2")]);
    }

    [Fact]
    public void a_mandate_passed_on_without_leave_is_a_breach() =>
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord").Mandate("m2", "noord", "zuid").By("zuid").ShouldBeBreach("sub-agency-not-allowed", "m1", "m2");

    [Fact]
    public void the_weakest_link_counts() =>
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord", m => m with { MayDelegate = true, ValidTo = Given.Day("2026-08-01") }).Mandate("m2", "noord", "zuid")
            .By("zuid").ShouldBeBreach("mandate-ended", "m1");

    [Fact]
    public void a_line_that_does_not_begin_at_the_principal_is_none() =>
        Given.ValidConsent().Mandate("m2", "noord", "zuid").By("zuid").ShouldBeBreach("no-mandate");

    [Fact]
    public void parties_that_mandate_each_other_are_none() =>
        Given.ValidConsent().Mandate("m1", "noord", "zuid").Mandate("m2", "zuid", "noord").By("zuid").ShouldBeBreach("no-mandate");

    [Fact]
    public void of_two_lines_the_sound_one_counts() =>
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord").Mandate("m2", "noord", "zuid").Mandate("m3", Given.Principal, "zuid").By("zuid").ShouldBeMet();

    [Fact]
    public void a_renewed_mandate_leaves_calls_under_the_earlier_version() =>
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord").Mandate("m1", Given.Principal, "noord", m => m with { ValidFrom = Given.Day("2026-10-01") }, "2026-09-20 10:00")
            .By("noord").ShouldBeMet();

    [Fact]
    public void a_version_recorded_later_than_what_is_known_does_not_exist() =>
        Given.ValidConsent().Mandate("m1", Given.Principal, "noord", recordedAt: "2026-09-02 10:00").Call("call", "2026-09-01 10:00", c => c with { Party = "noord" })
            .KnownAt("2026-09-02 09:59").Finding("call", Rule).ShouldBeBreach("no-mandate");

    [Fact]
    public void a_mandate_recorded_after_the_call_makes_the_proof_afterwards()
    {
        Given Called(string recordedAt) => Given.ValidConsent().Mandate("m1", Given.Principal, "noord", recordedAt: recordedAt)
            .Call("call", "2026-09-01 10:00", c => c with { Party = "noord" });
        Called("2026-09-01 10:00").Judge("call").Proof.ShouldBe(ProofGrade.Contemporaneous);
        Called("2026-09-01 10:01").Judge("call").Proof.ShouldBe(ProofGrade.Afterwards);
        Called("2026-01-01 10:00").Mandate("m1", Given.Principal, "noord", m => m with { Contract = "c" }, "2026-09-02 10:00")
            .Judge("call").Proof.ShouldBe(ProofGrade.Contemporaneous);
    }

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:01", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) => (Given.Dossier().By("noord", start) is not null).ShouldBe(applies);

    private static void Expect(Finding? finding, bool met, string reason, string because)
    {
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, because);
    }
}

file static class Calling
{
    public static Finding? By(this Given given, string party, string start = "2026-09-01 10:00", string? campaign = Given.Campaign) =>
        given.Call("call", start, c => c with { Party = party, Campaign = campaign, Products = ["gas"] }).Finding("call", "CHAIN-MANDATE");
}
