namespace EvidenceVault.Server.Hosting;

/// <summary>Work that comes round again and again in the background.</summary>
public static class Rounds
{
    /// <summary>Does it, and again after a pause, until the server stops. A round that fails is logged, and the next one tries again.</summary>
    /// <param name="what">What it is, for the log; nothing personal.</param>
    /// <param name="pause">Between two rounds.</param>
    /// <param name="round">One round.</param>
    /// <param name="log">The log of whoever does it.</param>
    /// <param name="ct">The server stops.</param>
    public static async Task Go(string what, TimeSpan pause, Func<CancellationToken, Task> round, ILogger log, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await round(ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // Without the exception's message, which may repeat values.
                log.LogError("{What} failed ({Exception}); the next look tries again", what, e.GetType().Name);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
