using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>Reads <c>exhibit.announced</c>, and the body of <c>PUT P/exhibits/{id}</c>, which is the same without type and id.</summary>
public static class ExhibitAnnouncedItem
{
    public const string TypeName = "exhibit.announced";

    /// <summary>The most bytes of an exhibit: 2 GiB.</summary>
    public const long LargestSize = 2L << 30;

    private const long LongestMs = 48L * 60 * 60 * 1000;

    public static ItemBody Read(JsonFields json, ItemContext context) => Read(json, context, json.UrlReference("id", required: true));

    /// <summary>Reads all but the id.</summary>
    public static ItemBody Read(JsonFields json, ItemContext context, string? id)
    {
        var kind = json.Word<ExhibitKind>("kind", required: true);
        var purposes = json.Words<ExhibitPurpose>("purposes", required: true);
        var contentType = ReadContentType(json);
        var size = json.Integer("size", 1, LargestSize, required: true);
        var sha256 = json.Sha256("sha256", required: true);
        var recordedAt = json.Past("recordedAt", context.Now, required: true);
        var duration = json.Integer("durationMs", 0, LongestMs);
        var segments = json.Objects("segments", 200, ReadSegment);
        var consent = json.FactRef("consent");
        var call = json.FactRef("call");
        if ((consent ?? call) is not null && !json.Has("consumer"))
            json.Fault("consumer", ProblemCodes.Required, "An exhibit that proves a consent or records a call names its consumer.");
        return new ItemBody
        {
            Ref = id,
            OccurredAt = recordedAt,
            Exhibit = keys => new ExhibitAnnounced
            {
                OccurredAt = recordedAt!.Value,
                Exhibit = id!,
                UploadedBy = context.Holder,
                Party = context.Party,
                Kind = kind!.Value,
                Purposes = purposes!,
                ContentType = contentType!,
                Size = size!.Value,
                Sha256 = sha256!,
                DurationMs = duration,
                Segments = segments is { Count: > 0 } ? segments : null,
                Consumer = keys?.Consumer.Consumer,
                Consent = keys?.Ref(consent),
                Call = keys?.Ref(call),
            },
        };
    }

    private static string? ReadContentType(JsonFields json)
    {
        if (json.Text("contentType", 100, required: true) is not { } text) return null;
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(text, out var type))
            json.Fault("contentType", ProblemCodes.UnknownValue, "A media type is wanted, such as audio/ogg.");
        else if (PersonalData.ReadsAsPersonal(text))
            json.Fault("contentType", ProblemCodes.PersonalDataInField, "This reads as a phone number or mail address; it has no place in this field.");
        else if (type.Parameters.Any(p => p.Name is not ("charset" or "codecs") || p.Value is not { Length: <= 40 }))
            json.Fault("contentType", ProblemCodes.UnknownValue, "Of a media type's parameters only charset and codecs are kept: a name would stand here for good.");
        else return type.ToString();
        return null;
    }

    private static ExhibitSegment? ReadSegment(JsonFields json)
    {
        var label = json.UrlReference("label", required: true);
        var from = json.Integer("fromMs", 0, LongestMs, required: true);
        var to = json.Integer("toMs", 0, LongestMs, required: true);
        if (to < from) json.Fault("toMs", ProblemCodes.EndsBeforeStart, "The segment would end before it starts.");
        return label is null || from is null || to is null ? null : new ExhibitSegment(label, from.Value, to.Value);
    }
}
