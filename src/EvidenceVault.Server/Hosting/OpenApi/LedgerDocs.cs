using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the ledger.</summary>
public static class LedgerDocs
{
    public const string Tag = "Ledger";

    private const string CheckpointExample =
        "vault.example/evidence-vault\n18234\nW8dKo2yU5mcRyHkPHjPcP8e2S3Xk0mDmUQn0oQyS3gM=\n\n— vault.example/evidence-vault 3DhYB1m0W8dKo2yU5mcRyHkPHjPcP8e2S3Xk0mDm\n";

    private static readonly Shape Bytes = new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });

    private static readonly Shape Hash = new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" });

    private static readonly Shape Tree = Answer("A state of the ledger.", Tells("size", Kinds.Count, "How many leaves."), Tells("root", Hash, "The root of the tree.")).Named("LedgerTree");

    private static readonly Shape Seconds = new(new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0" });

    private static readonly Shape Keys = Answer(
        "The keys that checkpoints and receipts are and were signed with.",
        Tells("origin", Kinds.Any, "The ledger's name, which is that of its keys."),
        Tells("keys", ListOf(Answer(
            "A key.",
            Tells("key", Kinds.Any, "The key as C2SP signed-note writes it: `name+id+key`."),
            Tells("from", Kinds.Instant, "Since when it is in use."),
            MayTell("until", Kinds.Instant, "Until when it was; null: it is in use.")).Named("LedgerKey")), "The current one last.")).Named("LedgerKeys");

    private static readonly Shape Incident = Answer(
        "Something found amiss. It stays to be seen.",
        Tells("id", Kinds.Uuid, "Its id."),
        Tells("kind", Vocabularies.OneOf("rewound", "forked", "vanished", "unqueued", "witness-disagrees"), "rewound: fewer leaves than were published; forked: other ones; vanished: an event gone before it had its leaf; unqueued: events written past the queue; witness-disagrees: a witness has cosigned something else."),
        Tells("subject", Kinds.Any, "Which one it is."),
        Tells("foundAt", Kinds.Instant, "When it was found."),
        MayTell("acknowledgedAt", Kinds.Instant, "When an operator took note of it.")).Named("LedgerIncident");

    private static readonly Shape State = Answer(
        "How the ledger stands.",
        Tells("origin", Kinds.Any, "Its name."),
        Tells("size", Kinds.Count, "How many leaves it has."),
        Tells("health", Vocabularies.OneOf("ok", "lags", "stopped", "fails"), "In a word."),
        MayTell("trouble", Kinds.Any, "What keeps the server that answers from putting events in it."),
        Tells("lagSeconds", Seconds, "For how long the first of those waiting has waited."),
        Tells("incidents", ListOf(Incident), "The latest first, at most 100.")).Named("LedgerState");

    private static readonly ParameterDoc Place = Path("place", Kinds.Any, "The tile's number in groups of three digits, and `.p/` with a width for one that is not full.", "x001/234.p/56");

    private static readonly HeaderDoc Cached = new("Cache-Control", "How long it may be kept.", "public, max-age=31536000, immutable");

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("getCheckpoint", Tag, "The latest checkpoint", "The size and root of the tree as a signed note (C2SP tlog-checkpoint). It covers an event within two seconds of its being recorded.")
        {
            Answers = [new(200, "The checkpoint.", Text(CheckpointExample)) { Headers = [Cached with { Example = "public, max-age=1" }] }],
            Problems = [new(503, ProblemCodes.Unavailable)],
        },
        new("getWitnessedCheckpoint", Tag, "The latest witnessed checkpoint", "The last one that as many witnesses cosigned as the operator asks for (C2SP tlog-cosignature), with their cosignatures. It is behind the latest by about the time between two looks of the witnesses.")
        {
            Answers = [new(200, "The checkpoint.", Text(CheckpointExample)) { Headers = [Cached with { Example = "public, max-age=1" }] }],
            Problems = [new(404, ProblemCodes.NotFound)],
        },
        new("getCheckpointAt", Tag, "A checkpoint of before", "One by its size, with the cosignatures and timestamps it has. Those older than a week are thinned to one an hour.")
        {
            Parameters = [Path("size", Kinds.Count, "How many leaves.", "18234")],
            Answers = [new(200, "The checkpoint.", Text(CheckpointExample)) { Headers = [Cached with { Example = "public, max-age=60" }] }],
            Problems = [new(404, ProblemCodes.NotFound)],
        },
        new("postCosignature", Tag, "Hand in a cosignature", "For a witness: a checkpoint of this ledger as a signed note, with the witness's cosignature as one of its lines (C2SP tlog-cosignature). `vault witness` does this.")
        {
            Body = new("The checkpoint, with the cosignature.", [Text(CheckpointExample)], [.. Streamed, new(400, ProblemCodes.MalformedNote)]),
            Answers = [new(204, "It was taken, and is handed out with the checkpoint from now on.")],
            Problems = [new(403, ProblemCodes.UnknownWitness), new(409, ProblemCodes.UnknownCheckpoint)],
        },
        new("getLedgerKeys", Tag, "The ledger's keys", "Note them elsewhere: a key learned together with what it signed proves little.")
        {
            Answers =
            [
                new(200, "The keys.", ContentDoc.OfJson(Keys,
                    """
                    { "origin": "vault.example/evidence-vault", "keys": [ { "key": "vault.example/evidence-vault+dc385807+AWiyqRUmzQ2VwYO5LRWNH6b1kGPXnnSpD5JK/UjPFgEb", "from": "2026-09-01T08:00:00Z", "until": null } ] }
                    """)) { Headers = [Cached with { Example = "public, max-age=60" }] },
            ],
            Problems = [new(503, ProblemCodes.Unavailable)],
        },
        new("getLedgerState", Tag, "How the ledger stands", "With all that was ever found amiss. A database that was restored from a backup shows here, and stays to be seen.")
        {
            Answers =
            [
                new(200, "How it stands.", ContentDoc.OfJson(State,
                    """{ "origin": "vault.example/evidence-vault", "size": 18234, "health": "ok", "trouble": null, "lagSeconds": 0, "incidents": [] }""")),
            ],
            Problems = [new(503, ProblemCodes.Unavailable)],
        },
        new("getConsistency", Tag, "That nothing was changed since", "Hashes by RFC 9162, section 2.1.4, that show the tree at one size to be the beginning of the tree at another. The roots are to be compared with checkpoints that the client has.")
        {
            Parameters = [Query("from", Kinds.Count, "The smaller size.", "1000"), Query("to", Kinds.Count, "The larger size; without it, the latest.", "18234")],
            Answers =
            [
                new(200, "The proof.", ContentDoc.OfJson(
                    Answer("Hashes as base64.", Tells("from", Tree, "The smaller one."), Tells("to", Tree, "The larger one."), Tells("hashes", ListOf(Hash), "The proof.")).Named("LedgerConsistency"),
                    """
                    { "from": { "size": 1, "root": "W8dKo2yU5mcRyHkPHjPcP8e2S3Xk0mDmUQn0oQyS3gM=" }, "to": { "size": 2, "root": "2b9UQn0oQyS3gMW8dKo2yU5mcRyHkPHjPcP8e2S3Xk0=" },
                      "hashes": [ "PcP8e2S3Xk0mDmUQn0oQyS3gMW8dKo2yU5mcRyHkPHg=" ] }
                    """)),
            ],
            Problems = [InvalidParameter, new(409, ProblemCodes.LedgerDamaged)],
        },
        new("getTile", Tag, "Hashes of the tree", "A tile of 256 hashes, or of fewer at the right edge (C2SP tlog-tiles). It never changes.")
        {
            Parameters = [Path("level", Kinds.Integer(0, 7), "0: the leaves.", "0"), Place],
            Answers = [new(200, "The hashes, 32 bytes each.", new ContentDoc("application/octet-stream", Bytes, ("example", "<the bytes of the hashes>"))) { Headers = [Cached] }],
            Problems = [new(404, ProblemCodes.NotFound)],
        },
        new("getEntries", Tag, "The leaves themselves", "Those of a tile of level 0: each with its length before it, in two bytes (C2SP tlog-tiles). They hold the bodies of events, in which nobody is named.")
        {
            Parameters = [Place],
            Answers = [new(200, "The leaves.", new ContentDoc("application/octet-stream", Bytes, ("example", "<the bytes of the leaves>")))],
            Problems = [new(404, ProblemCodes.NotFound), new(409, ProblemCodes.LedgerDamaged)],
        },
        new("acknowledgeIncident", Tag, "Take note of an incident", "The ledger goes on with what the database has. What had got past the queue is queued. Read the runbook first: the incident stays to be seen, by everybody.")
        {
            Parameters = [Path("id", Kinds.Uuid, "The incident's id.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10")],
            Answers = [new(204, "It was noted, now or before.")],
            Problems = [new(404, ProblemCodes.NotFound)],
        },
        new("getProof", Tag, "That an event stands in the ledger", "A file (C2SP tlog-proof) with the event's leaf, its place, and the checkpoint; `vault verify` checks it offline. An agency has proofs of what it handed in.")
        {
            Parameters = [Principal, Path("eventId", Kinds.Uuid, "The event's id.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10")],
            Answers =
            [
                new(200, "The proof.", Text("c2sp.org/tlog-proof@v1\nextra eyJkYXRhIjp7fX0=\nindex 18233\nW8dKo2yU5mcRyHkPHjPcP8e2S3Xk0mDmUQn0oQyS3gM=\n\n" + CheckpointExample))
                {
                    Headers = [new("Content-Disposition", "A name to save it by.", "attachment; filename=0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10.tlog-proof")],
                },
            ],
            Problems = [new(409, ProblemCodes.NotInLedgerYet, ProblemCodes.LedgerDamaged)],
        },
    ];

    private static ContentDoc Text(string example) => new("text/plain", Kinds.Any, ("example", example));
}
