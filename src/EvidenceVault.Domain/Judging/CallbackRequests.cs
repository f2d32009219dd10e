using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Requests of a person to be called (gevraagde oproep).</summary>
internal static class CallbackRequests
{
    /// <summary>
    /// The request of the person, made after an objection, for this one call: proven, on its products, in time, and not called back yet; null: none. Of
    /// several the one that was recorded first, where there is one, among those not recorded only after a dispute.
    /// </summary>
    internal static LiftingRequest? Lifting(CallContext call, Instant objectedAt)
    {
        LiftingRequest? best = null;
        foreach (var known in call.Dossier.Facts)
        {
            if (known.OccurredAt <= objectedAt || call.Products is null || !IsForThisCall(call, known))
                continue;
            if (Evidence.For(call.Dossier, known, ExhibitPurpose.Callback) is not { } exhibit)
                continue;
            var request = new LiftingRequest(known, exhibit, IsAfterDispute(call, known, exhibit));
            if (best is not { } other || (request.IsSuspect, known.RecordedAt).CompareTo((other.IsSuspect, other.Known.RecordedAt)) < 0)
                best = request;
        }

        return best;
    }

    /// <summary>Whether a request may be what this call answers. Where its products are not known, nothing excludes it; nor does a missing exhibit.</summary>
    internal static bool IsConceivable(CallContext call)
    {
        foreach (var known in call.Dossier.Facts)
            if (IsForThisCall(call, known))
                return true;
        return false;
    }

    private static bool IsAfterDispute(CallContext call, KnownFact known, KnownExhibit exhibit) =>
        call.Session.DisputeBetween(known.OccurredAt, Instant.Max(known.FirstRecordedAt, exhibit.Exhibit.AnnouncedAt)) is not null;

    private static bool IsForThisCall(CallContext call, KnownFact known) =>
        known.Fact is CallbackRequested request
        && known.OccurredAt < call.Start
        && IsRequest(call, known, request)
        && (call.Products is not { } products || Products.Cover(request.Products, products))
        && call.Start <= Amsterdam.EndOfTerm(known.OccurredAt, call.Policy.CallbackTerm)
        && !IsCalledBack(call, known);

    private static bool IsRequest(CallContext call, KnownFact known, CallbackRequested request) => request.Via switch
    {
        CallbackRoute.Contest or CallbackRoute.Survey => false,
        CallbackRoute.Phone => known.Call is { Fact: CallAttempted asked } source
            && (asked.Direction == CallDirection.Inbound
                || asked.StartedAt <= known.OccurredAt && call.Session.Of(source).Permission == PermissionConclusion.Shown),
        _ => true,
    };

    private static bool IsCalledBack(CallContext call, KnownFact request)
    {
        foreach (var (known, other) in call.Dossier.Calls)
            if (known != call.Known
                && known.OccurredAt > request.OccurredAt
                && known.OccurredAt < call.Start
                && other.Direction == CallDirection.Outbound
                && Conversation.Is(other))
                return true;
        return false;
    }
}

/// <summary>A callback request that lifts an objection for one call.</summary>
/// <param name="Known">The request.</param>
/// <param name="Exhibit">What proves it.</param>
/// <param name="IsSuspect">Whether it was first recorded after a dispute that it is said to have happened before.</param>
internal readonly record struct LiftingRequest(KnownFact Known, KnownExhibit Exhibit, bool IsSuspect);
