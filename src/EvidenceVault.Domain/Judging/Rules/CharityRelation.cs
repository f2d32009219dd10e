using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-CHARITY: charitable and ideological organisations may call, for their own purposes only, those whose data they got from a donation,
/// volunteering or an attended event (manifestatie). Telecommunicatiewet art. 11.7 lid 5, in force since 1 July 2021. A petition is not named there.
/// </summary>
internal sealed class CharityRelation() : RelationRule("TW-11.7-CHARITY", new(NormKind.Statute, "Tw 11.7 lid 5"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Charity];

    public override IReadOnlyDictionary<string, Explanation> Texts => CharityRelationTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis)
            return null;
        if (call.Nature is not (CallNature.Charitable or CallNature.Ideological))
            return Breach("not-own-purpose", Because.Of(call.Known));
        if (RelationStatements.Best(call, Relations(call), null) is { } relation)
            return Conclude(
                call, basis, [relation], new("organisation-unproven", call.Book.RegisteredOn(call.Day, RegistrationKind.Charity, RegistrationKind.Ideological)));
        var petitions = RelationStatements.Of(call, RelationshipRole.Petitioner);
        return petitions.Count > 0
            ? Breach("petition-is-no-basis", Because.Of([.. petitions.Select(p => p.Known)]))
            : Breach("no-relationship", Because.Of(call.Known));
    }

    // A machine may call only those whose data came from a donation: then that is what has to be sound.
    private static List<RelationStatement> Relations(CallContext call)
    {
        if (call.Call.Means != CallMeans.Human && RelationStatements.Of(call, RelationshipRole.Donor) is { Count: > 0 } donations)
            return donations;
        return RelationStatements.Of(call, RelationshipRole.Donor, RelationshipRole.Volunteer, RelationshipRole.EventAttendee);
    }
}
