using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Which bases the facts make conceivable: only those can be met. Whether they are is for their own rules.</summary>
internal static class ConceivableBases
{
    private static readonly LocalDate PublishersFrom = new(2026, 7, 1);

    /// <summary>Whether a basis that no rule judges is conceivable for a call.</summary>
    internal static bool AnyUnjudged(CallContext call) =>
        Unjudged(Basis.Callback) && CallbackRequests.IsConceivable(call)
        || Unjudged(Basis.LegalPerson) && call.Kind == PersonKind.LegalPerson
        || Unjudged(Basis.Customer) && HasRole(call, RelationshipRole.Customer)
        || Unjudged(Basis.Charity) && call.Nature is CallNature.Charitable or CallNature.Ideological
            && HasRole(call, RelationshipRole.Donor, RelationshipRole.Volunteer, RelationshipRole.EventAttendee)
        || Unjudged(Basis.Publisher) && IsRegisteredWithCustomer(call, RegistrationKind.Publisher)
        || Unjudged(Basis.Licence) && IsRegisteredWithCustomer(call, RegistrationKind.Licence);

    private static bool Unjudged(Basis basis) => !Rulebook.Judges(basis);

    private static bool IsRegisteredWithCustomer(CallContext call, RegistrationKind kind) =>
        call.Day >= PublishersFrom
        && HasRole(call, RelationshipRole.Customer, RelationshipRole.Subscriber)
        && call.Book.IsRegistered(kind, call.Day);

    private static bool HasRole(CallContext call, params ReadOnlySpan<RelationshipRole> roles)
    {
        foreach (var fact in call.Dossier.Facts)
            if (fact.OccurredAt < call.Start && RoleOf(fact.Fact) is { } role && roles.Contains(role))
                return true;
        return false;
    }

    private static RelationshipRole? RoleOf(Fact fact) => fact switch
    {
        RelationshipStarted started => started.As,
        RelationshipEnded ended => ended.As,
        _ => null,
    };
}
