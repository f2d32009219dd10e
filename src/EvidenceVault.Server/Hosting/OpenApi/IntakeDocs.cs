using System.Text.Json.Nodes;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Csv;
using EvidenceVault.Server.Intake.Progress;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the intake of evidence.</summary>
public static class IntakeDocs
{
    public const string Tag = "Evidence";

    private const string Accepted =
        """
        { "line": 1, "ref": "CONS-2026-0001", "status": "accepted", "eventId": "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42", "receipt": "evr1.3DhYBwAGP2w5", "problem": null }
        """;

    private const string Rejected =
        """
        { "line": 2, "ref": "CALL-2026-0001", "status": "rejected", "eventId": null, "receipt": null, "problem": {
          "type": "https://evidencevault.example/problems/offset-required", "title": "offset required", "status": 422,
          "detail": "A date with time and offset is wanted, such as 2026-09-01T10:15:00+02:00.", "code": "offset-required", "errors": [
            { "pointer": "/occurredAt", "code": "offset-required", "detail": "A date with time and offset is wanted, such as 2026-09-01T10:15:00+02:00." }] } }
        """;

    private static readonly string Duplicate = Accepted.Replace("accepted", "duplicate", StringComparison.Ordinal).Replace("\"evr1.3DhYBwAGP2w5\"", "null", StringComparison.Ordinal);

    // What one item can be rejected for, wherever it stands.
    private static readonly string[] OfItem = [ProblemCodes.SeveralProblems, ProblemCodes.DuplicateField, .. ItemShapes.Any.Codes];

    private static readonly Shape Result = Answer(
        "What became of one item.",
        Tells("line", Kinds.Count, "Its line or place, from 1."),
        MayTell("ref", Kinds.Any, "The client's reference, where it could be read and may be repeated."),
        Tells("status", Kinds.Word<ItemStatus>(), "What became of it; `accepted` means durable."),
        MayTell("eventId", Kinds.Uuid, "The event it stands as; the same for a duplicate."),
        MayTell("receipt", Kinds.Any, "A signed receipt of what was accepted just now: keep it, and check it with `vault verify`. Null for a duplicate, whose proof can be read."),
        MayTell("problem", ProblemDocs.ProblemOf([
            .. OfItem, ProblemCodes.MalformedJson, ProblemCodes.LineTooLong, ProblemCodes.ReferenceReused, ProblemCodes.ConsumerErased, ProblemCodes.Unavailable, ProblemCodes.Internal,
            ProblemCodes.RequestTimeout, ProblemCodes.RateLimited,
        ]), "Why it was rejected."),
        new("last", Kinds.Flag.Described("Only where it is true: the vault read the upload no further, and looked at nothing after this line. Send again what has no result."), Required: false)).Named("ItemResult");

    private static readonly BodyDoc Body = new(
        $"""
        One item or an array of at most {PostEvidence.MostItems} (at most {PostEvidence.LargestDocument >> 20} MiB), or NDJSON of any length: an item a line, at most
        {NdjsonSource.LongestLine >> 10} KiB each, read and answered as it streams. NDJSON may also be called `application/ndjson`, `application/jsonl` or
        `application/x-jsonlines`.
        """,
        [
            new(ContentDoc.Json, OneOrMore(ItemShapes.Any), [
                .. ItemExamples.All.Select(example => (example.Type, example.Item)),
                ("array", new JsonArray(ItemExamples.All[0].Item.DeepClone(), ItemExamples.All[2].Item.DeepClone())),
            ]),
            new(ContentDoc.Ndjson, Lines("An item a line."), ("lines", ItemExamples.Lines)) { Line = ItemShapes.Any },
        ],
        [
            new(400, ProblemCodes.MalformedJson, ProblemCodes.BadRequest), .. Streamed, InvalidParameter,
            new(413, ProblemCodes.TooManyItems),
            new(415, ProblemCodes.UnsupportedMediaType),
            new(422, OfItem),
        ]);

    private const string CsvTable =
        """
        soort feit;referentie;tijdstip;telefoonnummer;richting;middel;aard;afloop;nummerweergave
        call.attempted;CALL-2026-0001;2026-09-01T10:15:00+02:00;06-12345678;outbound;human;commercial;no-answer;ja

        """;

    private const string CsvResult =
        """
        line;ref;status;eventId;code;column;detail
        2;CALL-2026-0001;accepted;5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42;;;

        """;

