using System.Globalization;
using PhoneNumbers;

namespace EvidenceVault.Domain.Identity;

/// <summary>Reads phone numbers as people write them in the Netherlands and keeps them as E.164.</summary>
public static class PhoneNumbersNl
{
    private const string Region = "NL";

    // No number that a person writes is longer; the library is spared anything else.
    private const int MostCharacters = 40;

    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    /// <summary>The number as E.164 (<c>+31612345678</c>), or null where it is no valid number.</summary>
    /// <param name="text">A number in any form that libphonenumber reads for the Netherlands.</param>
    public static string? Normalise(string text) => Read(text) is { } number ? Util.Format(number, PhoneNumberFormat.E164) : null;

    /// <summary>Whether a number, E.164, is one of another country.</summary>
    public static bool IsForeign(string e164) => !e164.StartsWith("+31", StringComparison.Ordinal);

    /// <summary>Whether it is a valid Dutch number that a person can have: of nine digits, as fixed and mobile ones are, and none of a service (0800, 0900).</summary>
    internal static bool IsDutchSubscriber(string text) =>
        Read(text) is { CountryCode: 31, NationalNumber: >= 100_000_000 } number
        && Util.GetNumberType(number) is not (PhoneNumberType.TOLL_FREE or PhoneNumberType.PREMIUM_RATE or PhoneNumberType.SHARED_COST);

    private static PhoneNumber? Read(string text)
    {
        if (text.Length is 0 or > MostCharacters) return null;
        // The library skips words before a number and dials letters: "G-2025-00017" would be somebody in Amsterdam.
        var dialled = text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(4) : text;
        foreach (var c in dialled)
            if (!IsDialled(c)) return null;
        try
        {
            var number = Util.Parse(text, Region);
            return Util.IsValidNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static bool IsDialled(char c) =>
        char.IsDigit(c) || char.IsWhiteSpace(c) || c is '+' or '\uFF0B' or '-' or '.' or '/' or '(' or ')' or '[' or ']' or '\u00B7' or '\u2022'
        || (c > '\u007F' && char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format);
}
