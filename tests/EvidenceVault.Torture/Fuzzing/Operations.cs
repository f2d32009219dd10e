using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.TestBed;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>An operation of the published API with good requests to begin with.</summary>
internal sealed record Operation(string Id, string Method, string Path, IReadOnlyList<(string Name, string Example)> Query, string? ContentType, IReadOnlyList<byte[]> Bodies)
{
    /// <summary>All there are, from the OpenAPI document kept in review.</summary>
    public static IReadOnlyList<Operation> ReadAll()
    {
        var operations = new List<Operation>();
        var document = JsonNode.Parse(File.ReadAllText(Checkout.PathOf("ops", "docs", "openapi.json")))!;
        foreach (var (path, methods) in document["paths"]!.AsObject())
            foreach (var (method, operation) in methods!.AsObject())
                foreach (var (type, bodies) in Contents(operation!))
                    operations.Add(new(operation!["operationId"]!.GetValue<string>(), method.ToUpperInvariant(), path, [.. Parameters(operation, "query")], type, bodies));
        return operations;
    }

    private static IEnumerable<(string? Type, IReadOnlyList<byte[]> Bodies)> Contents(JsonNode operation)
    {
        if (operation["requestBody"]?["content"] is not JsonObject content) return [(null, [[]])];
        return content.Select(c => ((string?)c.Key, (IReadOnlyList<byte[]>)[.. Examples(c.Value!).Select(Bytes)]));
    }

    private static IEnumerable<JsonNode?> Examples(JsonNode content) =>
        content["examples"] is JsonObject several ? several.Select(e => e.Value!["value"]) : [content["example"]];

    private static byte[] Bytes(JsonNode? example) => Encoding.UTF8.GetBytes(example is JsonValue text ? text.GetValue<string>() : example!.ToJsonString());

    private static IEnumerable<(string, string)> Parameters(JsonNode operation, string place) =>
        (operation["parameters"] as JsonArray ?? []).Where(p => p!["in"]!.GetValue<string>() == place)
            .Select(p => (p!["name"]!.GetValue<string>(), p["example"]?.ToString() ?? ""));
}
