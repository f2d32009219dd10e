using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Inquiries;

/// <summary>A case as clients read it.</summary>
/// <param name="Ref">Its reference.</param>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
/// <param name="Kind">What kind of case it is.</param>
/// <param name="Authority">Who asks.</param>
/// <param name="Reference">The authority's own reference.</param>
/// <param name="LegalBasis">What the duty to answer rests on.</param>
/// <param name="Scope">Whom and what it is about.</param>
/// <param name="Deadline">The last day to answer.</param>
/// <param name="DaysLeft">Days until then, below nought once it passed; null: none was set, or it is closed.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="OpenedBy">By whom it was described last.</param>
/// <param name="Hold">Its hold.</param>
/// <param name="Packs">The packs made for it.</param>
/// <param name="Produced">What was handed over.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="ClosedBy">By whom.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record InquiryView(
    string Ref, string State, InquiryKind Kind, string Authority, string Reference, string LegalBasis, HoldScope Scope, LocalDate? Deadline, int? DaysLeft, Instant OpenedAt,
    string OpenedBy, HoldView Hold, IReadOnlyList<string> Packs, IReadOnlyList<ProducedView> Produced, Instant? ClosedAt, string? ClosedBy, string? Outcome)
{
    public static InquiryView Of(Inquiry inquiry, HoldStanding hold, IReadOnlyList<string> packs, Instant now)
    {
        var opened = inquiry.Opened;
        int? daysLeft = inquiry.Closed is null && opened.Deadline is { } day ? Period.DaysBetween(Amsterdam.DateOf(now), day) : null;
        return new(
            opened.Inquiry, inquiry.Closed is null ? "open" : "closed", opened.Kind, opened.Authority, opened.Reference, opened.LegalBasis, opened.Scope, opened.Deadline, daysLeft,
            inquiry.OpenedAt, opened.Holder, HoldView.Of(hold, now), packs, [.. inquiry.Answers.Select(a => new ProducedView(a.OccurredAt, a.What, a.Pack, a.Holder))],
            inquiry.Closed?.OccurredAt, inquiry.Closed?.Holder, inquiry.Closed?.Outcome);
    }
}

/// <summary>Something that was handed over.</summary>
public sealed record ProducedView(Instant At, string What, string? Pack, string By);
