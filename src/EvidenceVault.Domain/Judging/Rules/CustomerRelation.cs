using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-CUSTOMER: customers could be called about similar products, with the right to object offered at collection and in each conversation.
/// Telecommunicatiewet art. 11.7 lid 4 as it read from 1 July 2021 to 30 June 2026.
/// </summary>
internal sealed class CustomerRelation() : RelationRule(
    "TW-11.7-CUSTOMER", new(NormKind.Statute, "Tw 11.7 lid 4 (oud)"), new LocalDate(2021, 7, 1), new LocalDate(2026, 6, 30))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Customer];

    public override IReadOnlyDictionary<string, Explanation> Texts => CustomerRelationTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis) =>
        call.NeedsBasis && call.Call.Means == CallMeans.Human && call.Nature == CallNature.Commercial
            ? OnProducts(call, basis, RelationStatements.Of(call, RelationshipRole.Customer), null)
            : null;
}
