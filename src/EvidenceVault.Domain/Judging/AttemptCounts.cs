using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// How many attempts a consumer got, counted once for a dossier: outbound, effectively commercial, charitable or ideological, by anyone in the chain. One
/// that is judged to be the callback that the person had asked for does not count, declared or not; one that only says so does. Of attempts at one instant
/// the order is that of the dossier.
/// </summary>
/// <remarks>
/// Counting goes no further than is asked, and a call is judged only when a later one is counted: what a judgement rests on is earlier than its call, so
/// that this never goes round in a circle.
/// </remarks>
internal sealed class AttemptCounts(JudgingSession session)
{
    private readonly Dictionary<KnownFact, AttemptCount> _counts = [];
    private readonly List<CallAttempted> _attempts = [];
    private readonly Dictionary<LocalDate, int> _onDays = [];
    private readonly Dictionary<string, int> _inCampaigns = new(StringComparer.Ordinal);
    private readonly Instant? _firstAsked = session.Dossier.Callbacks.Count > 0 ? session.Dossier.Callbacks[0].Source.OccurredAt : null;
    private Known<CallAttempted>? _last;
    private int _next;

    /// <summary>The attempts up to and with a call; one that was not made comes after those of its instant.</summary>
    internal AttemptCount Of(CallContext call)
    {
        while (_next < session.Dossier.Calls.Count && !_counts.ContainsKey(call.Known) && session.Dossier.Calls[_next].Source.OccurredAt <= call.Start)
            Count(session.Dossier.Calls[_next++]);
        if (_counts.TryGetValue(call.Known, out var counted))
            return counted;
        Settle();
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

    private void Count(Known<CallAttempted> counting)
    {
        var (known, call) = counting;
        if (!IsAttempt(session.Dossier, known, call))
            return;
        Settle();
        var day = Amsterdam.DateOf(call.StartedAt);
        _counts[known] = new(_onDays.GetValueOrDefault(day) + 1, call.Campaign is { } own ? _inCampaigns.GetValueOrDefault(own) + 1 : null);
        _last = counting;
    }

    // Whether the last one counts for those after it.
    private void Settle()
    {
        if (_last is not { } last)
            return;
        _last = null;
        var (known, call) = last;
        if (IsRequested(known, call))
            return;
        _attempts.Add(call);
        var count = _counts[known];
        _onDays[Amsterdam.DateOf(call.StartedAt)] = count.OnDay;
        if (count.InCampaign is { } number)
            _inCampaigns[call.Campaign!] = number;
    }

    // Before the rule on callbacks came into force nothing says more of one than that it was declared to be.
    private bool IsRequested(KnownFact known, CallAttempted call)
    {
        if (!(_firstAsked < call.StartedAt))
            return false;
        var judgement = session.Of(known);
        return judgement.Basis == Basis.Callback && judgement.Of("CALLBACK-REQUESTED") is null or { Result: FindingResult.Met };
    }

    private static bool IsAttempt(DossierAsKnown dossier, KnownFact known, CallAttempted call) =>
        call.Direction == CallDirection.Outbound
        && EffectiveNature.Of(dossier, known) is (CallNature.Commercial or CallNature.Charitable or CallNature.Ideological, false);
}

/// <summary>How many attempts there had been with a call.</summary>
/// <param name="OnDay">On its local day, in any campaign.</param>
/// <param name="InCampaign">In its campaign; null: it is of none.</param>
internal readonly record struct AttemptCount(int OnDay, int? InCampaign);
