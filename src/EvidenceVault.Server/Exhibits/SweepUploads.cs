using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Removes what uploads left that were cut off by a crash, and resumable ones that nobody went on with. Several servers may do so at once.</summary>
public sealed class SweepUploads(Uploads uploads, UploadParts parts, DestructionClock clock, ILogger<SweepUploads> log) : BackgroundService
{
    /// <summary>No upload takes longer: see the least data rate in <see cref="StoreContent"/>.</summary>
    public static readonly Duration LongestUpload = Duration.FromHours(24);

    private static readonly Duration Every = Duration.FromMinutes(10);

    /// <summary>An upload to which nothing came for so long is given up, so that nothing of it is left after 24 hours.</summary>
    public static readonly Duration LongestPause = Duration.FromHours(24) - Every;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every.ToTimeSpan());
        do
        {
            try
            {
                var now = await clock.Now(stoppingToken);
                await parts.Sweep(now - LongestPause, stoppingToken);
                var removed = await uploads.Sweep(now - LongestUpload, stoppingToken);
                if (removed > 0) log.LogInformation("Removed {Count} blobs of uploads that did not come to an end", removed);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The sweep of unfinished uploads failed; the next one tries again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
