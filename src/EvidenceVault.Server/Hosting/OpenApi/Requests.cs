using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>What several operations take in the same way: bodies, parameters, headers.</summary>
public static class Requests
{
    /// <summary>A JSON body as <see cref="JsonBody"/> and <see cref="Intake.JsonFields"/> read it.</summary>
    public static BodyDoc JsonBodyOf(string description, Shape shape, string example) => new(
        description,
        [ContentDoc.OfJson(shape, example)],
        [
            new(400, ProblemCodes.MalformedJson, ProblemCodes.BadRequest), .. Streamed,
            new(415, ProblemCodes.UnsupportedMediaType),
            new(422, [ProblemCodes.DuplicateField, ProblemCodes.SeveralProblems, .. shape.Codes]),
        ]);

    /// <summary>What can go wrong while any body comes in.</summary>
    public static IReadOnlyList<ProblemsDoc> Streamed { get; } = [new(400, ProblemCodes.BadRequest), new(408, ProblemCodes.RequestTimeout), new(413, ProblemCodes.TooLarge)];

    public static ParameterDoc Principal { get; } = Path("principal", Kinds.Slug, "The principal's slug.", "zonkracht-energie");

    public static ParameterDoc At { get; } = Query(
        "at", Kinds.Date, "As it was known by the end of this day in Europe/Amsterdam; without it, as it is now.", "2026-09-01");

    public static IReadOnlyList<ParameterDoc> PageParameters { get; } =
    [
        Query("limit", Kinds.Integer(1, 1000), "At most so many; 100 without it.", "100"),
        Query("cursor", Kinds.Any, "The `next` of the page before; without it, the first page.", "bmFqYWFyLTIwMjY"),
    ];

    public static ParameterDoc IfNoneMatch { get; } = Header(
        "If-None-Match", "The `ETag` of an earlier answer: where it still holds, the answer is 304 without a body.", "\"3\"");

    public static ProblemsDoc InvalidParameter { get; } = new(400, ProblemCodes.InvalidParameter);

    public static AnswerDoc NotModified { get; } = new(304, "The client's copy still holds.");

    public static HeaderDoc ETag { get; } = new("ETag", "Tells versions of the answer apart; send it as `If-None-Match`.", "\"3\"");

    public static HeaderDoc Location { get; } = new("Location", "Where it is read.", "/v1/principals/zonkracht-energie/exhibits/VL-2026-0001");

    public static ParameterDoc Path(string name, Shape shape, string description, string example) => new(name, ParameterLocation.Path, shape, description, example);

    public static ParameterDoc Query(string name, Shape shape, string description, string example) => new(name, ParameterLocation.Query, shape, description, example);

    public static ParameterDoc Header(string name, string description, string example) => new(name, ParameterLocation.Header, Kinds.Any, description, example);

    /// <summary>An answer of one thing, which a client may keep.</summary>
    public static AnswerDoc One(string description, Shape shape, string example) => new(200, description, ContentDoc.OfJson(shape, example)) { Headers = [ETag] };

    /// <summary>A page of things.</summary>
    public static AnswerDoc Page(string description, string name, Shape entry, string example) =>
        new(200, description, ContentDoc.OfJson(PageOf(name, entry), $$"""{ "items": [{{example}}], "next": null }"""));
}
