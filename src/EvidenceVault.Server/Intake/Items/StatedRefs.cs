using System.Text.Json;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads references to other facts: a bare reference, or <c>{ "party", "ref" }</c>.</summary>
public static class StatedRefs
{
    public static StatedRef? FactRef(this JsonFields json, string name, bool required = false)
    {
        if (!json.Has(name) || json.Peek(name) is not { ValueKind: JsonValueKind.Object })
            return json.Reference(name, required) is { } bare ? new StatedRef(null, bare) : null;
        var qualified = json.Object(name)!;
        var party = qualified.Slug("party", required: true);
        var reference = qualified.Reference("ref", required: true);
        qualified.Done();
        return party is null || reference is null ? null : new StatedRef(party, reference);
    }
}
