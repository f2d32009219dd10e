using System.Globalization;
using System.Security.Cryptography;
using EvidenceVault.Server.Keys;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>A token in each form: only a page that the vault made, for this very place and not long ago, can send the form in.</summary>
public static class FormTokens
{
    private const int MacSize = 16;

    private static readonly Duration Holds = Duration.FromHours(2);

    /// <summary>A fresh one.</summary>
    /// <param name="keys">The principal's keys.</param>
    /// <param name="place">Which form it is for.</param>
    /// <param name="now">The present instant.</param>
    public static string New(PrincipalKeys keys, string place, Instant now) =>
        Signed(keys, place, string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeSeconds():x}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}"));

    /// <summary>Whether a token is one for this form that still holds.</summary>
    public static bool IsGood(PrincipalKeys keys, string place, string? token, Instant now)
    {
        if (token is not { Length: > 0 and <= 100 } || token.LastIndexOf('-') is not (> 0 and var end) || token.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var first)) return false;
        if (first == end || !long.TryParse(token.AsSpan(0, first), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (seconds is < 0 or > 253_402_300_799) return false;
        var age = now - Instant.FromUnixTimeSeconds(seconds);
        return age >= -Duration.FromMinutes(1) && age <= Holds
            && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(token), System.Text.Encoding.UTF8.GetBytes(Signed(keys, place, token[..end])));
    }

    private static string Signed(PrincipalKeys keys, string place, string what) =>
        $"{what}-{Convert.ToHexStringLower(keys.PageMac($"form\n{place}\n{what}").AsSpan(0, MacSize))}";
}
