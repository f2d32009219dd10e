using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// Natural persons who are no consumers, for they act in their business (eenmanszaak, zzp, vof, cv, maatschap). It takes the protection of a consumer
/// away, so what is said of it must have been said in time.
/// </summary>
internal static class Businesses
{
    /// <summary>
    /// Whether the called party is one: it was said before the call was recorded at the latest, or its form was checked in the trade register before
    /// the call; and not only after a dispute.
    /// </summary>
    internal static bool IsOne(CallContext call)
    {
        if (call.Person.Kind is not (PersonKind.SoleTrader or PersonKind.Partnership))
            return false;
        foreach (var source in call.Person.Sources)
            if (source.FirstRecordedAt <= call.Known.FirstRecordedAt && !IsSuspect(call, source.OccurredAt, source))
                return true;
        foreach (var check in call.Person.Checks)
            if (check.CheckedAt >= call.Start)
                call.Until(check.CheckedAt);
            else if (!IsSuspect(call, check.CheckedAt, check.Source))
                return true;
        return false;
    }

    private static bool IsSuspect(CallContext call, Instant happened, KnownFact source) =>
        call.Session.DisputeBetween(happened, source.FirstRecordedAt, source.Fact) is not null;
}
