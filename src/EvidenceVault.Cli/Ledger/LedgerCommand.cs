using EvidenceVault.Cli.Import;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary><c>vault ledger verify</c> and <c>vault ledger follow</c>.</summary>
public static class LedgerCommand
{
    public const string Usage =
        """
        vault ledger verify [--database CONNECTION] [--key KEY …] [--checkpoint FILE …] [--json]
        vault ledger follow URL --state FILE [--key KEY …] [--json]

        verify  computes every leaf anew from the store of events, and holds it against the ledger's tiles and every checkpoint that was signed: names what was
                changed, removed, inserted, put in another order or dated back. The connection string comes from --database or from ConnectionStrings__Vault;
                a role that may only read will do. --checkpoint gives checkpoints that you have from elsewhere, which the ledger must still agree with.
        follow  reads the ledger's latest checkpoint from a vault, checks its signature, and that it is a later state of the one in the state file, of which
                nothing was changed. Run it from time to time, on a machine that is not the vault's: then a ledger that was rewound or forked is caught.

        KEY is a key as GET /ledger/key writes it (name+id+key), or a file with one a line. verify without a key trusts those that the database lists; follow
        needs one the first time, and keeps it in the state file.

        Exit code: 0 all is as it should be; 1 something is not; 2 the call is wrong, or the database or vault could not be reached.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        try
        {
            switch (args)
            {
                case ["verify", .. var rest]: return await Verify(CheckOptions.Parse(rest, "--database", "--key", "--checkpoint"), output, ct);
                case ["follow", .. var rest]: return await LedgerFollower.Run(CheckOptions.Parse(rest, "--state", "--key"), output, ct);
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpgsqlException or HttpRequestException or ArgumentException or FormatException
            || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            await error.WriteLineAsync(e.Message);
            return CheckReport.WrongCall;
        }
    }

    private static async Task<int> Verify(CheckOptions options, TextWriter output, CancellationToken ct)
    {
        if (options.Subject is not null) throw new WrongCallException("verify takes no argument without a name.");
        var connection = options.One("--database") ?? Environment.GetEnvironmentVariable("ConnectionStrings__Vault") ?? throw new WrongCallException("--database is wanted.");
        var trusted = new List<string>();
        foreach (var file in options.All("--checkpoint")) trusted.Add(await File.ReadAllTextAsync(file, ct));
        await using var source = NpgsqlDataSource.Create(connection);
        var check = new StoredLedgerCheck(source, options.Keys, trusted);
        await check.Run(ct);
        return CheckReport.Write(options.Json, check.Facts, check.Findings, output);
    }
}
