using EvidenceVault.Cli.Import;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary><c>vault ledger</c>: a ledger held against its store, followed, rebuilt or exported.</summary>
public static class LedgerCommand
{
    public const string Usage =
        """
        vault ledger verify [--database CONNECTION | FOLDER] [--key KEY …] [--checkpoint FILE …] [--receipts FILE …] [--json]
        vault ledger follow URL|FOLDER --state FILE [--key KEY …] [--json]
        vault ledger rebuild [--database CONNECTION] --key KEY … [--json]
        vault ledger export URL --to FOLDER [--operator-key-file FILE] [--json]

        verify  computes every leaf anew from the store of events, and holds it against the ledger's tiles and every checkpoint that was signed: names what was
                changed, removed, inserted, put in another order or dated back. The connection string comes from --database or from ConnectionStrings__Vault;
                a role that may only read will do. --checkpoint gives checkpoints that you have from elsewhere, which the ledger must still agree with.
                --receipts gives receipts that you have, one a line or the results of an upload as they came: each must be of a leaf that stands in the ledger.
                With FOLDER it holds an export together instead: tiles, leaves where they came along, and every checkpoint that exports have left.
        follow  reads the ledger's latest checkpoint from a vault, checks its signature, and that it is a later state of the one in the state file, of which
                nothing was changed. Run it from time to time, on a machine that is not the vault's: then a ledger that was rewound or forked is caught.
        rebuild makes the tiles anew from the store of events, bit for bit, where they were lost or damaged: all in one transaction, and only where every checkpoint that
                was signed agrees with what comes out. Where one does not, nothing is written, and verify says which event it is. Takes a role that may write.
        export  writes checkpoint, keys and tiles to a folder, in the layout in which a vault serves them (C2SP tlog-tiles): for an archive, or for software that
                reads files. Again into the same folder it fetches what is new. With the operator's key the leaves themselves come along.

        KEY is a key as GET /ledger/key writes it (name+id+key), a file with one a line, or what GET /ledger/key answers, as a file. verify without a key trusts those that the database lists; follow
        needs one the first time, and keeps it in the state file.

        Examples:
          vault ledger verify ledger --key vault.keys --receipts results.ndjson
          vault ledger verify --database 'Host=db;Database=vault;Username=auditor' --key vault.keys --checkpoint noted-in-january
          vault ledger follow https://vault.example --state seen.json --key vault.keys
          vault ledger export https://vault.example --to ledger && vault ledger verify ledger --key vault.keys

        Exit code: 0 all is as it should be; 1 something is not; 2 the call is wrong, or the database or vault could not be reached.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        try
        {
            switch (args)
            {
                case ["verify", .. var rest]: return await Verify(CheckOptions.Parse(rest, "--database", "--key", "--checkpoint", "--receipts"), output, error, ct);
                case ["rebuild", .. var rest]: return await Rebuild(CheckOptions.Parse(rest, "--database", "--key"), output, error, ct);
                case ["follow", .. var rest]: return await LedgerFollower.Run(CheckOptions.Parse(rest, "--state", "--key"), output, ct);
                case ["export", .. var rest]: return await LedgerExport.Run(CheckOptions.Parse(rest, "--to", "--operator-key-file"), output, error, ct);
                case ["--help" or "-h"]:
                    await output.WriteLineAsync(Usage);
                    return CheckReport.Good;
                default:
                    await error.WriteLineAsync(Usage);
                    return CheckReport.WrongCall;
            }
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync($"{e.Message} See vault ledger --help.");
            return CheckReport.WrongCall;
        }
        catch (PostgresException e)
        {
            await error.WriteLineAsync($"The database refused: {e.SqlState} {e.MessageText}");
            return CheckReport.WrongCall;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpgsqlException or HttpRequestException or ArgumentException or FormatException or InvalidCastException
            || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            await error.WriteLineAsync(e.Message);
            return CheckReport.WrongCall;
        }
    }

    private static async Task<int> Verify(CheckOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var trusted = new List<string>();
        foreach (var file in options.All("--checkpoint")) trusted.Add(await File.ReadAllTextAsync(file, ct));
        var receipts = new List<(string, string)>();
        foreach (var file in options.All("--receipts")) receipts.Add((Path.GetFileName(file), await File.ReadAllTextAsync(file, ct)));
        if (options.Subject is { } export)
        {
            if (!Directory.Exists(export) || options.One("--database") is not null) throw new WrongCallException("verify takes a folder that vault ledger export wrote, or --database.");
            using var folder = new LedgerFolder(export);
            var whole = new FolderCheck(folder, options.Keys, trusted, error, receipts);
            await whole.Run(ct);
            return CheckReport.Write(options.Json, whole.Facts, whole.Findings, output);
        }

        await using var source = Database(options);
        var check = new StoredLedgerCheck(source, options.Keys, trusted, error, receipts);
        await check.Run(ct);
        return CheckReport.Write(options.Json, check.Facts, check.Findings, output);
    }

    private static async Task<int> Rebuild(CheckOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (options.Keys.Count == 0) throw new WrongCallException("--key is wanted: what is written must be what was signed.");
        await using var source = Database(options);
        var rebuild = new LedgerRebuild(source, options.Keys, error);
        await rebuild.Run(ct);
        return CheckReport.Write(options.Json, rebuild.Facts, rebuild.Findings, output);
    }

    private static NpgsqlDataSource Database(CheckOptions options) =>
        NpgsqlDataSource.Create(options.One("--database") ?? Environment.GetEnvironmentVariable("ConnectionStrings__Vault") ?? throw new WrongCallException("--database is wanted."));
}
