using System.Text.Json.Nodes;
using EvidenceVault.Domain.Judging;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the look-up of consumers and their dossiers.</summary>
public static class DossiersDocs
{
    public const string Tag = "Dossiers";

    private static readonly Shape Found = Answer("A consumer, where there is one.", MayTell("id", Kinds.Uuid, "The id; null: none that the caller may see.")).Named("FoundConsumer");

    private static readonly Shape AsOf = new(new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^([0-9]{4}-.+|[0-9]{1,18})$" });

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("searchConsumers", Tag, "Find a consumer by phone number", "A POST, so that the number stands in no address. To an agency, a consumer about whom it handed in nothing does not exist.")
        {
            Parameters = [Principal, AccessLogDocs.Reason],
            Problems = [AccessLogDocs.BadReason],
            Body = JsonBodyOf(
                "The number.",
                Input("Whom to look for.", Need("phone", Kinds.Phone, "The number, in any form for the Netherlands or with a country code.")).Named("ConsumerQuery"),
                """{ "phone": "06-12345678" }"""),
            Answers = [new(200, "The consumer's id, or null.", ContentDoc.OfJson(Found, """{ "id": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10" }"""))],
        },
        new("getDossier", Tag, "Read a dossier",
            """
            Judged live, on all facts; an agency is shown its own uploads, and others' facts as bare ids in the findings. With `asOf`, what the vault recorded later
            does not exist yet. The `ETag` changes only when the answer does.
            """)
        {
            Parameters =
            [
                Principal,
                Path("id", Kinds.Uuid, "The consumer's id.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10"),
                Query("asOf", AsOf, "As it was known at this instant, or when the ledger was of this size (`position` in an answer): the handle that can be repeated. Without it, now.", "2026-09-01T10:15:00Z"),
                Query("all", new(new OpenApiSchema { Type = JsonSchemaType.Boolean }), "Whether rules that do not apply are shown too.", "true"),
                IfNoneMatch,
                AccessLogDocs.Reason,
            ],
            Answers = [One("The dossier.", DossierShapes.Dossier, Example), NotModified],
            Problems = [AccessLogDocs.BadReason, new(422, ProblemCodes.InvalidInstant, ProblemCodes.PositionUnknown)],
        },
    ];

    private const string Consent = "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42";
    private const string Call = "c0a7e3f4-91d2-4e0b-b6a8-3d2f1e0c9b87";

    private static string Example =>
        $$"""
        { "consumer": { "id": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "phone": "+31612345678", "name": "A. Voorbeeld",
            "names": [{ "name": "A. Voorbeeld", "since": "2026-09-01T08:15:00Z", "lastToldFor": "2026-09-14T16:02:11Z" }], "kind": "private", "erased": false, "restricted": false },
          "asOf": null, "evaluatedAt": "2026-09-20T09:00:00Z", "rulebook": "{{Rulebook.Version}}", "book": 12, "position": 18234,
          "timeline": [
            { "eventId": "{{Consent}}", "ref": "CONS-2026-0001", "type": "consent.granted", "occurredAt": "2026-08-20T17:02:11Z",
              "recordedAt": "2026-08-20T17:02:12.318402Z", "late": false, "party": "zonkracht-energie", "consent": null, "call": null, "correctedBy": null, "unresolved": [], "message": null, "monitoring": null, "correction": null },
            { "eventId": "{{Call}}", "ref": "CALL-2026-0001", "type": "call.attempted", "occurredAt": "2026-09-01T08:15:00Z",
              "recordedAt": "2026-09-01T08:23:05.120077Z", "late": false, "party": "belbureau-noord", "consent": null, "call": null, "correctedBy": null, "unresolved": [], "message": null, "monitoring": null, "correction": null }],
          "consents": [
            { "ref": "CONS-2026-0001", "eventId": "{{Consent}}", "state": "lapsed", "grantedAt": "2026-08-20T17:02:11Z", "verifiedAt": null,
              "withdrawnAt": null, "validUntil": "2027-08-20T17:02:11Z" }],
          "calls": [
            { "ref": "CALL-2026-0001", "eventId": "{{Call}}", "startedAt": "2026-09-01T08:15:00Z", "permission": "not-shown", "conduct": "not-assessed",
              "basis": "consent", "proof": "contemporaneous", "effectiveNature": "commercial", "changesAt": null, "clearance": null, "brand": null, "findings": [{{Finding}}] }],
          "exhibits": [
            { "id": "VL-2026-0001", "kind": "voicelog", "state": "stored",
              "sha256": "47f497988f9fe1ca171a7a0ddf1608fffd0bb2a3a4884c364e29e31fe30daca5", "deleteAfter": "2028-09-01T08:15:00Z" }],
          "findings": [], "contradictions": [] }
        """;

    private static string Finding =>
        $$"""
        { "rule": "ACM-CONSENT-VERIFY", "category": "permission", "norm": { "kind": "regulator", "ref": "ACM 2022-06-29" }, "result": "breach",
          "reason": "no-response", "because": ["{{Consent}}", "{{Call}}"], "explanation": {
            "nl": "De toestemming is niet bevestigd.", "en": "The consent was not confirmed." } }
        """;
}
