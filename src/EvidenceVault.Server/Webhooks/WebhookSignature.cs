using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Secrets and signatures by Standard Webhooks (standardwebhooks.com).</summary>
public static class WebhookSignature
{
    private const int SecretSize = 32;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretSize);

    /// <summary>A secret as the receiver keeps it.</summary>
    public static string Text(byte[] secret) => $"whsec_{Convert.ToBase64String(secret)}";

    /// <summary>The signature of a message.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">Its body.</param>
    public static string Of(byte[] secret, string id, long timestamp, ReadOnlySpan<byte> body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{timestamp.ToString(CultureInfo.InvariantCulture)}."), .. body]))}";
}
