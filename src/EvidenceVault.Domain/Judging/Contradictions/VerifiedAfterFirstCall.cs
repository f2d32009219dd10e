using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging.Contradictions;

/// <summary>A consent first confirmed at or after the start of the first call that relied on it.</summary>
internal sealed class VerifiedAfterFirstCall() : ContradictionCheck("verified-after-first-call", new(
    "De toestemming is pas bevestigd nadat het eerste gesprek dat erop berustte was begonnen.",
    "The consent was only confirmed after the first call that relied on it had begun."), new(
    "Van {count} personen is een toestemming pas bevestigd nadat het eerste gesprek dat erop berustte was begonnen.",
    "Of {count} people a consent was only confirmed after the first call that relied on it had begun."))
{
    internal override IEnumerable<Contradiction> Find(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls)
    {
        foreach (var (grant, _) in dossier.Grants)
            if (dossier.StepsFor(grant).Answers is [{ Source: var verification }, ..]
                && FirstCall(calls, grant) is { } call
                && verification.OccurredAt >= call.OccurredAt)
                yield return new(Code, [grant.EventId, call.EventId, verification.EventId], []);
    }

    private static KnownFact? FirstCall(IReadOnlyList<JudgedCall> calls, KnownFact grant)
    {
        foreach (var call in calls)
            if (call.ReliedOn(grant))
                return call.Call;
        return null;
    }
}
