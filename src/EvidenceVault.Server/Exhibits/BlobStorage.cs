using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Connects to the storage account.</summary>
public static class BlobStorage
{
    /// <summary>The container, from a connection string or the account's URL (then with the identity that the server runs under).</summary>
    public static BlobContainerClient Container(string? connection, string container)
    {
        if (string.IsNullOrWhiteSpace(connection))
            throw new InvalidOperationException("ConnectionStrings__Blobs must be a storage connection string or the URL of a storage account.");
        var service = Uri.TryCreate(connection, UriKind.Absolute, out var account) && account.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? new BlobServiceClient(account, new DefaultAzureCredential(), Options())
            : new BlobServiceClient(connection, Options());
        return service.GetBlobContainerClient(container);
    }

    /// <summary>A store that is down shows within seconds; one that hiccups is asked again.</summary>
    private static BlobClientOptions Options()
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }) };
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        // Of one attempt, which moves at most 4 MiB.
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        return options;
    }
}
