using System.Globalization;
using System.Text;

namespace EvidenceVault.Pdf.Typography;

/// <summary>
/// Makes any string fit to be set: no controls, no invisible formatting, no broken surrogates, one kind of line feed. Presentation
/// ligatures become letters, so that they are found by search.
/// </summary>
internal static class TextCleaner
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    public static string Clean(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~')
                return CleanSlowly(text);
        }

        return text;
    }

    private static string CleanSlowly(string text)
    {
        var clean = new StringBuilder(text.Length);
        var previous = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(clean, rune, previous);
            previous = rune;
        }

        return clean.ToString();
    }

    private static void Append(StringBuilder clean, Rune rune, Rune previous)
    {
        switch (rune.Value)
        {
            case '\n' when previous.Value == '\r':
                break;
            case '\n' or '\r' or 0x85 or 0x2028 or 0x2029:
                clean.Append('\n');
                break;
            case '\t' or '\v' or '\f' or (>= 0x2000 and <= 0x2006) or (>= 0x2008 and <= 0x200A) or 0x205F or 0x3000:
                clean.Append(' ');
                break;
            case 0x2007 or 0x202F:
                clean.Append('\u00A0');
                break;
            case 0x2011:
                clean.Append('-');
                break;
            case >= 0xFB00 and <= 0xFB06:
                clean.Append(Ligatures[rune.Value - 0xFB00]);
                break;
            case 0xAD:
                clean.Append('\u00AD');
                break;
            default:
                if (IsVisible(rune))
                    clean.Append(rune.ToString());
                break;
        }
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
        && rune.Value is not (0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0)
        && rune.Value is not ((>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF));
}
