using System.Text.Json.Nodes;
using EvidenceVault.Domain.Retention;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.RetentionShapes;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes retention: what goes when, holds, and certificates of destruction.</summary>
public static class RetentionDocs
{
    public const string Tag = "Retention";

    private static readonly ParameterDoc Ref = Path("hold", Kinds.UrlReference, "The hold's reference.", "acm-2026");

    private static readonly (string, JsonNode) BytesExample = ("example", "<the bytes of the file>");

    private static readonly ProblemsDoc NotFound = new(404, ProblemCodes.NotFound);

    private static readonly ProblemsDoc SecondPerson = new(403, ProblemCodes.SecondPersonRequired);

    private static readonly Shape Requested = Answer(
        "How the release stands.", Tells("ref", Kinds.UrlReference, "The hold."), Tells("status", Vocabularies.OneOf("requested", "released"), "Where it stands.")).Named("HoldReleaseRequested");

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("previewRetention", Tag, "See what goes when",
            "The exhibits that are due by the end of a day, with the term and policy that say so and the holds that keep them. Recordings go; the facts they proved stay.")
        {
            Parameters = [Principal, Query("until", Kinds.Date, "A day; three months ahead without it.", "2027-03-31"), .. PageParameters],
            Answers =
            [
                new(200, "What goes.", ContentDoc.OfJson(Preview,
                    """
                    { "until": "2027-03-31", "evaluatedAt": "2026-09-15T10:00:00Z",
                      "summary": { "count": 1, "bytes": 45542, "held": 0, "withoutTerm": 0, "bytesWithoutTerm": 0, "consumers": 12,
                        "months": [{ "month": "2027-03", "term": "no-sale", "count": 1, "bytes": 45542, "held": 0 }] },
                      "items": [{ "exhibit": "VL-2026-0001", "kind": "voicelog", "size": 45542, "dueAt": "2027-03-01T09:15:00Z", "term": "no-sale",
                        "explanation": { "nl": "Opname van een gesprek waarop geen verkoop volgde.", "en": "Recording of a call that no sale followed." }, "trigger": null, "policy": null,
                        "consumer": null, "isClaimed": false, "holds": [], "failedAttempts": 0, "fault": null }], "next": null }
                    """)),
            ],
            Problems = [InvalidParameter],
        },
        new("listHoldConflicts", Tag, "See which holds keep recordings past their terms",
            "Those first about which must be decided first. Without a decision of a second person within 14 days the recordings are kept, and nobody may listen to them.")
        {
            Parameters = [Principal],
            Answers =
            [
                Page("The holds.", "HoldConflictPage",
                    Answer("A hold that keeps recordings past their terms.", Tells("hold", HoldAnswer, "The hold."), Tells("exhibits", Kinds.Count, "How many it keeps so.")).Named("HoldInConflict"),
                    $$"""{ "hold": {{HoldExample}}, "exhibits": 12 }"""),
            ],
        },
        new("listHolds", Tag, "List holds", "By their references, those released too.")
        {
            Parameters = [Principal, .. PageParameters],
            Answers = [Page("Holds by their references.", "HoldPage", HoldAnswer, HoldExample)],
            Problems = [InvalidParameter],
        },
        new("getHold", Tag, "Read a hold", "Where it stands.")
        {
            Parameters = [Principal, Ref],
            Answers = [new(200, "The hold.", ContentDoc.OfJson(HoldAnswer, HoldExample))],
            Problems = [NotFound],
        },
        new("putHold", Tag, "Place a hold",
            "Nothing in its scope is deleted from the instant it is answered until it is released by a second person; what was claimed before is told in `alreadyClaimed`, and goes; persons whose erasure was decided and had not begun are told in `stoppedErasures`, and stay. Its scope never changes: put again with another reason, approver or day of review, it records that somebody looked and left it standing.")
        {
            Parameters = [Principal, Ref],
            Body = JsonBodyOf(
                "What to keep, and why.",
                Input(
                    "A hold.",
                    May("scope", ScopeInput, "What it keeps; may be left out where an inquiry is named: then that one's."), May("inquiry", Kinds.UrlReference.Refused(ProblemCodes.UnknownInquiry), "The case it is for."),
                    Need("reason", Words(1_000), "Why, naming nobody."), Need("approver", Kinds.Reference, "The opaque name of the person who approved it."),
                    Need("reviewOn", Kinds.Date.Refused(ProblemCodes.InPast), "When somebody must look whether it is still needed.")).Named("HoldInput"),
                """{ "scope": { "campaigns": ["najaar-2026"] }, "reason": "Verzoek om inlichtingen van de ACM.", "approver": "hoofd-juridisch", "reviewOn": "2027-03-01" }"""),
            Answers =
            [
                new(200, "It stands.", ContentDoc.OfJson(HoldAnswer, HoldExample)),
                new(201, "It is placed.", ContentDoc.OfJson(HoldAnswer, HoldExample)) { Headers = [Location] },
            ],
            Problems = [new(409, ProblemCodes.HoldScopeFixed, ProblemCodes.HoldReleased), new(422, ProblemCodes.InvalidReference, ProblemCodes.UnknownInquiry)],
        },
        new("requestHoldRelease", Tag, "Ask for the release of a hold", "With a key that names its holder; it stands until another holder approves, whose key is not of the same hand: neither issued the other. The body may be left out.")
        {
            Parameters = [Principal, Ref],
            Body = JsonBodyOf("Why.", Input("A request.", May("reason", Words(1_000), "Why it is no longer needed.")).Named("HoldReleaseInput"), """{ "reason": "Onderzoek gesloten." }"""),
            Answers =
            [
                new(200, "It was released already.", ContentDoc.OfJson(Requested, """{ "ref": "acm-2026", "status": "released" }""")),
                new(202, "It waits for a second person.", ContentDoc.OfJson(Requested, """{ "ref": "acm-2026", "status": "requested" }""")),
            ],
            Problems = [NotFound, new(403, ProblemCodes.HolderRequired)],
        },
        new("approveHoldRelease", Tag, "Approve the release of a hold", "By another holder than who asked. What is due by then goes within the hour.")
        {
            Parameters = [Principal, Ref],
            Answers = [new(200, "It is released.", ContentDoc.OfJson(HoldAnswer, HoldExample.Replace("\"active\"", "\"released\"", StringComparison.Ordinal)))],
            Problems = [NotFound, SecondPerson, new(409, ProblemCodes.ReleaseNotRequested)],
        },
        new("decideHoldConflict", Tag, "Weigh a hold against a term",
            "By another holder than who placed it: whether recordings past their term stay, and until when they may be used (AVG 5(1)(e)), or go.")
        {
            Parameters = [Principal, Ref],
            Body = JsonBodyOf(
                "The decision.",
                Input(
                    "A decision.",
                    Need("decision", Kinds.Word<HoldDecision>(), "What is decided."), Need("reason", Words(1_000), "Why, naming nobody."),
                    May("until", Kinds.Date.Refused(ProblemCodes.OutOfRange, ProblemCodes.Contradiction, ProblemCodes.Required), "The last day for which they are kept for use; needed with `keep`, at most twelve months ahead.")).Named("HoldDecisionInput"),
                """{ "decision": "keep", "reason": "Nodig voor het bezwaar.", "until": "2027-06-01" }"""),
            Answers = [new(200, "It is decided.", ContentDoc.OfJson(HoldAnswer, HoldExample))],
            Problems = [NotFound, SecondPerson, new(409, ProblemCodes.NoConflict, ProblemCodes.HoldReleased)],
        },
        new("getDestructionCertificate", Tag, "Read a destruction certificate", "What was deleted, why, and how its absence was proved; signed by the vault.")
        {
            Parameters = [Principal, ExhibitsDocs.Id],
            Answers = [new(200, "The certificate.", ContentDoc.OfJson(Certificate, CertificateExample))],
            Problems = [NotFound, new(409, ProblemCodes.ContentNotDeleted)],
        },
        new("getDestructionCertificatePdf", Tag, "Read a destruction certificate as a page", "The same as a PDF of one page.")
        {
            Parameters = [Principal, ExhibitsDocs.Id, Query("language", Vocabularies.OneOf("nl", "en"), "Dutch without it.", "nl")],
            Answers = [new(200, "The page.", new ContentDoc("application/pdf", new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }), BytesExample))],
            Problems = [NotFound, InvalidParameter, new(409, ProblemCodes.ContentNotDeleted)],
        },
    ];
}
