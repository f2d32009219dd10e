namespace EvidenceVault.Domain.Identity;

/// <summary>Recognises references that read as a phone number or a mail address: such a reference would carry a person's data everywhere.</summary>
public static class PersonalData
{
    private const int FewestDigits = 9;
    private const int MostDigits = 15;

    /// <summary>Whether a reference, id or code reads as a phone number or mail address, or has one in it.</summary>
    public static bool ReadsAsPersonal(ReadOnlySpan<char> text)
    {
        if (text.Contains('@')) return true;
        var digits = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(c)) digits++;
        if (digits < FewestDigits || Guid.TryParse(text, out _)) return false;

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
            while (end < text.Length && IsPart(text[end])) end++;
            if (RunReadsAsNumber(text[start..end])) return true;
            start = end;
        }

        return false;
    }

    private static bool IsPart(char c) => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or ' ' or '(' or ')' or '/';

    // The run as a whole, and every part of it from a mark on: "2026-0612345678" hides one in its second part.
    private static bool RunReadsAsNumber(ReadOnlySpan<char> run)
    {
        if (IsNumber(run)) return true;
        for (var i = 1; i < run.Length; i++)
            if (!char.IsAsciiDigit(run[i - 1]) && IsNumber(run[i..])) return true;
        for (var i = run.Length - 1; i > 0; i--)
            if (!char.IsAsciiDigit(run[i]) && IsNumber(run[..i])) return true;
        return false;
    }

    // Only numbers written with a trunk zero or a country code: nine bare digits are a counter far more often than a number.
    private static bool IsNumber(ReadOnlySpan<char> run)
    {
        Span<char> digits = stackalloc char[MostDigits + 3];
        var count = 0;
        foreach (var c in run)
        {
            if (!char.IsAsciiDigit(c)) continue;
            if (count == MostDigits + 2) return false;
            digits[count++] = c;
        }

        if (count < FewestDigits) return false;
        var international = run.TrimStart(" (-./")is ['+', ..];
        var text = digits[..count];
        if (international) return PhoneNumbersNl.Normalise("+" + text.ToString()) is not null;
        if (text.StartsWith("00")) return PhoneNumbersNl.Normalise(text.ToString()) is not null;
        if (text[0] == '0') return PhoneNumbersNl.Normalise(text.ToString()) is not null;
        return text.StartsWith("31") && count == 11 && PhoneNumbersNl.Normalise("+" + text.ToString()) is not null;
    }
}
