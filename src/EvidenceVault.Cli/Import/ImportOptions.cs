using System.Globalization;

namespace EvidenceVault.Cli.Import;

/// <summary>The call is not as it should be.</summary>
public sealed class WrongCallException(string message) : Exception(message);

/// <summary>What is handed in where, and how.</summary>
/// <param name="Folder">The folder with tables and recordings.</param>
/// <param name="Url">The vault's address.</param>
/// <param name="Principal">For whom the evidence is.</param>
/// <param name="Key">The API key.</param>
/// <param name="Out">Where the journal and what was refused are kept.</param>
/// <param name="Parallel">How many recordings are read or sent at a time.</param>
/// <param name="Patience">How long to keep trying while the vault does not answer.</param>
public sealed record ImportOptions(string Folder, Uri Url, string Principal, string Key, string Out, int Parallel, TimeSpan Patience)
{
    /// <summary>The variable that holds the key where no file does.</summary>
    public const string KeyVariable = "VAULT_KEY";

    public const string Usage =
        """
        vault import FOLDER --url https://vault.example --principal SLUG [--key-file FILE] [--parallel 4] [--patience SECONDS] [--out FOLDER]

        Hands in what stands in a folder. The API key comes from the variable VAULT_KEY or from --key-file, never from an argument.

          *.csv   Facts, as POST /evidence/csv takes them: Dutch or English headers, and a column "type". A file named after a type, such as
                  call.attempted.csv or call.attempted_september.csv, needs no such column. GET /v1/templates/TYPE.csv gives the headers.
          *.csv with a column "file" (or "bestand")
                  Recordings, one a row: "file" names it, within the folder. The other columns are those of exhibit.announced. Size and SHA-256
                  are taken from the file. Columns may be left out, or cells empty: kind is then voicelog, contentType follows from the file's
                  name, and id from its SHA-256. So the least is

                    file;recordedAt;purposes;consumer.phone;call
                    2026/rec-0001.wav;2026-09-01T10:15:00+02:00;call;06-12345678;BN-0001

        Stop it at any time and start it again: a journal in the folder (.vault-import.ndjson) tells what was done, large recordings go on where
        they were, and the vault takes nothing twice. What was refused stands in refused.ndjson beside it, with file, line, ref, code and detail.

          --parallel  how many recordings are read and sent at a time (1 to 16)
          --patience  how long to keep trying while the vault does not answer, in seconds (600)
          --out       where the journal and refused.ndjson go instead of FOLDER

        Exit code: 0 all was taken; 1 something was refused, or not looked at; 2 the call or the key is wrong; 3 the vault could not be reached; 130 stopped.
        """;

    public static ImportOptions Parse(string[] args)
    {
        var (folder, values) = Arguments.Read(args, "import", "--url", "--principal", "--key-file", "--parallel", "--patience", "--out");
        if (folder is null || !Directory.Exists(folder)) throw new WrongCallException("Name a folder that is there.");
        var (url, principal) = ReadVault(values);
        var target = values.GetValueOrDefault("--out", folder);
        Directory.CreateDirectory(target);
        return new(
            Path.GetFullPath(folder), url, principal, ReadKey(values.GetValueOrDefault("--key-file")), Path.GetFullPath(target),
            Number(values, "--parallel", 4, 1, 16), TimeSpan.FromSeconds(Number(values, "--patience", 600, 0, 86_400)));
    }

    /// <summary>Where the vault is, and for which principal it is asked.</summary>
    internal static (Uri Url, string Principal) ReadVault(Dictionary<string, string> values)
    {
        if (!Uri.TryCreate(values.GetValueOrDefault("--url", "").TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new WrongCallException("--url must be the vault's address, such as https://vault.example.");
        return values.GetValueOrDefault("--principal") is { Length: > 0 } principal ? (url, principal) : throw new WrongCallException("--principal must be the principal's slug.");
    }

    internal static string ReadKey(string? file)
    {
        var key = (file is null ? Environment.GetEnvironmentVariable(KeyVariable) : File.ReadAllText(file))?.Trim();
        // What a header cannot hold would otherwise be repeated in an exception.
        return key is { Length: > 0 } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? key : throw new WrongCallException($"The API key must stand in {KeyVariable} or in the file that --key-file names.");
    }

    internal static int Number(Dictionary<string, string> values, string name, int usual, int least, int most)
    {
        if (!values.TryGetValue(name, out var text)) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new WrongCallException($"{name} is a number from {least} to {most}.");
    }
}
