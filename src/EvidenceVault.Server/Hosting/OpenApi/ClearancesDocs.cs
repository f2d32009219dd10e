using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Clearances;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes clearances.</summary>
public static class ClearancesDocs
{
    public const string Tag = "Clearances";

    private static readonly Shape Question = Input(
        "May this number be dialled now?",
        Need("phone", Kinds.Phone, "The number, in any form for the Netherlands or with a country code."),
        Need("campaign", Kinds.UrlReference.Refused(ProblemCodes.UnknownCampaign), "The campaign."),
        May("party", Kinds.Slug.Refused(ProblemCodes.UnknownParty, ProblemCodes.PartyNotAllowed), "Who wants to call; without it, the holder of the key."),
        May("means", Kinds.Word<CallMeans>(), "By a human or a machine; `human` without it."),
        May("basis", Kinds.Word<Basis>(), "The basis it would rely on; without it, whichever carries the call.")).Named("ClearanceQuestion");

    private static readonly Property[] Codes =
    [
        Tells("rule", Vocabularies.Rule, "The rule."),
        Tells("result", Kinds.Word<FindingResult>(), "The result."),
        MayTell("reason", Kinds.Any, "A stable code of the reason; null where it is met."),
    ];

    private static readonly Shape FindingCode = Answer("What one rule says, without words.", Codes).Named("FindingCode");

    private static readonly Shape Findings = ListOf(
        new Shape(new OpenApiSchema { AnyOf = [DossierShapes.Finding.Schema, FindingCode.Schema] }).Holding(DossierShapes.Finding).Holding(FindingCode));

    private static readonly Property[] Decided =
    [
        Tells("decision", Kinds.Word<ClearanceWord>(), "`clear`, or `block`. Silence is never permission: what is not assessed is blocked."),
        Tells("permission", Kinds.Word<PermissionConclusion>(), "Whether there is a permission to call."),
        Tells("conduct", Kinds.Word<ConductConclusion>(), "What the conduct and code rules say that are known beforehand."),
        MayTell("basis", Kinds.Word<Basis>(), "The basis judged."),
        Tells("decidedAt", Kinds.Instant, "The instant the call was judged at, as if it began then."),
        Tells("recheckAfter", Kinds.Instant, "Until when it holds, and no longer at that very instant: an hour at most, and no longer than time alone leaves the outcome as it is."),
    ];

    private static readonly Shape Given = Answer(
        "Whether the number may be dialled.",
        [
            Tells("id", Kinds.Any, "What the call that follows cites as `clearance`."), .. Decided,
            Tells("findings", Findings, "What each rule says; with `?findings=codes`, without words."),
            MayTell(
                "signature", Kinds.Any,
                """
                Ed25519 by the key of `/v1/signing-key`, base64, over these lines, each ended by a line feed: `evidence-vault clearance v1`, the principal, the id, the
                number as E.164, the campaign, the party, the means, the decision, `decidedAt`, `recheckAfter`. Null where no key is configured.
                """),
        ]).Named("Clearance");

    private static readonly Shape Unread = Answer(
        "A question of an array that could not be answered.",
        Tells("problem", ProblemDocs.ProblemOf([ProblemCodes.SeveralProblems, ProblemCodes.Unavailable, ProblemCodes.Internal, .. Question.Codes]), "Why not. The number is to be left alone.")).Named("ClearanceProblem");

    private static readonly Shape GivenOrNot = new Shape(new OpenApiSchema { AnyOf = [Given.Schema, Unread.Schema] }).Holding(Given).Holding(Unread);

    private static readonly Shape Record = Answer(
        "A clearance as it is kept.",
        [
            Tells("id", Kinds.Any, "Its id."),
            Tells("campaign", Kinds.UrlReference, "The campaign."),
            Tells("party", Kinds.Slug, "Who wanted to call."),
            Tells("means", Kinds.Word<CallMeans>(), "By a human or a machine."),
            MayTell("reliesOn", Kinds.Word<Basis>(), "The basis that was named."),
            .. Decided,
            Tells("findings", ListOf(FindingCode), "The findings that were not met."),
            Tells("rulebook", Kinds.Any, "The version of the rulebook."),
            Tells("book", Kinds.Count, "The version of the principal's book."),
            Tells("askedBy", Kinds.Slug, "The holder of the key that asked."),
            Tells("eventId", Kinds.Uuid, "Its event."),
        ]).Named("ClearanceRecord");

