using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CTM-CUSTOMER-TERM: a former customer was called no later than three years after leaving. Code Telemarketing; it went with the customer relation as a
/// basis, from 1 July 2021 to 30 June 2026. Of several relations for a product the one that lasts, or lasted longest, counts.
/// </summary>
internal sealed class FormerCustomerTerm() : Rule(
    "CTM-CUSTOMER-TERM",
    RuleCategory.Code,
    new(NormKind.Code, "Code Telemarketing"),
    new LocalDate(2021, 7, 1),
    new LocalDate(2026, 6, 30))
{
    private static readonly Period Term = Period.FromYears(3);

    public override IReadOnlyDictionary<string, Explanation> Texts => FormerCustomerTermTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (basis.Basis != Basis.Customer || !call.NeedsBasis || call.Products is not { } products)
            return null;
        var statements = RelationStatements.Of(call, RelationshipRole.Customer);
        Finding? worst = null;
        foreach (var product in products)
            if (LastEnd(product, statements) is { } left)
                worst = Worse(worst, Of(call, left));
        return worst;
    }

    // The statements are in the order of time: the last of a relation says whether it lasts.
    private static KnownFact? LastEnd(string product, List<RelationStatement> statements)
    {
        KnownFact? left = null;
        for (var i = 0; i < statements.Count; i++)
        {
            if (!statements[i].Products.Contains(product) || statements.FindIndex(i + 1, s => s.Relationship == statements[i].Relationship) >= 0)
                continue;
            if (statements[i].Known.Fact is RelationshipStarted)
                return null;
            left = statements[i].Known;
        }

        return left;
    }

    private Finding Of(CallContext call, KnownFact left)
    {
        var end = Amsterdam.EndOfTerm(left.OccurredAt, Term);
        if (call.Start > end)
            return Breach("relationship-too-old", Because.Of(left, call.Known));
        call.Until(end);
        return Met(Because.Of(left, call.Known));
    }
}
