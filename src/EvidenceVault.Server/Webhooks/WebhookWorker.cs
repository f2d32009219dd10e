using System.Collections.Concurrent;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Tells webhooks of what is new in the feeds, and again until they take it. Every server does; each delivery is claimed by one at a time.</summary>
/// <remarks>
/// What is new is looked for by itself. So many webhooks are sent to at once, and where more are due each gives up its place after a few deliveries: however
/// many receivers give no answer, any other comes in turn. Principals have equal shares of the places.
/// </remarks>
public sealed class WebhookWorker(WebhookStore webhooks, Deliveries deliveries, WebhookSender sender, WebhookPlaces places, ILogger<WebhookWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Principal, string Party, string Id), Task> _sending = new();
    private readonly ConcurrentDictionary<(string Principal, string Party, string Id), long> _servedAt = new();
    private long _served;
    private volatile bool _othersWait;

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
        foreach (var webhook in await webhooks.Behind(ct))
        {
            try
            {
                await deliveries.Prepare(webhook, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested && (e is KeysMissingException || !ProblemHandling.IsOutage(e)))
            {
                // Those after it have nothing to do with it.
                log.LogError("What is new could not be made ready for a webhook of {Principal} ({Exception}); the next look tries again", webhook.Principal, e.GetType().Name);
            }
        }
    }

    private async Task Send(CancellationToken ct)
    {
        var due = await deliveries.Due(ct);
        foreach (var gone in _servedAt.Keys.Except(due.Select(KeyOf))) _servedAt.TryRemove(gone, out _);
        var waiting = due.Where(webhook => !_sending.ContainsKey(KeyOf(webhook))).ToList();
        foreach (var webhook in InTurn(waiting).Take(Math.Max(0, places.AtOnce - _sending.Count)))
        {
            var key = KeyOf(webhook);
            if (!_sending.TryAdd(key, Task.CompletedTask)) continue;
            // It may be done, and gone from here, by now.
            _sending.TryUpdate(key, Task.Run(() => SendTo(webhook, key, ct), CancellationToken.None), Task.CompletedTask);
        }

        _othersWait = waiting.Exists(webhook => !_sending.ContainsKey(KeyOf(webhook)));
    }

    // First a webhook of the principal that has the fewest places; of one principal's own that which was served longest ago, or never.
    private IEnumerable<Webhook> InTurn(List<Webhook> waiting)
    {
        var taken = _sending.Keys.ToLookup(key => key.Principal, StringComparer.Ordinal);
        return waiting.GroupBy(webhook => webhook.Principal, StringComparer.Ordinal)
            .SelectMany(own => own.OrderBy(webhook => _servedAt.GetValueOrDefault(KeyOf(webhook))).Select((webhook, i) => (Webhook: webhook, Place: taken[own.Key].Count() + i)))
            .OrderBy(next => next.Place).ThenBy(next => _servedAt.GetValueOrDefault(KeyOf(next.Webhook))).Select(next => next.Webhook);
    }

    private static (string Principal, string Party, string Id) KeyOf(Webhook webhook) => (webhook.Principal, webhook.Party, webhook.Id);

    private async Task SendTo(Webhook webhook, (string Principal, string Party, string Id) key, CancellationToken ct)
    {
        try
        {
            while (await deliveries.Claim(webhook, ct) is { Count: > 0 } claimed)
            {
                await Task.WhenAll(claimed.Select(one => Deliver(one, ct)));
                _servedAt[key] = Interlocked.Increment(ref _served);
                if (_othersWait) break;
            }
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
