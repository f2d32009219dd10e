using System.Security.Cryptography;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger.Timestamps;

/// <summary>Has checkpoints timestamped, from time to time, and tries again what failed. Every server does; each timestamp is claimed by one at a time.</summary>
public sealed class TimestampWorker(
    TimestampQueue queue, TimestampClient client, AttestedCheckpoints checkpoints, VaultSettings settings, ILogger<TimestampWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // Once it fails this often somebody should know.
    private const int TriesBeforeWarning = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var authorities = settings.TimestampAuthorities.ToDictionary(a => a.Authority, a => new Uri(a.Url), StringComparer.Ordinal);
        var names = authorities.Keys.ToArray();
        while (names.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await checkpoints.ToStamp(stoppingToken) is { Size: > 0 } latest) await queue.Queue(latest.Size, names, TimeSpan.FromSeconds(settings.TimestampSeconds), stoppingToken);
                while (await queue.Claim(names, stoppingToken) is { } wanted) await Stamp(wanted, authorities[wanted.Authority], stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError("Looking for what is to be timestamped failed ({Exception}); the next look tries again", e.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Stamp(TimestampWanted wanted, Uri authority, CancellationToken ct)
    {
        try
        {
            var (token, _) = await client.Stamp(authority, NoteTimestamp.Stamped(SignedNote.Parse(wanted.Note).Text), ct);
            await queue.Keep(wanted, NoteTimestamp.Of(wanted.Authority, token).ToString(), ct);
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException)
        {
            // It is due again later: the claim saw to that.
            log.Log(wanted.Try < TriesBeforeWarning ? LogLevel.Information : LogLevel.Warning, "The authority {Authority} gave no timestamp at try {Try} ({Exception})", wanted.Authority, wanted.Try, e.GetType().Name);
        }
    }
}
