using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Ledger;

/// <summary><c>vault verify FILE</c>: checks what the vault handed out, with its key and nothing else.</summary>
public static class VerifyCommand
{
    public const string Usage =
        """
        vault verify FILE --key KEY … [--witness KEY … [--quorum N]] [--tsa FILE …] [--timestamps-to FOLDER] [--exhibit FILE …] [--seal FILE …] [--countersigner FILE …] [--json]

        Checks an evidence pack (PDF), a proof (.tlog-proof), receipts (one a line, or the results of an upload as NDJSON or JSON), or a checkpoint: offline, with the
        ledger's key alone. Of a pack: that each event it rests on stands in the ledger, that what it shows is what these events say, that none is missing or doubled,
        and that its counts add up; it says what cannot be computed from the file (notProven).
        KEY is a key as GET /ledger/key writes it (name+id+key), a file with one a line, or what GET /ledger/key answers, as a file; note it when you have it
        from the vault, and give the old ones too. With their dates (the answer has them) what a replaced key signed later is told.

        --witness   the keys of witnesses (vault witness new-key): names those that cosigned the checkpoint, and when. --quorum demands that N of them did.
        --tsa       certificates (PEM) of timestamp authorities: checks the RFC 3161 timestamps of the checkpoint against them, and demands that there is one. Those of a
                    pack's seal and countersignature are checked against them too.
        --timestamps-to writes what was stamped (checkpoint.txt) and each token (AUTHORITY.tst) to a folder, for other software, such as
                    openssl ts -verify -token_in -in AUTHORITY.tst -data checkpoint.txt -CAfile ca.pem

        Receipts are signed by the ledger alone: with them none of these four may be given.

        --exhibit   a file that the proven event must be about, such as the recording that an exhibit.announced or exhibit.stored tells of. With a proof or a pack.

        --seal      certificates (PEM) that packs are sealed with, or of whoever issued them: demands a seal by one of these. With a pack only.
        --countersigner  the same for the countersignature of a second person: demands that one of these countersigned the pack.

        Examples:
          vault verify evidence-pack-kqzvm-wtrbn-hxcdy-pafgj.pdf --key vault.keys --json
          vault verify 0198f2c4.tlog-proof --key vault.keys
          vault verify 0198f2c4.tlog-proof --key vault.keys --witness witnesses.keys --quorum 2 --tsa tsa.pem

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
            var options = CheckOptions.Parse(args, "--key", "--witness", "--quorum", "--tsa", "--timestamps-to", "--exhibit", "--seal", "--countersigner");
            if (options.Subject is not { } file) throw new WrongCallException("A file is wanted.");
            var trust = Trust.Of(options);
            if (await PackVerify.IsPack(file, ct)) return await PackVerify.Run(file, trust, options, output, ct);
            var text = await File.ReadAllTextAsync(file, ct);
            var (kind, notFor) = HandedOut.ArgumentsNotFor(text);
            if (notFor.FirstOrDefault(name => options.All(name).Count > 0) is { } ignored)
                throw new WrongCallException($"{ignored} does not apply to {kind}: it would be left out of account. Leave it away, or give a proof (.tlog-proof).");
            var (facts, findings) = HandedOut.Check(text, trust);
            if (options.One("--timestamps-to") is { } folder) await TimestampFiles.Write(text, folder, ct);
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
