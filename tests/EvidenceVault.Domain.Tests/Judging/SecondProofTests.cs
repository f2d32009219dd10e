using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

/// <summary>A second proof of the same spoils no first one, whichever of them is said to have happened first.</summary>
public class SecondProofTests
{
    public static TheoryData<string> Times => ["2026-08-01 18:00", "2026-08-02 12:00", "2026-08-03 12:00"];

    [Theory]
    [MemberData(nameof(Times))]
    public void a_second_confirmation_handed_in_after_the_call_leaves_the_proof_one_of_the_time(string at) =>
        Given.ValidConsent().Verified("second", at, "grant").Recorded("2026-09-02 12:00").Call("call", "2026-09-01 10:00").Judge("call")
            .ShouldSatisfyAllConditions(j => j.Permission.ShouldBe(PermissionConclusion.Shown), j => j.Proof.ShouldBe(ProofGrade.Contemporaneous), j => j.Of("VAULT-CONTEMPORANEOUS").ShouldBeMet());

    [Theory]
    [MemberData(nameof(Times))]
    public void one_handed_in_after_a_complaint_makes_the_first_not_suspect(string at) =>
        Given.ValidConsent().Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00").Verified("second", at, "grant").Recorded("2026-09-03 12:00").Judge("call")
            .ShouldSatisfyAllConditions(j => j.Of("ACM-CONSENT-VERIFY").ShouldBeMet(), j => j.Of("ACM-PERSON-LINK").ShouldBeMet(), j => j.Permission.ShouldBe(PermissionConclusion.Shown));

    [Fact]
    public void one_by_whom_nobody_mandated_leaves_one_without_an_exhibit_unproven_and_no_breach()
    {
        var given = Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { Exhibits = null }).WithoutExhibit("x-verified")
            .Verified("second", "2026-08-03 12:00", "grant", v => v with { Party = "leads" }).Call("call", "2026-09-01 10:00");
        given.Judge("call").Permission.ShouldBe(PermissionConclusion.Unproven);
        given.Finding("call", "ACM-CONSENT-VERIFY").ShouldBeUnproven("response-unproven", "verified");
        given.Mandate("m1", Given.Principal, "leads").Judge("call").Permission.ShouldBe(PermissionConclusion.Shown);
    }

    [Fact]
    public void an_answer_on_another_number_takes_nothing_from_one_that_leaves_the_number_open() =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("mail", "2026-08-02 12:00", "grant", v => v with { Method = VerificationMethod.Email, SameNumber = null })
            .Verified("elsewhere", "2026-08-03 12:00", "grant", v => v with { SameNumber = false }).Call("call", "2026-09-01 10:00")
            .Finding("call", "ACM-PERSON-LINK").ShouldBeUnproven("no-link", "grant", "mail");

    [Theory]
    [InlineData("2026-09-03 10:00:00", true)]
    [InlineData("2026-08-02 18:00:00", false)]
    public void of_a_link_by_exhibit_and_one_by_an_answer_the_one_recorded_first_counts(string recordedAt, bool exhibit) =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("mail", "2026-08-02 12:00", "grant", v => v with { Method = VerificationMethod.Email, SameNumber = null })
            .Exhibit("link", "2026-08-03 12:00", e => e with { Purposes = [ExhibitPurpose.PersonLink] })
            .Call("call", "2026-09-01 10:00").Complained("angry", "2026-09-02 10:00").Verified("on-it", "2026-08-02 17:00", "grant").Recorded(recordedAt)
            .Finding("call", "ACM-PERSON-LINK")
            .ShouldSatisfyAllConditions(f => f.ShouldBeMet(), f => f!.Because.Contains(Given.Id("link")).ShouldBe(exhibit), f => f!.Because.Contains(Given.Id("on-it")).ShouldBe(!exhibit));

    [Theory]
    [InlineData(Basis.Customer, RelationshipRole.Customer, "2026-06-01 10:00")]
    [InlineData(Basis.Charity, RelationshipRole.Donor, "2026-09-01 10:00")]
    [InlineData(Basis.Publisher, RelationshipRole.Subscriber, "2026-09-01 10:00")]
    public void a_second_relation_handed_in_late_spoils_none_though_it_is_said_to_be_older(Basis basis, RelationshipRole role, string calledAt)
    {
        Given Related() => Given.Dossier().Registered(basis == Basis.Publisher ? RegistrationKind.Publisher : RegistrationKind.Charity)
            .Customer("first", "2026-02-01 12:00", r => r with { As = role })
            .Call("call", calledAt, c => c with { ReliesOn = new(basis), Nature = basis == Basis.Charity ? CallNature.Charitable : CallNature.Commercial });
        foreach (var given in new[] { Related(), Related().Complained("angry", "2026-10-01 10:00") })
            given.Customer("older", "2026-01-01 12:00", r => r with { As = role }).Recorded("2026-10-02 12:00").Judge("call")
                .ShouldSatisfyAllConditions(j => j.Permission.ShouldBe(PermissionConclusion.Shown), j => j.Proof.ShouldBe(ProofGrade.Contemporaneous));
    }

    [Fact]
    public void a_no_said_to_be_made_minutes_ahead_is_pending_from_then_and_the_report_says_so()
    {
        var ahead = Given.Dossier().Mandate("m1", Given.Principal, "noord").Withdrawn("no", "2026-09-01 10:05").Recorded("2026-09-01 10:00");
        ahead.Report("2026-09-01 10:00").ShouldSatisfyAllConditions(r => r.Findings.ShouldNotContain(f => f.Rule == "SUPPRESSION-ACK"), r => r.ChangesAt.ShouldBe(Given.At("2026-09-01 10:05")));
        ahead.Report("2026-09-01 10:05").ShouldSatisfyAllConditions(r => r.Findings.ShouldContain(f => f.Rule == "SUPPRESSION-ACK"), r => r.ChangesAt.ShouldBe(Given.At("2026-09-04 10:05")));
    }
}
