using System.Globalization;

namespace EvidenceVault.Verification;

/// <summary>Writes numbers as ECMAScript does (Number::toString), which RFC 8785 asks for.</summary>
public static class EcmaScriptNumber
{
    /// <summary>The shortest text that reads back as the same number.</summary>
    /// <exception cref="FormatException">The number is infinite or no number.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) throw new FormatException("A number outside what a double can hold has no canonical form.");
        if (value == 0) return "0";
        var (digits, exponent) = Shortest(Math.Abs(value));
        var text = Lay(digits, exponent);
        return value < 0 ? $"-{text}" : text;
    }

    // The digits d1 d2 … dk and n, where the value is 0.d1d2…dk × 10^n.
    private static (string Digits, int Exponent) Shortest(double value)
    {
        var parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal) is var at and >= 0 ? at : parts[0].Length;
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        var power = parts.Length == 1 ? 0 : int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (significant.TrimEnd('0'), point - (all.Length - significant.Length) + power);
    }

    private static string Lay(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21) return digits + new string('0', n - k);
        if (n is > 0 and <= 21) return $"{digits[..n]}.{digits[n..]}";
        if (n is > -6 and <= 0) return $"0.{new string('0', -n)}{digits}";
        var e = n - 1;
        var sign = e < 0 ? '-' : '+';
        var power = Math.Abs(e).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? $"{digits}e{sign}{power}" : $"{digits[0]}.{digits[1..]}e{sign}{power}";
    }
}
