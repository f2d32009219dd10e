using EvidenceVault.Cli.Import;
using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Domain.Identity;

namespace EvidenceVault.Cli.Export;

/// <summary>What is taken along from where.</summary>
/// <param name="Folder">Where to.</param>
/// <param name="Url">The vault's address.</param>
/// <param name="Principal">Whose it is.</param>
/// <param name="Key">The API key.</param>
/// <param name="Reason">Why, for the access log; null: not said.</param>
/// <param name="Parallel">How many files are fetched at a time.</param>
/// <param name="Patience">How long to keep trying while the vault does not answer.</param>
public sealed record ExportOptions(string Folder, Uri Url, string Principal, string Key, string? Reason, int Parallel, TimeSpan Patience)
{
    public const string Usage =
        """
        vault export FOLDER --url https://vault.example --principal SLUG [--key-file FILE] [--reason CODE] [--parallel 4] [--patience SECONDS]

        Takes along all that is kept for a principal, such as before its contract ends. The API key comes from the variable VAULT_KEY or from --key-file,
        never from an argument; it is one of the principal's own, with the scopes evidence:read and exhibit:listen.

          FOLDER/export.ndjson   every event, card and text, a line each, as GET …/export has them; it is fetched anew each time
          FOLDER/exhibits/ID-*.* every file that is stored, held against the SHA-256 with which it was announced

        Stop it at any time and start it again: files that are there whole are not fetched again. Whoever may read the folder may read everything:
        keep it where such data may be kept. On Unix the files are readable by you alone.

          --reason    why, as a short code such as a ticket's number; it stands in the access log with the export and each file
          --parallel  how many files are fetched at a time (1 to 16)
          --patience  how long to keep trying while the vault does not answer, in seconds (600)

        Exit code: 0 all is there; 1 a file is missing or is not as announced; 2 the call or the key is wrong; 3 the vault could not be reached; 130 stopped.
        """;

    public static ExportOptions Parse(string[] args)
    {
        var (folder, values) = Arguments.Read(args, "export", "--url", "--principal", "--key-file", "--reason", "--parallel", "--patience");
        if (folder is null) throw new WrongCallException("Name a folder to put it in.");
        var (url, principal) = ImportOptions.ReadVault(values);
        return new(
            Path.GetFullPath(folder), url, principal, ImportOptions.ReadKey(values.GetValueOrDefault("--key-file")), ReadReason(values),
            ImportOptions.Number(values, "--parallel", 4, 1, 16), TimeSpan.FromSeconds(ImportOptions.Number(values, "--patience", 600, 0, 86_400)));
    }

    // As the vault will have it: it is a header of every request, and kept for long.
    private static string? ReadReason(Dictionary<string, string> values)
    {
        if (!values.TryGetValue("--reason", out var reason)) return null;
        if (!ReasonCode.IsCode(reason)) throw new WrongCallException($"--reason is {ReasonCode.Form}.");
        return PersonalData.ReadsAsPersonal(reason)
            ? throw new WrongCallException("--reason reads as if a phone number or mail address stood in it. Give a code that says nothing about a person.")
            : reason;
    }
}
