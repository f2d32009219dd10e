using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>
/// How long it is kept who a consumer is: as long as the last fact about that person has a term. Then the card and its key go, and the facts stay as
/// bodies that nobody can link to a person.
/// </summary>
/// <param name="KeepUntil">The last instant; null: something has a term that cannot be computed yet, so it stays.</param>
/// <param name="Term">The term that decides.</param>
/// <param name="Trigger">The event that it is counted from; null: no event.</param>
public sealed record ConsumerTerm(Instant? KeepUntil, FactTerm Term, Guid? Trigger)
{
    /// <summary>The longest of the terms of all that is known about a consumer.</summary>
    /// <param name="report">The dossier as judged.</param>
    /// <param name="policy">The policy in force.</param>
    public static ConsumerTerm Of(DossierReport report, RetentionPolicy policy)
    {
        ConsumerTerm? longest = null;
        for (var i = 0; i < report.Consents.Count; i++) Add(OfConsent(report, i, policy));
        foreach (var fact in report.Dossier.Facts)
        {
            Add(OfFact(fact, report, policy));
            // What came in late stays for the facts that belong to it to come, as recordings do.
            Add(From(fact.RecordedAt, ExhibitTerm.Arrival, FactTerm.Arrival, fact.LatestEventId));
        }

        foreach (var exhibit in report.Dossier.Exhibits)
            if (exhibit.State == ExhibitState.Stored && exhibit.Exhibit.Announced.Consumer == report.Dossier.Consumer)
                Add(new(ExhibitTerm.Of(exhibit, report, policy).DeleteAfter, FactTerm.Exhibit, null));
        return longest ?? From(report.EvaluatedAt, policy.NeverUsed, FactTerm.NeverUsed, null);

        void Add(ConsumerTerm? term)
        {
            if (term is not null && (longest is null || longest.KeepUntil is { } end && (term.KeepUntil is not { } other || other > end))) longest = term;
        }
    }

    private static ConsumerTerm From(Instant start, Period period, FactTerm term, Guid? trigger) => new(Amsterdam.EndOfTerm(start, period), term, trigger);

    private static ConsumerTerm OfConsent(DossierReport report, int index, RetentionPolicy policy)
    {
        var (state, grant) = (report.Consents[index], report.Dossier.Grants[index].Source);
        for (var i = report.Calls.Count - 1; i >= 0; i--)
            if (report.Calls[i].ReliedOn(grant))
                return From(report.Calls[i].Call.OccurredAt, policy.Facts, FactTerm.Call, report.Calls[i].Call.EventId) is var used && used.KeepUntil > state.EndsAt
                    ? used
                    : new(state.EndsAt, FactTerm.Consent, state.EventId);
        return From(state.EndsAt, policy.NeverUsed, FactTerm.ConsentNeverUsed, state.EventId);
    }

    private static ConsumerTerm? OfFact(KnownFact known, DossierReport report, RetentionPolicy policy) => known.Fact switch
    {
        // These go with the consents, each of which has its term.
        ConsentGranted => null,
        ConsentVerificationRequested or ConsentVerified or ConsentVerificationRefused or ConsentWithdrawn when known.Consent is not null => null,
        RelationshipStarted started => OfRelationship(known, started, report.Dossier, policy),
        CallAttempted or SaleAccepted or ContractPerformed or ComplaintReceived or ComplimentReceived or MonitoringRecorded or RelationshipEnded
            or ConsentProofRequested or ConsentProofProvided => From((known.Call ?? known).OccurredAt, policy.Facts, FactTerm.Call, (known.Call ?? known).EventId),
        _ => From(known.OccurredAt, policy.NeverUsed, FactTerm.NeverUsed, known.EventId),
    };

    // While it lasts, a call may rely on it.
    private static ConsumerTerm OfRelationship(KnownFact known, RelationshipStarted started, DossierAsKnown dossier, RetentionPolicy policy)
    {
        foreach (var fact in dossier.Facts)
            if (fact.Fact is RelationshipEnded ended && ended.RelationshipMac == started.RelationshipMac && fact.OccurredAt >= known.OccurredAt)
                return From(fact.OccurredAt, policy.Facts, FactTerm.Call, fact.EventId);
        return new(null, FactTerm.Relationship, known.EventId);
    }
}

/// <summary>Terms that decide how long it is kept who a consumer is. The numbers stand in rows.</summary>
public enum FactTerm
{
    /// <summary>A consent that was relied on still holds.</summary>
    Consent = 0,

    /// <summary>A consent that no call relied on: from its end.</summary>
    ConsentNeverUsed = 1,

    /// <summary>A call, and what belongs to one: from the call.</summary>
    Call = 2,

    /// <summary>A relation that has not ended.</summary>
    Relationship = 3,

    /// <summary>What nothing was done with: from then.</summary>
    NeverUsed = 4,

    /// <summary>A recording or document that is kept longer than the facts.</summary>
    Exhibit = 5,

    /// <summary>It came in after its term had ended: a few days from then.</summary>
    Arrival = 6,
}
