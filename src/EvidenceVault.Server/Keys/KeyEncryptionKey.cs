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
    public static FileKeyEncryptionKey Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidOperationException($"The key file {path} does not exist. It is created when the schema is applied (Vault__ApplySchema=true).");
        Span<byte> key = stackalloc byte[48];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) || length != 32)
            throw new InvalidOperationException($"The key file {path} does not hold 32 bytes as base64.");
        return new FileKeyEncryptionKey(key[..32].ToArray());
    }

    /// <summary>Creates the file with a fresh key where there is none.</summary>
    public static void CreateIfMissing(string path)
    {
        if (File.Exists(path)) return;
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Written beside and moved, so that a crash never leaves half a key behind.
        var fresh = Path.Combine(directory, $".{Path.GetFileName(path)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
    }

    /// <inheritdoc/>
    public byte[] Wrap(ReadOnlySpan<byte> key, string purpose) => _box.Seal(key, Encoding.UTF8.GetBytes(purpose));

    /// <inheritdoc/>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose) => _box.Open(wrapped, Encoding.UTF8.GetBytes(purpose));
}
