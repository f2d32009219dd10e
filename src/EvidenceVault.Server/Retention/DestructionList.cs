using System.Runtime.CompilerServices;
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
}

/// <summary>A key that was destroyed.</summary>
/// <param name="Principal">Whose it was.</param>
/// <param name="Of">What it was for.</param>
/// <param name="Id">The id of that.</param>
public sealed record DestroyedKey(string Principal, DestroyedKeyOf Of, string Id);

/// <summary>
/// Which keys were destroyed, kept with the blobs: what a backup of the databases from before does not know. An empty blob for each, whose name says all, in a
/// container of its own, by the day (UTC).
/// </summary>
public sealed class DestructionList(BlobContainerClient evidence, IClock clock)
{
    private readonly BlobContainerClient _container = evidence.GetParentBlobServiceClient().GetBlobContainerClient($"{evidence.Name}-destroyed");

    /// <summary>The present day.</summary>
    public LocalDate Today => clock.GetCurrentInstant().InUtc().Date;

    /// <summary>Creates the container where it is missing.</summary>
    public Task CreateContainer(CancellationToken ct) => _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: ct);

    /// <summary>Puts a key on the list, durable when this returns. It may be there already.</summary>
    /// <exception cref="BlobsUnavailableException">The storage failed.</exception>
    public async Task Add(DestroyedKey key, CancellationToken ct)
    {
        try
        {
            await _container.GetBlobClient($"{Prefix(Today)}{key.Principal}/{key.Of}/{key.Id}").UploadAsync(BinaryData.Empty, overwrite: true, ct);
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
                    if (blob.Name.Split('/') is [_, var principal, var kind, var id] && Enum.TryParse<DestroyedKeyOf>(kind, out var what)) yield return new(principal, what, id);
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

    private static string Prefix(LocalDate day) => $"{LocalDatePattern.Iso.Format(day)}/";
}
