using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes packs.</summary>
public static class PacksDocs
{
    public const string Tag = "Packs";

    private const string ForStaff = "For a principal's own keys; to an agency there are no packs.";

    private static readonly Property[] Wanted =
    [
        Need("content", Kinds.Word<PackContent>(), "What is in it."),
        Need("audience", Kinds.Word<PackAudience>(), "For whom it is."),
        Need("language", Kinds.Word<PackLanguage>(), "Its language."),
        May("inquiry", Kinds.UrlReference, "The reference of the inquiry it answers."),
    ];

    private static readonly Shape Order = Input(
        "A pack to be made.",
        [
            Need(
                "scope",
                Input("What it is about.", Need("consumer", Kinds.Uuid.Refused(Kinds.Text(40).Codes).Refused(ProblemCodes.UnknownConsumer), "The consumer's id."))
                    .Refused(ProblemCodes.CampaignPacksNotYet),
                "What it is about. This version makes packs of one consumer only."),
            .. Wanted,
            May("asOf", Kinds.Instant.Refused(ProblemCodes.InFuture), "What the vault recorded later is not in it; without it, now."),
        ]).Named("PackOrder");

    private static readonly Shape Problem = Answer(
        "Why a pack was not made.", Tells("code", Vocabularies.Of(typeof(PackProblem)), "Why."), Tells("detail", Kinds.Any, "What to do, for a person.")).Named("PackFailure");

    private static readonly Shape Pack = Answer(
        "Where a pack stands.",
        Tells("id", Kinds.Any, "Its id."),
        Tells("state", Kinds.Word<PackState>(), "Where it stands."),
        Tells("scope", Answer("What it is about.", Tells("consumer", Kinds.Uuid, "The consumer's id.")), "What it is about."),
        Tells("content", Kinds.Word<PackContent>(), "What is in it."),
        Tells("audience", Kinds.Word<PackAudience>(), "For whom it is."),
        Tells("language", Kinds.Word<PackLanguage>(), "Its language."),
        MayTell("inquiry", Kinds.UrlReference, "The reference of the inquiry it answers."),
        Tells("asOf", Kinds.Instant, "What the vault recorded later is not in it."),
        Tells("requestedAt", Kinds.Instant, "When it was asked for."),
        MayTell("readyAt", Kinds.Instant, "When it was made."),
        MayTell("timestampedAt", Kinds.Instant, "When its seal was there, as the timestamp in the seal says; null: the seal has none, or there is no seal."),
        MayTell("deletedAt", Kinds.Instant, "When it was lawfully deleted."),
        MayTell("pages", Kinds.Count, "How many pages it has."),
        MayTell("size", Kinds.Count, "Its length in bytes."),
        MayTell("sha256", Kinds.Sha256, "Its SHA-256."),
        MayTell("problem", Problem, "Why it was not made.")).Named("Pack");

    private static readonly ParameterDoc Id = Path("id", Kinds.Any, "The pack's id.", "kqzvmwtrbnhxcdypafgj");

    private static readonly Shape Pdf = new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });

    private static readonly string Requested = Example("requested", "\"readyAt\": null, \"timestampedAt\": null, \"deletedAt\": null, \"pages\": null, \"size\": null, \"sha256\": null");

    private static readonly string Ready = Example(
        "ready",
        """
        "readyAt": "2026-09-20T09:00:04.118320Z", "timestampedAt": "2026-09-20T09:00:04Z", "deletedAt": null, "pages": 14, "size": 318204,
        "sha256": "9fa3aa4416abca41228b0cdc0887fc14b2acc33a3be184052ff5b19fbb026b95"
        """);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("requestPack", Tag, "Ask for a pack", $"It is made in the background; `Location` says where it will be. {ForStaff}")
        {
            Parameters = [Principal, Header("Idempotency-Key", "A text of at most 200 characters: asking again with the same one gives the same pack.", "avt-2026-0031-pack-1")],
            Body = JsonBodyOf(
                "What the pack is about and for whom it is.", Order,
                """
                { "scope": { "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10" }, "content": "facts-and-findings", "audience": "internal", "language": "nl" }
                """),
            Answers = [new(202, "It will be made, or was asked for already.", ContentDoc.OfJson(Pack, Requested)) { Headers = [Location with { Example = "/v1/principals/zonkracht-energie/packs/kqzvmwtrbnhxcdypafgj" }, ETag] }],
            Problems = [InvalidParameter, new(409, ProblemCodes.ReferenceReused, ProblemCodes.ConsumerRestricted)],
        },
        new("getPack", Tag, "Read where a pack stands", ForStaff)
        {
            Parameters = [Principal, Id, IfNoneMatch],
            Answers = [One("The pack.", Pack, Ready), NotModified],
        },
        new("listPacks", Tag, "List packs", $"The latest first. {ForStaff}")
        {
            Parameters = [Principal, .. PageParameters],
            Answers = [Page("Packs, the latest first.", "PackPage", Pack, Ready)],
            Problems = [InvalidParameter],
        },
        new("getPackContent", Tag, "Read a pack", $"The PDF. Each such read is recorded, with whose key it was. {ForStaff}")
        {
            Parameters = [Principal, Id, AccessLogDocs.Reason],
            Answers =
            [
                new(200, "The PDF.", new ContentDoc("application/pdf", Pdf, ("example", "<the bytes of the file>")))
                {
                    Headers = [new("Content-Disposition", "A name to save it by.", "attachment; filename=evidence-pack-KQZV-MWTR-BNHX-CDYP-AFGJ.pdf")],
                },
            ],
            Problems = [AccessLogDocs.BadReason, new(409, ProblemCodes.PackNotReady, ProblemCodes.PackFailed), new(410, ProblemCodes.ContentDeleted)],
        },
    ];

    private static string Example(string state, string made) =>
        $$"""
        { "id": "kqzvmwtrbnhxcdypafgj", "state": "{{state}}", "scope": { "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10" },
          "content": "facts-and-findings", "audience": "internal", "language": "nl", "inquiry": null, "asOf": "2026-09-20T09:00:00Z",
          "requestedAt": "2026-09-20T09:00:00Z", {{made}}, "problem": null }
        """;
}
