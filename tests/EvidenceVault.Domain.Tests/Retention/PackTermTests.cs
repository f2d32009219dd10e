using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class PackTermTests
{
    private static readonly Instant Made = Instant.FromUtc(2026, 9, 1, 10, 0);

    private static readonly Pack Pack = new(
        new(Made, "p", Guid.Empty, PackContent.Facts, PackAudience.Internal, PackLanguage.Nl, null, Made, "", "", null), new(Made, "p", "b", 1, 1, "", "", ""));

    private static Inquiry Case(Instant? closedAt) => new(
        new(Made, "c", InquiryKind.Authority, "", "", "", new(null, ["a"], null), null, "", ""), Made, [], closedAt is { } at ? new(at, "c", "", "", "") : null);

    [Fact]
    public void a_pack_goes_twelve_months_after_it_was_made() => PackTerm.Of(Pack, null, new()).ShouldBe(Instant.FromUtc(2027, 9, 1, 10, 0));

    [Fact]
    public void one_made_for_a_case_stays_while_that_is_open() => PackTerm.Of(Pack, Case(null), new()).ShouldBeNull();

    [Theory]
    [InlineData(2026, 12, 2027)]
    [InlineData(2026, 8, 2027)]
    public void and_goes_twelve_months_after_it_was_closed_or_made_whichever_is_later(int year, int month, int goes) =>
        PackTerm.Of(Pack, Case(Instant.FromUtc(year, month, 1, 10, 0)), new()).ShouldBe(month == 12 ? Instant.FromUtc(goes, 12, 1, 10, 0) : Instant.FromUtc(goes, 9, 1, 10, 0));

    [Fact]
    public void what_was_not_made_or_is_gone_has_no_term()
    {
        PackTerm.Of(Pack with { Made = null }, null, new()).ShouldBeNull();
        PackTerm.Of(Pack with { Deleted = new(Made, "p", PackDeletionReason.TermEnded, "", 1, Made, []) }, null, new RetentionPolicy()).ShouldBeNull();
    }
}
