using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EvidenceVault.Server.Suppressions;

/// <summary>A place in a principal's feed, as clients are told it: opaque to them.</summary>
public static class SuppressionCursor
{
    private const string Prefix = "suppressions/";
    private const int Most = 60;

    public static string Of(long position) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Prefix + position.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The place; null: this is no cursor.</summary>
    public static long? Read(string cursor)
    {
        if (cursor.Length is 0 or > Most || !Base64Url.IsValid(cursor)) return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(Prefix, StringComparison.Ordinal) && long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
    }
}
