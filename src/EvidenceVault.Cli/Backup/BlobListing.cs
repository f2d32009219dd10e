using System.Text.Json;
using Azure.Storage.Blobs;

namespace EvidenceVault.Cli.Backup;

/// <summary>The list of the blobs in a container: their bytes are the storage account's to keep, and a restore says which of them are not there any more.</summary>
/// <param name="container">The container.</param>
public sealed class BlobListing(BlobContainerClient container)
{
    private const string FileName = "blobs.ndjson";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes the list.</summary>
    public async Task<BackupFile> Write(string directory, CancellationToken ct)
    {
        await using (var file = new StreamWriter(Path.Combine(directory, FileName), System.Text.Encoding.UTF8, BackupManifest.OwnersOnly()))
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: ct))
                await file.WriteLineAsync(JsonSerializer.Serialize(new Listed(blob.Name, blob.Properties.ContentLength ?? 0), Json).AsMemory(), ct);
        return await BackupManifest.FileOf(directory, FileName, ct);
    }

    /// <summary>Those of a backup's list that are not there, or are of another size: destroyed since, or lost.</summary>
    public async Task<(int Listed, IReadOnlyList<string> Missing)> Compare(string directory, CancellationToken ct)
    {
        var there = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: ct)) there[blob.Name] = blob.Properties.ContentLength ?? 0;
        var (count, missing) = (0, new List<string>());
        await foreach (var line in File.ReadLinesAsync(Path.Combine(directory, FileName), ct))
        {
            var listed = JsonSerializer.Deserialize<Listed>(line, Json)!;
            count++;
            if (!there.TryGetValue(listed.Name, out var size) || size != listed.Size) missing.Add(listed.Name);
        }

        return (count, missing);
    }

    private sealed record Listed(string Name, long Size);
}
