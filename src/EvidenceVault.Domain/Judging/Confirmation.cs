using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>How the confirmation of a consent stood just before an instant.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Answer">The confirmation or refusal.</param>
/// <param name="Request">The request it answers, or that stays unanswered.</param>
/// <param name="Exhibit">What proves the answer.</param>
/// <param name="Deadline">The last instant to answer; null where the person has answered in a way that counts.</param>
internal readonly record struct Confirmation(
    ConfirmationOutcome Outcome, KnownFact? Answer = null, KnownFact? Request = null, KnownExhibit? Exhibit = null, Instant? Deadline = null)
{
    /// <summary>The request without which the answer would have come too late, since the consent alone gave no time for it any more; null: none is needed.</summary>
    internal KnownFact? TimedBy { get; private init; }

    /// <summary>The best answer before an instant to a request for this consent, by a policy's terms.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="grant">The consent.</param>
    /// <param name="before">An answer at this very instant comes too late; a refusal at it counts.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="session">The session of the call that it is judged for, which knows of disputes; null: for none.</param>
    /// <param name="counts">Which confirmations count; null: all.</param>
    /// <remarks>Of several as good that which was recorded first, where there is one, among those not recorded only after a dispute: a second one spoils no other.</remarks>
    internal static Confirmation Before(
        DossierAsKnown dossier, KnownFact grant, Instant before, VerificationPolicy policy, JudgingSession? session = null, Func<KnownFact, bool>? counts = null)
    {
        var steps = dossier.StepsFor(grant);
        KnownFact? refusal = null, request = null;
        foreach (var known in steps.Refusals)
            if (known.OccurredAt <= before)
                refusal = known;
        foreach (var known in steps.Requests)
            if (known.OccurredAt < before)
                request = known;

        WeighedAnswer? best = null;
        KnownFact? late = null;
        for (var n = 0; n < steps.Answers.Count; n++)
        {
            var step = steps.Answers[n];
            var known = step.Source;
            if (known.OccurredAt < grant.OccurredAt || known.OccurredAt <= refusal?.OccurredAt || counts?.Invoke(known) == false)
                continue;
            // They are in order: none after it is earlier.
            if (known.OccurredAt >= before)
            {
                late = known;
                break;
            }

            var answer = session?.Weigh(grant, n, policy) ?? WeighedAnswer.Of(dossier, grant, step, policy, null);
            if (best is null || answer.Order.CompareTo(best.Order) < 0)
                best = answer;
        }

        if (best is not null)
            return best.Confirmation;
        if (refusal is not null)
            return new(ConfirmationOutcome.Refused, refusal, request);
        var deadline = Amsterdam.EndOfTerm((request ?? grant).OccurredAt, policy.Deadline);
        if (late is not null)
            return new(ConfirmationOutcome.AnsweredAfter, late, request, null, deadline);
        return new(request is null ? ConfirmationOutcome.NotAsked : ConfirmationOutcome.NotAnswered, null, request, null, deadline);
    }

    /// <summary>How the confirmation stands by one answer, by a policy's terms.</summary>
    internal static Confirmation Of(DossierAsKnown dossier, KnownFact grant, KnownFact known, ConsentVerified verified, VerificationPolicy policy)
    {
        KnownFact? request = null;
        foreach (var asked in dossier.StepsFor(grant).Requests)
            if (asked.OccurredAt <= known.OccurredAt)
                request = asked;
        var deadline = Amsterdam.EndOfTerm((request ?? grant).OccurredAt, policy.Deadline);
        if (known.OccurredAt > deadline)
            return new(ConfirmationOutcome.Lapsed, known, request, null, deadline);
        if (!policy.Methods.Contains(verified.Method))
            return new(ConfirmationOutcome.MethodNotAccepted, known, request, null, deadline);
        if (known.Call is { Fact: CallAttempted } call && EffectiveNature.Of(dossier, call).Nature == CallNature.Commercial)
            return new(ConfirmationOutcome.InSalesCall, known, request, null, deadline);
        var exhibit = Evidence.For(dossier, known, ExhibitPurpose.Verification, grant);
        return new(
            exhibit is not null || verified.UploadedBy == VaultItself.Slug ? ConfirmationOutcome.Confirmed : ConfirmationOutcome.ResponseUnproven, known, request, exhibit)
        {
            TimedBy = known.OccurredAt <= Amsterdam.EndOfTerm(grant.OccurredAt, policy.Deadline) ? null : Timing(dossier, grant, known, policy),
        };
    }

    /// <summary>How good it is beside others, the best first.</summary>
    internal (ConfirmationOutcome, bool, Instant) Order(JudgingSession? session)
    {
        var (answer, first, last) = (Answer!, Answer!.FirstRecordedAt, Answer!.RecordedAt);
        if (Exhibit is { Exhibit.AnnouncedAt: var announcedAt })
            (first, last) = (Instant.Max(first, announcedAt), Instant.Max(last, announcedAt));
        var isSuspect = session?.DisputeBetween(answer.OccurredAt, first, answer.Fact) is not null
            || TimedBy is { } timing && session?.DisputeBetween(timing.OccurredAt, timing.FirstRecordedAt, timing.Fact) is not null;
        return (Outcome, isSuspect, TimedBy is null ? last : Instant.Max(last, TimedBy.RecordedAt));
    }

    // Of several that give time enough the one that was recorded soonest: what is handed in late spoils no other.
    private static KnownFact? Timing(DossierAsKnown dossier, KnownFact grant, KnownFact answer, VerificationPolicy policy)
    {
        KnownFact? soonest = null;
        foreach (var asked in dossier.StepsFor(grant).Requests)
            if (asked.OccurredAt <= answer.OccurredAt && answer.OccurredAt <= Amsterdam.EndOfTerm(asked.OccurredAt, policy.Deadline)
                && (soonest is null || asked.FirstRecordedAt - asked.OccurredAt < soonest.FirstRecordedAt - soonest.OccurredAt))
                soonest = asked;
        return soonest;
    }
}

/// <summary>What one answer comes to by a policy's terms, and how good that is beside others.</summary>
internal sealed record WeighedAnswer(VerificationPolicy Policy, Confirmation Confirmation, (ConfirmationOutcome, bool, Instant) Order)
{
    internal static WeighedAnswer Of(DossierAsKnown dossier, KnownFact grant, Known<ConsentVerified> answer, VerificationPolicy policy, JudgingSession? session)
    {
        var confirmation = Confirmation.Of(dossier, grant, answer.Source, answer.Fact, policy);
        return new(policy, confirmation, confirmation.Order(session));
    }
}

/// <summary>Outcomes of asking a person to confirm a consent, the best first.</summary>
internal enum ConfirmationOutcome
{
    /// <summary>Confirmed in time, by an accepted method, and proven.</summary>
    Confirmed,

    /// <summary>Confirmed, but nothing proves the response.</summary>
    ResponseUnproven,

    /// <summary>Confirmed too late.</summary>
    Lapsed,

    /// <summary>Confirmed by a method that the policy does not accept.</summary>
    MethodNotAccepted,

    /// <summary>Confirmed in a commercial call.</summary>
    InSalesCall,

    /// <summary>The person said no.</summary>
    Refused,

    /// <summary>Confirmed, but only afterwards.</summary>
    AnsweredAfter,

    /// <summary>Asked, without an answer.</summary>
    NotAnswered,

    /// <summary>Never asked.</summary>
    NotAsked,
}
