namespace EvidenceVault.Server.Intake;

/// <summary>Room for the items of one upload that are on their way, in bytes of their lines. One takes, one gives back.</summary>
/// <param name="most">The most there may be; a larger item goes alone.</param>
public sealed class UploadRoom(int most) : IDisposable
{
    private readonly SemaphoreSlim _given = new(0);
    private long _taken;

    /// <summary>Takes room, once there is some.</summary>
    public async ValueTask Take(int bytes, CancellationToken ct)
    {
        while (Interlocked.Read(ref _taken) is > 0 and var taken && taken + bytes > most) await _given.WaitAsync(ct);
        Interlocked.Add(ref _taken, bytes);
    }

    /// <summary>Gives room back.</summary>
    public void Give(int bytes)
    {
        if (bytes == 0) return;
        Interlocked.Add(ref _taken, -bytes);
        if (_given.CurrentCount == 0) _given.Release();
    }

    public void Dispose() => _given.Dispose();
}
