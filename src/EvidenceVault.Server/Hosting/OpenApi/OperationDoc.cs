using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>
/// What the document says of an operation. Handlers read bodies by hand, so nothing of it follows from their parameters; what follows
/// from the endpoint's address and access rule is added by <see cref="OperationWriter"/>.
/// </summary>
/// <param name="Id">Its operation id, which is the name of its endpoint.</param>
/// <param name="Tag">The capability it belongs to.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Description">What a client must know beside.</param>
public sealed record OperationDoc(string Id, string Tag, string Summary, string Description)
{
    public IReadOnlyList<ParameterDoc> Parameters { get; init; } = [];

    public BodyDoc? Body { get; init; }

    public required IReadOnlyList<AnswerDoc> Answers { get; init; }

    /// <summary>The problems of its own; those of its body, address and access rule come beside.</summary>
    public IReadOnlyList<ProblemsDoc> Problems { get; init; } = [];
}

/// <summary>A parameter.</summary>
public sealed record ParameterDoc(string Name, ParameterLocation In, Shape Shape, string Description, string Example)
{
    public bool Required => In == ParameterLocation.Path;

    /// <summary>The example as JSON: what it says where the parameter is no text.</summary>
    public JsonNode ExampleJson => Shape.Schema.Type is JsonSchemaType.String ? Example : JsonNode.Parse(Example)!;
}

/// <summary>A request's body, in any of several media types.</summary>
public sealed record BodyDoc(string Description, IReadOnlyList<ContentDoc> Contents, IReadOnlyList<ProblemsDoc> Problems);

/// <summary>What is sent in one media type.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="Examples">Examples by their names.</param>
public sealed record ContentDoc(string MediaType, Shape Shape, params (string Name, JsonNode Value)[] Examples)
{
    public const string Json = "application/json";
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";

    /// <summary>JSON with one example.</summary>
    public static ContentDoc OfJson(Shape shape, string example) => new(Json, shape, ("example", JsonNode.Parse(example)!));

    /// <summary>For lines: what one line is.</summary>
    public Shape? Line { get; init; }
}

/// <summary>An answer that is no problem.</summary>
public sealed record AnswerDoc(int Status, string Description, params ContentDoc[] Contents)
{
    public IReadOnlyList<HeaderDoc> Headers { get; init; } = [];
}

/// <summary>A header of an answer.</summary>
public sealed record HeaderDoc(string Name, string Description, string Example);

/// <summary>Problem codes that an operation can answer with under one status.</summary>
public sealed record ProblemsDoc(int Status, params IEnumerable<string> Codes);
