using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Server.Keys;

/// <summary>What a consumer's key is used for: the card, the annexes, and keyed hashes that die with it.</summary>
public sealed class ConsumerKeys
{
    private readonly SealedBox _box;
    private readonly byte[] _references;
    private readonly byte[] _content;

    public ConsumerKeys(Guid consumer, byte[] key)
    {
        Consumer = consumer;
        _box = new SealedBox(PrincipalKeys.Derive(key, "box"));
        _references = PrincipalKeys.Derive(key, "reference");
        _content = PrincipalKeys.Derive(key, "content");
    }

    public Guid Consumer { get; }

    /// <summary>A client's reference as a keyed hash: within one dossier, equal references have equal hashes.</summary>
    public string RefMac(string reference) => Convert.ToHexStringLower(HMACSHA256.HashData(_references, Encoding.UTF8.GetBytes(reference)).AsSpan(0, 16));

    /// <summary>The commitment to a text that is kept in an annex: a hash under this key, so that a short text cannot be guessed from it.</summary>
    public string TextHash(Guid eventId, string text) =>
        Convert.ToHexStringLower(ContentMac((byte[])[.. eventId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(text)]));

    /// <summary>The hash by which the same content is known again.</summary>
    public byte[] ContentMac(ReadOnlySpan<byte> content) => HMACSHA256.HashData(_content, content);

    /// <summary>Encrypts something of this consumer's.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string belongsTo) => _box.Seal(plain, Encoding.UTF8.GetBytes(belongsTo));

    /// <summary>Decrypts something of this consumer's.</summary>
    public byte[] Open(ReadOnlySpan<byte> box, string belongsTo) => _box.Open(box, Encoding.UTF8.GetBytes(belongsTo));
}
