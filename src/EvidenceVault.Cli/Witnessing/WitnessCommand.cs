using System.Globalization;
using EvidenceVault.Cli.Import;
using EvidenceVault.Cli.Ledger;
using EvidenceVault.Verification.Ledger;
using NodaTime;

namespace EvidenceVault.Cli.Witnessing;

/// <summary><c>vault witness</c>: follows a ledger from another machine, and cosigns it.</summary>
public static class WitnessCommand
{
    public const string Usage =
        """
        vault witness new-key --name NAME --key-file FILE
        vault witness URL --name NAME --key-file FILE --state FILE --key KEY … [--every SECONDS] [--json]
        vault witness --listen ADDRESS --name NAME --key-file FILE --state FILE --key KEY …

        A witness stands on another machine, under another administrator, than the vault. It cosigns a checkpoint only when that is a later state of all that
        it cosigned before; so who rewrites the ledger cannot have a cosignature for what he wrote, and two histories are caught with the proof in hand.

        new-key   makes the witness's key, and writes the key that the vault is to be told of (Vault__Witnesses__0__Key) and others verify with.
        URL       looks at a vault, cosigns its checkpoint and hands the cosignature in (POST /ledger/cosignatures). With --every it goes on until stopped.
        --listen  is the other way round: the vault comes to it (Vault__Witnesses__0__Url), by C2SP tlog-witness. Any other log may too.

        NAME is the witness's own, such as witness.example/one. KEY is the ledger's, as GET /ledger/key writes it, or a file with one a line: have it from
        elsewhere than from the vault itself where you can. The state file keeps what was cosigned last, and an alarm with the checkpoint that proves it; while an alarm stands
        nothing is cosigned. To begin anew after you know why, move the file aside; keep it.

        Examples:
          vault witness new-key --name witness.example/one --key-file witness.key
          vault witness https://vault.example --name witness.example/one --key-file witness.key --state seen.json --key vault.keys --every 60

        Exit code: 0 it was cosigned (or it was stopped); 1 an alarm, a checkpoint that cannot be trusted, or a cosignature that the vault does not take; 2 the call is wrong, or the vault is out of reach.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        try
        {
            switch (args)
            {
                case []:
                    await error.WriteLineAsync(Usage);
                    return CheckReport.WrongCall;
                case ["--help" or "-h"]:
                    await output.WriteLineAsync(Usage);
                    return CheckReport.Good;
                case ["new-key", .. var rest]:
                    return await NewKey(CheckOptions.Parse(rest, "--name", "--key-file"), output);
                default:
                    return await Witnessed(CheckOptions.Parse(args, "--name", "--key-file", "--state", "--key", "--every", "--listen"), output, error, ct);
            }
        }
        catch (WrongCallException e)
        {
            await error.WriteLineAsync($"{e.Message} See vault witness --help.");
            return CheckReport.WrongCall;
        }
        catch (Exception e) when (IsOutage(e, ct) || e is UnauthorizedAccessException or FormatException or System.Net.HttpListenerException)
        {
            await error.WriteLineAsync(e.Message);
            return CheckReport.WrongCall;
        }
    }

    private static async Task<int> NewKey(CheckOptions options, TextWriter output)
    {
        var file = Wanted(options, "--key-file");
        var name = Wanted(options, "--name");
        if (File.Exists(file)) throw new WrongCallException("--key-file is there already, and a key is never overwritten.");
        WitnessKeyFile.Create(file);
        await output.WriteLineAsync(WitnessKeyFile.Signer(name, file).Key.Text);
        return CheckReport.Good;
    }

    private static async Task<int> Witnessed(CheckOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var signer = WitnessKeyFile.Signer(Wanted(options, "--name"), Wanted(options, "--key-file"));
        var file = Wanted(options, "--state");
        using var held = StateFile.Hold(file);
        var kept = await WitnessState.Read(file, ct);
        IReadOnlyList<NoteKey> keys = options.Keys is { Count: > 0 } given ? given : [.. kept.Keys.Select(NoteKey.Parse)];
        if (keys.Count == 0) throw new WrongCallException("--key is wanted the first time.");
        using var witness = new Witness(signer, keys, file, SystemClock.Instance);
        if (options.One("--listen") is { } address)
        {
            await new WitnessServer(witness, keys, file, output, SystemClock.Instance).Run(address, ct);
            return CheckReport.Good;
        }

        using var remote = new RemoteLedger(options.Subject);
        if (options.One("--every") is not { } every) return Tell(await witness.Look(remote, ct), options.Json, output);
        if (!int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < 1) throw new WrongCallException("--every must be a number of seconds, 1 or more.");
        return await Follow(witness, remote, TimeSpan.FromSeconds(seconds), options.Json, output, error, ct);
    }

    private static async Task<int> Follow(Witness witness, RemoteLedger remote, TimeSpan every, bool json, TextWriter output, TextWriter error, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var round = await witness.Look(remote, ct);
                if (Tell(round, json, output) != CheckReport.Good && round.Alarm is not null) return CheckReport.Bad;
            }
            catch (Exception e) when (IsOutage(e, ct))
            {
                await error.WriteLineAsync($"{SystemClock.Instance.GetCurrentInstant()} {e.Message}");
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(every, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return CheckReport.Good;
    }

    private static int Tell(WitnessRound round, bool json, TextWriter output)
    {
        List<Finding> findings = [];
        if (round.Alarm is { } alarm) findings.Add(new(alarm.Kind, $"{alarm.Detail} Seen at {alarm.At:O}; the state file has the proof, and nothing is cosigned any more."));
        if (round.Fault is { } fault) findings.Add(fault);
        if (round.HandedIn is { } answer && !round.WasTaken) findings.Add(new("not-taken", $"It was cosigned, and the vault answered {(int)answer}: it may not know this witness (Vault__Witnesses)."));
        var facts = new Dictionary<string, object?>
        {
            ["ledger"] = round.Latest?.Origin,
            ["size"] = round.Latest?.Size,
            ["cosigned"] = round.Cosigned is null ? null : round.Cosigned.Signatures[^1].ToString(),
            ["handedIn"] = round.HandedIn is null ? null : round.WasTaken ? "taken" : $"not taken ({(int)round.HandedIn})",
        };
        return CheckReport.Write(json, facts, findings, output);
    }

    private static bool IsOutage(Exception e, CancellationToken ct) => e is IOException or HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested);

    private static string Wanted(CheckOptions options, string name) => options.One(name) ?? throw new WrongCallException($"{name} is wanted.");
}
