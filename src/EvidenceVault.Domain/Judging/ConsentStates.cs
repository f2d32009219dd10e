using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Where each consent of a dossier stands.</summary>
public static class ConsentStates
{
    /// <summary>The states at an instant, oldest consent first.</summary>
    public static IReadOnlyList<ConsentState> Of(DossierAsKnown dossier, BookAsKnown book, Instant at)
    {
        if (dossier.Grants.Count == 0)
            return [];
        var states = new ConsentState[dossier.Grants.Count];
        for (var i = 0; i < states.Length; i++)
            states[i] = Of(dossier, book, dossier.Grants[i], at);
        return states;
    }

    private static ConsentState Of(DossierAsKnown dossier, BookAsKnown book, Known<ConsentGranted> grant, Instant at)
    {
        var policy = book.PolicyOn(Amsterdam.DateOf(at));
        var validUntil = ConsentTerm.Told(grant, ConsentTerm.WordingOf(grant, book)) ?? ConsentTerm.OfPolicy(grant, policy);
        var confirmation = Confirmation.Before(dossier, grant.Source, at.PlusTicks(1), policy.Verification);
        var isVerified = confirmation.Outcome <= ConfirmationOutcome.ResponseUnproven;
        var withdrawnAt = Withdrawals.OfWhole(dossier, grant, at)?.At;
        Instant? deadline = confirmation.Outcome is ConfirmationOutcome.NotAsked or ConfirmationOutcome.NotAnswered or ConfirmationOutcome.AnsweredAfter
            ? confirmation.Deadline
            : null;
        var state = withdrawnAt is not null ? ConsentStanding.Withdrawn
            : confirmation.Outcome == ConfirmationOutcome.Refused ? ConsentStanding.Refused
            : at > validUntil ? ConsentStanding.Expired
            : isVerified ? ConsentStanding.Active
            : confirmation.Outcome == ConfirmationOutcome.Lapsed || at > deadline ? ConsentStanding.Lapsed
            : ConsentStanding.Unverified;
        return new(
            grant.Source.EventId,
            state,
            grant.Source.OccurredAt,
            isVerified ? confirmation.Answer!.OccurredAt : null,
            withdrawnAt,
            validUntil,
            state switch
            {
                ConsentStanding.Unverified when deadline is { } end => Instant.Min(end, validUntil),
                ConsentStanding.Active or ConsentStanding.Unverified or ConsentStanding.Lapsed => validUntil,
                _ => null,
            });
    }
}
