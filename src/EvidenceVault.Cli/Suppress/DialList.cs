using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using EvidenceVault.Cli.Import;
using EvidenceVault.Domain.Identity;

namespace EvidenceVault.Cli.Suppress;

/// <summary>A table of whom to dial.</summary>
public static class DialList
{
    private static readonly string[] Known = ["phone", "consumerphone", "telefoon", "telefoonnummer", "mobile", "mobiel", "number", "nummer"];

    /// <summary>Writes a list without the rows of those suppressed; every other row as it stands, in the encoding it is in.</summary>
    /// <exception cref="WrongCallException">It has no column of numbers.</exception>
    public static Cleared Clear(string list, string target, string? column, Func<string, bool> isSuppressed)
    {
        var bytes = File.ReadAllBytes(list);
        var text = CsvChunks.Text(bytes);
        var marked = bytes.AsSpan().StartsWith("\uFEFF"u8);
        var encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? new UTF8Encoding(marked) : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var (kept, taken, unreadable) = (0, 0, new List<long>());
        var unfinished = $"{target}.unfinished";
        using (var writer = new StreamWriter(unfinished, append: false, encoding))
        using (var parser = new CsvParser(
            new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = Delimiter(text.Split('\n', 2)[0]).ToString(), BadDataFound = null, IgnoreBlankLines = false }))
        {
            var at = parser.Read() ? Place(parser.Record!, column) : -1;
            if (at < 0) throw new WrongCallException(column is null ? "The list has no column of phone numbers that is known by its header; name it with --column." : "The list has no column by the header that --column names.");
            writer.Write(parser.RawRecord);
            for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
            {
                if (parser.Record!.All(string.IsNullOrWhiteSpace)) continue;
                if (PhoneNumbersNl.Normalise(parser.Record!.ElementAtOrDefault(at)?.Trim() ?? "") is not { } number) unreadable.Add(line);
                else if (isSuppressed(number)) taken++;
                else
                {
                    writer.Write(parser.RawRecord);
                    kept++;
                }
            }
        }

        // A dialler never finds half a list.
        File.Move(unfinished, target, overwrite: true);
        return new(kept, taken, unreadable);
    }

    private static int Place(string[] header, string? column)
    {
        if (column is not null) return Array.FindIndex(header, h => string.Equals(h.Trim(), column.Trim(), StringComparison.OrdinalIgnoreCase));
        var plain = Array.ConvertAll(header, h => string.Concat(h.Where(char.IsLetterOrDigit)).ToLowerInvariant());
        return Known.Select(known => Array.IndexOf(plain, known)).FirstOrDefault(at => at >= 0, -1);
    }

    private static char Delimiter(string header) => ";,\t".MaxBy(c => header.Count(h => h == c));
}

/// <summary>What became of a list's rows.</summary>
/// <param name="Kept">How many are in the new list.</param>
/// <param name="Suppressed">How many were taken out.</param>
/// <param name="Unreadable">The lines whose number could not be read, which are left out too.</param>
public sealed record Cleared(int Kept, int Suppressed, IReadOnlyList<long> Unreadable);
