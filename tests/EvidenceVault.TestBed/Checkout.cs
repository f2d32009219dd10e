namespace EvidenceVault.TestBed;

/// <summary>Where things lie in the checkout that these tests were built from.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name;

    public static string ServerAssembly { get; } =
        PathOf("src", "EvidenceVault.Server", "bin", Configuration, "net10.0", "EvidenceVault.Server.dll");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "EvidenceVault.sln")))
                return directory.FullName;
        throw new InvalidOperationException($"No EvidenceVault.sln above {AppContext.BaseDirectory}.");
    }
}
