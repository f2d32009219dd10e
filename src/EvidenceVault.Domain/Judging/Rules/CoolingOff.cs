using System.Globalization;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CTM-COOLING-OFF: where a contract must be concluded in writing and is worth € 50 or more, acceptance is asked no earlier after the offer than the
/// term that the principal has set itself. Code Telemarketing, in the version of 15 October 2024. A sale whose value is not stated is not excepted.
/// What was accepted before the term had ended was asked before it had.
/// </summary>
internal sealed class CoolingOff() : Rule(
    "CTM-COOLING-OFF", RuleCategory.Code, new(NormKind.Code, "Code Telemarketing 2024"), new LocalDate(2024, 10, 15))
{
    private const decimal LeastValue = 50;

    public override IReadOnlyDictionary<string, Explanation> Texts => CoolingOffTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.IsSalesTalkWithConsumer)
            return null;
        Finding? worst = null;
        foreach (var fact in call.Dossier.About(call.Known))
            if (fact.Fact is SaleAccepted sale && WrittenSales.Is(sale, call) && !IsSmall(sale))
                worst = Worse(worst, Of(call, fact, sale));
        return worst;
    }

    private static bool IsSmall(SaleAccepted sale) =>
        decimal.TryParse(sale.TotalValue, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < LeastValue;

    private Finding Of(CallContext call, KnownFact known, SaleAccepted sale)
    {
        var because = Because.Of(call.Known, known);
        if (sale.Via == AcceptanceRoute.InCall)
            return Breach("in-call", because);
        if (call.Policy.CoolingOff is not { } term)
            return Unproven("no-term-set", because);
        if (call.Call.OfferedAt is not { } offeredAt)
            return Unproven("times-unknown", because);
        if ((sale.AcceptanceAskedAt ?? sale.OccurredAt) < Amsterdam.EndOfTerm(offeredAt, term))
            return Breach("too-early", because);
        return sale.AcceptanceAskedAt is null ? Unproven("times-unknown", because) : Met(because);
    }
}
