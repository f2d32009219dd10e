using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Campaigns.Data;
using Microsoft.Win32.SafeHandles;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Gathering;

/// <summary>The calls of a campaign on their way from the dossiers into the volumes: on disk, with no more than their order in memory.</summary>
public sealed class CallSpool : IDisposable
{
    private readonly SafeFileHandle _file = TemporaryFiles.Open();
    private readonly List<Place> _places = [];
    private long _end;

    /// <summary>How many there are.</summary>
    public int Count => _places.Count;

    /// <summary>Adds calls, in any order. One at a time.</summary>
    public void Add(IEnumerable<(LoggedCall Call, byte[] Json)> calls)
    {
        foreach (var (call, json) in calls)
        {
            RandomAccess.Write(_file, json, _end);
            _places.Add(new(call.StartedAt.ToUnixTimeTicks(), call.EventId, _end, json.Length, call.Judgement?.Severity ?? int.MaxValue));
            _end += json.Length;
        }
    }

    /// <summary>What is added of a call.</summary>
    public static byte[] Line(LoggedCall call) => JsonSerializer.SerializeToUtf8Bytes(call, CampaignPackJson.Options);

    /// <summary>Puts them in the order of the log: by start, then by event.</summary>
    public void Sort() => _places.Sort(static (one, other) => one.StartedAt != other.StartedAt ? one.StartedAt.CompareTo(other.StartedAt) : one.Call.CompareTo(other.Call));

    /// <summary>The call of a place in the log, from 0, with its number.</summary>
    public LoggedCall Read(int at)
    {
        var place = _places[at];
        var json = new byte[place.Length];
        if (RandomAccess.Read(_file, json, place.At) != json.Length) throw new IOException("The spool of a campaign pack is shorter than what was written to it.");
        return JsonSerializer.Deserialize<LoggedCall>(json, CampaignPackJson.Options)! with { Number = at + 1 };
    }

    /// <summary>The places of the calls that ask for attention, those that do most first, and by start.</summary>
    public IReadOnlyList<int> Exceptions() => [.. Enumerable.Range(0, _places.Count).Where(i => _places[i].Severity != int.MaxValue).OrderBy(i => _places[i].Severity).ThenBy(i => i)];

    public void Dispose() => _file.Dispose();

    private readonly record struct Place(long StartedAt, Guid Call, long At, int Length, int Severity);
}
