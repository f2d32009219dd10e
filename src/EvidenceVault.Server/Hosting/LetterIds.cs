using System.Security.Cryptography;

namespace EvidenceVault.Server.Hosting;

/// <summary>Ids of twenty letters, which nobody guesses, nobody takes for a phone number, and a person can read out.</summary>
public static class LetterIds
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz";
    private const int Length = 20;
    private const int Group = 4;

    /// <summary>A fresh one.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>The one that a keyed hash stands for: a request sent again gets the same.</summary>
    public static string Of(Guid keyed)
    {
        var number = new UInt128(BitConverter.ToUInt64(keyed.ToByteArray()), BitConverter.ToUInt64(keyed.ToByteArray(), 8));
        return string.Create(Length, number, (letters, rest) =>
        {
            for (var i = 0; i < letters.Length; i++, rest /= (uint)Letters.Length) letters[i] = Letters[(int)(rest % (uint)Letters.Length)];
        });
    }

    public static bool IsId(string text) => text.Length == Length && text.All(Letters.Contains);

    /// <summary>As it is printed.</summary>
    public static string Print(string id) => string.Join('-', id.ToUpperInvariant().Chunk(Group).Select(letters => new string(letters)));
}
