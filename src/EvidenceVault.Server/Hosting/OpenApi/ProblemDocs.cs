using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Problem documents, and the codes they can have by operation and status.</summary>
public static class ProblemDocs
{
    public const string MediaType = "application/problem+json";

    /// <summary>Every code there is.</summary>
    public static Shape Code { get; } = Vocabularies.Of(
        "ProblemCode",
        typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal));

    /// <summary>A problem document.</summary>
    public static Shape Problem { get; } = MakeProblem();

    /// <summary>A problem with one of several codes.</summary>
    public static Shape ProblemOf(IEnumerable<string> codes)
    {
        var code = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["code"] = Vocabularies.OneOf(codes.Order(StringComparer.Ordinal)).Schema },
        };
        return new Shape(new OpenApiSchema { AllOf = [Problem.Schema, code] }).Holding(Problem);
    }

    /// <summary>An answer with a problem of one of several codes.</summary>
    public static OpenApiResponse Response(int status, IReadOnlyCollection<string> codes) => new()
    {
        Description = $"{Says(status)}: {string.Join(", ", codes.Order(StringComparer.Ordinal).Select(code => $"`{code}`"))}.",
        Headers = HeadersOf(status),
        Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new OpenApiMediaType { Schema = ProblemOf(codes).Schema } },
    };

    private static string Says(int status) => status switch
    {
        400 => "The request is not well formed",
        401 => "No valid key",
        403 => "The key may not do this",
        404 => "There is nothing here, or it is not the caller's",
        408 => "The request came in too slowly",
        409 => "It does not go with what is there",
        410 => "It was lawfully deleted, or the contract has ended",
        413 => "The request is too large",
        415 => "The content is of another kind than this address takes",
        416 => "The range lies outside",
        422 => "The content cannot be taken; `errors` has every bad field",
        429 => "Too many requests",
        503 => "The vault cannot reach its storage just now; the same may be sent again",
        _ => "Something went wrong inside the vault",
    };

    private static Dictionary<string, IOpenApiHeader>? HeadersOf(int status) => status switch
    {
        401 => new() { ["WWW-Authenticate"] = Header(Vocabularies.OneOf("Bearer").Schema, "How to authenticate.") },
        429 or 503 => new() { ["Retry-After"] = Header(Kinds.Count.Schema, "After how many seconds to try again.") },
        _ => null,
    };

    private static OpenApiHeader Header(IOpenApiSchema schema, string description) => new() { Description = description, Schema = schema };

    private static Shape MakeProblem()
    {
        var error = Answer(
            "One bad field.",
            Tells("pointer", Kinds.Any, "JSON pointer to the field; empty: the document itself."),
            Tells("code", Code, "What is wrong with it."),
            Tells("detail", Kinds.Any, "What to do, for a person. Never repeats what was sent.")).Named("FieldError");
        var problem = Answer(
            "A problem (RFC 9457). A `code`, once released, never changes meaning.",
            Tells("type", new Shape(new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" }), "A URI that ends with the code."),
            Tells("title", Kinds.Any, "The code in words."),
            Tells("status", Kinds.Count, "The HTTP status."),
            Tells("detail", Kinds.Any, "What to do, for a person. Never repeats what was sent."),
            Tells("code", Code, "What is wrong: that of the bad fields, or `several-problems` where they differ."),
            Sometimes("errors", ListOf(error), "The bad fields, where it is about fields."),
            Sometimes("correlationId", Kinds.Any, "Ties the answer to what the server noted about it. Absent within results of items."));
        ((OpenApiSchema)problem.Schema).Examples = [Example];
        return problem.Named("Problem");
    }

    private static Property Sometimes(string name, Shape shape, string description) => new(name, shape.Described(description), Required: false);

    private static JsonNode Example => JsonNode.Parse(
        """
        {
          "type": "https://evidencevault.example/problems/offset-required", "title": "offset required", "status": 422,
          "detail": "A date with time and offset is wanted, such as 2026-09-01T10:15:00+02:00.", "code": "offset-required",
          "errors": [
            { "pointer": "/occurredAt", "code": "offset-required", "detail": "A date with time and offset is wanted, such as 2026-09-01T10:15:00+02:00." }
          ],
          "correlationId": "4bf92f3577b34da6a3ce929d0e0e4736"
        }
        """)!;
}
