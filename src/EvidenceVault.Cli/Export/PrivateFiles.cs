namespace EvidenceVault.Cli.Export;

/// <summary>Files and folders that nobody else on this machine may read: what is taken along is about persons.</summary>
public static class PrivateFiles
{
    /// <summary>Makes a folder, where there is none.</summary>
    public static string Folder(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    /// <summary>Makes a file, in the place of one there may be.</summary>
    public static FileStream Create(string path)
    {
        // One that is overwritten would stay as open to others as it was.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
