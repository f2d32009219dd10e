using System.Net;
using System.Text.Json;

namespace EvidenceVault.Cli.Import;

/// <summary>A problem document of the vault.</summary>
public sealed record VaultProblem(int Status, string Code, string Detail, IReadOnlyList<FieldProblem> Errors)
{
    // Other refusals, such as of a recording that is restricted, are about what was asked for.
    private static readonly string[] CodesOfKeys = ["unauthenticated", "key-expired", "scope-missing"];

    /// <summary>Whether the same may be taken when it is sent again.</summary>
    public bool IsPassing => (HttpStatusCode)Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    /// <summary>Whether it is the key that does not do, whatever is asked for with it.</summary>
    public bool IsOfKey => Status == (int)HttpStatusCode.Unauthorized || (Status == (int)HttpStatusCode.Forbidden && CodesOfKeys.Contains(Code));

    public static VaultProblem Of(JsonElement json) => new(
        json.GetProperty("status").GetInt32(), json.GetProperty("code").GetString()!, json.GetProperty("detail").GetString()!,
        json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray().Select(e => new FieldProblem(e.GetProperty("pointer").GetString()!, e.GetProperty("code").GetString()!, e.GetProperty("detail").GetString()!))]
            : []);

    public static async Task<VaultProblem> Of(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return Of(JsonElement.Parse(await response.Content.ReadAsStringAsync(ct)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or HttpRequestException or IOException)
        {
            // An answer to HEAD has no body, one may break off, and what stands between us and the vault has pages of its own.
            return new((int)response.StatusCode, "no-problem-document", $"The answer was {(int)response.StatusCode} without more.", []);
        }
    }
}

/// <summary>One bad field.</summary>
public sealed record FieldProblem(string Pointer, string Code, string Detail);
