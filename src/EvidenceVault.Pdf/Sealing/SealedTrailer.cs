using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>What the end of a sealed document says: where its cross-references stand, and which field awaits a countersignature.</summary>
internal sealed partial record SealedTrailer(
    long CrossReferences,
    int Size,
    int Root,
    int Info,
    string Identifier,
    int Field,
    int Page,
    int StructureKey)
{
    private const int LongestTail = 64;
    private const int LongestDictionary = 1024;

    public static SealedTrailer Read(Stream file)
    {
        var start = long.Parse(Value(StartReference(), ReadText(file, Math.Max(0, file.Length - LongestTail), LongestTail)), CultureInfo.InvariantCulture);
        var dictionary = ReadText(file, start, LongestDictionary);
        var field = FieldEntry().Match(dictionary);
        if (!field.Success)
            throw new InvalidOperationException("The document has no room for a countersignature, or is countersigned already.");
        return new SealedTrailer(
            start,
            Number(SizeEntry(), dictionary),
            Number(RootEntry(), dictionary),
            Number(InfoEntry(), dictionary),
            Value(IdentifierEntry(), dictionary),
            ToNumber(field.Groups[1]),
            ToNumber(field.Groups[2]),
            ToNumber(field.Groups[3]));
    }

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n$")]
    private static partial Regex StartReference();

    [GeneratedRegex(@"/Size (\d+)")]
    private static partial Regex SizeEntry();

    [GeneratedRegex(@"/Root (\d+) 0 R")]
    private static partial Regex RootEntry();

    [GeneratedRegex(@"/Info (\d+) 0 R")]
    private static partial Regex InfoEntry();

    [GeneratedRegex(@"/ID\[<([0-9A-F]+)>")]
    private static partial Regex IdentifierEntry();

    [GeneratedRegex(SignatureFields.TrailerKey + @"\[(\d+) (\d+) (\d+)\]")]
    private static partial Regex FieldEntry();

    private static string ReadText(Stream file, long at, int length)
    {
        var buffer = new byte[length];
        file.Position = at;
        var read = file.ReadAtLeast(buffer, length, throwOnEndOfStream: false);
        return Encoding.Latin1.GetString(buffer, 0, read);
    }

    private static string Value(Regex entry, string text)
    {
        var match = entry.Match(text);
        return match.Success ? match.Groups[1].Value : throw new InvalidOperationException("The file was not written by this library, or is cut off.");
    }

    private static int Number(Regex entry, string text) => int.Parse(Value(entry, text), CultureInfo.InvariantCulture);

    private static int ToNumber(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
}
