using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>correction.made</c>: the corrected item whole, in its own field.</summary>
public static class CorrectionMadeItem
{
    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var corrects = json.FactRef("corrects", required: true);
        // What a bare reference of an agency means is for the dossier to say: it may come later.
        if (corrects is { Party: { } party } && !context.IsByPrincipal && party != context.Holder)
            json.Fault("corrects", ProblemCodes.NotYours, "An agency corrects only what it handed in itself. Ask whoever handed this in, or the principal, to correct it.");
        var reason = json.Text("reason", 4000, required: true);
        var corrected = ReadItem(json, context, corrects);
        return new ItemBody
        {
            Annex = new Annex { Ref = "", Text = reason, Corrected = corrected?.Annex },
            Corrected = corrected,
            Fact = keys => new CorrectionMade { Corrects = keys.Ref(corrects)!, ReasonHash = keys.TextHash(reason)! },
        };
    }

    private static Item? ReadItem(JsonFields json, ItemContext context, StatedRef? corrects)
    {
        if (json.Raw("item", required: true) is not { } raw) return null;
        var errors = new List<FieldError>();
        var item = ItemReader.Read(raw, context with { Party = context.Holder, OccurredAt = null }, errors, json.PointerOf("item"), assignedRef: corrects?.Ref ?? "corrected");
        json.AddAll(errors);
        if (item is null) return null;
        if (item.Fact is not null && item.Type != CorrectionMade.TypeName) return item;
        json.Fault("item", ProblemCodes.UnknownType, "An item of a dossier can be corrected; an announcement, and a correction itself, cannot.");
        return null;
    }
}
