using Azure;
using Azure.Storage.Blobs;
using EvidenceVault.Cli.Import;
using EvidenceVault.Cli.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Backup;

/// <summary><c>vault backup</c> and <c>vault restore</c>.</summary>
public static class BackupCommand
{
    public const string Usage =
        """
        vault backup DIR  --database CONNECTION [--blobs CONNECTION [--container NAME]]
        vault backup DIR  --keys CONNECTION
        vault restore DIR --database CONNECTION [--blobs CONNECTION [--container NAME]]
        vault restore DIR --keys CONNECTION

        backup   copies all tables as they are at one instant into DIR, which is new or empty, with a manifest of their hashes; the vault may work meanwhile. Take that of
                 the database first and that of the keys after it, so that no key is missing. The two never share a directory: who has both can read everything, and
                 the keys' backup should be kept as short as you can, since only with it can what was destroyed come back. --blobs adds a list of the blobs.
        restore  checks the hashes, and puts all of it into a database that has the schema (EvidenceVault.Server apply-schema) and is empty; or nothing. The server that
                 starts on it destroys again what was destroyed since, before it is ready. --blobs says which blobs of the list are gone since.

        The key files (Vault__KeyFile, Vault__SigningKeyFile and the ledger.key beside it) are not in it: keep them apart. NAME is evidence unless it was set otherwise.

        Exit code: 0 done; 1 the backup is not whole, or the database is not fit for it; 2 the call is wrong, or something could not be reached.
        """;

    public static async Task<int> RunAsync(string verb, string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (args is [] or ["--help" or "-h"])
        {
            await (args.Length == 0 ? error : output).WriteLineAsync(Usage);
            return args.Length == 0 ? CheckReport.WrongCall : CheckReport.Good;
        }

        try
        {
            var options = CheckOptions.Parse(args, "--database", "--keys", "--blobs", "--container");
            if (options.Subject is not { } directory) throw new WrongCallException("A directory is wanted.");
            var (of, connection) = (options.One("--database"), options.One("--keys")) switch
            {
                ({ } database, null) => (BackupOf.Vault, database),
                (null, { } keys) => (BackupOf.Keys, keys),
                _ => throw new WrongCallException("Either --database or --keys is wanted, each with a directory of its own."),
            };
            var blobs = options.One("--blobs") is { } account ? new BlobListing(new BlobContainerClient(account, options.One("--container") ?? "evidence")) : null;
            if (of == BackupOf.Keys && blobs is not null) throw new WrongCallException("--blobs goes with --database.");
            if (verb == "backup") await Told(await TakeBackup.Run(of, connection, directory, blobs, ct), "Backed up", output);
            else await Restore(of, connection, directory, blobs, output, ct);
            return CheckReport.Good;
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync($"{e.Message} See vault {verb} --help.");
            return CheckReport.WrongCall;
        }
        catch (BackupException e)
        {
            await error.WriteLineAsync(e.Message);
            return CheckReport.Bad;
        }
        catch (PostgresException e)
        {
            // Its details may repeat values.
            await error.WriteLineAsync($"The database refused: {e.SqlState} {e.MessageText}");
            return CheckReport.WrongCall;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpgsqlException or RequestFailedException or AggregateException or ArgumentException or FormatException or InvalidDataException)
        {
            await error.WriteLineAsync(e.Message);
            return CheckReport.WrongCall;
        }
    }

    private static async Task Restore(BackupOf of, string connection, string directory, BlobListing? blobs, TextWriter output, CancellationToken ct)
    {
        var manifest = await PutBack.Run(of, connection, directory, ct);
        await Told(manifest, "Put back", output);
        if (blobs is null || manifest.Blobs is null) return;
        var (listed, missing) = await blobs.Compare(directory, ct);
        await output.WriteLineAsync($"Of {listed} blobs listed {missing.Count} are gone or of another size: destroyed since, or lost.");
        foreach (var name in missing) await output.WriteLineAsync($"gone: {name}");
    }

    private static Task Told(BackupManifest manifest, string done, TextWriter output) => output.WriteLineAsync(
        FormattableString.Invariant($"{done} the {(manifest.Of == BackupOf.Keys ? "keys" : "vault's database")} of {manifest.TakenAt:O}: {manifest.Tables.Count} tables, {manifest.Tables.Sum(t => t.File!.Size)} bytes."));
}
