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
        var policy = book.PolicyAt(at);
        var validUntil = ConsentTerm.Told(grant, ConsentTerm.WordingOf(grant, book, at)) ?? ConsentTerm.OfPolicy(grant, policy);
        var confirmation = Confirmation.Before(dossier, grant.Source, at.PlusTicks(1), policy.Verification);
        var isVerified = confirmation.Outcome <= ConfirmationOutcome.ResponseUnproven;
        var withdrawnAt = Withdrawals.OfWhole(dossier, grant, at)?.At;
        var deadline = isVerified ? null : confirmation.Deadline;
        var state = withdrawnAt is not null ? ConsentStanding.Withdrawn
            : confirmation.Outcome == ConfirmationOutcome.Refused ? ConsentStanding.Refused
            : at > validUntil ? ConsentStanding.Expired
            : isVerified ? ConsentStanding.Active
            : at > deadline ? ConsentStanding.Lapsed
            : ConsentStanding.Unverified;
        var endsAt = state switch
        {
            ConsentStanding.Withdrawn => withdrawnAt!.Value,
            ConsentStanding.Refused => confirmation.Answer!.OccurredAt,
            ConsentStanding.Unverified or ConsentStanding.Lapsed when deadline < validUntil => deadline.Value,
            _ => validUntil,
        };
        return new(
            grant.Source.EventId,
            state,
            grant.Source.OccurredAt,
            isVerified ? confirmation.Answer!.OccurredAt : null,
            withdrawnAt,
            validUntil,
            endsAt,
            state switch
            {
                ConsentStanding.Active or ConsentStanding.Unverified => endsAt,
                ConsentStanding.Lapsed => validUntil,
                _ => null,
            });
    }
}
