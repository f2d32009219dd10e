using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Server.Keys;

/// <summary>Wraps and unwraps keys with the key-encryption key, wherever that is kept.</summary>
public interface IKeyEncryptionKey
{
    /// <summary>Wraps a key, bound to what it is for.</summary>
    byte[] Wrap(ReadOnlySpan<byte> key, string purpose);

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="CryptographicException">The wrapped key was altered, or was wrapped for another purpose or by another key.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose);
}

/// <summary>A key-encryption key in a file: 32 bytes as base64, readable by its owner only.</summary>
public sealed class FileKeyEncryptionKey(byte[] key) : IKeyEncryptionKey
{
    private readonly SealedBox _box = new(key);

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or holds no such key.</exception>
    public static FileKeyEncryptionKey Read(string path) => new(KeyFile.Read(path));

    /// <inheritdoc/>
    public byte[] Wrap(ReadOnlySpan<byte> key, string purpose) => _box.Seal(key, Encoding.UTF8.GetBytes(purpose));

    /// <inheritdoc/>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose) => _box.Open(wrapped, Encoding.UTF8.GetBytes(purpose));
}
