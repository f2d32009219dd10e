using System.Collections.Concurrent;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Tells webhooks of what is new in the feeds, and again until they take it. Every server does; each delivery is claimed by one at a time.</summary>
/// <remarks>
/// What is new is looked for by itself, and each webhook that something is due for has a loop of its own: however slow one receiver is, no other waits for
/// it.
/// </remarks>
public sealed class WebhookWorker(WebhookStore webhooks, Deliveries deliveries, WebhookSender sender, ILogger<WebhookWorker> log) : BackgroundService
{
    // So many receivers that give no answer keep the next one waiting, for ten seconds at most.
    private const int MostAtOnce = 200;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Principal, string Party, string Id), Task> _sending = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            Every(LookEvery, Prepare),
            Every(LookEvery, Send),
            Every(ForgetEvery, deliveries.Forget));
        await Task.WhenAll(_sending.Values);

        Task Every(TimeSpan pause, Func<CancellationToken, Task> work) => Rounds.Go("Looking for deliveries", pause, work, log, stoppingToken);
    }

    private async Task Prepare(CancellationToken ct)
    {
        foreach (var webhook in await webhooks.Behind(ct)) await deliveries.Prepare(webhook, ct);
    }

    private async Task Send(CancellationToken ct)
    {
        foreach (var webhook in await deliveries.Due(ct))
        {
            if (_sending.Count >= MostAtOnce) return;
            var key = (webhook.Principal, webhook.Party, webhook.Id);
            if (!_sending.TryAdd(key, Task.CompletedTask)) continue;
            // It may be done, and gone from here, by now.
            _sending.TryUpdate(key, Task.Run(() => SendTo(webhook, key, ct), CancellationToken.None), Task.CompletedTask);
        }
    }

    private async Task SendTo(Webhook webhook, (string Principal, string Party, string Id) key, CancellationToken ct)
    {
        try
        {
            while (await deliveries.Claim(webhook, ct) is { Count: > 0 } claimed) await Task.WhenAll(claimed.Select(one => Deliver(one, ct)));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError("Sending to a webhook failed ({Exception}); the next look tries again", e.GetType().Name);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // What was claimed is due again.
        }
        finally
        {
            _sending.TryRemove(key, out _);
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
