using System.Text.Json;

namespace EvidenceVault.Cli.Import;

/// <summary>What the vault answered to some rows.</summary>
/// <param name="Taken">Rows taken.</param>
/// <param name="Doubled">Rows that were there already.</param>
/// <param name="Refused">Rows refused, with their lines as they were sent.</param>
public sealed record ChunkAnswer(long Taken, long Doubled, IReadOnlyList<(long Line, string? Ref, VaultProblem Problem)> Refused)
{
    /// <summary>Whether there are rows that the vault could not write just now.</summary>
    public bool IsUnavailable => Refused.Any(r => r.Problem.IsPassing);

    /// <summary>Reads an answer of problems and totals.</summary>
    /// <exception cref="UnreachableException">It broke off before the totals.</exception>
    public static ChunkAnswer Read(string ndjson)
    {
        var refused = new List<(long, string?, VaultProblem)>();
        foreach (var line in ndjson.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var result = JsonElement.Parse(line);
            if (result.TryGetProperty("totals", out var totals)) return new(totals.GetProperty("accepted").GetInt64(), totals.GetProperty("duplicate").GetInt64(), refused);
            refused.Add((result.GetProperty("line").GetInt64(), result.GetProperty("ref").GetString(), VaultProblem.Of(result.GetProperty("problem"))));
        }

        throw new UnreachableException("The vault's answer broke off.");
    }
}
