using System.Collections.Immutable;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Suppressions;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>Everything the vault holds about one consumer for one principal, without anything that says who it is.</summary>
/// <param name="Principal">The principal's slug.</param>
/// <param name="Consumer">The consumer's random id.</param>
/// <param name="Facts">The facts in the order in which they were recorded.</param>
/// <param name="Exhibits">Every exhibit that a fact cites or that names this consumer.</param>
public sealed record Dossier(string Principal, Guid Consumer, IReadOnlyList<RecordedFact> Facts, IReadOnlyList<Exhibit> Exhibits)
{
    /// <summary>When the last of what it holds was recorded; null: it holds nothing.</summary>
    public Instant? LastRecordedAt
    {
        get
        {
            Instant? last = null;
            foreach (var fact in Facts)
                last = Later(last, fact.RecordedAt);
            foreach (var exhibit in Exhibits)
                last = Later(Later(Later(last, exhibit.AnnouncedAt), exhibit.StoredAt), exhibit.DeletedAt);
            foreach (var inquiry in Inquiries)
                last = Later(last, inquiry.RecordedAt);
            return last;
        }
    }

    /// <summary>The clearances that its calls cite, by id.</summary>
    public ImmutableDictionary<string, KnownClearance> Clearances { get; init; } = ImmutableDictionary<string, KnownClearance>.Empty;

    /// <summary>What parties said they have processed of its withdrawals and objections.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init; } = [];

    /// <summary>The cases that name this consumer, and those of the principal that name nobody.</summary>
    public IReadOnlyList<KnownInquiry> Inquiries { get; init; } = [];

    /// <summary>Whether the consumer's number is one of another country, which the Dutch code does not cover.</summary>
    public bool HasForeignNumber { get; init; }

    private static Instant? Later(Instant? one, Instant? other) => one > other || other is null ? one : other;
}
