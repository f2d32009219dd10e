using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>consent.withdrawn</c>.</summary>
public static class ConsentWithdrawnItem
{
    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var consent = json.FactRef("consent");
        var via = json.Word<WithdrawalRoute>("via", required: true);
        var scope = ReadScope(json);
        return new ItemBody { Fact = keys => new ConsentWithdrawn { Consent = keys.Ref(consent), Via = via!.Value, ScopeProducts = scope } };
    }

    /// <summary>The products a person limited a withdrawal or objection to; an empty scope would limit it to nothing and is refused.</summary>
    public static IReadOnlyList<string>? ReadScope(JsonFields json)
    {
        if (json.Object("scope") is not { } scope) return null;
        var products = scope.Tokens("products", required: true);
        scope.Done();
        return products;
    }
}
