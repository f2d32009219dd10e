using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-NO-SOFT-OPT-IN: since 1 July 2026 a customer relation is no basis for calls, for any principal. Stb. 2025, 12, which left lid 4 of
/// Telecommunicatiewet art. 11.7 to e-mail and text messages. Where lid 5 or 6 is met, that basis is named beside it, as any other would be.
/// </summary>
internal sealed class NoSoftOptIn() : Rule(
    "TW-11.7-NO-SOFT-OPT-IN", RuleCategory.Permission, new(NormKind.Statute, "Stb. 2025, 12"), new LocalDate(2026, 7, 1))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Customer];

    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => NoSoftOptInTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis)
            return null;
        var relationships = RelationStatements.Of(call, RelationshipRole.Customer);
        foreach (var relationship in relationships)
            basis.RestsOn(relationship.Known);
        return Breach("customer-basis-abolished", Because.Of([.. relationships.Select(r => r.Known), call.Known]));
    }
}
