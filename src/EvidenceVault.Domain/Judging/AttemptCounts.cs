using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// How many attempts a consumer got, counted once for a dossier: outbound, effectively commercial, charitable or ideological, by anyone in the chain,
/// and not declared to be a callback. Of attempts at one instant the order is that of the dossier.
/// </summary>
internal sealed class AttemptCounts
{
    private readonly Dictionary<KnownFact, AttemptCount> _counts = [];
    private readonly Dictionary<LocalDate, int> _onDays = [];
    private readonly Dictionary<string, int> _inCampaigns = new(StringComparer.Ordinal);

    internal AttemptCounts(DossierAsKnown dossier)
    {
        foreach (var (known, call) in dossier.Calls)
            if (Counts(dossier, known, call))
                _counts[known] = Next(call);
    }

    /// <summary>The attempts up to and with a call; for one that was not made, had it been the last of the dossier.</summary>
    internal AttemptCount Of(CallContext call)
    {
        if (_counts.TryGetValue(call.Known, out var counted))
            return counted;
        var (onDay, inCampaign) = (1, 1);
        foreach (var (known, other) in call.Dossier.Calls)
        {
            if (known.OccurredAt > call.Start)
                break;
            if (known == call.Known || !_counts.ContainsKey(known))
                continue;
            if (Amsterdam.DateOf(known.OccurredAt) == call.Day)
                onDay++;
            if (other.Campaign == call.Call.Campaign)
                inCampaign++;
        }

        return new(onDay, call.Call.Campaign is null ? null : inCampaign);
    }

    private static bool Counts(DossierAsKnown dossier, KnownFact known, CallAttempted call) =>
        call is { Direction: CallDirection.Outbound, ReliesOn: not { Basis: Basis.Callback } }
        && EffectiveNature.Of(dossier, known) is (CallNature.Commercial or CallNature.Charitable or CallNature.Ideological, false);

    private AttemptCount Next(CallAttempted call)
    {
        var day = Amsterdam.DateOf(call.StartedAt);
        var onDay = _onDays[day] = _onDays.GetValueOrDefault(day) + 1;
        return call.Campaign is { } campaign
            ? new(onDay, _inCampaigns[campaign] = _inCampaigns.GetValueOrDefault(campaign) + 1)
            : new(onDay, null);
    }
}

/// <summary>How many attempts there had been with a call.</summary>
/// <param name="OnDay">On its local day, in any campaign.</param>
/// <param name="InCampaign">In its campaign; null: it is of none.</param>
internal readonly record struct AttemptCount(int OnDay, int? InCampaign);
