namespace EvidenceVault.Server.Packs;

/// <summary>Wakes this server's worker when a pack was asked for here, so that it need not wait for its next look.</summary>
public sealed class PackSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    /// <summary>Says that there is work. Saying so twice is saying so once.</summary>
    public void Raise()
    {
        lock (_raised)
            if (_raised.CurrentCount == 0) _raised.Release();
    }

    /// <summary>Waits until there is work, or until it is time to look anyway.</summary>
    public Task Wait(TimeSpan most, CancellationToken ct) => _raised.WaitAsync(most, ct);

    public void Dispose() => _raised.Dispose();
}
