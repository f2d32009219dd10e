using System.IO.Compression;
using Npgsql;

namespace EvidenceVault.Cli.Backup;

/// <summary>Puts a backup back into a database that has the schema of the version that made it, and nothing in it: all of it, or nothing.</summary>
public static class PutBack
{
    /// <summary>Puts it back.</summary>
    /// <param name="of">What it must be of.</param>
    /// <param name="connectionString">The database, as the role that owns its tables.</param>
    /// <param name="directory">The backup.</param>
    /// <param name="ct">Gives up; then nothing was put back.</param>
    public static async Task<BackupManifest> Run(BackupOf of, string connectionString, string directory, CancellationToken ct)
    {
        var manifest = await BackupManifest.Read(directory, ct);
        if (manifest.Of != of) throw new BackupException($"This is a backup of the {(manifest.Of == BackupOf.Keys ? "keys: put it back with --keys" : "vault's database: put it back with --database")}.");
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var there = await StoredTables.Read(connection, of, ct);
        MustBeLike(manifest.Tables, there);
        var all = string.Join(", ", there.Select(t => t.Quoted));
        await Execute(connection, $"lock table {all} in access exclusive mode", ct);
        await MustBeEmpty(connection, there.Single(t => t.Name == StoredTables.MainTableOf(of)), ct);
        await Execute(connection, $"truncate {all}", ct);
        foreach (var table in manifest.Tables) await Copy(connection, table, directory, ct);
        foreach (var sequence in manifest.Sequences)
        {
            await using var set = new NpgsqlCommand("select setval((quote_ident($1) || '.' || quote_ident($2))::regclass, $3)", connection);
            foreach (var value in (object[])[StoredTables.SchemaOf(of), sequence.Name, sequence.Last]) set.Parameters.Add(new() { Value = value });
            await set.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        await Execute(connection, "analyze", ct);
        return manifest;
    }

    private static void MustBeLike(IReadOnlyList<BackupTable> wanted, List<BackupTable> there)
    {
        var other = wanted.Where(w => !there.Exists(t => t.IsLike(w))).Concat(there.Where(t => !wanted.Any(w => w.IsLike(t)))).Select(t => t.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        if (other.Count > 0)
            throw new BackupException($"The database's schema is not that of the version that made this backup. Apply the schema with that version, and upgrade afterwards. Other: {string.Join(", ", other)}.");
    }

    private static async Task MustBeEmpty(NpgsqlConnection connection, BackupTable main, CancellationToken ct)
    {
        await using var look = new NpgsqlCommand($"select exists (select from {main.Quoted})", connection);
        if (await look.ExecuteScalarAsync(ct) is true) throw new BackupException("The database is not empty: a backup is put back into a new one, never over what is there.");
    }

    // What is put back was in the ledger's queue already, or is: its trigger must not queue it once more.
    private static async Task Copy(NpgsqlConnection connection, BackupTable table, string directory, CancellationToken ct)
    {
        await Execute(connection, $"alter table {table.Quoted} disable trigger user", ct);
        await using (var file = File.OpenRead(Path.Combine(directory, table.File!.Name)))
        await using (var unpacked = new GZipStream(file, CompressionMode.Decompress))
        await using (var rows = await connection.BeginRawBinaryCopyAsync($"copy {table.Quoted} ({table.QuotedColumns}) from stdin (format binary)", ct))
        {
            try
            {
                await unpacked.CopyToAsync(rows, ct);
            }
            catch
            {
                await rows.CancelAsync();
                throw;
            }
        }

        await Execute(connection, $"alter table {table.Quoted} enable trigger user", ct);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
