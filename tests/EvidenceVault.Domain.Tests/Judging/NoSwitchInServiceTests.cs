using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class NoSwitchInServiceTests
{
    private const string Rule = "SERVICE-NO-SWITCH";

    [Fact]
    public void a_service_call_without_an_offer_is_met()
    {
        var judgement = Given.Dossier().Serving(c => c with { OfferMade = false }).Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        (judgement.Permission, judgement.Basis, judgement.Proof).ShouldBe((PermissionConclusion.Shown, null, ProofGrade.Declared));
    }

    [Fact]
    public void a_recording_of_the_call_is_more_than_the_callers_word() =>
        Given.Dossier().Exhibit("log", "2026-09-01 10:05", e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Call] })
            .Serving(c => c with { OfferMade = false, Exhibits = ["log"] }).Judge("call").Proof.ShouldBe(ProofGrade.Afterwards);

    [Theory]
    [InlineData("2026-09-02 10:01:00", null)]
    [InlineData("2026-09-02 10:01:01", "recorded-after-dispute")]
    public void a_call_handed_in_after_a_complaint_does_not_show_that_nothing_was_offered(string recordedAt, string? reason) =>
        Expect(Given.Dossier().Serving(c => c with { OfferMade = false }).Recorded(recordedAt).Complained("angry", "2026-09-02 10:00"), reason, "call");

    [Theory]
    [InlineData("2026-09-02 10:01:00", null)]
    [InlineData("2026-09-02 10:01:01", "recorded-after-dispute")]
    public void nor_does_what_a_listener_is_said_to_have_heard_before_it(string recordedAt, string? reason) =>
        Expect(Given.Dossier().Serving(c => c).Add("heard", Heard("heard", "2026-09-01 12:00")).Recorded(recordedAt).Complained("angry", "2026-09-02 10:00"), reason, "heard");

    [Fact]
    public void who_heard_the_same_in_time_suffices() =>
        Expect(
            Given.Dossier().Serving(c => c).Add("late", Heard("late", "2026-09-01 12:00")).Recorded("2026-09-03 10:00").Add("heard", Heard("heard", "2026-09-01 13:00"))
                .Complained("angry", "2026-09-02 10:00"),
            null, "");

    [Fact]
    public void a_recording_announced_after_a_complaint_is_no_more_than_the_callers_word()
    {
        var judgement = Given.Dossier().Exhibit("log", "2026-09-03 10:00", e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Call] })
            .Serving(c => c with { OfferMade = false, Exhibits = ["log"] }).Complained("angry", "2026-09-02 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Proof.ShouldBe(ProofGrade.Declared);
    }

    [Fact]
    public void an_offer_without_a_basis_is_a_breach()
    {
        Given.Dossier().Serving(c => c with { OfferMade = true }).Finding("call", Rule).ShouldBeBreach("offer-in-service-call", "call");
        Given.Dossier().Serving(c => c with { OfferMade = false, SaleMade = true }).Finding("call", Rule).ShouldBeBreach("offer-in-service-call");
        Given.Dossier().Customer("customer", "2020-01-01 10:00").Serving(c => c with { OfferMade = true }).Finding("call", Rule).ShouldBeBreach("offer-in-service-call");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Basis.Consent)]
    [InlineData(Basis.Customer)]
    public void an_offer_that_a_basis_carries_is_met_whatever_was_declared(Basis? basis) =>
        Given.ValidConsent().Serving(c => c with { OfferMade = true, ReliesOn = basis is { } b ? new(b) : null }).Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void one_that_a_basis_may_carry_is_unproven()
    {
        var judgement = Given.ValidConsent().WithoutExhibit("x-grant").Serving(c => c with { OfferMade = true }).Judge("call");
        judgement.Of(Rule).ShouldBeUnproven("offer-unknown", "call");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
    }

    [Fact]
    public void an_unknown_offer_is_unproven() => Given.ValidConsent().Serving(c => c).Finding("call", Rule).ShouldBeUnproven("offer-unknown", "call");

    [Fact]
    public void it_is_about_outbound_service_calls_that_are_conversations()
    {
        Given.Dossier().Serving(c => c with { Outcome = CallOutcome.NoAnswer }).Finding("call", Rule).ShouldBeNull();
        Given.Dossier().Serving(c => c with { Outcome = CallOutcome.WrongPerson, OfferMade = false }).Finding("call", Rule).ShouldBeMet();
        Given.Dossier().Serving(c => c with { Nature = CallNature.Survey, OfferMade = true }).Finding("call", Rule).ShouldBeNull();
        Given.Dossier().Serving(c => c with { Nature = CallNature.Commercial }).Finding("call", Rule).ShouldBeNull();
        Given.Dossier().Serving(c => c with { Direction = CallDirection.Inbound, OfferMade = true }).Finding("call", Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-06-30 23:59:59", false)]
    [InlineData("2026-07-01 00:00:00", true)]
    public void it_is_in_force_from_1_july_2026(string start, bool applies) =>
        (Given.Dossier().Serving(c => c with { OfferMade = true }, start).Finding("call", Rule) is not null).ShouldBe(applies);

    private static MonitoringRecorded Heard(string name, string at) => new()
    {
        OccurredAt = Given.At(at),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = name,
        Call = Given.Ref("call"),
        By = Listener.Reviewer,
        Findings = [new("offer", false)],
    };

    private static void Expect(Given given, string? reason, string because)
    {
        var finding = given.Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven(reason, because, "angry");
    }
}

file static class Calling
{
    public static Given Serving(this Given given, Func<CallAttempted, CallAttempted> but, string start = "2026-09-01 10:00") =>
        given.Call("call", start, c => but(c with { Nature = CallNature.Service }));
}
