using System.Text;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Campaigns.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Volumes;

/// <summary>The calls of a volume as they go onto its pages: for <c>pack.json</c> and <c>calls.csv</c> on disk, and which events they rest on.</summary>
public sealed class VolumeCalls : IDisposable
{
    private static readonly byte[] NoCalls = Encoding.UTF8.GetBytes("\"calls\":[]");

    private readonly FileStream _json = TemporaryFiles.OpenStream();
    private readonly FileStream _csv = TemporaryFiles.OpenStream();
    private readonly CampaignCsv _columns;

    public VolumeCalls(bool findings)
    {
        _columns = new CampaignCsv(findings);
        _csv.Write(_columns.Header());
    }

    /// <summary>The events that must be proven.</summary>
    public HashSet<Guid> Required { get; } = [];

    /// <summary>The events that are proven where they are the principal's.</summary>
    public HashSet<Guid> Others { get; } = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the first; null: there is none.</summary>
    public long? First { get; private set; }

    /// <summary>The number of the last.</summary>
    public long? Last { get; private set; }

    /// <summary>Adds a call, as it goes onto the page.</summary>
    public void Add(LoggedCall call)
    {
        if (Count++ > 0) _json.WriteByte((byte)',');
        _json.Write(CampaignPackJson.Of(call));
        _csv.Write(_columns.Row(call));
        Required.Add(call.EventId);
        Required.UnionWith(call.Corrections ?? []);
        Others.UnionWith(call.RestsOn);
        First ??= call.Number;
        Last = call.Number;
    }

    /// <summary>The data of the volume with these calls in it, canonical.</summary>
    public FileStream ToJson(CampaignPackData data)
    {
        var around = CampaignPackJson.Of(data with { Calls = [] });
        // Of the names before it in this order none has a text of a client's.
        var at = around.AsSpan().IndexOf(NoCalls) + NoCalls.Length - 1;
        var file = TemporaryFiles.OpenStream();
        file.Write(around.AsSpan(0, at));
        _json.Position = 0;
        _json.CopyTo(file);
        file.Write(around.AsSpan(at));
        file.Position = 0;
        return file;
    }

    /// <summary>The calls as a table.</summary>
    public Stream Table()
    {
        _csv.Position = 0;
        return _csv;
    }

    public void Dispose()
    {
        _json.Dispose();
        _csv.Dispose();
    }
}
