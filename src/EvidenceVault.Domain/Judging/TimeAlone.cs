using EvidenceVault.Domain.Dossiers;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Until when the outcome of a call that was not made would hold, had it begun later and nothing else had happened.</summary>
internal static class TimeAlone
{
    /// <summary>The first instant at or just after which the outcome may be another; null: never.</summary>
    internal static Instant? HoldsUntil(CallContext call)
    {
        call.Until(StartOf(Rulebook.NextChange(call.Day)));
        call.Until(StartOf(call.Book.NextChange(call.Call.Campaign, call.Day)));
        call.Until(NextFact(call.Dossier, call.Start));
        foreach (var objection in call.Dossier.Objections)
            if (objection.At > call.Start)
                call.Until(objection.At);
        // What such a call states of the person itself would be recorded when it begins: from just after a dispute, after it.
        foreach (var (_, recordedAt) in call.Session.Disputes)
            call.Until(recordedAt);
        foreach (var inquiry in call.Dossier.Inquiries)
            Until(call, inquiry.Scope.FromInstant, inquiry.Scope.ToInstant);
        return call.HoldsUntil;
    }

    // A call that begins at the start or the end of what a case is about is in it, or not any more; the instant before is the last that holds.
    private static void Until(CallContext call, params ReadOnlySpan<Instant?> boundaries)
    {
        foreach (var boundary in boundaries)
            if (boundary > call.Start)
                call.Until(boundary.Value.PlusTicks(-1));
    }

    // What is said to happen at that very instant does not count as before it, and counts just after.
    private static Instant? NextFact(DossierAsKnown dossier, Instant start)
    {
        for (var i = dossier.Facts.Count - 1; i >= 0; i--)
            if (dossier.Facts[i].OccurredAt < start)
                return i + 1 < dossier.Facts.Count ? dossier.Facts[i + 1].OccurredAt : null;
        return dossier.Facts.Count > 0 ? dossier.Facts[0].OccurredAt : null;
    }

    private static Instant? StartOf(LocalDate? day) => day is { } next ? Amsterdam.StartOf(next) : null;
}
