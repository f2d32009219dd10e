using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>objection.registered</c>.</summary>
public static class ObjectionRegisteredItem
{
    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var via = json.Word<WithdrawalRoute>("via", required: true);
        var call = json.FactRef("call");
        var scope = ConsentWithdrawnItem.ReadScope(json);
        return new ItemBody { Fact = keys => new ObjectionRegistered { Via = via!.Value, Call = keys.Ref(call), ScopeProducts = scope } };
    }
}
