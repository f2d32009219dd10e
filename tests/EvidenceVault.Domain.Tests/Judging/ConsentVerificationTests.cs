using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class ConsentVerificationTests
{
    private const string Rule = "ACM-CONSENT-VERIFY";

    [Fact]
    public void a_proven_confirmation_before_the_call_is_met() =>
        Granted().Requested("asked", "2026-08-01 12:01", "grant").Verified("verified", "2026-08-02 12:00", "grant").Finding().ShouldBeMet();

    [Fact]
    public void never_asked_is_a_breach() => Granted().Finding().ShouldBeBreach("not-verified", "grant");

    [Fact]
    public void no_response_is_no_consent() =>
        Granted().Requested("asked", "2026-08-01 12:01", "grant").Finding().ShouldBeBreach("no-response", "grant", "asked");

    [Fact]
    public void a_request_at_the_very_instant_of_the_call_is_none() =>
        Granted().Requested("asked", "2026-09-01 10:00", "grant").Finding().ShouldBeBreach("not-verified");

    [Fact]
    public void a_no_is_a_breach() =>
        Granted().Requested("asked", "2026-08-01 12:01", "grant").Refused("refused", "2026-08-02 12:00", "grant").Finding().ShouldBeBreach("refused", "asked", "refused");

    [Fact]
    public void the_last_answer_counts()
    {
        Granted().Refused("refused", "2026-08-02 12:00", "grant").Verified("verified", "2026-08-03 12:00", "grant").Finding().ShouldBeMet();
        Granted().Verified("verified", "2026-08-02 12:00", "grant").Refused("refused", "2026-08-03 12:00", "grant").Finding().ShouldBeBreach("refused");
        Granted().Verified("verified", "2026-08-02 12:00", "grant").Refused("refused", "2026-08-02 12:00", "grant").Finding().ShouldBeBreach("refused");
    }

    [Theory]
    [InlineData("2026-08-10 09:59:59", null)]
    [InlineData("2026-08-10 10:00:00", "verified-after-call")]
    [InlineData("2026-08-10 10:00:01", "verified-after-call")]
    public void a_confirmation_at_the_very_instant_of_the_call_is_too_late(string verifiedAt, string? reason) =>
        Expect(Granted().Verified("verified", verifiedAt, "grant").Call("call", "2026-08-10 10:00").Finding("call", Rule), reason);

    [Theory]
    [InlineData("2026-08-15 12:00:00", null)]
    [InlineData("2026-08-15 12:00:01", "lapsed")]
    public void the_deadline_runs_from_the_consent_and_includes_its_last_instant(string verifiedAt, string? reason) =>
        Expect(Granted().Verified("verified", verifiedAt, "grant").Finding(), reason);

    [Theory]
    [InlineData("2026-08-24 12:00:00", null)]
    [InlineData("2026-08-24 12:00:01", "lapsed")]
    public void where_there_is_a_request_the_deadline_runs_from_it(string verifiedAt, string? reason) =>
        Expect(Granted().Requested("asked", "2026-08-10 12:00", "grant").Verified("verified", verifiedAt, "grant").Finding(), reason);

    [Theory]
    [InlineData("2026-09-02 10:01:00", null)]
    [InlineData("2026-09-02 10:01:01", "recorded-after-dispute")]
    public void a_request_handed_in_after_a_complaint_makes_no_late_confirmation_timely(string recordedAt, string? reason)
    {
        var finding = Granted().Verified("verified", "2026-08-20 12:00", "grant").Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00")
            .Requested("asked", "2026-08-10 12:00", "grant").Recorded(recordedAt).Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven(reason, "asked", "angry");
    }

    [Fact]
    public void one_that_is_not_needed_for_that_spoils_nothing()
    {
        Given Disputed(string verifiedAt) => Granted().Verified("verified", verifiedAt, "grant").Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00")
            .Requested("late", "2026-08-11 12:00", "grant").Recorded("2026-09-03 10:00");
        Disputed("2026-08-15 12:00").Finding("call", Rule).ShouldBeMet();
        Disputed("2026-08-20 12:00").Requested("asked", "2026-08-10 12:00", "grant").Finding("call", Rule).ShouldBeMet();
    }

    [Theory]
    [InlineData("2026-09-01 10:00:00", ProofGrade.Contemporaneous)]
    [InlineData("2026-09-01 10:00:01", ProofGrade.Afterwards)]
    public void a_permission_rests_on_the_request_that_gave_time_for_the_answer(string recordedAt, ProofGrade grade) =>
        Granted().Verified("verified", "2026-08-20 12:00", "grant").Requested("asked", "2026-08-10 12:00", "grant").Recorded(recordedAt)
            .Call("call", "2026-09-01 10:00").Judge("call").Proof.ShouldBe(grade);

    [Theory]
    [InlineData("2026-03-29 03:30:00", null)]
    [InlineData("2026-03-29 03:30:01", "lapsed")]
    public void a_deadline_in_the_hour_that_the_clock_skips_is_an_hour_later(string verifiedAt, string? reason) =>
        Expect(Given.Dossier().Grant("grant", "2026-03-15 02:30").Verified("verified", verifiedAt, "grant").Finding(), reason);

    [Fact]
    public void a_method_that_the_policy_of_the_day_does_not_accept_is_a_breach()
    {
        Given Energy() => Granted().Policy("2026-09-01", p => p with { Verification = new VerificationPolicy([VerificationMethod.Sms], Period.FromDays(14)) })
            .Verified("verified", "2026-08-02 12:00", "grant", v => v with { Method = VerificationMethod.Email });
        Energy().Call("call", "2026-08-31 10:00").Finding("call", Rule).ShouldBeMet();
        Energy().Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("method-not-accepted", "verified");
    }

    [Fact]
    public void a_confirmation_in_a_commercial_call_is_a_breach() =>
        Granted().Call("sale", "2026-08-02 11:55")
            .Verified("verified", "2026-08-02 12:00", "grant", v => v with { Call = Given.Ref("sale") }).Finding().ShouldBeBreach("verified-in-sales-call", "verified", "sale");

    [Fact]
    public void a_confirmation_in_a_call_for_that_alone_is_met() =>
        Granted().Call("verification", "2026-08-02 11:55", c => c with { Nature = CallNature.Verification, OfferMade = false })
            .Verified("verified", "2026-08-02 12:00", "grant", v => v with { Call = Given.Ref("verification"), Method = VerificationMethod.Phone }).Finding().ShouldBeMet();

    [Fact]
    public void a_verification_call_in_which_an_offer_was_heard_is_commercial() =>
        Granted().Call("verification", "2026-08-02 11:55", c => c with { Nature = CallNature.Verification, OfferMade = false })
            .Verified("verified", "2026-08-02 12:00", "grant", v => v with { Call = Given.Ref("verification") })
            .Add("heard", new MonitoringRecorded
            {
                OccurredAt = Given.At("2026-08-03 10:00"),
                Party = Given.Principal,
                UploadedBy = Given.Principal,
                RefMac = "heard",
                Call = Given.Ref("verification"),
                By = Listener.Reviewer,
                Findings = [new("offer", true)],
            }).Finding().ShouldBeBreach("verified-in-sales-call");

    [Fact]
    public void without_an_exhibit_of_the_response_it_is_unproven()
    {
        Granted().Verified("verified", "2026-08-02 12:00", "grant").WithoutExhibit("x-verified").Finding().ShouldBeUnproven("response-unproven", "verified");
        Granted().Verified("verified", "2026-08-02 12:00", "grant").Exhibit("x-verified", "2026-08-02 12:00", e => e with { Purposes = [Exhibits.ExhibitPurpose.Verification] }, stored: false)
            .Finding().ShouldBeUnproven("response-unproven");
    }

    [Fact]
    public void on_the_vaults_own_page_no_exhibit_is_needed() =>
        Granted().Verified("verified", "2026-08-02 12:00", "grant", v => v with { UploadedBy = VaultItself.Slug }).WithoutExhibit("x-verified").Finding().ShouldBeMet();

    [Fact]
    public void a_confirmation_of_another_consent_does_not_count() =>
        Granted().Grant("other", "2026-08-01 12:00", g => g with { Channel = ConsentChannel.Email }).Verified("verified", "2026-08-02 12:00", "other")
            .Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Consent, Given.Ref("grant")) }).Finding("call", Rule).ShouldBeBreach("not-verified");

    [Fact]
    public void a_confirmation_before_the_consent_confirms_nothing() =>
        Granted().Verified("verified", "2026-07-31 12:00", "grant").Finding().ShouldBeBreach("not-verified");

    [Theory]
    [InlineData("2022-06-28 23:59", false)]
    [InlineData("2022-06-29 00:00", true)]
    public void it_is_in_force_from_29_june_2022(string start, bool applies) =>
        (Given.Dossier().Grant("grant", "2022-06-01 12:00").Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    [Fact]
    public void it_says_so_that_its_norm_is_a_regulators() =>
        Granted().Finding()!.Norm.ShouldBe(new Norm(NormKind.Regulator, "ACM 2022-06-29"));

    private static Given Granted() => Given.Dossier().Grant("grant", "2026-08-01 12:00");

    private static void Expect(Finding? finding, string? reason)
    {
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason);
    }
}

file static class Calling
{
    public static Finding? Finding(this Given given) => given.Call("call", "2026-09-01 10:00").Finding("call", "ACM-CONSENT-VERIFY");
}
