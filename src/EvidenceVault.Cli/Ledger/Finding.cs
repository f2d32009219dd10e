using System.Text.Json;
using System.Text.Json.Serialization;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Kind">What kind of thing: a stable word.</param>
/// <param name="Detail">What is wrong, for a person.</param>
/// <param name="EventId">Which event, where it is about one.</param>
/// <param name="Leaf">Which leaf, from 0, where it is about one.</param>
public sealed record Finding(string Kind, string Detail, Guid? EventId = null, long? Leaf = null)
{
    public override string ToString() => $"{Kind}{(EventId is { } id ? $" {id:D}" : "")}{(Leaf is { } leaf ? $" at leaf {leaf}" : "")}: {Detail}";
}

/// <summary>What a check came to, as lines or as JSON.</summary>
public static class CheckReport
{
    public const int Good = 0;
    public const int Bad = 1;
    public const int WrongCall = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes it, and gives the exit code.</summary>
    /// <param name="json">Whether as JSON.</param>
    /// <param name="facts">What was checked, by name.</param>
    /// <param name="findings">What is wrong.</param>
    /// <param name="output">Where to.</param>
    public static int Write(bool json, IReadOnlyDictionary<string, object?> facts, IReadOnlyList<Finding> findings, TextWriter output)
    {
        if (json)
        {
            var all = new Dictionary<string, object?>(facts) { ["ok"] = findings.Count == 0, ["findings"] = findings };
            output.WriteLine(JsonSerializer.Serialize(all, Json));
        }
        else
        {
            foreach (var (name, value) in facts.Where(f => f.Value is not null)) Write(name, value, output);
            foreach (var finding in findings) output.WriteLine(Plain($"{finding}"));
            output.WriteLine(findings.Count == 0 ? "All is as it should be." : $"{findings.Count} {(findings.Count == 1 ? "thing is" : "things are")} not as they should be.");
        }

        return findings.Count == 0 ? Good : Bad;
    }

    // Several in a line, unless they are sentences.
    private static void Write(string name, object? value, TextWriter output)
    {
        if (value is not IReadOnlyList<string> several) output.WriteLine(Plain($"{name}: {value}"));
        else if (!several.Any(s => s.Contains(", ", StringComparison.Ordinal))) output.WriteLine(Plain($"{name}: {string.Join(", ", several)}"));
        else
            foreach (var one in several) output.WriteLine(Plain($"{name}: {one}"));
    }

    // What is checked may be anybody's: nothing of it steers the terminal.
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
