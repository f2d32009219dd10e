using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class MovedCallTests
{
    private const string Consent = "TW-11.7-CONSENT";

    [Fact]
    public void a_call_moved_here_after_it_was_made_is_not_shown_by_what_stands_here()
    {
        var judgement = MovedHere("2026-09-10 12:00");
        judgement.Of(Consent).ShouldBeUnproven("corrected-after-call", "grant", "fix");
        judgement.Of("TW-11.7-WITHDRAWN").ShouldBeUnproven("corrected-after-call", "fix");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Theory]
    [InlineData("2026-08-10 11:59:00", PermissionConclusion.Shown)]
    [InlineData("2026-08-10 11:59:01", PermissionConclusion.Unproven)]
    public void one_that_stood_here_at_its_very_start_is_as_good_as_any(string movedAt, PermissionConclusion permission) =>
        MovedHere(movedAt).Permission.ShouldBe(permission);

    [Fact]
    public void a_breach_stays_one_wherever_the_call_is_moved() =>
        Given.Dossier().Correction("fix", "2026-09-10 12:00", "elsewhere", Given.ACall("call", "2026-08-10 12:00"), CorrectionMove.Here)
            .Finding("fix", Consent).ShouldBeBreach("no-grant", "fix");

    [Fact]
    public void a_call_whose_original_came_after_its_correction_is_no_moved_one() =>
        Given.ValidConsent().Correction("fix", "2026-08-10 13:00", "call", Given.ACall("call", "2026-08-10 12:00") with { EndedAt = Given.At("2026-08-10 12:05") })
            .Call("call", "2026-08-10 12:00").Recorded("2026-08-11 12:00").Judge("call").Permission.ShouldBe(PermissionConclusion.Shown);

    [Fact]
    public void a_consent_moved_here_after_the_call_does_not_show_what_a_request_left_unproven()
    {
        var given = Given.Dossier().Callback("asked", "2026-08-05 12:00").WithoutExhibit("x-asked").Call("call", "2026-08-10 12:00", c => c with { ReliesOn = new(Basis.Callback) });
        given.Judge("call").Permission.ShouldBe(PermissionConclusion.Unproven);
        var judgement = given.Verified("verified", "2026-08-02 12:00", "moved")
            .Exhibit("x-grant", "2026-08-01 12:00", ExhibitPurpose.Consent).Correction("moved", "2026-09-10 12:00", "elsewhere", Given.ValidConsent().Whole.Facts[0].Fact, CorrectionMove.Here).Judge("call");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    private static Judgement MovedHere(string movedAt) =>
        Given.ValidConsent().Correction("fix", movedAt, "elsewhere", Given.ACall("call", "2026-08-10 12:00"), CorrectionMove.Here).Judge("fix");
}

public class MovedStartTests
{
    private const string Consent = "TW-11.7-CONSENT";

    [Fact]
    public void a_correction_recorded_before_the_start_it_claims_does_not_take_the_call_past_its_consent()
    {
        var given = Given.Dossier().Call("call", "2026-08-10 10:00").Grant("grant", "2026-08-10 10:04").Verified("verified", "2026-08-10 10:05", "grant");
        given.Finding("call", Consent).ShouldBeBreach("granted-after-call");
        var judgement = given.Correction("fix", "2026-08-10 10:06", "call", Given.ACall("call", "2026-08-10 10:10")).Judge("call");
        judgement.Of(Consent).ShouldBeUnproven("corrected-after-call", "call", "fix");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void moving_the_start_of_a_call_that_its_consent_carries_either_way_changes_nothing() =>
        Given.ValidConsent().Call("call", "2026-08-10 10:00").Correction("fix", "2026-08-10 10:06", "call", Given.ACall("call", "2026-08-10 10:10"))
            .Judge("call").Permission.ShouldBe(PermissionConclusion.Shown);

    [Fact]
    public void claiming_an_early_start_in_between_does_not_undo_a_correction_made_before_the_call()
    {
        var good = Given.ValidConsent().Whole.Facts[0].Fact;
        Given.ValidConsent().Correction("narrow", "2026-08-20 10:00", "grant", (ConsentGranted)good with { Products = ["gas"] })
            .Call("call", "2026-09-01 10:00").Correction("wide", "2026-09-02 10:00", "grant", good)
            .Correction("early", "2026-09-02 11:00", "call", Given.ACall("call", "2026-08-10 10:00"))
            .Correction("back", "2026-09-02 12:00", "early", Given.ACall("call", "2026-09-01 10:00"))
            .Finding("call", Consent).ShouldBeUnproven("corrected-after-call", "grant", "wide");
    }
}
