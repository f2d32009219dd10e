using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Ledger;

/// <summary><c>vault verify FILE</c>: checks what the vault handed out, with its key and nothing else.</summary>
public static class VerifyCommand
{
    public const string Usage =
        """
        vault verify FILE --key KEY [--key KEY …] [--json]

        Checks a proof (.tlog-proof), receipts (one a line, or the results of an upload as NDJSON or JSON), or a checkpoint: offline, with the ledger's key alone.
        KEY is a key as GET /ledger/key writes it (name+id+key), or a file with one a line; note it when you have it from the vault, and give the old ones too.

        Exit code: 0 all is as it should be; 1 something is not; 2 the call or the file is wrong.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (args is [] or ["--help" or "-h"])
        {
            await (args.Length == 0 ? error : output).WriteLineAsync(Usage);
            return args.Length == 0 ? CheckReport.WrongCall : CheckReport.Good;
        }

        try
        {
            var options = CheckOptions.Parse(args, "--key");
            if (options.Subject is not { } file) throw new WrongCallException("A file is wanted.");
            if (options.Keys is not { Count: > 0 } keys) throw new WrongCallException("--key is wanted: without the ledger's key nothing can be checked.");
            var text = await File.ReadAllTextAsync(file, ct);
            var (facts, findings) = HandedOut.Check(text, keys);
            return CheckReport.Write(options.Json, facts, findings, output);
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync($"{e.Message} See vault verify --help.");
            return CheckReport.WrongCall;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await error.WriteLineAsync(e.Message);
            return CheckReport.WrongCall;
        }
    }
}
