using Microsoft.Win32.SafeHandles;

namespace EvidenceVault.Server.Hosting;

/// <summary>Opens files for what does not fit into memory and is nobody else's: one user may read them, and nothing is left of them, whatever happens.</summary>
public static class TemporaryFiles
{
    /// <summary>Opens one, empty.</summary>
    /// <param name="folder">Where it stands; null: where the system has those that are temporary.</param>
    public static SafeFileHandle Open(string? folder = null)
    {
        var path = Path.Combine(folder ?? Path.GetTempPath(), Path.GetRandomFileName());
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        using var created = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // Where a name can go before its file it goes at once, so that not even a crash leaves it behind.
        File.Delete(path);
        return handle;
    }

    /// <summary>Opens one as a stream that can be read, written and moved about in.</summary>
    public static FileStream OpenStream() => new(Open(), FileAccess.ReadWrite, bufferSize: 64 << 10);
}
