using System.Reflection;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>Says what is wrong with an answer; null where nothing is.</summary>
internal sealed class Judge(Plant.Secrets secrets)
{
    private static readonly HashSet<string> Codes =
        [.. typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    public string? Of(FuzzRequest request, FuzzAnswer? answer)
    {
        if (answer is null) return request.MayBeRefusedUnread ? null : "The connection was closed without an answer.";
        // Nothing was down; a version or transfer coding that HTTP servers do not know is refused by theirs.
        if (answer.Status >= 500 && !(request.MayBeRefusedUnread && answer.Status is 501 or 505)) return $"The answer was {answer.Status}: {Text(answer)}";
        return Leak(request, answer) ?? (answer.Status >= 400 ? NoProblem(request, answer) : null);
    }

    private static string? NoProblem(FuzzRequest request, FuzzAnswer answer)
    {
        if (request.Method == "HEAD" || (answer.Body.Length == 0 && request.MayBeRefusedUnread)) return null;
        if (answer.ContentType != "application/problem+json") return $"{answer.Status} without a problem document ({answer.ContentType}).";
        try
        {
            var problem = JsonElement.Parse(answer.Body);
            if (!Codes.Contains(problem.GetProperty("code").GetString()!)) return $"The code {problem.GetProperty("code")} is not known.";
            if (problem.GetProperty("status").GetInt32() != answer.Status) return $"{answer.Status} with a problem of {problem.GetProperty("status")}.";
            if (answer.Status is 429 or 503 && !answer.Headers.ContainsKey("retry-after")) return $"{answer.Status} without Retry-After.";
            return problem.GetProperty("detail").GetString() is { Length: > 0 } ? null : "A problem without a detail.";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"A problem document that cannot be read: {Text(answer)}";
        }
    }

    private string? Leak(FuzzRequest request, FuzzAnswer answer)
    {
        // The operator sees who its principals are; their own see their own.
        var others = request.Caller == "operator" ? [] : ((string[])["A", "B"]).Where(p => !request.Caller.StartsWith(p, StringComparison.Ordinal));
        foreach (var other in others)
            if (answer.Body.AsSpan().IndexOf(Plant.MarkOf(other)) >= 0 || answer.Headers.Values.Any(v => v.Contains(Encoding.UTF8.GetString(Plant.MarkOf(other)), StringComparison.Ordinal)))
                return $"What belongs to {other} was answered to {request.Caller}.";
        return answer.Headers.GetValueOrDefault("location") is { } location && secrets.InAddresses.Find(location) is [var found, ..] ? $"The address answered holds {found}." : null;
    }

    private static string Text(FuzzAnswer answer) => Encoding.UTF8.GetString(answer.Body.AsSpan(0, Math.Min(500, answer.Body.Length)));
}
