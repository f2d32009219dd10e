using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>consent.proof-requested</c> and <c>consent.proof-provided</c>.</summary>
public static class ConsentProofItems
{
    public static ItemBody ReadRequested(JsonFields json, ItemContext context)
    {
        var consent = json.FactRef("consent");
        return new ItemBody { Fact = keys => new ConsentProofRequested { Consent = keys.Ref(consent) } };
    }

    public static ItemBody ReadProvided(JsonFields json, ItemContext context)
    {
        var consent = json.FactRef("consent");
        return new ItemBody { Fact = keys => new ConsentProofProvided { Consent = keys.Ref(consent) } };
    }
}
