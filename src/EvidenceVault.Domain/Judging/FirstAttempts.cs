using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>Which call was the first attempt on a consent, by anyone. For each consent the calls after it are gone through once, and no further than to its first.</summary>
internal sealed class FirstAttempts(JudgingSession session)
{
    private readonly Dictionary<KnownFact, (int Next, KnownFact? First)> _found = [];

    /// <summary>Whether no attempt on a consent began before a call.</summary>
    internal bool IsFirst(KnownFact grant, CallContext call)
    {
        var calls = session.Dossier.Calls;
        if (!_found.TryGetValue(grant, out var found))
            found = (session.Dossier.CallsUntil(grant.OccurredAt), null);
        var (next, first) = found;
        while (first is null && next < calls.Count && calls[next].Source.OccurredAt < call.Start)
        {
            var (known, attempt) = calls[next++];
            if (IsOn(grant, known, attempt))
                first = known;
        }

        _found[grant] = (next, first);
        return first is null || first.OccurredAt >= call.Start;
    }

    private bool IsOn(KnownFact grant, KnownFact known, CallAttempted attempt)
    {
        if (attempt.Direction != CallDirection.Outbound || attempt.ReliesOn is { Basis: not Basis.Consent })
            return false;
        return known.ReliesOn is { } named
            ? named == grant
            : session.Of(known) is { Basis: Basis.Consent, Consent: { } consent } && consent == grant.EventId;
    }
}
