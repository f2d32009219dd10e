using System.Globalization;
using System.Text;

namespace EvidenceVault.Pdf.Writing;

/// <summary>The notations for strings, names and dates in a PDF.</summary>
internal static class PdfSyntax
{
    /// <summary>A text string: plain where it is printable ASCII, UTF-16 in hexadecimal otherwise.</summary>
    public static string String(string text)
    {
        if (text.All(character => character is >= ' ' and <= '~'))
            return "(" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal)
                .Replace(")", "\\)", StringComparison.Ordinal) + ")";
        return "<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text)) + ">";
    }

    /// <summary>A name, with its slash; characters that are not regular are escaped.</summary>
    public static string Name(string text)
    {
        var name = new StringBuilder("/");
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_')
                name.Append((char)value);
            else
                name.Append(CultureInfo.InvariantCulture, $"#{value:X2}");
        }

        return name.ToString();
    }

    public static string Date(DateTimeOffset date) =>
        string.Create(CultureInfo.InvariantCulture, $"(D:{date.UtcDateTime:yyyyMMddHHmmss}Z)");

    public static string References(IEnumerable<int> ids) => "[" + string.Join(' ', ids.Select(id => $"{id} 0 R")) + "]";
}
