using System.Globalization;
using EvidenceVault.Cli.Import;
using EvidenceVault.Cli.Ledger;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Keys;

/// <summary><c>vault keys</c>: the ledger's keys, listed and replaced.</summary>
public static class KeysCommand
{
    public const string Usage =
        """
        vault keys list SOURCE [--save FILE] [--json]
        vault keys rotate --key-file FILE [--ledger SOURCE]

        list    the keys that the ledger is and was signed with, with their dates. --save writes them to a file, one a line, as --key takes it; it adds what is
                new, and complains when a key that the file has is listed no more.
        rotate  puts a new key into the ledger's key file (Vault__LedgerKeyFile). The old one stays beside it, as FILE.replaced, until you destroy it. Then start one
                server with Vault__ApplySchema=true, and the others after it: the new key is listed, the old one stays listed with its dates, and every proof, receipt and
                checkpoint made under it stays good. With --ledger it writes the new key as it will be listed, to be noted elsewhere.

        SOURCE is a vault's address, or a folder that vault ledger export wrote.

        Examples:
          vault keys list https://vault.example --save vault.keys
          vault keys rotate --key-file /etc/vault/ledger.key --ledger https://vault.example

        Exit code: 0 done; 1 a key that was noted is listed no more; 2 the call is wrong, or the vault is out of reach.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        try
        {
            switch (args)
            {
                case ["list", .. var rest]: return await List(CheckOptions.Parse(rest, "--save"), output, ct);
                case ["rotate", .. var rest]: return await Rotate(CheckOptions.Parse(rest, "--key-file", "--ledger"), output, ct);
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
            await error.WriteLineAsync($"{e.Message} See vault keys --help.");
            return CheckReport.WrongCall;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or FormatException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            await error.WriteLineAsync(e.Message);
            return CheckReport.WrongCall;
        }
    }

    private static async Task<int> List(CheckOptions options, TextWriter output, CancellationToken ct)
    {
        var (origin, keys) = await Read(options.Subject, ct);
        var findings = new List<Finding>();
        if (options.One("--save") is { } file)
        {
            var noted = File.Exists(file) ? (await File.ReadAllLinesAsync(file, ct)).Where(l => l.Length > 0).ToList() : [];
            foreach (var gone in noted.Where(n => NoteKey.Parse(n).Name == origin && keys.All(k => k.Key != n))) findings.Add(new("key-gone", $"{gone} is listed no more: keys are never taken off the list."));
            await File.WriteAllLinesAsync(file, noted.Concat(keys.Select(k => k.Key)).Distinct(), ct);
        }

        var facts = new Dictionary<string, object?> { ["ledger"] = origin };
        if (options.Json) facts["keys"] = keys;
        else facts["keys"] = keys.Select(k => string.Create(CultureInfo.InvariantCulture, $"\n  {k.Key}  from {k.From:O}{(k.Until is { } until ? $" until {until:O}" : ", in use")}")).ToList();
        return CheckReport.Write(options.Json, facts, findings, output);
    }

    private static async Task<int> Rotate(CheckOptions options, TextWriter output, CancellationToken ct)
    {
        var file = options.One("--key-file") ?? throw new WrongCallException("--key-file is wanted.");
        if (!File.Exists(file)) throw new WrongCallException("--key-file is not there. A ledger that has a key needs it to be replaced, not made.");
        var replaced = $"{file}.replaced";
        if (File.Exists(replaced)) throw new WrongCallException($"{replaced} is there from the last time. Destroy it first, or put it elsewhere.");
        // Asked first, so that nothing is changed where the vault is out of reach.
        var origin = options.One("--ledger") is { } ledger ? (await Read(ledger, ct)).Origin : null;
        var fresh = $"{file}.new";
        Witnessing.WitnessKeyFile.Create(fresh);
        File.Copy(file, replaced);
        File.Move(fresh, file, overwrite: true);
        if (origin is not null) await output.WriteLineAsync(Witnessing.WitnessKeyFile.Signer(origin, file, NoteSignatureKind.Plain).Key.Text);
        await output.WriteLineAsync($"{file} has a new key; the old one is {replaced}. Start one server with Vault__ApplySchema=true, then the others, and destroy the old one once vault keys list shows the new one.");
        return CheckReport.Good;
    }

    private static async Task<ListedKeys> Read(string? subject, CancellationToken ct)
    {
        using var source = LedgerSource.Of(subject);
        return ListedKeys.Read(await source.Read("key", ct) ?? throw new IOException("It lists no keys."), "Its list of keys");
    }
}
