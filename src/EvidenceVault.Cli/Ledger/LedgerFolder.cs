namespace EvidenceVault.Cli.Ledger;

/// <summary>A ledger in a folder, as <c>vault ledger export</c> writes it: <c>checkpoint</c>, <c>checkpoints/…</c>, <c>key</c>, <c>tile/…</c>.</summary>
public sealed class LedgerFolder(string folder) : LedgerSource
{
    private const string Leaves = "tile/entries";

    /// <summary>The earlier checkpoints that exports have left.</summary>
    public IEnumerable<string> Checkpoints() => Directory.Exists(PathOf("checkpoints")) ? Directory.EnumerateFiles(PathOf("checkpoints")).Where(f => !f.EndsWith(".new", StringComparison.Ordinal)).Select(File.ReadAllText) : [];

    public override async Task<byte[]?> Read(string path, CancellationToken ct) => File.Exists(PathOf(path)) ? await File.ReadAllBytesAsync(PathOf(path), ct) : null;

    /// <summary>Whether leaves came along, be it one file of them.</summary>
    public bool HasLeaves => Directory.Exists(PathOf(Leaves)) && Directory.EnumerateFiles(PathOf(Leaves), "*", SearchOption.AllDirectories).Any();

    /// <summary>Whether a file is there.</summary>
    public bool Has(string path) => File.Exists(PathOf(path));

    /// <summary>Writes a file whole, or not at all.</summary>
    public async Task Write(string path, byte[] content, CancellationToken ct)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync($"{file}.new", content, ct);
        File.Move($"{file}.new", file, overwrite: true);
    }

    private string PathOf(string path) => Path.Combine([folder, .. path.Split('/')]);
}