    private static readonly Shape Upload = Answer(
        "How an upload stands.",
        Tells("id", Kinds.Uuid, "Its id; later ones are greater."),
        Tells("party", Kinds.Any, "Who uploads: the holder of the key."),
        Tells("format", Kinds.Word<UploadFormat>(), "How the items come."),
        Tells("dryRun", Kinds.Flag, "Whether nothing of it is written."),
        Tells("state", Kinds.Word<UploadState>(), "Where it stands. Of one that was cut off, send again what has no result, or all of it: what was accepted answers `duplicate`."),
        Tells("startedAt", Kinds.Instant, "When it began."),
        Tells("updatedAt", Kinds.Instant, "When the figures were true."),
        MayTell("endedAt", Kinds.Instant, "When it ended; null: it runs."),
        Tells("lines", Kinds.Count, "The last line read."),
        Tells("accepted", Kinds.Count, "Items accepted."),
        Tells("duplicate", Kinds.Count, "Items that were there already."),
        Tells("rejected", Kinds.Count, "Items refused."),
        Tells("bytes", Kinds.Count, "Bytes read."),
        MayTell("totalBytes", Kinds.Count, "Its length in bytes, where the request said so."),
        MayTell("secondsLeft", Kinds.Count, "How long it will take at the pace so far; null where that cannot be said.")).Named("Upload");

    private const string Running =
        """
        { "id": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "party": "belbureau-noord", "format": "ndjson", "dryRun": false, "state": "running",
          "startedAt": "2026-09-01T01:00:00Z", "updatedAt": "2026-09-01T01:00:20Z", "endedAt": null, "lines": 180000, "accepted": 171200, "duplicate": 0,
          "rejected": 12, "bytes": 93600000, "totalBytes": 520000000, "secondsLeft": 92 }
        """;

    private static readonly HeaderDoc UploadId = new("Upload-Id", "Of an upload: its id, at once. See `getUpload`.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10");

