using System.Text.Json.Nodes;
using EvidenceVault.Server.Exhibits;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes exhibits and their content.</summary>
public static class ExhibitsDocs
{
    public const string Tag = "Exhibits";

    private const string AnyMedia = "application/octet-stream";

    public static ParameterDoc Id { get; } = Path("id", Kinds.UrlReference, "The exhibit's id, chosen by whoever announces it.", "VL-2026-0001");

    private static readonly Shape Bytes = new(new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });

    private static readonly (string, JsonNode) BytesExample = ("example", "<the bytes of the file>");

    private static readonly ParameterDoc[] Asked =
    [
        Principal, Id,
        Header("Range", "One range of bytes; several are answered with the whole.", "bytes=0-16383"),
        Header("If-Range", "The `ETag` of an earlier answer: where it no longer holds, the whole is answered.", Tagged),
        Header("If-None-Match", "The `ETag` of an earlier answer: where it still holds, the answer is 304 without a body.", Tagged),
    ];

    private const string Tagged = "\"47f497988f9fe1ca171a7a0ddf1608fffd0bb2a3a4884c364e29e31fe30daca5\"";

    private static readonly HeaderDoc[] ContentHeaders =
    [
        new("ETag", "The SHA-256 of the content.", Tagged),
        new("Accept-Ranges", "Ranges of bytes may be asked for.", "bytes"),
        new("Content-Disposition", "A name to save it by.", "attachment; filename=\"VL-2026-0001.ogg\""),
    ];

    private static readonly HeaderDoc ContentRange = new("Content-Range", "Which part it is.", "bytes 0-16383/45542");

    private static readonly HeaderDoc[] UploadHeaders =
    [
        new(UploadOffset.Header, "Which byte comes next; all of them once the content is stored.", "8388608"),
        new(UploadOffset.Length, "The announced size.", "19437120"),
    ];

    private static readonly ProblemsDoc[] Unreadable =
    [
        new(404, ProblemCodes.NotFound), new(410, ProblemCodes.ContentDeleted), new(416, ProblemCodes.RangeNotSatisfiable),
    ];

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("getExhibit", Tag, "Read what an exhibit is", "Where it stands, how long it is kept and why. A principal's own keys see all of its exhibits, an agency those it uploaded.")
        {
            Parameters = [Principal, Id, IfNoneMatch],
            Answers = [One("The exhibit.", ExhibitShapes.Exhibit, ExhibitShapes.Stored), NotModified],
        },
        new("listExhibits", Tag, "List exhibits", "Those that the caller may see, by their ids.")
        {
            Parameters = [Principal, Query("state", Vocabularies.OneOf(ListExhibits.States), "Only those in this state.", "awaited"), .. PageParameters],
            Answers = [Page("Exhibits by their ids.", "ExhibitPage", ExhibitShapes.Exhibit, ExhibitShapes.Awaited)],
            Problems = [InvalidParameter],
        },
        new("storeExhibitContent", Tag, "Store an exhibit's content",
            "In one go, after it was announced; `appendExhibitContent` takes it in parts. The server hashes what it gets: another length or hash than announced keeps nothing. The media type is the announced one, whatever the request says.")
        {
            Parameters = [Principal, Id],
            Body = new("The bytes of the file, uncompressed, without `Content-Range`.", [new(AnyMedia, Bytes, BytesExample)], Streamed),
            Answers =
            [
                new(200, "The same content was stored already.", ContentDoc.OfJson(ExhibitShapes.Exhibit, ExhibitShapes.Stored)),
                new(201, "It is stored.", ContentDoc.OfJson(ExhibitShapes.Exhibit, ExhibitShapes.Stored)) { Headers = [Location] },
            ],
            Problems =
            [
                new(409, ProblemCodes.ContentAlreadyStored), new(410, ProblemCodes.ContentDeleted), new(415, ProblemCodes.UnsupportedMediaType),
                new(422, ProblemCodes.ContentMismatch),
            ],
        },
        new("appendExhibitContent", Tag, "Store an exhibit's content in parts",
            "The next part of the file. `headExhibitContent` tells how far it came, also when an answer got lost. A request that breaks off keeps what came of it. "
            + "A part elsewhere than next is 409 `upload-offset-mismatch`, with the right offset in `Upload-Offset`, and changes nothing. The part that completes the file is answered as by `storeExhibitContent`. "
            + "Another length or hash than announced keeps nothing: it starts again from 0. An upload has at most 4,000 parts, and more than 4 MiB in one request counts as several; what nobody went on with is dropped after 24 hours. "
            + "Any media type will do.")
        {
            Parameters = [Principal, Id, Header(UploadOffset.Header, "Needed. Where in the file these bytes belong.", "4194304")],
            Body = new("Bytes of the file, uncompressed, without `Content-Range`. Any number of them.", [new(AnyMedia, Bytes, BytesExample)], Streamed),
            Answers =
            [
                new(200, "The content was stored already.", ContentDoc.OfJson(ExhibitShapes.Exhibit, ExhibitShapes.Stored)) { Headers = UploadHeaders },
                new(201, "It was the last part: the content is stored.", ContentDoc.OfJson(ExhibitShapes.Exhibit, ExhibitShapes.Stored)) { Headers = [Location, .. UploadHeaders] },
                new(202, "It is kept, and more is to come.") { Headers = UploadHeaders },
            ],
            Problems =
            [
                new(400, ProblemCodes.InvalidParameter), new(409, ProblemCodes.UploadOffsetMismatch), new(410, ProblemCodes.ContentDeleted),
                new(415, ProblemCodes.UnsupportedMediaType), new(422, ProblemCodes.ContentMismatch, ProblemCodes.TooManyParts),
            ],
        },
        new("readExhibitContent", Tag, "Read an exhibit's content", "The bytes, or a range of them. Each such read is recorded, with whose key it was.")
        {
            Parameters =
            [
                .. Asked, Query("inquiry", Kinds.UrlReference, "Of a person whose erasure was asked for: the case that it is for.", "acm-2026"),
                Query("request", Kinds.UrlReference, "Of such a person: the person's request that it is for.", "AVG-2026-0007"), AccessLogDocs.Reason,
            ],
            Answers =
            [
                new(200, "The whole, in its own media type.", new ContentDoc("*/*", Bytes, BytesExample)) { Headers = ContentHeaders },
                new(206, "The part asked for.", new ContentDoc("*/*", Bytes, BytesExample)) { Headers = [.. ContentHeaders, ContentRange] },
                NotModified,
            ],
            Problems = [.. Unreadable, AccessLogDocs.BadReason, new(403, ProblemCodes.ContentRestricted), new(409, ProblemCodes.ContentNotStored, ProblemCodes.ConsumerRestricted)],
        },
        new("headExhibitContent", Tag, "Ask about an exhibit's content",
            "The headers of what a GET would answer, without the bytes; or, while it is awaited, how far an upload in parts came. A problem has no body here, only its status.")
        {
            Parameters = Asked,
            Answers =
            [
                new(200, "The whole would come.") { Headers = [.. ContentHeaders, .. UploadHeaders] },
                new(204, "It is awaited, and this much of it came.") { Headers = UploadHeaders },
                new(206, "The part asked for would come.") { Headers = [.. ContentHeaders, ContentRange, .. UploadHeaders] },
                NotModified,
            ],
            Problems = Unreadable,
        },
    ];
}
