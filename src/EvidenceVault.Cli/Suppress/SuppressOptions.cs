using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Suppress;

/// <summary>Which list is cleared of whom.</summary>
/// <param name="List">The dial list.</param>
/// <param name="Out">Where it goes without those suppressed.</param>
/// <param name="Column">The header of its numbers; null: one that is known.</param>
/// <param name="Products">What is called about; null: a suppression counts whatever it is limited to.</param>
/// <param name="Acknowledge">Whether the vault is told.</param>
/// <param name="Url">The vault's address.</param>
/// <param name="Principal">For whom is called.</param>
/// <param name="Key">The API key.</param>
/// <param name="Patience">How long to keep trying while the vault does not answer.</param>
public sealed record SuppressOptions(
    string List, string Out, string? Column, IReadOnlyList<string>? Products, bool Acknowledge, Uri Url, string Principal, string Key, TimeSpan Patience)
{
    public const string Usage =
        """
        vault suppress --list FILE --url https://vault.example --principal SLUG [--key-file FILE] [--out FILE] [--column HEADER] [--products a,b] [--acknowledge]

        Follows the principal's feed of suppressions, and writes the list anew without the rows of those who said no to calls. The list is a table with a header
        and a column of phone numbers; its rows stay as they are. Numbers are matched as hashes under your own key: none leaves this machine. The API key
        comes from the variable VAULT_KEY or from --key-file, never from an argument.

          --out          where the list goes; without it, beside the old one as NAME.cleared.csv
          --column       the header of the numbers; without it, the first of phone, consumer.phone, telefoon, telefoonnummer, mobile, mobiel, number, nummer
          --products     what you call about: a no that was limited to other products then leaves its number in. Any other no takes it out
          --acknowledge  tells the vault, once the list is written, that everything up to there is processed. Do so only where no other list, and no dialler,
                         still holds those numbers
          --patience     how long to keep trying while the vault does not answer, in seconds (600)

        A row whose number cannot be read is left out too, and reported: nobody can say whether it is suppressed. Whoever consented anew after a no is left out as
        well; ask for a clearance. What comes out is no permission to call: it lacks those who said no, and says nothing of the others.

        Exit code: 0 done; 1 done, but rows could not be read; 2 the call, the list or the key is wrong; 3 the vault could not be reached; 130 stopped.
        """;

    public static SuppressOptions Parse(string[] args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var acknowledge = false;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--acknowledge") acknowledge = true;
            // Whoever puts a key on the command line should not find it in a log as well.
            else if (args[i] is not ("--list" or "--url" or "--principal" or "--key-file" or "--out" or "--column" or "--products" or "--patience"))
                throw new WrongCallException($"Argument {i + 1} is no option of suppress.");
            else if (i + 1 == args.Length) throw new WrongCallException($"{args[i]} needs a value.");
            else values[args[i]] = args[++i];
        }

        if (values.GetValueOrDefault("--list") is not { } list || !File.Exists(list)) throw new WrongCallException("--list must name a file that is there.");
        var (url, principal) = ImportOptions.ReadVault(values);
        var target = values.GetValueOrDefault("--out") ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(list))!, $"{Path.GetFileNameWithoutExtension(list)}.cleared.csv");
        if (Path.GetFullPath(target) == Path.GetFullPath(list)) throw new WrongCallException("--out must name another file than --list.");
        return new(
            Path.GetFullPath(list), Path.GetFullPath(target), values.GetValueOrDefault("--column"),
            values.GetValueOrDefault("--products")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), acknowledge, url, principal,
            ImportOptions.ReadKey(values.GetValueOrDefault("--key-file")), TimeSpan.FromSeconds(ImportOptions.Number(values, "--patience", 600, 0, 86_400)));
    }
}
