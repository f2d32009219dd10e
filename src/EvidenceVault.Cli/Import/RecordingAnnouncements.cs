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

            // A result a row, in order.
            var results = (await response.Content.ReadAsStringAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
            if (results.Count != left.Count) throw new UnreachableException("The vault's answer broke off.");
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

            left = again ? [.. unavailable.Select(r => r.First)] : [];
        }

        return announced;
    }

    private void Fail(string tableName, Recording recording, VaultProblem problem)
    {
        report.Fail(tableName, recording.Row.Line, recording.Id, problem);
        progress.Done(0, recordings: 1);
    }

    private static VaultProblem? ProblemOf(JsonElement result) =>
        result.GetProperty("status").GetString() == "rejected" ? VaultProblem.Of(result.GetProperty("problem")) : null;
}
