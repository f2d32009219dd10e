using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using EvidenceVault.Server.Exhibits;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Retention;

/// <summary>Whose key was destroyed. The names stand in the list.</summary>
public enum DestroyedKeyOf
{
    /// <summary>An exhibit.</summary>
    Exhibit,

    /// <summary>A pack.</summary>
    Pack,

    /// <summary>A consumer.</summary>
    Consumer,

    /// <summary>A principal, and with it everything.</summary>
    Principal,
}

/// <summary>A key that was destroyed.</summary>
/// <param name="Principal">Whose it was.</param>
/// <param name="Of">What it was for.</param>
/// <param name="Id">The id of that.</param>
public sealed record DestroyedKey(string Principal, DestroyedKeyOf Of, string Id);

/// <summary>
/// Which keys were destroyed, kept with the blobs: what a backup of the databases from before does not know. A blob for each time that some were, with a line for each,
/// in a container of its own, by the day (UTC).
/// </summary>
public sealed class DestructionList(BlobContainerClient evidence, IClock clock)
{
    private readonly BlobContainerClient _container = evidence.GetParentBlobServiceClient().GetBlobContainerClient($"{evidence.Name}-destroyed");

    /// <summary>The present day.</summary>
    public LocalDate Today => clock.GetCurrentInstant().InUtc().Date;

    /// <summary>Creates the container where it is missing.</summary>
    public Task CreateContainer(CancellationToken ct) => _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: ct);

    /// <summary>Puts keys on the list, durable when this returns. They may be there already.</summary>
    /// <exception cref="BlobsUnavailableException">The storage failed.</exception>
    public async Task Add(IReadOnlyCollection<DestroyedKey> keys, CancellationToken ct)
    {
        var lines = string.Concat(keys.Select(k => $"{k.Principal}/{k.Of}/{k.Id}\n"));
        try
        {
            await _container.GetBlobClient($"{Prefix(Today)}{RandomNumberGenerator.GetHexString(32, lowercase: true)}").UploadAsync(BinaryData.FromString(lines), overwrite: false, ct);
        }
        catch (Exception e) when (BlobTrouble.From(e, ct) is { } trouble)
        {
            throw trouble;
        }
    }

    /// <summary>The keys put on it on a day or later; null: all.</summary>
    /// <exception cref="BlobsUnavailableException">The storage failed.</exception>
    public async IAsyncEnumerable<DestroyedKey> Since(LocalDate? day, [EnumeratorCancellation] CancellationToken ct)
    {
        // The clocks of servers differ a little.
        var last = Today.PlusDays(1);
        for (var at = day; at is null || at <= last; at = at.Value.PlusDays(1))
        {
            for (string? next = null; ;)
            {
                var page = await Page(at is { } of ? Prefix(of) : "", next, ct);
                foreach (var blob in page.Values)
                    foreach (var line in (await Text(blob.Name, ct)).Split('\n'))
                        if (line.Split('/') is [var principal, var kind, var id] && Enum.TryParse<DestroyedKeyOf>(kind, out var what)) yield return new(principal, what, id);
                next = page.ContinuationToken;
                if (string.IsNullOrEmpty(next)) break;
            }

            if (at is null) yield break;
        }
    }

    private async Task<Page<BlobItem>> Page(string prefix, string? next, CancellationToken ct)
    {
        try
        {
            await foreach (var page in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, ct).AsPages(next)) return page;
            throw new BlobsUnavailableException("The blob store gave no page of the list of destroyed keys.");
        }
        catch (Exception e) when (BlobTrouble.From(e, ct) is { } trouble)
        {
            throw trouble;
        }
    }

    private async Task<string> Text(string name, CancellationToken ct)
    {
        try
        {
            return (await _container.GetBlobClient(name).DownloadContentAsync(ct)).Value.Content.ToString();
        }
        catch (Exception e) when (BlobTrouble.From(e, ct) is { } trouble)
        {
            throw trouble;
        }
    }

    private static string Prefix(LocalDate day) => $"{LocalDatePattern.Iso.Format(day)}/";
}
