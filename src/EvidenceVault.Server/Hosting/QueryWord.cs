namespace EvidenceVault.Server.Hosting;

/// <summary>Reads parameters of the query that are one of a few words. Anything else is refused: what was misspelt would otherwise be taken for what it is not.</summary>
public static class QueryWord
{
    private static readonly string[] Flags = ["true", "false"];

    /// <summary>The word that was given; null: none, or none of these.</summary>
    public static (string? Value, Problem? Problem) One(HttpRequest request, string name, params IReadOnlyCollection<string> words)
    {
        if (request.Query[name] is not { Count: > 0 } given) return default;
        return given.Count == 1 && words.Contains(given.ToString(), StringComparer.Ordinal) ? (given.ToString(), null) : (null, Wrong(name, words));
    }

    /// <summary>Whether <c>true</c> was given.</summary>
    public static (bool Value, Problem? Problem) Flag(HttpRequest request, string name)
    {
        var (word, problem) = One(request, name, Flags);
        return (word == "true", problem);
    }

    private static Problem Wrong(string name, IReadOnlyCollection<string> words) =>
        new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, $"{name} is {(words.Count == 1 ? "" : "one of: ")}{string.Join(", ", words)}, or left out.");
}
