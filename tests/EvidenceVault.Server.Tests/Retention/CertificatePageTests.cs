using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>A certificate is one page, whatever it tells.</summary>
public sealed class CertificatePageTests
{
    public static TheoryData<RetentionTerm, PackLanguage> All => [.. from term in Enum.GetValues<RetentionTerm>() from language in Enum.GetValues<PackLanguage>() select (term, language)];

    [Theory]
    [MemberData(nameof(All))]
    public void it_is_one_page_for_every_term_in_both_languages(RetentionTerm term, PackLanguage language) => Page(term, language, versions: 2).Pages.ShouldBe(1);

    [Fact]
    public void the_same_certificate_gives_the_same_bytes() => Page(RetentionTerm.NoSale, PackLanguage.Nl, 0).Content.ShouldBe(Page(RetentionTerm.NoSale, PackLanguage.Nl, 0).Content);

    private static (byte[] Content, int Pages) Page(RetentionTerm term, PackLanguage language, int versions)
    {
        var at = Instant.FromUtc(2027, 3, 1, 9, 15);
        var certificate = CertificateView.Of(new ExhibitDeleted
        {
            OccurredAt = at,
            Exhibit = "VL-" + new string('9', 90),
            Kind = ExhibitKind.CallDetailRecord,
            Purposes = [ExhibitPurpose.Call],
            Sha256 = new string('a', 64),
            Size = 45_542,
            DurationMs = 33_601,
            Term = term,
            Trigger = Guid.Empty,
            DeleteAfter = at,
            Policy = Guid.Empty,
            ClaimedAt = at,
            KeyDestroyedAt = at,
            Blob = new string('b', 32),
            Storage = [new(DeletionStep.Delete, 202, null), .. Enumerable.Repeat(new StorageAnswer(DeletionStep.DeleteVersion, 202, null), versions), new(DeletionStep.ReadBack, 404, null)],
            SoftDeleteDays = 7,
            Software = "1.0.0.0",
        }) with
        { EventId = Guid.Empty, Signature = new string('s', 88) };
        return CertificatePage.Of(certificate, "Zonkracht Energie en Warmte Nederland Holding B.V.", new string('k', 16), new Tongue(language));
    }
}
