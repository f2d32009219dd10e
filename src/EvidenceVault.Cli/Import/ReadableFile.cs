namespace EvidenceVault.Cli.Import;

/// <summary>A file cannot be read, or not any more: it says nothing of the vault, and is no reason to send again.</summary>
public sealed class FileUnreadableException(Exception? inner = null) : Exception("The file cannot be read any more.", inner);

/// <summary>Reads files that may go away or change while they are handed in.</summary>
public static class ReadableFile
{
    /// <summary>What is reported of a file that cannot be read.</summary>
    public const string Code = "file-unreadable", Detail = "The file cannot be read, or not any more.";

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileUnreadableException">It cannot be read.</exception>
    public static FileStream Open(string file) => Try(() => File.OpenRead(file));

    /// <summary>Reads until a buffer is full or the file ends.</summary>
    /// <exception cref="FileUnreadableException">It cannot be read any more.</exception>
    public static async ValueTask<int> Fill(Stream stream, Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        }
        catch (Exception e) when (IsOfFile(e))
        {
            throw new FileUnreadableException(e);
        }
    }

    /// <summary>Reads from a place on, without minding where others read.</summary>
    /// <exception cref="FileUnreadableException">It cannot be read any more, or ends before there.</exception>
    public static async ValueTask<int> ReadAt(FileStream file, Memory<byte> buffer, long from, CancellationToken ct)
    {
        try
        {
            return await RandomAccess.ReadAsync(file.SafeFileHandle, buffer, from, ct) is > 0 and var read ? read : throw new FileUnreadableException();
        }
        catch (Exception e) when (IsOfFile(e))
        {
            throw new FileUnreadableException(e);
        }
    }

    /// <summary>Looks at a file.</summary>
    /// <exception cref="FileUnreadableException">It cannot be read.</exception>
    public static T Try<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (IsOfFile(e))
        {
            throw new FileUnreadableException(e);
        }
    }

    /// <summary>Its length; 0 where it is gone.</summary>
    public static long SizeOf(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;

    private static bool IsOfFile(Exception e) => e is IOException or UnauthorizedAccessException;
}