    private static readonly Shape Key = Answer(
        "A public key.",
        Tells("id", Kinds.Any, "Tells keys apart."),
        Tells("algorithm", Vocabularies.OneOf("Ed25519"), "Always the same."),
        Tells("publicKey", Kinds.Any, "32 bytes, base64.")).Named("SigningKey");

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("requestClearances", Tag, "Ask whether numbers may be dialled",
            """
            Answered by the same judging as a call that was made, as if it began now; the decision is durable before the answer, blocked ones too. `clear` means: permission is
            shown, no conduct or code rule that is known beforehand speaks against it, and none of the principal's own limits does. Asking about an unknown number makes no consumer.
            """)
        {
            Parameters = [Principal, Query("findings", Vocabularies.OneOf("codes"), "`codes` leaves out the words of findings.", "codes")],
            Body = new(
                $"One question, or an array of at most {RequestClearances.MostQuestions} ({RequestClearances.LargestBody >> 20} MiB), answered in the same order.",
                [
                    new(ContentDoc.Json, OneOrMore(Question), ("one", System.Text.Json.Nodes.JsonNode.Parse(Asked)!), ("array", System.Text.Json.Nodes.JsonNode.Parse($"[{Asked}]")!)),
                ],
                [
                    new(400, ProblemCodes.MalformedJson, ProblemCodes.BadRequest), .. Streamed,
                    new(413, ProblemCodes.TooManyItems),
                    new(415, ProblemCodes.UnsupportedMediaType),
                    new(422, [ProblemCodes.DuplicateField, ProblemCodes.SeveralProblems, .. Question.Codes]),
                ]),
            Answers = [new(200, "The decision, or one for each question.", new ContentDoc(ContentDoc.Json, OneOrMore(GivenOrNot), ("one", System.Text.Json.Nodes.JsonNode.Parse(Answered)!)))],
            Problems = [InvalidParameter],
        },
        new("getClearance", Tag, "Read a clearance", "As it is kept. To an agency, one that it neither asked for nor was asked about does not exist. Which number it was about is not told.")
        {
            Parameters = [Principal, Path("id", Kinds.Any, "Its id.", "kqzvmwtrbnhxcdypafgj")],
            Answers = [new(200, "The clearance.", ContentDoc.OfJson(Record, Kept))],
        },
        new("getSigningKey", Tag, "Read the vault's public key", "For whoever checks a signature of the vault. Needs no key.")
        {
            Answers = [new(200, "The key.", ContentDoc.OfJson(Key, """{ "id": "8e2f0c1d9ab47a36", "algorithm": "Ed25519", "publicKey": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }"""))],
            Problems = [new(404, ProblemCodes.NotFound)],
        },
    ];

    private const string Asked = """{ "phone": "06-12345678", "campaign": "najaar-2026", "party": "belbureau-noord" }""";

    private const string Answered =
        """
        { "id": "kqzvmwtrbnhxcdypafgj", "decision": "block", "permission": "not-shown", "conduct": "clean", "basis": "consent",
          "findings": [{ "rule": "TW-11.7-CONSENT", "result": "breach", "reason": "no-grant" }],
          "decidedAt": "2026-09-20T09:00:00.118320Z", "recheckAfter": "2026-09-20T10:00:00.118320Z",
          "signature": "pC4yqZ0m8lqY2m1i3nq2v1a0o3xk3sS0C0b1kT0m3kJm6m0l8Qh2m0yqS9c7Qm0x1oVvXl9c2d3e4f5g6h7iAA==" }
        """;

    private const string Kept =
        """
        { "id": "kqzvmwtrbnhxcdypafgj", "campaign": "najaar-2026", "party": "belbureau-noord", "means": "human", "reliesOn": null, "decision": "block",
          "permission": "not-shown", "conduct": "clean", "basis": "consent", "findings": [{ "rule": "TW-11.7-CONSENT", "result": "breach", "reason": "no-grant" }],
          "decidedAt": "2026-09-20T09:00:00.118320Z", "recheckAfter": "2026-09-20T10:00:00.118320Z", "rulebook": "2026.11", "book": 12,
          "askedBy": "belbureau-noord", "eventId": "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42" }
        """;
}
