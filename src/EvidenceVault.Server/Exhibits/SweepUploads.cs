using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Removes, once an hour, what uploads left that were cut off by a crash. Several servers may do so at once.</summary>
public sealed class SweepUploads(Uploads uploads, IClock clock, ILogger<SweepUploads> log) : BackgroundService
{
    /// <summary>No upload takes longer: see the least data rate in <see cref="StoreContent"/>.</summary>
    public static readonly Duration LongestUpload = Duration.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                var removed = await uploads.Sweep(clock.GetCurrentInstant() - LongestUpload, stoppingToken);
                if (removed > 0) log.LogInformation("Removed {Count} blobs of uploads that were cut off", removed);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The sweep of unfinished uploads failed; the next one tries again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
