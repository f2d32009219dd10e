using System.Net;
using System.Text.Json;

namespace EvidenceVault.Cli.Import;

/// <summary>Announces recordings, those again that could not be just now.</summary>
public sealed class RecordingAnnouncements(VaultConnection vault, Journal journal, Report report, ProgressLine progress)
{
    /// <summary>Announces recordings. Null where the table as such is refused.</summary>
    public async Task<IReadOnlyList<(Recording Recording, bool Before)>?> Send(
        RecordingTable table, string tableName, List<Recording> recordings, CancellationToken ct)
    {
        var announced = new List<(Recording, bool)>();
        for (var left = recordings; left.Count > 0;)
        {
            var rows = table.ToCsv(left.Select(r => r.Row));
            using var response = await vault.Send(() => FactsImport.Csv(rows, "exhibit.announced", problemsOnly: false), ct);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var problem = await VaultProblem.Of(response, ct);
                if (response.StatusCode < HttpStatusCode.InternalServerError)
                {
                    report.Fail(tableName, 1, null, problem);
                    return null;
                }

                // Something is the matter with the vault, or with these: the others have their chance.
                foreach (var recording in left) Fail(tableName, recording, problem);
                return announced;
            }

            // A result a row, in order, unless the vault read no further.
            var results = (await response.Content.ReadAsStringAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
            var stopped = results.Count > 0 && ChunkAnswer.IsLast(results[^1]) ? ProblemOf(results[^1]) : null;
            if (stopped is null && results.Count != left.Count) throw new UnreachableException("The vault's answer broke off.");
            var rest = left.Skip(results.Count).ToList();
            var unavailable = left.Zip(results).Where(r => ProblemOf(r.Second) is { IsPassing: true }).ToList();
            var again = unavailable.Count > 0 && await vault.Pause(ct);
            if (unavailable.Count == 0) vault.Resume();
            foreach (var (recording, result) in left.Zip(results).Except(again ? unavailable : []))
            {
                if (ProblemOf(result) is { } problem)
                {
                    Fail(tableName, recording, problem);
                    continue;
                }

                journal.Note(recording.Noted);
                announced.Add((recording, result.GetProperty("status").GetString() == "duplicate"));
            }

            // After one that ended the reading for a while, the rest has its chance as well.
            var restAgain = again && stopped is { IsPassing: true };
            if (rest.Count > 0 && !restAgain) NotHandedIn(tableName, rest);
            left = again ? [.. unavailable.Select(r => r.First), .. restAgain ? rest : []] : [];
        }

        return announced;
    }

    private void NotHandedIn(string tableName, List<Recording> rest)
    {
        report.NotHandedIn(tableName, rest[0].Row.Line, rest.Count);
        progress.Done(0, recordings: rest.Count);
    }

    private void Fail(string tableName, Recording recording, VaultProblem problem)
    {
        report.Fail(tableName, recording.Row.Line, recording.Id, problem);
        progress.Done(0, recordings: 1);
    }

    private static VaultProblem? ProblemOf(JsonElement result) =>
        result.GetProperty("status").GetString() == "rejected" ? VaultProblem.Of(result.GetProperty("problem")) : null;
}
