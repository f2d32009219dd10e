using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Requests of a person to be called (gevraagde oproep).</summary>
internal static class CallbackRequests
{
    /// <summary>Whether the person, after an objection, asked for this one call: proven, on its products, in time, and not called back yet.</summary>
    internal static bool Lift(CallContext call, Instant objectedAt)
    {
        foreach (var known in call.Dossier.Facts)
            if (known.OccurredAt > objectedAt
                && call.Products is not null
                && IsForThisCall(call, known)
                && Evidence.For(call.Dossier, known, ExhibitPurpose.Callback) is not null)
                return true;
        return false;
    }

    /// <summary>Whether a request may be what this call answers. Where its products are not known, nothing excludes it; nor does a missing exhibit.</summary>
    internal static bool IsConceivable(CallContext call)
    {
        foreach (var known in call.Dossier.Facts)
            if (IsForThisCall(call, known))
                return true;
        return false;
    }

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
