using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Campaigns.Volumes;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Packs.Campaigns;

/// <summary>The files of a campaign pack, kept and cited by nothing yet. Disposing of them removes those that are not cited by then.</summary>
public sealed class CampaignFiles(CampaignPackData header) : IAsyncDisposable
{
    private readonly List<KeptPack> _kept = [];
    private readonly List<PackVolume> _volumes = [];
    private PackVolume? _index;
    private Instant? _timestampedAt;

    /// <summary>The volumes after the index.</summary>
    public IReadOnlyList<PackVolume> Volumes => _volumes;

    /// <summary>As the index lists them.</summary>
    public IReadOnlyList<VolumeListed> Listed => _volumes.ConvertAll(v => new VolumeListed(v.Number, v.FirstCall, v.LastCall, v.Pages, v.Size, v.Sha256));

    public void Add(VolumeWritten written, KeptPack kept)
    {
        _kept.Add(kept);
        var volume = new PackVolume(written.Volume.Number, kept.Blob, written.Pages, written.Size, written.Sha256, written.Volume.FirstCall ?? 0, written.Volume.LastCall ?? 0);
        if (volume.Number == 1) (_index, _timestampedAt) = (volume, written.TimestampedAt);
        else _volumes.Add(volume);
    }

    /// <summary>Says that the transaction commits an event that cites all of them.</summary>
    public async Task Cite(NpgsqlTransaction transaction, CancellationToken ct)
    {
        foreach (var kept in _kept) await kept.Cite(transaction, ct);
    }

    /// <summary>That event.</summary>
    public PackMade ToEvent(Instant now) => new(
        now, header.Pack, _index!.Blob, _index.Pages, _index.Size, _index.Sha256, header.Rulebook, header.Software, header.Seal?.Sha256, _timestampedAt, _volumes);

    public async ValueTask DisposeAsync()
    {
        foreach (var kept in _kept) await kept.DisposeAsync();
    }
}
