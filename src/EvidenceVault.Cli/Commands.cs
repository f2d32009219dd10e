using System.Security.Cryptography;
using EvidenceVault.Cli.Backup;
using EvidenceVault.Cli.Export;
using EvidenceVault.Cli.Import;
using EvidenceVault.Cli.Keys;
using EvidenceVault.Cli.Ledger;
using EvidenceVault.Cli.Suppress;
using EvidenceVault.Cli.Witnessing;
using EvidenceVault.Verification;

namespace EvidenceVault.Cli;

/// <summary>The commands of <c>vault</c>.</summary>
public static class Commands
{
    private const string Usage =
        """
        vault hash FILE       the size and SHA-256 with which an exhibit is announced
        vault import FOLDER   hands in a folder of evidence: tables of facts, and recordings; see vault import --help
        vault export FOLDER   takes along all that is kept for a principal, files included; see vault export --help
        vault suppress        takes out of a dial list whoever said no to calls; see vault suppress --help
        vault verify FILE     checks packs, proofs, receipts and checkpoints offline, with the ledger's key; see vault verify --help
        vault backup DIR      copies a vault's database, or its keys, into a directory; see vault backup --help
        vault restore DIR     puts such a copy back; see vault restore --help
        vault ledger          holds a database against its ledger, follows a ledger from outside, or exports it; see vault ledger --help
        vault keys            lists the ledger's keys, or replaces the one in use; see vault keys --help
        vault witness         follows a ledger from another machine and cosigns it; see vault witness --help
        vault canonical FILE  the RFC 8785 form of a JSON file, such as a pack's pack.json, over which its hash is taken
        """;

    /// <summary>Runs a command, also one that takes long. Codes as of <see cref="Run"/> and <see cref="ImportCommand"/>.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken ct) =>
        args switch
        {
            ["import", .. var rest] => ImportCommand.RunAsync(rest, output, error, ct),
            ["export", .. var rest] => ExportCommand.RunAsync(rest, output, error, ct),
            ["verify", .. var rest] => VerifyCommand.RunAsync(rest, output, error, ct),
            ["ledger", .. var rest] => LedgerCommand.RunAsync(rest, output, error, ct),
            ["backup" or "restore", ..] => BackupCommand.RunAsync(args[0], args[1..], output, error, ct),
            ["keys", .. var rest] => KeysCommand.RunAsync(rest, output, error, ct),
            ["witness", .. var rest] => WitnessCommand.RunAsync(rest, output, error, ct),
            ["suppress", .. var rest] => SuppressCommand.RunAsync(rest, output, error, ct),
            _ => Task.FromResult(Run(args, output, error)),
        };

    /// <summary>Runs a command. 0: done; 1: the file is not as it should be; 2: the call is not.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not [var command, var file] || command is not ("hash" or "canonical"))
        {
            error.WriteLine(Usage);
            return 2;
        }

        try
        {
            if (command == "hash") Hash(file, output);
            else Canonical(file, output);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            error.WriteLine($"{file}: {e.Message}");
            return 1;
        }
    }

    private static void Hash(string file, TextWriter output)
    {
        using var content = File.OpenRead(file);
        output.WriteLine($"{{ \"size\": {content.Length}, \"sha256\": \"{Convert.ToHexStringLower(SHA256.HashData(content))}\" }}");
    }

    private static void Canonical(string file, TextWriter output)
    {
        // Nothing after it, not even a line end: the hash is taken over what is written here.
        output.Write(System.Text.Encoding.UTF8.GetString(CanonicalJson.Of(File.ReadAllBytes(file))));
    }
}
