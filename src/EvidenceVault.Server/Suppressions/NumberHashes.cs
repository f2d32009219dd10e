using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EvidenceVault.Server.Suppressions;

/// <summary>Numbers as parties are told of them: hashed under each party's own key. Those of an erased number are kept, since they can no longer be made.</summary>
public static class NumberHashes
{
    /// <summary>The hash of a number under a party's key, lower-case hex.</summary>
    public static string Of(byte[] key, string e164) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(e164)));

    /// <summary>As they are kept.</summary>
    public static string Write(IReadOnlyDictionary<string, string> byParty) => JsonSerializer.Serialize(byParty);

    /// <summary>By party, from what was kept.</summary>
    public static IReadOnlyDictionary<string, string> Read(string kept) => JsonSerializer.Deserialize<Dictionary<string, string>>(kept)!;
}
