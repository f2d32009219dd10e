using System.Text.Json;

namespace EvidenceVault.Cli.Import;

/// <summary>What the vault answered to some rows.</summary>
/// <param name="Taken">Rows taken.</param>
/// <param name="Doubled">Rows that were there already.</param>
/// <param name="Refused">Rows refused.</param>
public sealed record ChunkAnswer(long Taken, long Doubled, IReadOnlyList<RefusedRow> Refused)
{
    /// <summary>Whether there are rows that the vault could not write just now.</summary>
    public bool IsUnavailable => Refused.Any(r => r.Problem.IsPassing);

    /// <summary>Reads an answer of problems and totals.</summary>
    /// <exception cref="UnreachableException">It broke off before the totals.</exception>
    public static ChunkAnswer Read(string ndjson)
    {
        var refused = new List<RefusedRow>();
        foreach (var line in ndjson.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var result = JsonElement.Parse(line);
            if (result.TryGetProperty("totals", out var totals)) return new(totals.GetProperty("accepted").GetInt64(), totals.GetProperty("duplicate").GetInt64(), refused);
            refused.Add(new(result.GetProperty("line").GetInt64(), result.GetProperty("ref").GetString(), VaultProblem.Of(result.GetProperty("problem")), IsLast(result)));
        }

        throw new UnreachableException("The vault's answer broke off.");
    }

    /// <summary>Whether a result says that the vault looked at nothing after its row.</summary>
    public static bool IsLast(JsonElement result) => result.TryGetProperty("last", out var last) && last.ValueKind == JsonValueKind.True;
}

/// <summary>A row that was refused.</summary>
/// <param name="Line">Its line, as it was sent.</param>
/// <param name="Ref">Its reference, where it could be read.</param>
/// <param name="Problem">Why.</param>
/// <param name="IsLast">Whether the vault looked at nothing after it.</param>
public sealed record RefusedRow(long Line, string? Ref, VaultProblem Problem, bool IsLast);
