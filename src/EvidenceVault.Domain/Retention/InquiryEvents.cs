using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>A case file was opened, or described anew: an inquiry by an authority, a complaint or a dispute. On the stream <c>inquiry/{ref}</c>.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Inquiry">Its reference.</param>
/// <param name="Kind">What kind of case it is.</param>
/// <param name="Authority">Who asks, such as <c>ACM</c>; naming no person.</param>
/// <param name="Reference">The authority's own reference.</param>
/// <param name="LegalBasis">What the duty to answer rests on, such as <c>Awb 5:16</c>.</param>
/// <param name="Scope">Whom and what it is about; its period is that of what is asked about.</param>
/// <param name="Deadline">The last day on which it can be answered; null: none was set.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record InquiryOpened(
    Instant OccurredAt, string Inquiry, InquiryKind Kind, string Authority, string Reference, string LegalBasis, HoldScope Scope, LocalDate? Deadline, string KeyId, string Holder);

/// <summary>Something was handed over in a case.</summary>
/// <param name="OccurredAt">When it was handed over.</param>
/// <param name="Inquiry">The case.</param>
/// <param name="Pack">The pack that was handed over; null: something else.</param>
/// <param name="What">What it was, naming nobody.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record InquiryAnswered(Instant OccurredAt, string Inquiry, string? Pack, string What, string KeyId, string Holder);

/// <summary>A case is over, all appeals included.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Inquiry">The case.</param>
/// <param name="Outcome">How it ended, naming nobody.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record InquiryClosed(Instant OccurredAt, string Inquiry, string Outcome, string KeyId, string Holder);

/// <summary>Kinds of case.</summary>
public enum InquiryKind
{
    /// <summary>By a regulator (toezichthouder).</summary>
    Authority,

    /// <summary>A complaint (klacht).</summary>
    Complaint,

    /// <summary>A dispute before a court or a committee (geschil).</summary>
    Dispute,
}

/// <summary>A case file as a fold over its stream.</summary>
/// <param name="Opened">How it is described now.</param>
/// <param name="OpenedAt">When it was opened first.</param>
/// <param name="Answers">What was handed over, oldest first.</param>
/// <param name="Closed">How it ended; null: it is open.</param>
public sealed record Inquiry(InquiryOpened Opened, Instant OpenedAt, IReadOnlyList<InquiryAnswered> Answers, InquiryClosed? Closed = null)
{
    /// <summary>The case with one more event; null before it was opened.</summary>
    public static Inquiry? Apply(Inquiry? inquiry, object body) => (inquiry, body) switch
    {
        (null, InquiryOpened opened) => new(opened, opened.OccurredAt, []),
        (not null, InquiryOpened anew) => inquiry with { Opened = anew },
        (not null, InquiryAnswered answered) => inquiry with { Answers = [.. inquiry.Answers, answered] },
        (not null, InquiryClosed closed) => inquiry with { Closed = closed },
        _ => inquiry,
    };
}
