using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests.Clearances;

/// <summary>What a dialler is told before it dials. 15 September 2026 is a Tuesday.</summary>
public sealed class ClearanceDecisionTests
{
    private const string Tuesday = "2026-09-15 12:00";

    [Fact]
    public void a_number_with_a_consent_that_meets_every_rule_is_clear() => Decide(Given.ValidConsent()).Clear.ShouldBeTrue();

    [Fact]
    public void a_number_that_nobody_knows_is_blocked()
    {
        var decision = Decide(Given.Dossier());
        decision.Clear.ShouldBeFalse();
        decision.Judgement.Of("TW-11.7-CONSENT")!.Reason.ShouldBe("no-grant");
    }

    [Fact]
    public void a_withdrawal_at_the_very_instant_blocks() => Decide(Given.ValidConsent().Withdrawn("stop", Tuesday).Recorded(Tuesday)).Clear.ShouldBeFalse();

    [Fact]
    public void a_withdrawal_that_is_not_known_yet_does_not_block() =>
        Decide(Given.ValidConsent().Withdrawn("stop", "2026-09-15 11:00").Recorded("2026-09-15 12:01")).Clear.ShouldBeTrue();

    [Theory]
    [InlineData("2026-09-15 09:00", true)]
    [InlineData("2026-09-15 08:59:59", false)]
    [InlineData("2026-09-15 20:59:59", true)]
    [InlineData("2026-09-15 21:00", false)]
    [InlineData("2026-09-20 12:00", false)]
    [InlineData("2026-12-25 12:00", false)]
    public void a_number_is_clear_in_calling_hours_only(string at, bool clear) => Decide(WithPolicy(), at).Clear.ShouldBe(clear);

    [Fact]
    public void a_second_attempt_on_one_day_is_blocked_by_the_principals_own_limit()
    {
        var decision = Decide(WithPolicy().Call("call", "2026-09-15 10:00", c => c with { Outcome = CallOutcome.NoAnswer, Campaign = Given.Campaign }));
        decision.Clear.ShouldBeFalse();
        decision.Judgement.Of("POLICY-ATTEMPTS")!.Reason.ShouldBe("too-many-per-day");
        decision.Judgement.Permission.ShouldBe(PermissionConclusion.Shown);
    }

    [Fact]
    public void what_is_unproven_is_blocked_unless_the_policy_says_otherwise()
    {
        var dossier = Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Wording = null }).Verified("verified", "2026-08-02 12:00", "grant");
        Decide(dossier).Judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
        Decide(dossier).Clear.ShouldBeFalse();
        Decide(dossier.Policy("2026-01-01", p => p with { ClearUnproven = true })).Clear.ShouldBeTrue();
    }

    [Fact]
    public void a_decision_holds_an_hour_at_most() =>
        Decide(Given.ValidConsent()).RecheckAfter.ShouldBe(Given.At("2026-09-15 13:00"));

    [Fact]
    public void a_decision_holds_no_longer_than_the_calling_hours() =>
        Decide(WithPolicy(), "2026-09-15 20:30").RecheckAfter.ShouldBe(Given.At("2026-09-15 21:00"));

    [Fact]
    public void a_service_campaign_is_not_assessed_and_so_not_clear()
    {
        var decision = Decide(Given.ValidConsent(), nature: CallNature.Service);
        decision.Judgement.Permission.ShouldBe(PermissionConclusion.NotAssessed);
        decision.Clear.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-09-15 21:59:59", true)]
    [InlineData("2026-09-15 22:00", false)]
    public void without_a_policy_the_hours_of_the_code_hold(string at, bool clear) => Decide(Given.ValidConsent(), at).Clear.ShouldBe(clear);

    private static Given WithPolicy() => Given.ValidConsent().Policy("2026-01-01", p => p);

    private static ClearanceDecision Decide(Given given, string at = Tuesday, CallNature nature = CallNature.Commercial)
    {
        var now = Given.At(at);
        return ClearanceDecision.Of(
            DossierAsKnown.Of(given.Whole, now), BookAsKnown.Of(given.Book, now), nature, new(Given.Campaign, Given.Principal, CallMeans.Human, null), now);
    }
}
