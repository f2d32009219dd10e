using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Tells webhooks of what is new in the feeds, and again until they take it. Every server does; each delivery is claimed by one at a time.</summary>
public sealed class WebhookWorker(WebhookStore webhooks, Deliveries deliveries, WebhookSender sender, ILogger<WebhookWorker> log) : BackgroundService
{
    private const int RoundsBetweenForgetting = 3_600;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 0; !stoppingToken.IsCancellationRequested; round++)
        {
            try
            {
                foreach (var webhook in await webhooks.Behind(stoppingToken)) await deliveries.Prepare(webhook, stoppingToken);
                while (await deliveries.Claim(stoppingToken) is { Count: > 0 } claimed) await Task.WhenAll(claimed.Select(one => Deliver(one, stoppingToken)));
                if (round % RoundsBetweenForgetting == RoundsBetweenForgetting - 1) await deliveries.Forget(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError("Looking for deliveries failed ({Exception}); the next look tries again", e.GetType().Name);
            }

            await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Deliver(ClaimedDelivery claimed, CancellationToken ct)
    {
        try
        {
            await deliveries.Note(claimed, await sender.Send(claimed, ct), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // It is due again all the same: the claim saw to that.
            log.LogError("A delivery could not be made ({Exception})", e.GetType().Name);
        }
    }
}
