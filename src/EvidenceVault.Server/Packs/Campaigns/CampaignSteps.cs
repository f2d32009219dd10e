using System.Diagnostics;

namespace EvidenceVault.Server.Packs.Campaigns;

/// <summary>Tells how far the making has come: a step for each dossier judged, then one for each call written.</summary>
public sealed class CampaignSteps(string principal, string pack, OpenPacks queue)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(500);

    private long _told;
    private int _dossiers;
    private int _calls;

    /// <summary>Dossiers were judged. How many calls there are is not known yet: at least as many.</summary>
    /// <exception cref="PackEndedException">The pack was called off.</exception>
    public async Task Judged(int done, int of, CancellationToken ct)
    {
        (_dossiers, _calls) = (of, of);
        if (_told != 0 && Stopwatch.GetElapsedTime(_told) < TellEvery) return;
        _told = Stopwatch.GetTimestamp();
        await Tell(done, ct);
    }

    /// <summary>All dossiers are judged, and there are so many calls.</summary>
    public void Begin(int calls) => _calls = calls;

    /// <summary>So many calls are written.</summary>
    /// <exception cref="PackEndedException">The pack was called off.</exception>
    public Task Set(int written, CancellationToken ct) => Tell(_dossiers + written, ct);

    private async Task Tell(long done, CancellationToken ct)
    {
        // One more for the index.
        if (!await queue.Progress(principal, pack, new(done, _dossiers + _calls + 1L), ct)) throw new PackEndedException();
    }
}
