using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Server.Access;

/// <summary>An API key as its holder writes it: <c>ev_&lt;id&gt;_&lt;secret&gt;</c>. The id is public; only a hash of the secret is kept.</summary>
/// <param name="Id">The public id: 16 letters, so that it never reads as a number.</param>
/// <param name="Secret">32 random bytes as base64url.</param>
public readonly record struct ApiKeyText(string Id, string Secret)
{
    private const string Prefix = "ev_";
    private const string IdLetters = "abcdefghjkmnpqrstvwxyz";
    private const int IdLength = 16;
    private const int SecretLength = 43;

    /// <summary>A fresh key.</summary>
    public static ApiKeyText New() =>
        new(RandomNumberGenerator.GetString(IdLetters, IdLength), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Whether a text is formed as the id of a key.</summary>
    public static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiLetterLower);

    /// <summary>Reads a key; null where the text is not formed as one.</summary>
    public static ApiKeyText? Parse(string text)
    {
        if (text.Length != Prefix.Length + IdLength + 1 + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var id = text.Substring(Prefix.Length, IdLength);
        return IsId(id) && text[Prefix.Length + IdLength] == '_' ? new(id, text[^SecretLength..]) : null;
    }

    /// <summary>What is kept of a secret. It has 256 random bits, so a plain hash cannot be guessed back.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The whole key.</summary>
    public string Whole() => $"{Prefix}{Id}_{Secret}";

    /// <summary>Without the secret, so that a key that strays into a message says nothing.</summary>
    public override string ToString() => $"{Prefix}{Id}_…";
}
