using System.Globalization;
using System.Text.RegularExpressions;

namespace EvidenceVault.Domain.Identity;

/// <summary>Recognises references that read as a phone number or a mail address: such a reference would carry a person's data everywhere.</summary>
/// <remarks>
/// <para>
/// Counters and timestamps are made of digits too, and some cannot be told from a number: <c>0433353851</c> is a counter of ten digits and somebody
/// in Maastricht. In doubt a text is refused only where its digits as a whole are a number: all of a run of digits and the marks between them, or
/// one group of digits between two marks, where no letter touches them. A Dutch number that a person can have (with its trunk zero, or as <c>31…</c> or
/// <c>0031…</c>) is seen also as a part of a longer run, and glued to letters. A foreign number is seen as a whole with <c>00</c>, from eleven digits
/// on (a counter filled up to ten is far more often met), and anywhere with <c>+</c>. A Dutch service number (0800, 0900) is seen as a whole run
/// alone: within one it is a time of day.
/// </para>
/// <para>
/// GUIDs and ULIDs are never refused, and other identifiers of hexadecimal digits where letters and digits take turns; so a number can be hidden by
/// writing it within the digits of such an identifier. Nine bare digits without trunk zero are left alone.
/// </para>
/// </remarks>
public static partial class PersonalData
{
    private const int FewestDigits = 9;
    private const int MostDigits = 15;
    private const int FewestDigitsAbroad = 11;

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
            if (RunReadsAsNumber(text.AsSpan(start, end - start), IsLetterAt(text, start - 1), IsLetterAt(text, end))) return true;
            start = end;
        }

        return false;
    }

    // A hash, an object id, a ULID: digits of a high base in which letters and digits take turns too often for a number with a word glued to it.
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

    private static bool IsLetterAt(string text, int i) => i >= 0 && i < text.Length && char.IsLetter(text[i]);

    // The run as a whole, and every part of it between marks: "2026-0612345678" hides one in its second part.
    private static bool RunReadsAsNumber(ReadOnlySpan<char> run, bool letterBefore, bool letterAfter)
    {
        for (var from = 0; from < run.Length; from++)
        {
            if (from > 0 && char.IsDigit(run[from - 1])) continue;
            for (var to = run.Length; to > from; to--)
            {
                if (to < run.Length && char.IsDigit(run[to])) continue;
                var part = run[from..to];
                var isTouched = (letterBefore && from == 0 && char.IsDigit(part[0])) || (letterAfter && to == run.Length && char.IsDigit(part[^1]));
                var reading = isTouched ? Reading.Part : part.Length == run.Length ? Reading.Whole : IsOneGroup(part) ? Reading.Group : Reading.Part;
                if (IsNumber(part, reading)) return true;
            }
        }

        return false;
    }

    private static bool IsOneGroup(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
            if (!char.IsDigit(c)) return false;
        return true;
    }

    // Only numbers written with a trunk zero or a country code: nine bare digits are a counter far more often than a number.
    private static bool IsNumber(ReadOnlySpan<char> run, Reading reading)
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
        var written = digits[..count];
        if (run.TrimStart(" (-./_") is ['+', ..]) return PhoneNumbersNl.Normalise($"+{written}") is not null;
        if (written[0] != '0' && !(written is ['3', '1', ..] && count == 11)) return false;
        var dialled = written[0] == '0' ? written.ToString() : $"+{written}";
        if (PhoneNumbersNl.IsDutchSubscriber(dialled)) return true;
        var mayBe = written is ['0', '0', ..] ? reading != Reading.Part && count >= FewestDigitsAbroad : reading == Reading.Whole;
        return mayBe && PhoneNumbersNl.Normalise(dialled) is not null;
    }

    private enum Reading
    {
        /// <summary>All of a run, which no letter touches.</summary>
        Whole,

        /// <summary>Digits in one, between marks.</summary>
        Group,

        /// <summary>Anything else.</summary>
        Part,
    }

    // A word may be glued before it. Without hyphens it is known by its version and variant (RFC 9562), however few letters it has.
    [GeneratedRegex(
        "(?<![0-9])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9])"
        + "|(?<=(?<![0-9A-Za-z])[A-Za-z]{0,20})[0-9A-Fa-f]{12}[1-8][0-9A-Fa-f]{3}[89ABab][0-9A-Fa-f]{15}(?![0-9A-Za-z])")]
    private static partial Regex Guids();

    // The time in a ULID of these decades begins with 01 or 02.
    [GeneratedRegex(
        "(?<![0-9A-Za-z])(?:[0-9a-f]{12,}|[0-9A-F]{12,}|0[12][0-9a-hjkmnp-tv-z]{24}|0[12][0-9A-HJKMNP-TV-Z]{24})(?![0-9A-Za-z])"
        + "|(?<=(?<![0-9A-Za-z])[A-Za-z]{0,20})(?:[0-9a-f]{32}|[0-9A-F]{32})(?![0-9A-Za-z])")]
    private static partial Regex MachineIds();

    // Year first or day first, with one mark between, and with the time of day where that is the end of it.
    [GeneratedRegex(
        "(?<![0-9])(?:(?:19|20|21)[0-9]{2}([-_./])(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|[12][0-9]|3[01])([-_./])(?:0[1-9]|1[0-2])\\2(?:19|20|21)[0-9]{2})"
        + "(?:[-_. ](?:[01][0-9]|2[0-3])[-_.][0-5][0-9](?:[-_.][0-5][0-9](?:[-_.][0-9]{3})?)?(?![-_. ]*[0-9]))?(?![0-9])")]
    private static partial Regex Dates();
}
