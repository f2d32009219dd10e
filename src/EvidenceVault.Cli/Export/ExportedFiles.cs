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

/// <summary>What became of a file, and why the vault did not give it, where it said so.</summary>
public sealed record FileFetched(ExportOutcome Outcome, string? Why = null);

/// <summary>Fetches files into a folder. A file that has its name there is whole.</summary>
/// <param name="vault">Where from.</param>
/// <param name="folder">Where to.</param>
/// <param name="arriving">Where what is not whole yet stands. It is nobody's concern afterwards.</param>
public sealed class ExportedFiles(VaultConnection vault, string folder, string arriving)
{
    private const int Tries = 5;

    /// <summary>Fetches one, unless it is there.</summary>
    public async Task<FileFetched> Fetch(ExportedFile file, CancellationToken ct)
    {
        var path = Path.Combine(folder, NameOf(file));
        if (File.Exists(path) && new FileInfo(path).Length == file.Size)
        {
            await using var there = File.OpenRead(path);
            if (IsAnnounced(file, await SHA256.HashDataAsync(there, ct))) return new(ExportOutcome.There);
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
                return new(ExportOutcome.Missing, "it broke off, again and again");
            }
            catch (BusyException e)
            {
                // It answers: of others it may give the content.
                return new(ExportOutcome.Missing, $"{(int)e.Status}, and went on answering so");
            }
        }
    }

    /// <summary>
    /// The name of a file: the exhibit's id, a piece of the id's hash, and the ending of its media type. So no two share one, also where capitals do not count or an id ends in an ending.
    /// </summary>
    public static string NameOf(ExportedFile file) =>
        $"{Uri.EscapeDataString(file.Exhibit)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Exhibit)).AsSpan(0, 4))}{MediaTypes.EndingOf(file.ContentType)}";

    private async Task<FileFetched> Fetch(ExportedFile file, string path, CancellationToken ct)
    {
        using var response = await vault.Open(() => new(HttpMethod.Get, $"exhibits/{Uri.EscapeDataString(file.Exhibit)}/content"), ct);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var problem = await VaultProblem.Of(response, ct);
            if (response.StatusCode != HttpStatusCode.Gone) return new(ExportOutcome.Missing, $"{problem.Code}. {problem.Detail}");
            return problem.Code == "content-deleted" ? new(ExportOutcome.Deleted) : throw new WrongCallException(problem.Detail);
        }

        var part = Path.Combine(arriving, Path.GetFileName(path));
        byte[] hash;
        await using (var output = PrivateFiles.Create(part))
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
            return new(ExportOutcome.Differs);
        }

        File.Move(part, path, overwrite: true);
        return new(ExportOutcome.Fetched);
    }

    private static bool IsAnnounced(ExportedFile file, byte[] hash) => string.Equals(file.Sha256, Convert.ToHexStringLower(hash), StringComparison.OrdinalIgnoreCase);
}
