using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Server.Keys;

/// <summary>A file with a key of 32 bytes as base64, readable by its owner only.</summary>
public static class KeyFile
{
    /// <summary>The key.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or holds no such key.</exception>
    public static byte[] Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidOperationException($"The key file {path} does not exist. It is created when the schema is applied (Vault__ApplySchema=true).");
        Span<byte> key = stackalloc byte[48];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) || length != 32)
            throw new InvalidOperationException($"The key file {path} does not hold 32 bytes as base64.");
        return key[..32].ToArray();
    }

    /// <summary>Creates the file with a fresh key where there is none.</summary>
    public static void CreateIfMissing(string path) => WriteOnce(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));

    /// <summary>Creates a file that its owner alone can read, where there is none.</summary>
    public static void WriteOnce(string path, ReadOnlySpan<byte> content)
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
            file.Write(content);
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
}
