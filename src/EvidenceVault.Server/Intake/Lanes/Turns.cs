namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>How many batches are written at once, over all lanes. Those of single items have turns of their own, so that none waits for the uploads of others.</summary>
public sealed class Turns : IDisposable
{
    private static readonly int Processors = Math.Max(2, Environment.ProcessorCount);

    // Enough that one batch computes while another waits for its commit; more would only wait for the same disk and processors.
    private readonly SemaphoreSlim _single = new(2 * Processors);
    private readonly SemaphoreSlim _bulk = new(2 * Processors);

    // Beside single items uploads leave them the processors half of the time.
    private readonly SemaphoreSlim _beside = new(Math.Max(1, Processors / 2));
    private readonly SinglesSeen _singles = new();

    /// <summary>A turn for a batch of single items.</summary>
    public async Task<Turn> ForSingles()
    {
        _singles.Note();
        await _single.WaitAsync(CancellationToken.None);
        return new(_single, null);
    }

    /// <summary>A turn for a batch of large uploads.</summary>
    public async Task<Turn> ForBulk()
    {
        await _bulk.WaitAsync(CancellationToken.None);
        if (!_singles.AreRecent) return new(_bulk, null);
        await _beside.WaitAsync(CancellationToken.None);
        return new(_bulk, _beside);
    }

    public void Dispose()
    {
        _single.Dispose();
        _bulk.Dispose();
        _beside.Dispose();
    }

    /// <summary>May write one batch; to be given back.</summary>
    public sealed class Turn(SemaphoreSlim of, SemaphoreSlim? beside) : IDisposable
    {
        /// <summary>Whether single items come in meanwhile: the batch is to be a short one.</summary>
        public bool IsBesideSingles => beside is not null;

        public void Dispose()
        {
            beside?.Release();
            of.Release();
        }
    }
}
