using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Intake.Items;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Exhibits as they are announced and answered.</summary>
public static class ExhibitShapes
{
    private static readonly Shape Milliseconds = Kinds.Integer(0, 48L * 60 * 60 * 1000);

    private static readonly Shape Segment = Input(
        "A named part of a recording.",
        Need("label", Kinds.UrlReference.Like("spoken-yes"), "What it is, such as `spoken-yes`, `opening`, `objection-offer`, `offer` or `acceptance`."),
        Need("fromMs", Milliseconds, "Start, in milliseconds from the start of the recording."),
        Need("toMs", Milliseconds, "End, in milliseconds.")).Refused(ProblemCodes.EndsBeforeStart).Named("ExhibitSegment");

    /// <summary>What is told of an exhibit when it is announced.</summary>
    public static IReadOnlyList<Property> Announced { get; } =
    [
        Need("kind", Kinds.Word<ExhibitKind>(), "What kind of file it is."),
        Need("purposes", Kinds.Words<ExhibitPurpose>(), "What it proves; of several, the longest term of retention counts."),
        Need("contentType", Kinds.Text(100).Refused(ProblemCodes.UnknownValue, ProblemCodes.PersonalDataInField).Like("audio/ogg"), "Its media type."),
        Need("size", Kinds.Integer(1, ExhibitAnnouncedItem.LargestSize), "Its length in bytes."),
        Need("sha256", Kinds.Sha256, "Its SHA-256."),
        Need("recordedAt", Kinds.Past, "When the recording or capture was made."),
        May("durationMs", Milliseconds, "Its duration in milliseconds."),
        May("segments", Kinds.Objects(Segment, 200), "Named parts of a recording."),
        May("consent", Kinds.FactRef, "The consent it proves."),
        May("call", Kinds.FactRef, "The call it records."),
    ];

    /// <summary>An exhibit as it is answered.</summary>
    public static Shape Exhibit { get; } = Answer(
        "An exhibit.",
        Tells("id", Kinds.UrlReference, "Its id."),
        Tells("kind", Kinds.Word<ExhibitKind>(), "What kind of file it is."),
        Tells("purposes", ListOf(Kinds.Word<ExhibitPurpose>()), "What it proves."),
        Tells("contentType", Kinds.Any, "Its media type."),
        Tells("size", Kinds.Count, "Its length in bytes."),
        Tells("sha256", Kinds.Sha256, "Its SHA-256."),
        Tells("recordedAt", Kinds.Instant, "When the recording or capture was made."),
        MayTell("durationMs", Kinds.Count, "Its duration in milliseconds."),
        MayTell("segments", ListOf(Segment), "Named parts of a recording."),
        MayTell("campaign", Kinds.UrlReference, "The campaign it belongs to."),
        Tells("party", Kinds.Slug, "Who made it."),
        MayTell("consumer", Kinds.Uuid, "The id of the consumer it is about."),
        Tells("state", Kinds.Word<ExhibitState>(), "Where it stands."),
        MayTell("storedAt", Kinds.Instant, "When its content came in whole."),
        Tells("announcedAt", Kinds.Instant, "When it was announced."),
        MayTell("deleteAfter", Kinds.Instant, "When it becomes due; null while nothing makes it due."),
        MayTell("retention", RetentionShapes.Retention, "Why then."),
        MayTell("certificate", RetentionShapes.Certificate, "Its destruction certificate, once deleted.")).Named("Exhibit");

    /// <summary>An exhibit whose content is awaited.</summary>
    public static string Awaited { get; } = Example("awaited", "null");

    /// <summary>An exhibit whose content is there.</summary>
    public static string Stored { get; } = Example("stored", "\"2026-09-01T08:20:11.204518Z\"");

    /// <summary>Its announcement.</summary>
    public const string Announcement =
        """
        { "kind": "voicelog", "purposes": ["call", "sale"], "contentType": "audio/ogg", "size": 45542,
          "sha256": "47f497988f9fe1ca171a7a0ddf1608fffd0bb2a3a4884c364e29e31fe30daca5", "recordedAt": "2026-09-01T10:15:00+02:00", "durationMs": 33601,
          "segments": [{ "label": "opening", "fromMs": 0, "toMs": 11474 }, { "label": "acceptance", "fromMs": 25503, "toMs": 33601 }],
          "consumer": { "phone": "06-12345678" }, "call": "CALL-2026-0001", "campaign": "najaar-2026" }
        """;

    private static string Example(string state, string storedAt) =>
        $$"""
        { "id": "VL-2026-0001", "kind": "voicelog", "purposes": ["call", "sale"], "contentType": "audio/ogg", "size": 45542,
          "sha256": "47f497988f9fe1ca171a7a0ddf1608fffd0bb2a3a4884c364e29e31fe30daca5", "recordedAt": "2026-09-01T08:15:00Z", "durationMs": 33601,
          "segments": [{ "label": "opening", "fromMs": 0, "toMs": 11474 }, { "label": "acceptance", "fromMs": 25503, "toMs": 33601 }],
          "campaign": "najaar-2026", "party": "belbureau-noord", "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "state": "{{state}}",
          "storedAt": {{storedAt}}, "announcedAt": "2026-09-01T08:19:47.310022Z", "deleteAfter": "2028-09-01T08:15:00Z",
          "retention": { "term": "sale-voicelog", "trigger": "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42", "policyFrom": "2026-07-01",
            "explanation": { "nl": "Opname of stuk van een verkoop of contract: de bewaartermijn loopt vanaf het maken.", "en": "Recording or document of a sale or a contract: the term runs from its making." },
            "holds": [], "isRestricted": false }, "certificate": null }
        """;
}
