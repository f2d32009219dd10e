using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// BW-6:230v-WRITTEN: a contract for regular services, gas, electricity, water or heat that comes from a sales call to a consumer is concluded in
/// writing, before it is performed; a renewal is excepted. Burgerlijk Wetboek art. 6:230v lid 6, in force since 13 June 2014. Writing at the very
/// instant of the performance does not come before it. A performance that no acceptance is known of is one without writing.
/// </summary>
internal sealed class WrittenAcceptance() : Rule(
    "BW-6:230v-WRITTEN", RuleCategory.Conduct, new(NormKind.Statute, "BW 6:230v lid 6"), new LocalDate(2014, 6, 13))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => WrittenAcceptanceTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.IsSalesTalkWithConsumer)
            return null;
        var about = call.Dossier.About(call.Known);
        var performed = Performed(about);
        Finding? worst = null;
        var accepted = false;
        foreach (var fact in about)
        {
            if (fact.Fact is not SaleAccepted sale)
                continue;
            accepted = true;
            if (WrittenSales.Is(sale, call))
                worst = Worse(worst, OfProduct(sale.Product, about, performed));
        }

        return accepted ? worst : OfSaleUnaccepted(call, performed);
    }

    private static KnownFact? Performed(IReadOnlyList<KnownFact> about)
    {
        foreach (var fact in about)
            if (fact.Fact is ContractPerformed)
                return fact;
        return null;
    }

    private Finding OfProduct(string product, IReadOnlyList<KnownFact> about, KnownFact? performed)
    {
        KnownFact? written = null, spoken = null;
        foreach (var fact in about)
        {
            if (fact.Fact is not SaleAccepted sale || sale.Product != product || sale.Renewal == true)
                continue;
            if (sale.Via == AcceptanceRoute.InCall)
                spoken ??= fact;
            else
                written ??= fact;
        }

        if (written is null)
            return Breach("in-call", Because.Of(spoken, performed));
        if (performed is null)
            return Unproven("performance-unknown", Because.Of(written));
        return written.OccurredAt < performed.OccurredAt
            ? Met(Because.Of(written, performed))
            : Breach("performed-without-writing", Because.Of(written, performed));
    }

    private Finding? OfSaleUnaccepted(CallContext call, KnownFact? performed)
    {
        if (!WrittenSales.IsConceivable(call))
            return null;
        if (performed is not null)
            return Breach("performed-without-writing", Because.Of(call.Known, performed));
        return call.Call.SaleMade == true ? Unproven("pending", call.Itself) : null;
    }
}
