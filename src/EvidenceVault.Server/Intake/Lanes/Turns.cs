namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>How many batches are written at once, over all lanes. Those of single items have turns of their own, so that none waits for the uploads of others.</summary>
public sealed class Turns : IDisposable
{
    // Enough that one batch computes while another waits for its commit; more would only wait for the same disk and processors.
    private static readonly int AtOnce = 2 * Math.Max(2, Environment.ProcessorCount);

    /// <summary>For batches of large uploads.</summary>
    public SemaphoreSlim Bulk { get; } = new(AtOnce);

    /// <summary>For batches of single items.</summary>
    public SemaphoreSlim Single { get; } = new(AtOnce);

    public void Dispose()
    {
        Bulk.Dispose();
        Single.Dispose();
    }
}
