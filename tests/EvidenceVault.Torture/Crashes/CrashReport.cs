using System.Globalization;
using System.Text.Json;

namespace EvidenceVault.Torture.Crashes;

/// <summary>What became of a run: some plain lines, and the same as JSON.</summary>
internal sealed class CrashReport(int seed, int servers, TimeSpan took, Killer killer, Counts counts, Journal journal, Audit audit, LedgerAudit ledger, Faults faults)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints and saves it, and gives the exit code.</summary>
    public async Task<int> Write(string path)
    {
        var kills = killer.Killed.Values.Sum();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Done in {took.TotalSeconds:0} s, seed {seed}.
              Kills       {kills}: {string.Join(", ", killer.Killed.OrderByDescending(k => k.Value).Select(k => $"{k.Value} {k.Key}"))}
                          {killer.DuringUploads} during uploads, {killer.DuringContents} during exhibit content; {counts.UploadsBroken} uploads and {counts.ContentsBroken} contents broke off and were sent again
              Sent        {counts.Requests} requests; {counts.ConnectionsLost} lost their connection, {counts.Unanswered} were never answered, {counts.UnavailableWhileDown} were answered 503 while something was down and {counts.UnavailableOtherwise} otherwise
                          {counts.ItemsUnavailable} items in batches were answered unavailable; {counts.InternalErrors} answers were 500; {counts.UploadsCutByClient} uploads were cut off by us
              Evidence    {journal.Items.Count} items acknowledged, {journal.Duplicates} of them again as duplicates; {audit.Resent} compared by sending them again, {audit.Dossiers} dossiers read
              Exhibits    {journal.Exhibits.Count} acknowledged, {audit.Contents} read back byte for byte; {audit.Swept} left-overs swept; {audit.LostByBlobServer} blobs lost by the blob server
              Ledger      {ledger.Leaves} leaves computed again, {ledger.Receipts} receipts hold
              Compared    after every server was ready; {audit.AskedAgain} answers said to come back later, and were asked for again
              {(faults.Count == 0 ? "Nothing was lost, nothing is there twice." : $"{faults.Count} FAULTS.")}
            """));
        foreach (var fault in faults.Kept.Take(20)) Console.WriteLine($"    {fault}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new
        {
            seed,
            servers,
            seconds = Math.Round(took.TotalSeconds, 1),
            kills = killer.Killed,
            killsDuringUploads = killer.DuringUploads,
            killsDuringContents = killer.DuringContents,
            counts.Requests,
            counts.ConnectionsLost,
            counts.Unanswered,
            counts.UnavailableWhileDown,
            counts.UnavailableOtherwise,
            counts.ItemsUnavailable,
            counts.InternalErrors,
            counts.UploadsBroken,
            counts.ContentsBroken,
            counts.UploadsCutByClient,
            items = journal.Items.Count,
            duplicates = journal.Duplicates,
            audit.Resent,
            audit.Dossiers,
            exhibits = journal.Exhibits.Count,
            audit.Contents,
            audit.Swept,
            audit.LostByBlobServer,
            audit.AskedAgain,
            ledger.Leaves,
            ledger.Receipts,
            faults = faults.Count,
            firstFaults = faults.Kept,
        }, Json) + "\n");
        Console.WriteLine($"  Report      {path}");
        return faults.Count == 0 ? 0 : 1;
    }
}
