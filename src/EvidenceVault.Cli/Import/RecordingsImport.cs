using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Cli.Import;

/// <summary>Announces the recordings of a table and brings their content, several at a time.</summary>
public sealed class RecordingsImport(ImportOptions options, VaultConnection vault, Journal journal, Report report, ProgressLine progress)
{
    // So many are announced in one request.
    private const int Batch = 200;

    private readonly ContentUpload _contents = new(vault, progress);
    private readonly RecordingAnnouncements _announcements = new(vault, journal, report, progress);

    /// <summary>The full path of a file that a table names; null where it would lie outside the folder.</summary>
    public static string? PathOf(string folder, string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)) return null;
        var path = Path.GetFullPath(Path.Combine(folder, name.Replace('\\', '/')));
        return path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    public async Task Send(RecordingTable table, string tableName, CancellationToken ct)
    {
        for (var sent = 0; sent < table.Rows.Count; sent += Batch)
        {
            var rows = table.Rows.Skip(sent).Take(Batch).ToArray();
            var found = new Recording?[rows.Length];
            await Each(rows.Length, async (n, token) => found[n] = await Look(table, tableName, rows[n], token), ct);
            var recordings = found.OfType<Recording>().ToList();
            if (recordings.Count == 0) continue;
            var announced = await _announcements.Send(table, tableName, recordings, ct);
            if (announced is null)
            {
                // The table as such is refused: then so are the other rows.
                report.NotHandedIn(tableName, recordings[0].Row.Line, table.Rows.Count - sent - rows.Length + recordings.Count);
                return;
            }

            await Each(announced.Count, (n, token) => Bring(tableName, announced[n].Recording, announced[n].Before, token), ct);
        }
    }

    private Task Each(int count, Func<int, CancellationToken, Task> act, CancellationToken ct) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct }, async (n, token) => await act(n, token));

    // Reads the file, and fills in what the row does not say. Null: it is done, or cannot be.
    private async Task<Recording?> Look(RecordingTable table, string tableName, RecordingRow row, CancellationToken ct)
    {
        var name = table.FileOf(row);
        var id = table[row, RecordingTable.Id];
        void Fail(string code, string detail)
        {
            report.Fail(tableName, row.Line, id.Length > 0 ? id : null, code, detail);
            progress.Done(0, recordings: 1);
        }

        if (row.IsTooWide)
        {
            Fail("malformed-csv", "This row has more cells than the header. Put quotes around a cell that holds the separator.");
            return null;
        }

        if (PathOf(options.Folder, name) is not { } path)
        {
            Fail("file-outside", "The file must lie within the folder that is handed in.");
            return null;
        }

        var info = new FileInfo(path);
        if (!info.Exists)
        {
            Fail("file-missing", "There is no such file in the folder.");
            return null;
        }

        var rowHash = Hash(Encoding.UTF8.GetBytes(string.Join('\n', table.Columns.Concat(row.Cells))));
        var before = journal.Recording(name, id);
        var same = before is not null && before.Size == info.Length && before.Changed == info.LastWriteTimeUtc;
        if (same && before!.Stored && before.Row == rowHash)
        {
            report.Recording(before: true);
            progress.Done(info.Length, before: true, recordings: 1);
            return null;
        }

        try
        {
            var sha256 = same ? before!.Sha256 : await HashOf(path, ct);
            if (before is not null && before.Sha256 != sha256)
            {
                Fail("file-changed", "The file is another one than was announced before. Give the row an id of its own where both are evidence.");
                return null;
            }

            if (!Agrees(table, row, RecordingTable.Sha256, sha256) || !Agrees(table, row, RecordingTable.Size, $"{info.Length}"))
            {
                Fail("file-changed", "The file has another size or SHA-256 than its row says.");
                return null;
            }

            var recording = new Recording(row, path, id, new(name, id, info.Length, info.LastWriteTimeUtc, sha256, rowHash, Stored: false));
            FillIn(table, row, recording);
            return recording;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(ReadableFile.Code, ReadableFile.Detail);
            return null;
        }
    }

    private static void FillIn(RecordingTable table, RecordingRow row, Recording recording)
    {
        table[row, RecordingTable.Sha256] = recording.Noted.Sha256;
        table[row, RecordingTable.Size] = $"{recording.Noted.Size}";
        table[row, RecordingTable.Id] = recording.Id;
        if (table[row, RecordingTable.Kind].Length == 0) table[row, RecordingTable.Kind] = "voicelog";
        if (table[row, RecordingTable.ContentType].Length == 0) table[row, RecordingTable.ContentType] = MediaTypes.Of(recording.Path);
    }

    private async Task Bring(string tableName, Recording recording, bool before, CancellationToken ct)
    {
        try
        {
            var (problem, there) = await _contents.Bring(recording.Id, recording.Path, recording.Noted.Size, before, ct);
            if (problem is null)
            {
                journal.Note(recording.Noted with { Stored = true });
                report.Recording(there);
            }
            else
            {
                report.Fail(tableName, recording.Row.Line, recording.Id, problem);
            }
        }
        catch (FileUnreadableException)
        {
            report.Fail(tableName, recording.Row.Line, recording.Id, ReadableFile.Code, ReadableFile.Detail);
        }

        progress.Done(0, recordings: 1);
    }

    private static bool Agrees(RecordingTable table, RecordingRow row, string column, string found) =>
        table[row, column] is var stated && (stated.Length == 0 || stated.Equals(found, StringComparison.OrdinalIgnoreCase));

    private static async Task<string> HashOf(string path, CancellationToken ct)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
