using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Hosting;

/// <summary>The OpenAPI document that a server serves, and ways to look things up in it.</summary>
public sealed class ServedDocument(string text)
{
    private readonly JsonElement _root = JsonElement.Parse(text);

    public string Text => text;

    public JsonElement Root => _root;

    public IReadOnlyList<DescribedOperation> Operations => [..
        from path in _root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select new DescribedOperation($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value, this)];

    public IEnumerable<(string Name, JsonElement Value)> Schemas =>
        _root.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => (schema.Name, schema.Value));

    public static async Task<ServedDocument> ReadAsync(VaultHost? host = null)
    {
        using var client = (host ?? await VaultHost.SharedAsync()).Client();
        return new((await client.ReadAsync("/openapi/v1.json").Expect(HttpStatusCode.OK)).Text);
    }

    /// <summary>Sets up the party that the examples name.</summary>
    public static async Task CreateExamplePartyAsync(VaultHost host)
    {
        using var client = host.Operator();
        await client.PutAsync("/v1/parties/belbureau-noord", new { name = "Belbureau Noord B.V.", kvk = "23456789", role = "agency" });
    }

    public JsonElement Operation(string id) => Operations.Single(operation => operation.Id == id).Json;

    public JsonElement Schema(string name) => _root.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>What a reference leads to; the element itself where it is none.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(_root, (within, name) => within.GetProperty(name));
        return element;
    }

    /// <summary>Where a value is not as a schema says, as JSON pointers. Objects have every required field, and none that is not described.</summary>
    public IEnumerable<string> Faults(JsonElement value, JsonElement schema, string pointer = "")
    {
        schema = Resolve(schema);
        foreach (var several in new[] { "anyOf", "oneOf" })
            if (schema.TryGetProperty(several, out var choices))
                return choices.EnumerateArray().Any(choice => !Faults(value, choice, pointer).Any()) ? [] : [$"{pointer} is none of {several}"];
        // The second part narrows a problem's codes.
        if (schema.TryGetProperty("allOf", out var parts)) return Faults(value, parts[0], pointer);
        if (schema.TryGetProperty("enum", out var words)) return value.ValueKind == JsonValueKind.String && words.EnumerateArray().Any(word => word.ValueEquals(value.GetString())) ? [] : [$"{pointer} is no word"];
        // A whole number is a number as well.
        if (!Types(schema).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(schema).Contains("number"))) return [$"{pointer} is {TypeOf(value)}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object when schema.TryGetProperty("properties", out var properties) => FaultsOfObject(value, schema, properties, pointer),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((entry, i) => Faults(entry, schema.GetProperty("items"), $"{pointer}/{i}")),
            _ => [],
        };
    }

    private IEnumerable<string> FaultsOfObject(JsonElement value, JsonElement schema, JsonElement properties, string pointer)
    {
        foreach (var field in value.EnumerateObject())
            foreach (var fault in properties.TryGetProperty(field.Name, out var property) ? Faults(field.Value, property, $"{pointer}/{field.Name}") : [$"{pointer}/{field.Name} is not described"])
                yield return fault;
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()!) : [])
            if (!value.TryGetProperty(name, out _)) yield return $"{pointer}/{name} is missing";
    }

    private static IEnumerable<string> Types(JsonElement schema) => schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several
        ? several.EnumerateArray().Select(type => type.GetString()!)
        : [schema.GetProperty("type").GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "string",
    };
}

/// <summary>An operation in the document.</summary>
/// <param name="Address">Its method and path.</param>
/// <param name="Json">What is said of it.</param>
public sealed record DescribedOperation(string Address, JsonElement Json, ServedDocument Document)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    /// <summary>The problem codes it can answer with.</summary>
    public IReadOnlySet<string> Codes => Json.GetProperty("responses").EnumerateObject()
        .Select(response => Document.Resolve(response.Value))
        .SelectMany(response => response.TryGetProperty("content", out var content) && content.TryGetProperty("application/problem+json", out var problem)
            ? problem.GetProperty("schema").GetProperty("allOf")[1].GetProperty("properties").GetProperty("code").GetProperty("enum").EnumerateArray().Select(code => code.GetString()!)
            : [])
        .ToHashSet();

    /// <summary>The schema of its JSON answer with a status.</summary>
    public JsonElement AnswerSchema(HttpStatusCode status) => Document.Resolve(
        Json.GetProperty("responses").GetProperty(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture))
            .GetProperty("content").GetProperty("application/json").GetProperty("schema"));

    /// <summary>Its example request: the address with the examples of its path parameters, and the body.</summary>
    public (HttpMethod Method, string Url, string? Body) Example()
    {
        var (method, path) = (Address.Split(' ')[0], Address.Split(' ')[1]);
        if (Json.TryGetProperty("parameters", out var parameters))
            foreach (var parameter in parameters.EnumerateArray().Where(p => p.GetProperty("in").ValueEquals("path")))
                path = path.Replace($"{{{parameter.GetProperty("name").GetString()}}}", parameter.GetProperty("example").GetString(), StringComparison.Ordinal);
        var body = Json.TryGetProperty("requestBody", out var request) && request.GetProperty("content").TryGetProperty("application/json", out var json)
            && json.TryGetProperty("example", out var example) ? example.GetRawText() : null;
        return (new HttpMethod(method), path, body);
    }
}
