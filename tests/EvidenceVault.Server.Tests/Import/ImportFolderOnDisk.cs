using System.Text;
using EvidenceVault.Cli;
using EvidenceVault.Cli.Import;
using EvidenceVault.Server.Tests.Exhibits;

namespace EvidenceVault.Server.Tests.Import;

/// <summary>A folder as an agency has it, and <c>vault import</c> run on it.</summary>
internal sealed class ImportFolderOnDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vault-import-");
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("vault-import-key-");

    public string Path => _folder.FullName;

    public string Journal => System.IO.Path.Combine(Path, Cli.Import.Journal.Name);

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _keys.Delete(recursive: true);
    }

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Calls, one a row, of numbers and references that no other test uses.</summary>
    public static string Calls(int count, string run) =>
        "ref;occurredAt;telefoonnummer;richting;middel;aard;afloop\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{run}-{i};2026-03-02T10:15:00+01:00;{Intake.Desk.Phone()};outbound;human;commercial;no-answer\n"));

    /// <summary>A table of recordings.</summary>
    public static string Table(params IEnumerable<(string File, string Id)> rows) =>
        "bestand;bewijsstuk;opgenomen op;bewijst\n" + string.Concat(rows.Select(r => $"{r.File};{r.Id};2026-03-02T10:15:00+01:00;call\n"));

    public static byte[] Recording(int size, int seed) => ExhibitHost.Bytes(size, seed);

    public IReadOnlyList<string> Refused() => File.Exists(RefusedFile) ? File.ReadAllLines(RefusedFile) : [];

    public async Task<(int Code, string Output, string Error)> Run(Uri vault, string principal, string key, int patience = 60, CancellationToken ct = default)
    {
        var keyFile = System.IO.Path.Combine(_keys.FullName, "key");
        await File.WriteAllTextAsync(keyFile, key + "\n", CancellationToken.None);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Commands.RunAsync(
            ["import", Path, "--url", vault.ToString(), "--principal", principal, "--key-file", keyFile, "--patience", $"{patience}"], output, error, ct);
        return (code, output.ToString(), error.ToString());
    }

    private string RefusedFile => System.IO.Path.Combine(Path, Report.Name);
}
