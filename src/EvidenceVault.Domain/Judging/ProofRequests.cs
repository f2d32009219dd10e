using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>A request for the proof of a consent, with its term and its answer.</summary>
/// <param name="Request">The request.</param>
/// <param name="End">The first instant that is too late.</param>
/// <param name="Provided">The fact by which the proof was given; null: it was not.</param>
public sealed record ProofRequest(KnownFact Request, Instant End, KnownFact? Provided);

/// <summary>Requests for proof in a dossier. The day of a request is not counted, and the fifth working day counts whole.</summary>
public static class ProofRequests
{
    private const int WorkingDays = 5;

    /// <summary>Those that count, oldest first.</summary>
    public static IEnumerable<ProofRequest> Of(DossierAsKnown dossier, BookAsKnown book)
    {
        foreach (var fact in dossier.Facts)
            if (fact.Fact is ConsentProofRequested)
                yield return new(fact, End(fact.OccurredAt, book), Provided(dossier, fact));
    }

    // The policy of the day of the request says which holidays there are.
    private static Instant End(Instant requestedAt, BookAsKnown book)
    {
        var holidays = book.PolicyAt(requestedAt).Holidays;
        return Amsterdam.StartOf(DutchCalendar.WorkingDayAfter(Amsterdam.DateOf(requestedAt), WorkingDays, holidays).PlusDays(1));
    }

    // A request or an answer that names no consent is about whatever there is.
    private static KnownFact? Provided(DossierAsKnown dossier, KnownFact request)
    {
        foreach (var fact in dossier.Facts)
            if (fact.Fact is ConsentProofProvided
                && fact.OccurredAt >= request.OccurredAt
                && (request.Consent is null || fact.Consent is null || fact.Consent == request.Consent))
                return fact;
        return null;
    }
}
