using System.Security.Cryptography;

namespace EvidenceVault.Server.Keys;

/// <summary>AES-256-GCM with a random nonce: version (1) ‖ nonce (12) ‖ tag (16) ‖ ciphertext, bound to what it belongs to.</summary>
public sealed class SealedBox(byte[] key)
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = 1 + NonceSize + TagSize;

    /// <summary>Encrypts.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> belongsTo)
    {
        var box = new byte[Overhead + plain.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        Nonces.Next(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(Overhead), box.AsSpan(1 + NonceSize, TagSize), belongsTo);
        return box;
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">It was altered, belongs to something else, or was sealed with another key.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, ReadOnlySpan<byte> belongsTo)
    {
        if (box.Length < Overhead || box[0] != Version) throw new CryptographicException("Not a sealed box of this version.");
        var plain = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box.Slice(1, NonceSize), box[Overhead..], box.Slice(1 + NonceSize, TagSize), plain, belongsTo);
        return plain;
    }
}

/// <summary>Random nonces, drawn from the system many at a time: one by one, asking costs more than the encryption.</summary>
internal static class Nonces
{
    private const int Drawn = 4096;

    [ThreadStatic]
    private static byte[]? Pool;

    [ThreadStatic]
    private static int Used;

    /// <summary>Fills a nonce with bytes that no other nonce has.</summary>
    public static void Next(Span<byte> nonce)
    {
        var pool = Pool ??= new byte[Drawn];
        if (Used == 0 || Used + nonce.Length > Drawn)
        {
            RandomNumberGenerator.Fill(pool);
            Used = 0;
        }

        pool.AsSpan(Used, nonce.Length).CopyTo(nonce);
        Used += nonce.Length;
    }
}
