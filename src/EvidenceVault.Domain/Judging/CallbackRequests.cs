using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Requests of a person to be called (gevraagde oproep).</summary>
internal static class CallbackRequests
{
    private const string InboundOffer = "INBOUND-OFFER";

    /// <summary>The request that answers best for a call: the one it names, else the best of all made before it; null: there is none.</summary>
    internal static CallbackAnswer? Best(CallContext call)
    {
        var named = call.Known.ReliesOn?.Fact is CallbackRequested ? call.Known.ReliesOn : null;
        return Best(call, Instant.MinValue, named);
    }

    /// <summary>The sound request, made after an objection, that lifts it for this one call; null: none.</summary>
    internal static CallbackAnswer? Lifting(CallContext call, Instant objectedAt) =>
        Best(call, objectedAt, null) is { Outcome: CallbackOutcome.Sound } sound ? sound : null;

    /// <summary>The first conversation that the principal's chain had with the person since a request, on any of its products as far as is known.</summary>
    internal static KnownFact? FirstAnswer(DossierAsKnown dossier, BookAsKnown book, Known<CallbackRequested> request)
    {
        foreach (var (known, call) in dossier.Calls)
            if (known.OccurredAt > request.Source.OccurredAt
                && call.Direction == CallDirection.Outbound
                && Conversation.Is(call)
                && (CallContext.ProductsOf(call, book).Products is not { } products || Products.Overlap(products, request.Fact.Products)))
                return known;
        return null;
    }

    // Of several equally good ones that which was recorded first, where there is one, among those not recorded only after a dispute.
    private static CallbackAnswer? Best(CallContext call, Instant after, KnownFact? named)
    {
        CallbackAnswer? best = null;
        foreach (var request in call.Dossier.Callbacks)
        {
            if (request.Source.OccurredAt >= call.Start)
                break;
            if (request.Source.OccurredAt <= after || named is not null && request.Source != named)
                continue;
            var answer = Of(call, request);
            if (best is not { } other || Order(answer).CompareTo(Order(other)) < 0)
                best = answer;
        }

        return best;
    }

    private static (CallbackOutcome, bool, Instant) Order(CallbackAnswer answer) => (answer.Outcome, answer.IsSuspect, answer.Request.RecordedAt);

    private static CallbackAnswer Of(CallContext call, Known<CallbackRequested> request)
    {
        var (known, asked) = request;
        var exhibit = Evidence.For(call.Dossier, known, ExhibitPurpose.Callback);
        var lastInstant = Amsterdam.EndOfTerm(known.OccurredAt, call.Policy.CallbackTerm);
        var answered = call.Session.AnswerTo(request);
        var permitted = asked.Via == CallbackRoute.Phone ? IsAskedInPermittedCall(call, known) : true;
        var outcome = asked.Via is CallbackRoute.Contest or CallbackRoute.Survey ? CallbackOutcome.NoRequest
            : permitted == false ? CallbackOutcome.AskedInUnpermittedCall
            : call.Products is { } products && !Products.Cover(asked.Products, products) ? CallbackOutcome.OtherProduct
            : call.Start > lastInstant ? CallbackOutcome.TooOld
            : answered?.OccurredAt < call.Start ? CallbackOutcome.CalledBack
            : call.Products is null ? CallbackOutcome.ProductsUnknown
            : exhibit is null || permitted is null ? CallbackOutcome.Unproven
            : CallbackOutcome.Sound;
        return new(outcome, known, exhibit, outcome == CallbackOutcome.CalledBack ? answered : known.Call, lastInstant, IsSuspect(call, known, exhibit));
    }

    // Where the person began the call, or the call was permitted. Null: not known; a call that began after the request cannot be where it was made.
    private static bool? IsAskedInPermittedCall(CallContext call, KnownFact request)
    {
        if (request.Call is not { Fact: CallAttempted asked } source || asked.StartedAt > request.OccurredAt)
            return null;
        var judgement = call.Session.Of(source);
        if (asked.Direction == CallDirection.Inbound)
            return judgement.Of(InboundOffer) is { Result: FindingResult.Unproven } ? null : true;
        return judgement.Permission switch
        {
            PermissionConclusion.Shown => true,
            PermissionConclusion.NotShown => false,
            _ => null,
        };
    }

    private static bool IsSuspect(CallContext call, KnownFact known, KnownExhibit? exhibit) =>
        call.Session.DisputeBetween(known.OccurredAt, Instant.Max(known.FirstRecordedAt, exhibit?.Exhibit.AnnouncedAt ?? known.FirstRecordedAt), known.Fact) is not null;
}

/// <summary>How well a callback request carries a call.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Request">The request.</param>
/// <param name="Exhibit">What proves it.</param>
/// <param name="Call">The conversation that answered it already, else the call it was made in.</param>
/// <param name="LastInstant">The last instant of its term.</param>
/// <param name="IsSuspect">Whether it was first recorded after a dispute that it is said to have happened before.</param>
internal readonly record struct CallbackAnswer(
    CallbackOutcome Outcome, KnownFact Request, KnownExhibit? Exhibit, KnownFact? Call, Instant LastInstant, bool IsSuspect);

/// <summary>Outcomes of judging a callback request for a call, the best first.</summary>
internal enum CallbackOutcome
{
    /// <summary>It carries the call.</summary>
    Sound,

    /// <summary>Nothing proves it, or that it was made in a call which the person began or which was permitted.</summary>
    Unproven,

    /// <summary>It would carry a call about its products; those of the call are not known.</summary>
    ProductsUnknown,

    /// <summary>There was a conversation on it already.</summary>
    CalledBack,

    /// <summary>Its term is over.</summary>
    TooOld,

    /// <summary>It was about other products.</summary>
    OtherProduct,

    /// <summary>It was made in a call that was not shown to be permitted.</summary>
    AskedInUnpermittedCall,

    /// <summary>A contest or survey: no request.</summary>
    NoRequest,
}
