using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;

namespace EvidenceVault.Domain.Tests;

public class ProofAfterTheInquiryTests
{
    private const string Consent = "TW-11.7-CONSENT";

    public static TheoryData<HoldScope, bool> Scopes => new()
    {
        { new([Given.Consumer], null, null), true },
        { new([Given.Consumer], ["winter"], ["zuid"]), true },
        { new([Given.Id("somebody else")], null, null), false },
        { new(null, [Given.Campaign], null), true },
        { new(null, ["winter"], null), false },
        { new(null, null, ["noord"]), true },
        { new(null, null, ["zuid"]), false },
        { new(null, [Given.Campaign], ["zuid"]), false },
        { new(null, null, null, Given.Day("2026-09-01"), Given.Day("2026-09-02")), true },
        { new(null, null, null, Given.Day("2026-09-02"), null), false },
        { new(null, null, null, null, Given.Day("2026-08-01")), false },
    };

    [Theory]
    [InlineData("2026-09-10 10:00:00", null)]
    [InlineData("2026-09-10 10:00:01", "recorded-after-dispute")]
    public void a_consent_handed_in_after_the_inquiry_does_not_show_the_call(string recordedAt, string? reason)
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00").Inquired("acm", "2026-09-10 10:00")
            .Grant("grant", "2026-08-01 12:00").Recorded(recordedAt).Verified("verified", "2026-08-02 12:00", "grant").Recorded(recordedAt).Judge("call");
        if (reason is null)
            judgement.Of(Consent).ShouldBeMet();
        else
            judgement.Of(Consent).ShouldBeUnproven(reason, "grant", "acm");
        judgement.Permission.ShouldBe(reason is null ? PermissionConclusion.Shown : PermissionConclusion.Unproven);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public void it_is_about_those_it_names_and_about_the_calls_it_covers(HoldScope scope, bool isAbout)
    {
        var finding = Given.Dossier().Mandate("m1", Given.Principal, "noord").Call("call", "2026-09-01 10:00", c => c with { Party = "noord" }).Inquired("acm", "2026-09-10 10:00", scope)
            .Grant("grant", "2026-08-01 12:00").Recorded("2026-09-11 10:00").Verified("verified", "2026-08-02 12:00", "grant").Recorded("2026-09-11 10:00").Finding("call", Consent);
        if (isAbout)
            finding.ShouldBeUnproven("recorded-after-dispute", "grant", "acm");
        else
            finding.ShouldBeMet();
    }

    [Fact]
    public void one_into_who_collected_the_consent_is_about_that_consent()
    {
        Given Collected(string party) => Given.Dossier().Mandate("m1", Given.Principal, "leads").Call("call", "2026-09-01 10:00").Inquired("acm", "2026-09-10 10:00", new(null, null, ["leads"]))
            .Grant("grant", "2026-08-01 12:00", g => g with { Party = party }).Recorded("2026-09-11 10:00").Verified("verified", "2026-08-02 12:00", "grant");
        Collected("leads").Finding("call", Consent).ShouldBeUnproven("recorded-after-dispute", "grant", "acm");
        Collected(Given.Principal).Finding("call", Consent).ShouldBeMet();
    }

    [Fact]
    public void one_that_is_not_known_yet_changes_nothing() =>
        Given.Dossier().Call("call", "2026-09-01 10:00").Inquired("acm", "2026-09-10 10:00")
            .Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant").KnownAt("2026-09-09 10:00").Judge("call").Permission.ShouldBe(PermissionConclusion.Shown);

    [Fact]
    public void before_a_call_it_is_about_the_call_that_would_be_made()
    {
        PermissionConclusion Asked(string at) => Given.Dossier().Inquired("acm", "2026-08-10 10:00", new(null, [Given.Campaign], null, null, Given.Day("2026-09-02")))
            .Grant("grant", "2026-08-01 12:00").Recorded("2026-08-11 10:00").Verified("verified", "2026-08-02 12:00", "grant").Recorded("2026-08-11 10:00")
            .Imagine(Given.ACall("imagined", at)).Permission;
        Asked("2026-09-01 10:00").ShouldBe(PermissionConclusion.Unproven);
        Asked("2026-09-02 10:00").ShouldBe(PermissionConclusion.Shown);
    }

    [Fact]
    public void what_is_said_before_a_call_holds_until_what_the_case_is_about_ends()
    {
        var imagined = Given.Dossier().Inquired("acm", "2026-08-10 10:00", new(null, [Given.Campaign], null, null, Given.Day("2026-09-02")))
            .Grant("grant", "2026-08-01 12:00").Recorded("2026-08-11 10:00").Verified("verified", "2026-08-02 12:00", "grant").Recorded("2026-08-11 10:00")
            .Imagine(Given.ACall("imagined", "2026-09-01 23:00"));
        imagined.ChangesAt.ShouldNotBeNull().ShouldBeLessThan(Given.At("2026-09-02 00:00"));
    }
}
