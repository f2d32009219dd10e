using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>sale.accepted</c> and <c>contract.performed</c>.</summary>
public static class SaleItems
{
    public static ItemBody ReadAccepted(JsonFields json, ItemContext context)
    {
        var call = json.FactRef("call", required: true);
        var via = json.Word<AcceptanceRoute>("via", required: true);
        var askedAt = json.Past("acceptanceAskedAt", context.Now);
        var value = json.Money("totalValue");
        var product = json.Token("product", required: true);
        var renewal = json.Flag("renewal");
        return new ItemBody
        {
            Fact = keys => new SaleAccepted
            {
                Call = keys.Ref(call)!,
                Via = via!.Value,
                AcceptanceAskedAt = askedAt,
                TotalValue = value,
                Product = product!,
                Renewal = renewal,
            },
        };
    }

    public static ItemBody ReadPerformed(JsonFields json, ItemContext context)
    {
        var call = json.FactRef("call", required: true);
        var act = json.Word<PerformanceAct>("act", required: true);
        return new ItemBody { Fact = keys => new ContractPerformed { Call = keys.Ref(call)!, Act = act!.Value } };
    }
}
