using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>callback.requested</c>.</summary>
public static class CallbackRequestedItem
{
    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var via = json.Word<CallbackRoute>("via", required: true);
        var products = json.Tokens("products", required: true);
        var call = json.FactRef("call");
        return new ItemBody { Fact = keys => new CallbackRequested { Via = via!.Value, Products = products!, Call = keys.Ref(call) } };
    }
}
