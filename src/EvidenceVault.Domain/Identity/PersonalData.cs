using System.Globalization;
using System.Text.RegularExpressions;

namespace EvidenceVault.Domain.Identity;

/// <summary>Recognises references that read as a phone number or a mail address: such a reference would carry a person's data everywhere.</summary>
public static partial class PersonalData
{
    private const int FewestDigits = 9;
    private const int MostDigits = 15;

    // Every run of digits with marks around it is tried from each mark on: of a longer text only that much is looked at in one go.
    private const int LongestRun = 200;

    /// <summary>Whether a reference, id or code reads as a phone number or mail address, or has one in it.</summary>
    public static bool ReadsAsPersonal(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny('@', '\uFF20')) return true;
        var digits = 0;
        foreach (var c in text)
            if (char.IsDigit(c)) digits++;
        var escaped = text.Contains('%');
        if (digits < FewestDigits && !escaped) return false;
        var whole = text.ToString();
        return HasNumber(whole) || (escaped && Uri.UnescapeDataString(whole) is var plain && plain != whole && ReadsAsPersonal(plain));
    }

    private static bool HasNumber(string text)
    {
        // Machines' ids and dates have digits of their own; what stands beside them is looked at by itself.
        text = Dates().Replace(MachineIds().Replace(Guids().Replace(text, "x"), Masked), "x");

        // A phone number stands in one run of digits and the marks people put between them.
        var start = 0;
        while (start < text.Length)
        {
            if (!IsPart(text[start]))
            {
                start++;
                continue;
            }

            var end = start;
            while (end < text.Length && end - start < LongestRun && IsPart(text[end])) end++;
            if (RunReadsAsNumber(text.AsSpan(start, end - start))) return true;
            start = end;
        }

        return false;
    }

    // A hash, an object id: hexadecimal digits in which letters and digits take turns too often for a number with a word glued to it.
    private static string Masked(Match token)
    {
        var turns = 0;
        for (var i = 1; i < token.Length; i++)
            if (char.IsAsciiDigit(token.ValueSpan[i]) != char.IsAsciiDigit(token.ValueSpan[i - 1])) turns++;
        return turns >= 3 ? "x" : token.Value;
    }

    private static bool IsPart(char c) =>
        char.IsDigit(c) || c is '+' or '-' or '.' or ' ' or '(' or ')' or '/' or '_' or '\u00B7' or '\u2022'
        || (c > '\u007F' && char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format);

    // The run as a whole, and every part of it from a mark on: "2026-0612345678" hides one in its second part.
    private static bool RunReadsAsNumber(ReadOnlySpan<char> run)
    {
        if (IsNumber(run)) return true;
        for (var i = 1; i < run.Length; i++)
            if (!char.IsDigit(run[i - 1]) && AnyPrefixIsNumber(run[i..])) return true;
        return AnyPrefixIsNumber(run);
    }

    private static bool AnyPrefixIsNumber(ReadOnlySpan<char> run)
    {
        if (IsNumber(run)) return true;
        for (var i = run.Length - 1; i > 0; i--)
            if (!char.IsDigit(run[i]) && IsNumber(run[..i])) return true;
        return false;
    }

    // Only numbers written with a trunk zero or a country code: nine bare digits are a counter far more often than a number.
    private static bool IsNumber(ReadOnlySpan<char> run)
    {
        Span<char> digits = stackalloc char[MostDigits + 3];
        var count = 0;
        foreach (var c in run)
        {
            if (!char.IsDigit(c)) continue;
            if (count == MostDigits + 2) return false;
            digits[count++] = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
        }

        if (count < FewestDigits) return false;
        var international = run.TrimStart(" (-./_") is ['+', ..];
        var text = digits[..count];
        if (international) return PhoneNumbersNl.Normalise("+" + text.ToString()) is not null;
        if (text[0] == '0') return PhoneNumbersNl.Normalise(text.ToString()) is not null;
        return text.StartsWith("31") && count == 11 && PhoneNumbersNl.Normalise("+" + text.ToString()) is not null;
    }

    [GeneratedRegex("(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])")]
    private static partial Regex Guids();

    [GeneratedRegex("(?<![0-9A-Za-z])(?:[0-9a-f]{12,}|[0-9A-F]{12,})(?![0-9A-Za-z])")]
    private static partial Regex MachineIds();

    // Year first or day first, with one mark between, and with the time of day where that is the end of it.
    [GeneratedRegex(
        "(?<![0-9])(?:(?:19|20|21)[0-9]{2}([-_./])(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|[12][0-9]|3[01])([-_./])(?:0[1-9]|1[0-2])\\2(?:19|20|21)[0-9]{2})"
        + "(?:[-_. ](?:[01][0-9]|2[0-3])[-_.][0-5][0-9](?:[-_.][0-5][0-9])?(?![-_. ]*[0-9]))?(?![0-9])")]
    private static partial Regex Dates();
}
