using System.Security.Cryptography;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification;

namespace EvidenceVault.Server.Keys;

/// <summary>The vault's Ed25519 key, with which it signs what it hands out.</summary>
public sealed class SigningKey(VaultSettings settings)
{
    // Read when first used: the file may be made at start.
    private readonly Lazy<TextSigner?> _key = new(() => settings.SigningKeyFile.Length > 0 ? new(KeyFile.Read(settings.SigningKeyFile)) : null);

    /// <summary>The public key; null: none is configured.</summary>
    public byte[]? PublicKey => _key.Value?.PublicKey;

    /// <summary>Tells keys apart: the first 16 hex digits of the SHA-256 of the public key.</summary>
    public string? Id => PublicKey is { } key ? Convert.ToHexStringLower(SHA256.HashData(key))[..16] : null;

    /// <summary>The signature of some lines; null: no key is configured.</summary>
    public byte[]? Sign(params ReadOnlySpan<string> lines) => _key.Value?.Sign(lines);
}
