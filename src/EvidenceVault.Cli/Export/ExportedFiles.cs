using System.Net;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Export;

/// <summary>What became of a file.</summary>
public enum ExportOutcome
{
    /// <summary>It was fetched, and is as announced.</summary>
    Fetched,

    /// <summary>It was there, and is as announced.</summary>
    There,

    /// <summary>Its term ended since the lines were written: it was deleted.</summary>
    Deleted,

    /// <summary>What the vault gave is not what was announced.</summary>
    Differs,

    /// <summary>The vault did not give it.</summary>
    Missing,
}

/// <summary>Fetches files into a folder. A file that has its name there is whole.</summary>
public sealed class ExportedFiles(VaultConnection vault, string folder)
{
    private const int Tries = 5;

    /// <summary>Fetches one, unless it is there.</summary>
    public async Task<ExportOutcome> Fetch(ExportedFile file, CancellationToken ct)
    {
        var path = Path.Combine(folder, NameOf(file));
        if (File.Exists(path) && new FileInfo(path).Length == file.Size)
        {
            await using var there = File.OpenRead(path);
            if (IsAnnounced(file, await SHA256.HashDataAsync(there, ct))) return ExportOutcome.There;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Fetch(file, path, ct);
            }
            catch (BrokenOffException) when (attempt < Tries)
            {
                // Fetched anew.
            }
            catch (BrokenOffException)
            {
                return ExportOutcome.Missing;
            }
        }
    }

    /// <summary>
    /// The name of a file: the exhibit's id, a piece of the id's hash, and the ending of its media type. So no two share one, also where capitals do not count or an id ends in an ending.
    /// </summary>
    public static string NameOf(ExportedFile file) =>
        $"{Uri.EscapeDataString(file.Exhibit)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Exhibit)).AsSpan(0, 4))}{MediaTypes.EndingOf(file.ContentType)}";

    private async Task<ExportOutcome> Fetch(ExportedFile file, string path, CancellationToken ct)
    {
        using var response = await vault.Open(() => new(HttpMethod.Get, $"exhibits/{Uri.EscapeDataString(file.Exhibit)}/content"), ct);
        if (response.StatusCode == HttpStatusCode.Gone)
        {
            var problem = await VaultProblem.Of(response, ct);
            return problem.Code == "content-deleted" ? ExportOutcome.Deleted : throw new WrongCallException(problem.Detail);
        }

        if (response.StatusCode != HttpStatusCode.OK) return ExportOutcome.Missing;
        // Beside the others, where no exhibit's name can be.
        var part = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "..", "arriving")).FullName, Path.GetFileName(path));
        byte[] hash;
        await using (var output = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            await using var body = new ArrivingStream(await response.Content.ReadAsStreamAsync(ct));
            await body.CopyToAsync(output, ct);
            await output.FlushAsync(ct);
            output.Position = 0;
            hash = await SHA256.HashDataAsync(output, ct);
        }

        if (!IsAnnounced(file, hash))
        {
            File.Delete(part);
            return ExportOutcome.Differs;
        }

        File.Move(part, path, overwrite: true);
        return ExportOutcome.Fetched;
    }

    private static bool IsAnnounced(ExportedFile file, byte[] hash) => string.Equals(file.Sha256, Convert.ToHexStringLower(hash), StringComparison.OrdinalIgnoreCase);
}
