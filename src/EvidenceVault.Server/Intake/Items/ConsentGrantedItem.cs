using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>consent.granted</c>.</summary>
public static class ConsentGrantedItem
{
    public static ItemBody Read(JsonFields json, ItemContext context)
    {
        var channel = json.Word<ConsentChannel>("channel", required: true);
        var products = json.Tokens("products", required: true);
        var method = json.Word<ConsentMethod>("method", required: true);
        var wording = json.UrlReference("wording");
        var (capture, place) = ReadCapture(json);
        var validUntil = json.Instant("validUntil");
        var call = json.FactRef("call");
        if (validUntil < context.OccurredAt) json.Fault("validUntil", ProblemCodes.EndsBeforeStart, "The consent would end before it was given.");
        return new ItemBody
        {
            Annex = new Annex { Ref = "", Place = place },
            Fact = keys => new ConsentGranted
            {
                Channel = channel!.Value,
                Products = products!,
                Method = method!.Value,
                Wording = wording,
                Capture = capture,
                ValidUntil = validUntil,
                Call = keys.Ref(call),
            },
        };
    }

    private static (Capture? Capture, string? Place) ReadCapture(JsonFields json)
    {
        if (json.Object("capture") is not { } capture) return (null, null);
        var (place, whole) = Places.Read(capture, "place");
        var read = new Capture(
            place,
            capture.Word<CaptureAction>("action"),
            capture.Flag("preTicked"),
            capture.Flag("bundledWithTerms"),
            capture.Flag("conditional"),
            capture.Flag("purposeNamed"),
            capture.Flag("callerNamed"),
            capture.Flag("age16OrOlder"),
            capture.Flag("guardianConsent"));
        capture.Done();
        return (read, whole);
    }
}
