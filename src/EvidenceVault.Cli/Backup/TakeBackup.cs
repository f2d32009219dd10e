using System.Data;
using System.IO.Compression;
using Npgsql;

namespace EvidenceVault.Cli.Backup;

/// <summary>Copies a database into a directory: all tables as they were at one instant, while the vault goes on working.</summary>
public static class TakeBackup
{
    /// <summary>Takes it.</summary>
    /// <param name="of">What of.</param>
    /// <param name="connectionString">The database; reading is enough.</param>
    /// <param name="directory">A directory that is not there yet, or is empty.</param>
    /// <param name="blobs">The container whose blobs are to be listed; null: none.</param>
    /// <param name="ct">Gives up; then there is no manifest.</param>
    public static async Task<BackupManifest> Run(BackupOf of, string connectionString, string directory, BlobListing? blobs, CancellationToken ct)
    {
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()) throw new BackupException($"{directory} is not empty. Each backup has a directory of its own.");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var takenAt = await Instant(connection, ct);
        var tables = new List<BackupTable>();
        foreach (var table in await StoredTables.Read(connection, of, ct)) tables.Add(table with { File = await Copy(connection, table, directory, ct) });
        // Read last: a sequence may be ahead of what was copied, and never behind.
        var sequences = await StoredTables.Sequences(connection, of, ct);
        // Blobs are there before anything cites them, so a later list holds all that was cited.
        var listed = blobs is null ? null : await blobs.Write(directory, ct);
        var manifest = new BackupManifest(BackupManifest.Current, of, takenAt, connection.PostgreSqlVersion.ToString(), tables, sequences, listed);
        await manifest.Write(directory, ct);
        return manifest;
    }

    private static async Task<BackupFile> Copy(NpgsqlConnection connection, BackupTable table, string directory, CancellationToken ct)
    {
        var name = $"{table.Name}.copy.gz";
        await using (var file = new FileStream(Path.Combine(directory, name), BackupManifest.OwnersOnly()))
        {
            await using (var rows = await connection.BeginRawBinaryCopyAsync($"copy {table.Quoted} ({table.QuotedColumns}) to stdout (format binary)", ct))
            await using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                await rows.CopyToAsync(packed, ct);
            file.Flush(flushToDisk: true);
        }

        return await BackupManifest.FileOf(directory, name, ct);
    }

    private static async Task<DateTimeOffset> Instant(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var now = new NpgsqlCommand("select now()", connection);
        return new DateTimeOffset((DateTime)(await now.ExecuteScalarAsync(ct))!, TimeSpan.Zero);
    }
}
