using System.Globalization;
using System.Text.RegularExpressions;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary>Numbers as Dutch and English spreadsheets write them: with a decimal comma or point, and with the other one between thousands or none.</summary>
/// <remarks>One mark before exactly three digits, as in <c>1.250</c>, means twelve hundred and fifty to the one and one and a quarter to the other: that is no number here.</remarks>
public static partial class CsvNumber
{
    /// <summary>The number of a cell; null where it is none, or may be two.</summary>
    public static decimal? Read(string cell)
    {
        if (IsAmbiguous(cell)) return null;
        var plain = Dutch().IsMatch(cell) ? cell.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : English().IsMatch(cell) ? cell.Replace(",", "", StringComparison.Ordinal)
            : cell.Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Whether it cannot be told if a mark separates thousands or decimals.</summary>
    public static bool IsAmbiguous(string cell) => OneMark().IsMatch(cell);

    [GeneratedRegex(@"\A[0-9]*[.,][0-9]{3}\z")]
    private static partial Regex OneMark();

    // With both marks, or the one between thousands more than once.
    [GeneratedRegex(@"\A[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})\z")]
    private static partial Regex Dutch();

    [GeneratedRegex(@"\A[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})\z")]
    private static partial Regex English();
}
