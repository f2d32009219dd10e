using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class InboundOfferTests
{
    private const string Rule = "INBOUND-OFFER";

    [Fact]
    public void a_call_that_a_call_detail_record_shows_is_met()
    {
        var judgement = Given.Dossier().Inbound("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("call"), Given.Id("x-call")]);
        (judgement.Permission, judgement.Basis, judgement.Proof).ShouldBe((PermissionConclusion.Shown, null, ProofGrade.Afterwards));
    }

    [Theory]
    [InlineData("2026-09-02 10:01:00", "2026-09-02 10:01:00", null)]
    [InlineData("2026-09-02 10:01:01", "2026-09-01 11:00:00", "recorded-after-dispute")]
    [InlineData("2026-09-01 11:00:00", "2026-09-02 10:01:01", "recorded-after-dispute")]
    public void a_call_or_its_record_handed_in_after_a_complaint_does_not_show_who_began_it(string recordedAt, string announcedAt, string? reason)
    {
        var judgement = Given.Dossier().Inbound("call", "2026-09-01 10:00").Recorded(recordedAt).WithoutExhibit("x-call")
            .Exhibit("x-call", announcedAt, e => e with { Kind = ExhibitKind.CallDetailRecord, Call = Given.Ref("call") }).Complained("angry", "2026-09-02 10:00").Judge("call");
        if (reason is null)
            judgement.Of(Rule).ShouldBeMet();
        else
            judgement.Of(Rule).ShouldBeUnproven(reason, "call", "angry");
        judgement.Permission.ShouldBe(reason is null ? PermissionConclusion.Shown : PermissionConclusion.Unproven);
    }

    [Fact]
    public void a_record_that_nobody_asks_for_may_come_late() =>
        Given.Dossier().Policy("2026-01-01", p => p with { InboundProof = InboundProof.None }).Inbound("call", "2026-09-01 10:00").WithoutExhibit("x-call")
            .Exhibit("x-call", "2026-09-03 10:00", e => e with { Kind = ExhibitKind.CallDetailRecord, Call = Given.Ref("call") }).Complained("angry", "2026-09-02 10:00")
            .Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void one_that_the_call_cites_will_do() =>
        Given.Dossier().Inbound("call", "2026-09-01 10:00", c => c with { Exhibits = ["cited"] }).WithoutExhibit("x-call")
            .Exhibit("cited", "2026-09-01 11:00", e => e with { Kind = ExhibitKind.CallDetailRecord, Purposes = [ExhibitPurpose.Call] }).Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void without_one_it_is_unproven()
    {
        Given Called() => Given.Dossier().Inbound("call", "2026-09-01 10:00").WithoutExhibit("x-call");
        Called().Finding("call", Rule).ShouldBeUnproven("direction-unproven", "call");
        Called().Exhibit("log", "2026-09-01 10:00", e => e with { Kind = ExhibitKind.Voicelog, Purposes = [ExhibitPurpose.Call], Call = Given.Ref("call") })
            .Finding("call", Rule).ShouldBeUnproven("direction-unproven");
        Called().Exhibit("cdr", "2026-09-01 10:00", e => e with { Kind = ExhibitKind.CallDetailRecord, Call = Given.Ref("call"), Consumer = null })
            .Finding("call", Rule).ShouldBeUnproven("direction-unproven");
        Called().Exhibit("cdr", "2026-09-01 10:00", e => e with { Kind = ExhibitKind.CallDetailRecord, Call = Given.Ref("call") }, stored: false)
            .Finding("call", Rule).ShouldBeUnproven("direction-unproven");
    }

    [Fact]
    public void a_policy_that_asks_for_none_takes_the_callers_word()
    {
        var judgement = Given.Dossier().Policy("2026-01-01", p => p with { InboundProof = InboundProof.None }).Inbound("call", "2026-09-01 10:00").WithoutExhibit("x-call").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        (judgement.Permission, judgement.Proof).ShouldBe((PermissionConclusion.Shown, ProofGrade.Declared));
    }

    [Theory]
    [InlineData("2026-08-25 09:59:59", true)]
    [InlineData("2026-08-25 10:00:00", false)]
    [InlineData("2026-09-01 09:59:59", false)]
    [InlineData("2026-09-01 10:00:00", false)]
    [InlineData("2026-09-01 10:00:01", true)]
    public void an_own_attempt_in_the_seven_days_before_leaves_it_unproven(string attemptedAt, bool met) => Expect("2026-09-01 10:00", attemptedAt, met);

    [Theory]
    [InlineData("2026-03-29 10:00", "2026-03-22 10:00", false)]
    [InlineData("2026-03-29 10:00", "2026-03-22 09:59", true)]
    [InlineData("2026-10-25 10:00", "2026-10-18 10:00", false)]
    [InlineData("2026-10-25 10:00", "2026-10-18 09:59", true)]
    [InlineData("2028-03-01 10:00", "2028-02-23 10:00", false)]
    [InlineData("2028-03-01 10:00", "2028-02-23 09:59", true)]
    public void the_days_are_those_of_the_local_clock(string start, string attemptedAt, bool met) => Expect(start, attemptedAt, met);

    [Fact]
    public void any_attempt_by_anyone_in_the_chain_counts_and_an_inbound_call_does_not()
    {
        Given.Dossier().Mandate("m1", Given.Principal, "noord").Call("rang", "2026-08-30 10:00", c => c with { Outcome = CallOutcome.NoAnswer, Nature = CallNature.Service, Party = "noord" })
            .Inbound("again", "2026-08-31 10:00").Inbound("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("own-attempt-before", "rang");
        Given.Dossier().Inbound("earlier", "2026-08-31 10:00").Inbound("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeMet();
    }

    [Fact]
    public void an_outbound_call_is_none() => Given.Dossier().Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeNull();

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) => (Given.Dossier().Inbound("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    [Fact]
    public void an_own_attempt_counts_until_seven_days_are_over() =>
        Given.Dossier().Call("rang", "2026-08-30 10:00").Imagine(Given.ACall("imagined", "2026-09-01 10:00") with { Direction = CallDirection.Inbound })
            .ChangesAt.ShouldBe(Given.At("2026-09-06 10:00"));

    private static void Expect(string start, string attemptedAt, bool met)
    {
        var finding = Given.Dossier().Call("rang", attemptedAt, c => c with { Outcome = CallOutcome.NoAnswer }).Inbound("call", start).Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven("own-attempt-before", "call", "rang");
    }
}
