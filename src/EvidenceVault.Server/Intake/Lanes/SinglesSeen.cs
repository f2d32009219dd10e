namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>Whether single items come in: they are not to wait long for uploads, whoever's these are.</summary>
public sealed class SinglesSeen
{
    private const long Remembered = 10_000;

    private long _last = -Remembered;

    /// <summary>Whether some came in within the last ten seconds.</summary>
    public bool AreRecent => Environment.TickCount64 - Volatile.Read(ref _last) < Remembered;

    /// <summary>One came in.</summary>
    public void Note() => Volatile.Write(ref _last, Environment.TickCount64);
}
