using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>A fact with every event id by which others may refer to it.</summary>
internal readonly record struct CorrectedFact(KnownFact Fact, IReadOnlyList<Guid> Ids);

/// <summary>
/// The corrections of a dossier, as trees: an original (known here, still to come, or in another dossier), its corrections, and corrections of those.
/// Of several corrections of one event the last made counts, and of equal ones that with the greatest id; never the last to arrive.
/// </summary>
internal sealed class CorrectionTrees
{
    private static readonly CorrectionTrees None = new([]);

    private readonly Dictionary<Guid, List<RecordedFact>> _corrections = [];
    private readonly Dictionary<Guid, RecordedFact> _byEvent = [];
    private readonly HashSet<Guid> _applied = [];

    private CorrectionTrees(IReadOnlyList<RecordedFact> recorded)
    {
        foreach (var fact in recorded)
            _byEvent[fact.EventId] = fact;
        foreach (var fact in recorded)
            if (fact.Fact is CorrectionMade correction)
                Add(fact, correction, recorded);
        foreach (var siblings in _corrections.Values)
            siblings.Sort(static (a, b) => a.OccurredAt != b.OccurredAt ? a.OccurredAt.CompareTo(b.OccurredAt) : a.EventId.CompareTo(b.EventId));
    }

    internal List<(Guid From, FactRef Corrects)> Unresolved { get; } = [];

    internal Instant? LastRecordedAt { get; private set; }

    internal static CorrectionTrees Of(IReadOnlyList<RecordedFact> recorded)
    {
        foreach (var fact in recorded)
            if (fact.Fact is CorrectionMade)
                return new(recorded);
        return None;
    }

    /// <summary>An original as it counts.</summary>
    internal CorrectedFact Apply(RecordedFact original)
    {
        if (!_corrections.ContainsKey(original.EventId))
            return new(new(original.EventId, original.Fact, original.RecordedAt, original.RecordedAt, []), [original.EventId]);
        return Apply(original.EventId, original);
    }

    /// <summary>Corrected facts whose original is not here: it is still to come, or stood in another dossier.</summary>
    internal IEnumerable<CorrectedFact> WithoutOriginal() =>
        _corrections.Keys.Where(target => !_byEvent.ContainsKey(target)).Order().ToList().Select(target => Apply(target, null));

    /// <summary>Every version of every fact that was corrected: originals and corrected bodies.</summary>
    internal IEnumerable<(RecordedFact Recorded, Fact Body)> Versions()
    {
        foreach (var id in _applied)
        {
            var recorded = _byEvent[id];
            if (recorded.Fact is not CorrectionMade correction)
                yield return (recorded, recorded.Fact);
            else if (correction.Corrected is { } body)
                yield return (recorded, body);
        }
    }

    private void Add(RecordedFact fact, CorrectionMade correction, IReadOnlyList<RecordedFact> recorded)
    {
        LastRecordedAt = LastRecordedAt is { } last ? Instant.Max(last, fact.RecordedAt) : fact.RecordedAt;
        var target = correction.Corrects.EventId;
        if (!_byEvent.ContainsKey(target))
        {
            var only = OnlyMatch(recorded, correction.Corrects.RefMac, fact);
            if (only is null && correction.Move != CorrectionMove.Here)
                Unresolved.Add((fact.EventId, correction.Corrects));
            target = only?.EventId ?? target;
        }

        if (!_corrections.TryGetValue(target, out var siblings))
            _corrections[target] = siblings = [];
        siblings.Add(fact);
    }

    private static RecordedFact? OnlyMatch(IReadOnlyList<RecordedFact> recorded, string? refMac, RecordedFact except)
    {
        RecordedFact? only = null;
        if (refMac is null)
            return null;
        foreach (var fact in recorded)
        {
            if (fact.Fact.RefMac != refMac || fact.EventId == except.EventId)
                continue;
            if (only is not null)
                return null;
            only = fact;
        }

        return only;
    }

    private CorrectedFact Apply(Guid root, RecordedFact? original)
    {
        List<Guid> ids = [root];
        Collect(root, ids);
        _applied.UnionWith(original is null ? ids.Skip(1) : ids);
        var path = new List<RecordedFact>();
        for (var at = root; _corrections.TryGetValue(at, out var siblings); at = path[^1].EventId)
            path.Add(siblings[^1]);
        var last = path[^1];
        var body = LastBody(path, original?.Fact);
        var first = ids.Where(_byEvent.ContainsKey).Min(id => _byEvent[id].RecordedAt);
        return new(
            new(original?.EventId ?? path[0].EventId, body, last.RecordedAt, first, original is null ? path[1..] : path)
            {
                IsMovedAway = last.Fact is CorrectionMade { Corrected: null or CorrectionMade },
            },
            ids);
    }

    private static Fact LastBody(List<RecordedFact> path, Fact? original)
    {
        for (var i = path.Count - 1; i >= 0; i--)
            if (path[i].Fact is CorrectionMade { Corrected: { } body and not CorrectionMade })
                return body;
        return original ?? path[^1].Fact;
    }

    private void Collect(Guid id, List<Guid> ids)
    {
        if (!_corrections.TryGetValue(id, out var corrections))
            return;
        foreach (var correction in corrections)
        {
            ids.Add(correction.EventId);
            Collect(correction.EventId, ids);
        }
    }
}
