using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// How many attempts a consumer got, counted once for a dossier: outbound, effectively commercial, charitable or ideological, by anyone in the chain. A
/// call declared to be a callback does not count where the person had asked for one before it. Of attempts at one instant the order is that of the
/// dossier.
/// </summary>
internal sealed class AttemptCounts
{
    private readonly Dictionary<KnownFact, AttemptCount> _counts = [];
    private readonly List<CallAttempted> _attempts = [];

    internal AttemptCounts(DossierAsKnown dossier)
    {
        var firstAsked = FirstRequest(dossier);
        Dictionary<LocalDate, int> onDays = [];
        Dictionary<string, int> inCampaigns = new(StringComparer.Ordinal);
        foreach (var (known, call) in dossier.Calls)
        {
            if (!IsAttempt(dossier, known, call))
                continue;
            var day = Amsterdam.DateOf(call.StartedAt);
            var count = new AttemptCount(onDays.GetValueOrDefault(day) + 1, call.Campaign is { } own ? inCampaigns.GetValueOrDefault(own) + 1 : null);
            _counts[known] = count;
            if (call.ReliesOn is { Basis: Basis.Callback } && firstAsked < call.StartedAt)
                continue;
            _attempts.Add(call);
            onDays[day] = count.OnDay;
            if (count.InCampaign is { } number)
                inCampaigns[call.Campaign!] = number;
        }
    }

    /// <summary>The attempts up to and with a call; one that was not made comes after those of its instant.</summary>
    internal AttemptCount Of(CallContext call)
    {
        if (_counts.TryGetValue(call.Known, out var counted))
            return counted;
        var (onDay, inCampaign) = (1, 1);
        foreach (var attempt in _attempts)
        {
            if (attempt.StartedAt > call.Start)
                break;
            if (Amsterdam.DateOf(attempt.StartedAt) == call.Day)
                onDay++;
            if (attempt.Campaign == call.Call.Campaign)
                inCampaign++;
        }

        return new(onDay, call.Call.Campaign is null ? null : inCampaign);
    }

    private static bool IsAttempt(DossierAsKnown dossier, KnownFact known, CallAttempted call) =>
        call.Direction == CallDirection.Outbound
        && EffectiveNature.Of(dossier, known) is (CallNature.Commercial or CallNature.Charitable or CallNature.Ideological, false);

    private static Instant? FirstRequest(DossierAsKnown dossier)
    {
        foreach (var fact in dossier.Facts)
            if (fact.Fact is CallbackRequested)
                return fact.OccurredAt;
        return null;
    }
}

/// <summary>How many attempts there had been with a call.</summary>
/// <param name="OnDay">On its local day, in any campaign.</param>
/// <param name="InCampaign">In its campaign; null: it is of none.</param>
internal readonly record struct AttemptCount(int OnDay, int? InCampaign);
