using EvidenceVault.Domain.Rights;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes consumers' right of access.</summary>
public static class RightsDocs
{
    public const string Tag = "Right of access";

    private static readonly Shape Request = Answer(
        "What a consumer asked for.",
        MayTell("ref", Kinds.UrlReference, "Its reference; null: a request for proof."),
        MayTell("eventId", Kinds.Uuid, "The `consent.proof-requested`; null: a request registered under the AVG."),
        Tells("kind", Kinds.Word<AccessRequestKind>(), "What was asked for."),
        Tells("consumer", Kinds.Uuid, "Who asked."),
        Tells("receivedAt", Kinds.Instant, "From when its term runs."),
        Tells("dueAt", Kinds.Instant, "The last instant of its term: a month, or for proof the end of the fifth working day after."),
        MayTell("answeredAt", Kinds.Instant, "When it was answered; null: it is open."),
        Tells("late", Kinds.Flag, "Whether it was answered after its term, or is open after it."),
        MayTell("answeredOtherwise", Kinds.Any, "How it was answered outside the vault, or why it needs no answer; null: it is open, or an export answered it.")).Named("AccessRequest");

    private static readonly Shape Zip = new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });

    private static readonly Shape Lines = new(new OpenApiSchema { Type = JsonSchemaType.String, Description = "JSON, a line each." });

    private static readonly ParameterDoc Reference = Path("reference", Kinds.UrlReference, "The request's reference.", "AVG-2026-0007");

    private static readonly ProblemsDoc NotFound = new(404, ProblemCodes.NotFound);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("exportConsumer", Tag, "Give a consumer all that is kept",
            """
            One ZIP file, streamed: what it holds in plain words (Dutch and English), the identity card, every fact as it was handed in with its notes, consents, calls and findings, the wordings exactly as
            shown, recordings and files decrypted, which parties looked, and a list with hashes. Left out are agents' pseudonyms and files about others. The key needs `exhibit:listen` beside
            `evidence:read`. It is in the access log before the first byte goes out, and so is each recording. With `request` it answers that request.
            """)
        {
            Parameters =
            [
                Principal, Path("id", Kinds.Uuid, "The consumer's id.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10"),
                Query("request", Kinds.UrlReference, "The reference of the request that this answers.", "AVG-2026-0007"), AccessLogDocs.Reason,
            ],
            Answers =
            [
                new(200, "The file.", new ContentDoc("application/zip", Zip, ("example", "<the bytes of the file>")))
                {
                    Headers = [new("Content-Disposition", "A name to save it by.", "attachment; filename=\"consumer-0198f2c46f0e7c3a9d552b9c1c7d8e10.zip\"")],
                },
            ],
            Problems = [AccessLogDocs.BadReason, NotFound, new(409, ProblemCodes.ConsumerErased, ProblemCodes.ConsumerRestricted)],
        },
        new("exportPrincipal", Tag, "Take along all that is kept for a principal",
            """
            A line each, streamed, as it was at one instant: the texts of wordings and scripts, every consumer's card, and every event in the order of recording, with what was handed in beside it
            (`handedIn`: references, notes, texts). `kind` says which; the first line is `export`, the last is `end` with the counts: without it, it broke off. The files themselves are read one by
            one, by the exhibits that `exhibit.stored` names, against the hash in `exhibit.announced`. Numbers are masked 24 months after the last call, and whose erasure was asked for is not in
            it. The key needs `exhibit:listen` beside `evidence:read`. It is in the access log before the first byte goes out.
            """)
        {
            Parameters = [Principal, AccessLogDocs.Reason],
            Answers =
            [
                new(200, "The lines.", new ContentDoc(ContentDoc.Ndjson, Lines, ("example",
                    """
                    {"kind":"export","format":1,"principal":"zonkracht-energie","at":"2026-09-15T10:00:00Z"}
                    {"kind":"end","texts":0,"consumers":0,"events":0}

                    """))),
            ],
            Problems = [AccessLogDocs.BadReason, NotFound],
        },
        new("putAccessRequest", Tag, "Register a request", "A consumer asked for what is kept (AVG 15 or 20), and a month runs from `receivedAt`. `exportConsumer` with `request` answers it. A request is never changed.")
        {
            Parameters = [Principal, Reference],
            Body = JsonBodyOf(
                "What was asked.",
                Input(
                    "A request.",
                    Need("kind", Kinds.Word<AccessRequestKind>(), "`access` or `portability`; a request for proof is evidence, `consent.proof-requested`."),
                    Need("consumer", Kinds.Text(40).Refused(ProblemCodes.UnknownConsumer), "The consumer's id."),
                    Need("receivedAt", Kinds.Past, "When it came in.")).Named("AccessRequestInput"),
                """{ "kind": "access", "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "receivedAt": "2026-09-01T10:15:00+02:00" }"""),
            Answers =
            [
                new(200, "It stood there already.", ContentDoc.OfJson(Request, Example)),
                new(201, "It is registered.", ContentDoc.OfJson(Request, Example)),
            ],
            Problems = [new(409, ProblemCodes.ReferenceReused, ProblemCodes.ConsumerErased), new(422, ProblemCodes.InvalidReference)],
        },
        new("answerAccessRequestOtherwise", Tag, "Say that a request was answered otherwise",
            "Outside the vault, or that it needs no answer any more. Until a request is answered, by an export or so, the person is not erased and the contract does not end. The first answer counts.")
        {
            Parameters = [Principal, Reference],
            Body = JsonBodyOf("How.", Input("An answer.", Need("reason", RetentionShapes.Words(1_000), "How, or why not, naming nobody.")).Named("AnsweredOtherwiseInput"), """{ "reason": "Per post beantwoord." }"""),
            Answers = [new(200, "The request, which is closed.", ContentDoc.OfJson(Request, Example))],
            Problems = [NotFound],
        },
        new("getAccessRequest", Tag, "Read a request", "One that was registered.")
        {
            Parameters = [Principal, Reference],
            Answers = [new(200, "The request.", ContentDoc.OfJson(Request, Example))],
            Problems = [NotFound],
        },
        new("listAccessRequests", Tag, "List requests",
            "Those registered and those for proof, open and answered, the latest first. Where a request for proof stands follows from its dossier: `consent.proof-provided` answers it.")
        {
            Parameters = [Principal, .. PageParameters],
            Answers = [Page("The requests.", "AccessRequestPage", Request, Example)],
            Problems = [InvalidParameter, NotFound],
        },
    ];

    private const string Example =
        """
        { "ref": "AVG-2026-0007", "eventId": null, "kind": "access", "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "receivedAt": "2026-09-01T08:15:00Z",
          "dueAt": "2026-10-01T08:15:00Z", "answeredAt": null, "late": false, "answeredOtherwise": null }
        """;
}