    private static readonly string Totals =
        $"{JsonNode.Parse(Rejected)!.ToJsonString(VaultJson.Answers)}\n{{\"totals\":{{\"accepted\":1,\"duplicate\":0,\"rejected\":1}}}}\n";

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("postEvidence", Tag, "Hand in evidence",
            """
            Each item is taken or rejected by itself: a rejected one never takes a good one down with it. A batch answers 200 with a result per item, in order, as
            NDJSON for NDJSON and as JSON otherwise; a single item answers 201, or 200 for a duplicate, or the problem. The problems listed by status are those of a
            single item and of the request as a whole; within results the same codes stand in `problem`. An upload is read on whether or not its results are read; one whose client neither sends nor reads anything for minutes is
            cut off, with `request-timeout` in the place of its next result. Wherever the vault stops reading before the end, the last result says so by `"last": true`. A key may have
            only so many uploads open at once.
            """)
        {
            Parameters =
            [
                Principal,
                Query("results", Vocabularies.OneOf("problems"), "For NDJSON, `problems` answers rejected items only, and a last line with the totals.", "problems"),
            ],
            Body = Body,
            Answers =
            [
                new(200, "A duplicate, or the results of a batch.",
                    new ContentDoc(ContentDoc.Json, OneOrMore(Result), ("duplicate", JsonNode.Parse(Duplicate)!), ("batch", JsonNode.Parse($"[{Accepted},{Rejected}]")!)),
                    new ContentDoc(
                        ContentDoc.Ndjson, Lines("A result a line; with `results=problems` the last line is `{\"totals\":{\"accepted\":…,\"duplicate\":…,\"rejected\":…}}`."),
                        ("all", $"{JsonNode.Parse(Accepted)!.ToJsonString(VaultJson.Answers)}\n{JsonNode.Parse(Rejected)!.ToJsonString(VaultJson.Answers)}\n"),
                        ("problems", Totals)) { Line = Result }) { Headers = [UploadId] },
                new(201, "The item is durable.", ContentDoc.OfJson(Result, Accepted)),
            ],
            Problems = [new(409, ProblemCodes.ReferenceReused, ProblemCodes.ConsumerErased)],
        },
        new("postEvidenceCsv", Tag, "Hand in evidence as CSV",
            """
            A table of any length, with a header in Dutch or English (see `getCsvTemplate`; case, spaces and accents do not matter) and an item a row. The separator is `;`, `,` or a tab. A
            cell with the separator, a quote or a line end stands in double quotes; an empty cell is a field left out; several values in a cell have `|` between them; yes and no
            may be said in Dutch. Sums are written 1250, 1250,50, 1250.50, 1.250,50 or 1,250.50; one mark before just three digits is refused, for it may mean either. Lines end in any
            way that spreadsheets end them. UTF-8 and Windows-1252 are told apart by themselves. Each row is taken or rejected by itself, and `line` is the line it begins on. Corrections and
            what a listener found in a call are no table: hand them in as JSON.
            """)
        {
            Parameters =
            [
                Principal,
                Query("type", Vocabularies.OneOf([.. CsvColumns.ByType.Keys]), "The type of rows that do not say theirs in a column `type`.", "call.attempted"),
                Query("dryRun", Kinds.Flag, "With `true` each row is read and nothing is written: `accepted` without an `eventId` means that it can be handed in.", "true"),
                Query("results", Vocabularies.OneOf("problems"), "`problems` answers rejected rows only, and the totals last; in `text/csv` these are a row with the status `totals`.", "problems"),
                Header("Accept", "`application/json` (without it), `application/x-ndjson`, or `text/csv` for a file to keep beside the one handed in.", "text/csv"),
            ],
            Body = new BodyDoc(
                $"At most {CsvSource.LongestLine >> 10} KiB a line.",
                [new(ContentDoc.Csv, Lines("A header, and an item a row."), ("dutch", CsvTable))],
                [
                    .. Streamed, InvalidParameter,
                    new(413, ProblemCodes.LineTooLong),
                    new(415, ProblemCodes.UnsupportedMediaType),
                    new(422, ProblemCodes.Empty, ProblemCodes.UnknownField, ProblemCodes.DuplicateField, ProblemCodes.Required, ProblemCodes.TooLong, ProblemCodes.SeveralProblems, ProblemCodes.MalformedCsv),
                ]),
            Answers =
            [
                new(200, "The results, in order.",
                    new ContentDoc(ContentDoc.Json, ListOf(Result), ("batch", JsonNode.Parse($"[{Accepted},{Rejected}]")!)),
                    new ContentDoc(ContentDoc.Ndjson, Lines("A result a line."), ("all", $"{JsonNode.Parse(Accepted)!.ToJsonString(VaultJson.Answers)}\n")) { Line = Result },
                    new ContentDoc(ContentDoc.Csv, Lines("A row for each result, or for each thing wrong with it."), ("file", CsvResult))) { Headers = [UploadId] },
            ],
        },
        new("getUpload", Tag, "See how an upload stands",
            "While it runs, and for a week after. Another server than the one that takes the upload knows of it within a second or two. A principal's own keys see all uploads, an agency those made with its keys.")
        {
            Parameters = [Principal, Path("id", Kinds.Uuid, "The upload's id, from the header `Upload-Id` of its answer.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10")],
            Answers = [new(200, "How it stands.", ContentDoc.OfJson(Upload, Running))],
        },
        new("listUploads", Tag, "List uploads", "The latest first: those that run, and those of the last week.")
        {
            Parameters = [Principal, .. PageParameters],
            Answers = [Page("Uploads, the latest first.", "UploadPage", Upload, Running)],
            Problems = [InvalidParameter],
        },
        new("getCsvTemplate", Tag, "Get an empty table for a type of evidence", "Its header has every column that the type may have, the needed ones first.")
        {
            Parameters =
            [
                Path("type", Vocabularies.OneOf([.. CsvColumns.ByType.Keys]), "The type.", "call.attempted"),
                Query("language", Vocabularies.OneOf("nl", "en"), "The language of the headers; Dutch without it.", "nl"),
            ],
            Answers = [new(200, "The table.", new ContentDoc(ContentDoc.Csv, Lines("A header."), ("dutch", CsvTable.Split('\n')[0] + "\n")))],
            Problems = [InvalidParameter],
        },
        new("putExhibit", ExhibitsDocs.Tag, "Announce an exhibit",
            "The same as an item `exhibit.announced`. Announcing it again with the same content changes nothing; its content comes by `storeExhibitContent`.")
        {
            Parameters = [Principal, ExhibitsDocs.Id],
            Body = JsonBodyOf("What the file is and what it proves.", ItemShapes.Announcement, ExhibitShapes.Announcement),
            Answers =
            [
                new(200, "It was announced already.", ContentDoc.OfJson(ExhibitShapes.Exhibit, ExhibitShapes.Awaited)),
                new(201, "It is announced.", ContentDoc.OfJson(ExhibitShapes.Exhibit, ExhibitShapes.Awaited)) { Headers = [Location] },
            ],
            Problems = [new(409, ProblemCodes.ReferenceReused, ProblemCodes.ConsumerErased), new(422, ProblemCodes.PersonalDataInReference)],
        },
    ];

    private static Shape Lines(string description) => new(new OpenApiSchema { Type = JsonSchemaType.String, Description = description });
}
