using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Judging;
using Microsoft.OpenApi;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>The words of enums as component schemas, by the enum's name: made from the enum itself, as the reading and writing of JSON is.</summary>
public static class Vocabularies
{
    private static readonly ConcurrentDictionary<Type, Shape> Made = new();

    /// <summary>The component of the names of rules, on calls and on dossiers.</summary>
    public static Shape Rule { get; } = Of("Rule", Rulebook.Rules.Concat<RulebookEntry>(Rulebook.OnDossiers).Select(rule => rule.Name));

    /// <summary>The component of an enum.</summary>
    public static Shape Of(Type type) => Made.GetOrAdd(type, static type => Of(type.Name, Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)));

    /// <summary>A component of words.</summary>
    public static Shape Of(string name, IEnumerable<string> words) => OneOf(words).Named(name);

    /// <summary>One of several words.</summary>
    public static Shape OneOf(params IEnumerable<string> words) =>
        new(new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] });
}
