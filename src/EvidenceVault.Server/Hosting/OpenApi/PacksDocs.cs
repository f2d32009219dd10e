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
        Need("audience", Kinds.Word<PackAudience>().Refused(ProblemCodes.Contradiction), "For whom it is; a campaign pack is for no consumer."),
        Need("language", Kinds.Word<PackLanguage>(), "Its language."),
        May("inquiry", Kinds.UrlReference, "The reference of the inquiry it answers."),
    ];

    private static readonly Shape Order = Input(
        "A pack to be made.",
        [
            Need(
                "scope",
                Input(
                    "What it is about: a consumer, or a campaign in a period.",
                    May("consumer", Kinds.Uuid.Refused(Kinds.Text(40).Codes).Refused(ProblemCodes.UnknownConsumer, ProblemCodes.Required, ProblemCodes.Contradiction), "The consumer's id."),
                    May("campaign", Kinds.UrlReference.Refused(ProblemCodes.UnknownCampaign), "The campaign's reference."),
                    May("from", Kinds.Date.Refused(ProblemCodes.Required, ProblemCodes.OutOfRange), "With a campaign: the first local day."),
                    May("to", Kinds.Date.Refused(ProblemCodes.Required, ProblemCodes.EndsBeforeStart, ProblemCodes.InFuture), "With a campaign: the first local day after it, tomorrow at the latest."),
                    May("agencies", Kinds.UrlReferences().Refused(ProblemCodes.UnknownParty), "With a campaign: only calls by these parties.")),
                "What it is about: a consumer, or a campaign with from and to."),
            .. Wanted,
            May("asOf", Kinds.Instant.Refused(ProblemCodes.InFuture), "What the vault recorded later is not in it; without it, now."),
        ]).Named("PackOrder");

    private static readonly Shape Problem = Answer(
        "Why a pack was not made.", Tells("code", Vocabularies.Of(typeof(PackProblem)), "Why."), Tells("detail", Kinds.Any, "What to do, for a person.")).Named("PackFailure");

    private static readonly Shape Progress = Answer(
        "How far the making of a campaign pack has come.", Tells("done", Kinds.Count, "Steps done."), Tells("of", Kinds.Count, "Steps in all, as far as is known.")).Named("PackProgress");

    private static readonly Shape Volume = Answer(
        "A volume of a campaign pack.", Tells("number", Kinds.Count, "Its number, from 1."), Tells("pages", Kinds.Count, "How many pages it has."), Tells("size", Kinds.Count, "Its length in bytes."),
        Tells("sha256", Kinds.Sha256, "Its SHA-256.")).Named("PackVolume");

    private static readonly Shape Pack = Answer(
        "Where a pack stands.",
        Tells("id", Kinds.Any, "Its id."),
        Tells("state", Kinds.Word<PackState>(), "Where it stands."),
        Tells(
            "scope",
            Answer(
                "What it is about.", MayTell("consumer", Kinds.Uuid, "The consumer's id."), MayTell("campaign", Kinds.UrlReference, "The campaign's reference."),
                MayTell("from", Kinds.Date, "The first local day."), MayTell("to", Kinds.Date, "The first local day after it."),
                MayTell("agencies", ListOf(Kinds.Slug), "Only calls by these parties.")),
            "What it is about."),
        Tells("content", Kinds.Word<PackContent>(), "What is in it."),
        Tells("audience", Kinds.Word<PackAudience>(), "For whom it is."),
        Tells("language", Kinds.Word<PackLanguage>(), "Its language."),
        MayTell("inquiry", Kinds.UrlReference, "The reference of the inquiry it answers."),
        Tells("asOf", Kinds.Instant, "What the vault recorded later is not in it."),
        Tells("requestedAt", Kinds.Instant, "When it was asked for."),
        MayTell("readyAt", Kinds.Instant, "When it was made."),
        MayTell("timestampedAt", Kinds.Instant, "When its seal was there, as the timestamp in the seal says; null: the seal has none, or there is no seal."),
        MayTell("countersignedAt", Kinds.Instant, "When a second person countersigned it; null: nobody did."),
        MayTell("deletedAt", Kinds.Instant, "When it was lawfully deleted."),
        MayTell("pages", Kinds.Count, "How many pages it has."),
        MayTell("size", Kinds.Count, "The length in bytes of its file as it is now: a countersignature makes it longer."),
        MayTell("sha256", Kinds.Sha256, "The SHA-256 of that file."),
        MayTell("problem", Problem, "Why it was not made."),
        MayTell("progress", Progress, "How far the making of a campaign pack has come."),
        MayTell("volumes", ListOf(Volume), "The volumes of a campaign pack: the first is the index, which `content` gives.")).Named("Pack");

    private static readonly Shape Step = Answer(
        "How the making goes.", Tells("state", Kinds.Word<PackState>(), "Where it stands."), MayTell("progress", Progress, "How far it has come."), MayTell("problem", Problem, "Why it was not made."))
        .Named("PackStep");

    private static readonly ParameterDoc Id = Path("id", Kinds.Any, "The pack's id.", "kqzvmwtrbnhxcdypafgj");

    private static readonly Shape Pdf = new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });

    private static readonly string Requested = Example("requested", "\"readyAt\": null, \"timestampedAt\": null, \"countersignedAt\": null, \"deletedAt\": null, \"pages\": null, \"size\": null, \"sha256\": null");

    private static readonly string Ready = Example(
        "ready",
        """
        "readyAt": "2026-09-20T09:00:04.118320Z", "timestampedAt": "2026-09-20T09:00:04Z", "countersignedAt": null, "deletedAt": null, "pages": 14, "size": 318204,
        "sha256": "9fa3aa4416abca41228b0cdc0887fc14b2acc33a3be184052ff5b19fbb026b95"
        """);

    private static readonly string Cancelled = Example(
        "failed", "\"readyAt\": null, \"timestampedAt\": null, \"deletedAt\": null, \"pages\": null, \"size\": null, \"sha256\": null",
        """{ "code": "cancelled", "detail": "Somebody called it off before it was made. Ask for it again." }""");

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
        new("countersignPack", Tag, "Countersign a pack",
            $"By another holder than who asked for it, with the certificate that the vault has for that person: it signs behind the end of the sealed file, and the seal stays valid. The same person may ask again and is answered the same; the body may be left out. {ForStaff}")
        {
            Parameters = [Principal, Id],
            Body = JsonBodyOf(
                "How.",
                Input("How to countersign.", May("withoutTimestamp", Kinds.Flag, "Sign without a timestamp where the authority gives none, instead of signing nothing.")).Named("PackCountersignInput"),
                """{ "withoutTimestamp": true }"""),
            Answers = [One("It is countersigned.", Pack, Ready.Replace("\"countersignedAt\": null", "\"countersignedAt\": \"2026-09-20T09:12:40.301755Z\"", StringComparison.Ordinal))],
            Problems =
            [
                new(403, ProblemCodes.SecondPersonRequired),
                new(409, ProblemCodes.PackNotReady, ProblemCodes.PackFailed, ProblemCodes.PackNotSealed, ProblemCodes.PackCountersigned, ProblemCodes.CertificateMissing, ProblemCodes.CertificateUnusable),
                new(410, ProblemCodes.ContentDeleted), new(503, ProblemCodes.TimestampUnavailable),
            ],
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
        new("getPackVolume", Tag, "Read a volume of a campaign pack", $"The PDF. Each such read is recorded, with whose key it was. {ForStaff}")
        {
            Parameters = [Principal, Id, Path("number", Kinds.Any, "The volume's number.", "2"), AccessLogDocs.Reason],
            Answers =
            [
                new(200, "The PDF.", new ContentDoc("application/pdf", Pdf, ("example", "<the bytes of the file>")))
                {
                    Headers = [new("Content-Disposition", "A name to save it by.", "attachment; filename=evidence-pack-KQZV-MWTR-BNHX-CDYP-AFGJ-2.pdf")],
                },
            ],
            Problems = [AccessLogDocs.BadReason, new(409, ProblemCodes.PackNotReady, ProblemCodes.PackFailed), new(410, ProblemCodes.ContentDeleted)],
        },
        new("followPack", Tag, "Follow the making of a pack", $"As server-sent events named `progress`, until it is ready or failed; then the answer ends. {ForStaff}")
        {
            Parameters = [Principal, Id],
            Answers = [new(200, "An event whenever something changes.", new ContentDoc("text/event-stream", Step, ("example", "event: progress\ndata: {\"state\":\"making\",\"progress\":{\"done\":1200,\"of\":8401},\"problem\":null}\n\n")))],
        },
        new("cancelPack", Tag, "Call off a pack", $"One that is not made yet: it is `failed` then, with `cancelled`. {ForStaff}")
        {
            Parameters = [Principal, Id],
            Answers = [One("The pack, called off.", Pack, Cancelled)],
            Problems = [new(409, ProblemCodes.PackEnded)],
        },
    ];

    private static string Example(string state, string made, string problem = "null") =>
        $$"""
        { "id": "kqzvmwtrbnhxcdypafgj", "state": "{{state}}", "scope": { "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "campaign": null, "from": null, "to": null, "agencies": null },
          "content": "facts-and-findings", "audience": "internal", "language": "nl", "inquiry": null, "asOf": "2026-09-20T09:00:00Z",
          "requestedAt": "2026-09-20T09:00:00Z", {{made}}, "problem": {{problem}}, "progress": null, "volumes": null }
        """;
}
