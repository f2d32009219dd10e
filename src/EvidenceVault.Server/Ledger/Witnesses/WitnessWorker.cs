using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger.Witnesses;

/// <summary>Asks each witness that has an address for its cosignature of the latest checkpoint, from time to time. Every server does; one at a time asks.</summary>
public sealed class WitnessWorker(
    WitnessList witnesses, WitnessClient client, LedgerReader reader, LedgerDatabase database, LedgerIncidents incidents, VaultSettings settings, ILogger<WitnessWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var asked = witnesses.All.Where(w => w.Url is not null).ToList();
        while (asked.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            foreach (var (key, url) in asked)
            {
                try
                {
                    if (await IsDue(key, stoppingToken) && await reader.Latest(stoppingToken) is { } latest) await Ask(key, url!, latest, stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogWarning("The witness {Witness} could not be asked ({Exception}); it is again in {Seconds} s", key.Name, e.GetType().Name, settings.WitnessSeconds);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }

            await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Whoever moves its time on asks.
    private async Task<bool> IsDue(NoteKey witness, CancellationToken ct)
    {
        await using var claim = database.Query(
            """
            insert into vault.ledger_witness (witness, asked_at) values ($1, clock_timestamp())
            on conflict (witness) do update set asked_at = clock_timestamp() where vault.ledger_witness.asked_at <= clock_timestamp() - make_interval(secs => $2) returning 1
            """,
            witness.Text, (double)settings.WitnessSeconds);
        return await claim.ExecuteScalarAsync(ct) is not null;
    }

    private async Task Ask(NoteKey witness, Uri url, StoredCheckpoint latest, CancellationToken ct)
    {
        var (outcome, number) = await client.Ask(witness, url, latest, ct);
        switch (outcome)
        {
            case WitnessOutcome.Cosigned:
                return;
            case WitnessOutcome.HasSeenMore when (await reader.Size(ct)) < number:
                await incidents.Found(LedgerIncidents.Witnessed, $"{witness.Name} has cosigned {number} leaves, and the ledger has {latest.Size}", ct);
                return;
            case WitnessOutcome.SaysForked:
                await incidents.Found(LedgerIncidents.Witnessed, $"{witness.Name} says that the ledger does not contain the {number} leaves it cosigned", ct);
                return;
            default:
                log.LogWarning("The witness {Witness} gave no cosignature: {Outcome} ({Number})", witness.Name, outcome, number);
                return;
        }
    }
}
