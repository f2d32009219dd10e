using System.Text;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Wraps the content key that the Azure SDK makes for each blob with the key of what the blob belongs to.</summary>
/// <remarks>
/// AES-256-GCM in the vault's own <see cref="SealedBox"/> rather than RFC 3394, because it can be bound to the blob's name: a blob
/// copied over another, even one under the same key, does not open. Within a blob the SDK binds each region to its place.
/// </remarks>
public sealed class ContentKeyWrap(byte[] key, string blob) : Azure.Core.Cryptography.IKeyEncryptionKey
{
    /// <summary>The name under which the blob's metadata says how its content key is wrapped.</summary>
    public const string Algorithm = "evidence-vault-A256GCM-1";

    private readonly SealedBox _box = new(key);

    /// <summary>The same for every blob: which key it is follows from what the blob belongs to, and the store need not know.</summary>
    public string KeyId => "evidence-vault";

    public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) => _box.Seal(key.Span, BelongsTo);

    public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
        _box.Open(encryptedKey.Span, BelongsTo);

    public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        Task.FromResult(WrapKey(algorithm, key, cancellationToken));

    public Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
        Task.FromResult(UnwrapKey(algorithm, encryptedKey, cancellationToken));

    private byte[] BelongsTo => Encoding.UTF8.GetBytes($"blob/{blob}");
}
