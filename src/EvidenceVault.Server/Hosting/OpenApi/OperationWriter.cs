using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Access;
using Microsoft.OpenApi;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Writes operations into a document: what their docs say, and what follows from their addresses and access rules.</summary>
public sealed class OperationWriter(OpenApiDocument document)
{
    /// <summary>The security scheme that holds API keys.</summary>
    public const string Scheme = "apiKey";

    // What nearly every operation can answer stands in the document once.
    private static readonly ImmutableSortedDictionary<string, ProblemsDoc> Shared = new Dictionary<string, ProblemsDoc>
    {
        ["Unauthenticated"] = new(401, ProblemCodes.Unauthenticated, ProblemCodes.KeyExpired),
        ["Forbidden"] = new(403, ProblemCodes.ScopeMissing),
        ["NotFound"] = new(404, ProblemCodes.NotFound),
        ["Gone"] = new(410, ProblemCodes.ContractEnded),
        ["RequestTimeout"] = new(408, ProblemCodes.RequestTimeout),
        ["TooLarge"] = new(413, ProblemCodes.TooLarge),
        ["UnsupportedMediaType"] = new(415, ProblemCodes.UnsupportedMediaType),
        ["RateLimited"] = new(429, ProblemCodes.RateLimited),
        ["Internal"] = new(500, ProblemCodes.Internal),
        ["Unavailable"] = new(503, ProblemCodes.Unavailable),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private readonly SortedDictionary<string, IOpenApiSchema> _schemas = new(StringComparer.Ordinal);

    /// <summary>Writes an operation.</summary>
    /// <param name="doc">What is said of it.</param>
    /// <param name="route">The names of the parameters in its address.</param>
    /// <param name="rule">What it asks of the caller.</param>
    /// <param name="reachesEnded">Whether it answers also when the principal's contract has ended.</param>
    public OpenApiOperation Write(OperationDoc doc, IReadOnlyList<string> route, AccessRule rule, bool reachesEnded)
    {
        var named = doc.Parameters.Where(parameter => parameter.In == ParameterLocation.Path).Select(parameter => parameter.Name);
        if (!named.SequenceEqual(route)) throw new InvalidOperationException($"The docs of {doc.Id} name other parameters than its address: {string.Join(", ", route)}.");
        return new()
        {
            OperationId = doc.Id,
            Tags = new HashSet<OpenApiTagReference> { new(doc.Tag, document) },
            Summary = doc.Summary,
            Description = $"{doc.Description}\n\n{Needs(rule)}",
            Security = rule.Anonymous ? [[]] : rule.Scope is null ? [Holding()] : rule.OrScope is { } other ? [Holding(rule.Scope), Holding(other)] : [Holding(rule.Scope)],
            Parameters = doc.Parameters.Count == 0 ? null : [.. doc.Parameters.Select(Parameter)],
            RequestBody = doc.Body is { } body ? new OpenApiRequestBody { Description = body.Description, Required = true, Content = Contents(body.Contents) } : null,
            Responses = Responses(doc, route, rule, reachesEnded),
        };
    }

    private OpenApiSecurityRequirement Holding(params string[] scopes) => new() { [new(Scheme, document)] = [.. scopes] };

    /// <summary>Writes what the operations share.</summary>
    public void WriteComponents()
    {
        foreach (var (name, problems) in Shared) document.AddComponent<IOpenApiResponse>(name, ProblemDocs.Response(problems.Status, [.. problems.Codes]));
        Keep(ProblemDocs.Problem);
        foreach (var (name, schema) in _schemas) document.AddComponent(name, schema);
    }

    private static string Needs(AccessRule rule) => rule switch
    {
        { Anonymous: true } => "Needs no key.",
        { OperatorOnly: true } => "Needs the operator's key.",
        { Scope: { } scope, OrScope: { } other } => $"Needs a key with the scope `{scope}` or `{other}`.",
        { Scope: { } scope, Operator: true } => $"Needs a key with the scope `{scope}`, or the operator's.",
        { Scope: { } scope } => $"Needs a key with the scope `{scope}`.",
        { Operator: true } => "Needs any key.",
        _ => "Needs any key that sees the principal.",
    };

    private OpenApiResponses Responses(OperationDoc doc, IReadOnlyList<string> route, AccessRule rule, bool reachesEnded)
    {
        var responses = new SortedDictionary<int, IOpenApiResponse>();
        foreach (var answer in doc.Answers) responses.Add(answer.Status, Answer(answer));
        foreach (var problems in ProblemsOf(doc, route, rule, reachesEnded).GroupBy(problems => problems.Status, problems => problems.Codes))
        {
            var codes = problems.SelectMany(c => c).ToImmutableSortedSet(StringComparer.Ordinal);
            var shared = Shared.FirstOrDefault(s => s.Value.Status == problems.Key && codes.SetEquals(s.Value.Codes)).Key;
            var problem = shared is null ? ProblemDocs.Response(problems.Key, codes) : (IOpenApiResponse)new OpenApiResponseReference(shared, document);
            // One status can be both, such as a health check's 503.
            if (!responses.TryAdd(problems.Key, problem) && responses[problems.Key] is OpenApiResponse { Content: { } contents })
                foreach (var (type, content) in problem.Content!) contents.Add(type, content);
        }

        var written = new OpenApiResponses();
        foreach (var (status, response) in responses) written.Add(status.ToString(CultureInfo.InvariantCulture), response);
        return written;
    }

    private static IEnumerable<ProblemsDoc> ProblemsOf(OperationDoc doc, IReadOnlyList<string> route, AccessRule rule, bool reachesEnded)
    {
        yield return Shared["Internal"];
        foreach (var problems in doc.Problems.Concat(doc.Body?.Problems ?? [])) yield return problems;
        if (rule.Anonymous) yield break;
        yield return Shared["Unauthenticated"];
        yield return Shared["RateLimited"];
        yield return Shared["Unavailable"];
        if (rule.Scope is not null || rule.OperatorOnly || !rule.Operator) yield return Shared["Forbidden"];
        if (!route.Contains("principal")) yield break;
        yield return Shared["NotFound"];
        if (!reachesEnded) yield return Shared["Gone"];
    }

    private OpenApiResponse Answer(AnswerDoc answer) => new()
    {
        Description = answer.Description,
        Headers = answer.Headers.Count == 0 ? null : answer.Headers.ToDictionary(
            header => header.Name,
            header => (IOpenApiHeader)new OpenApiHeader { Description = header.Description, Schema = Kinds.Any.Schema, Example = header.Example }),
        Content = answer.Contents.Length == 0 ? null : Contents(answer.Contents),
    };

    private OpenApiParameter Parameter(ParameterDoc doc) => new()
    {
        Name = doc.Name,
        In = doc.In,
        Required = doc.Required,
        Description = doc.Description,
        Schema = Keep(doc.Shape),
        Example = doc.ExampleJson,
    };

    private Dictionary<string, OpenApiMediaType> Contents(IEnumerable<ContentDoc> contents) => contents.ToDictionary(
        content => content.MediaType,
        content => new OpenApiMediaType
        {
            Schema = Keep(content.Shape),
            Example = content.Examples is [var one] ? one.Value : null,
            Examples = content.Examples.Length < 2 ? null : content.Examples.ToDictionary(e => e.Name, e => (IOpenApiExample)new OpenApiExample { Value = e.Value }),
            Extensions = content.Line is { } line ? new Dictionary<string, IOpenApiExtension> { ["x-line-schema"] = LineOf(line) } : null,
        });

    // OpenAPI 3.1 cannot say what each line of a text is.
    private JsonNodeExtension LineOf(Shape line) =>
        new(new JsonObject { ["$ref"] = $"#/components/schemas/{((OpenApiSchemaReference)Keep(line)).Reference.Id}" });

    private IOpenApiSchema Keep(Shape shape)
    {
        foreach (var (name, schema) in shape.Components)
            if (!_schemas.TryAdd(name, schema) && !ReferenceEquals(_schemas[name], schema))
                throw new InvalidOperationException($"Two schemas are named {name}.");
        return shape.Schema;
    }
}
