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
}

file static class Calling
{
    public static Given Serving(this Given given, Func<CallAttempted, CallAttempted> but, string start = "2026-09-01 10:00") =>
        given.Call("call", start, c => but(c with { Nature = CallNature.Service }));
}
