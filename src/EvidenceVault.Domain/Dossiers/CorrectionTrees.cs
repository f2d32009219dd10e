using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>A fact with every event id by which others may refer to it.</summary>
internal readonly record struct CorrectedFact(KnownFact Fact, IReadOnlyList<Guid> Ids);

/// <summary>
/// The corrections of a dossier, as trees: an original (known here, still to come, or in another dossier), its corrections, and corrections of those.
/// Of several corrections of one event the last made counts, and of equal ones that with the greatest id; never the last to arrive.
/// </summary>
/// <remarks>
/// A correction counts only if its uploader handed in what it corrects too, or is the principal. Who handed in an original that is not here cannot be
/// seen, and need not be: intake takes from an agency no reference that names what another party handed in.
/// </remarks>
internal sealed class CorrectionTrees
{
    private static readonly CorrectionTrees None = new([], "");

    private readonly string _principal;
    private readonly Dictionary<Guid, List<RecordedFact>> _corrections = [];
    private readonly Dictionary<Guid, RecordedFact> _byEvent = [];
    private readonly Dictionary<Guid, Guid> _targets = [];
    private readonly HashSet<Guid> _applied = [];
    private readonly List<Instant> _recordedAt = [];
    private ILookup<string, RecordedFact>? _byRef;

    private CorrectionTrees(IReadOnlyList<RecordedFact> recorded, string principal)
    {
        _principal = principal;
        foreach (var fact in recorded)
            _byEvent[fact.EventId] = fact;
        foreach (var fact in recorded)
            if (fact.Fact is CorrectionMade correction)
                Add(fact, correction, recorded);
        AddCircular();
        _recordedAt.Sort();
        foreach (var siblings in _corrections.Values)
            siblings.Sort(static (a, b) => a.OccurredAt != b.OccurredAt ? a.OccurredAt.CompareTo(b.OccurredAt) : a.EventId.CompareTo(b.EventId));
        OfOthers.Sort(static (a, b) => a.Correction.CompareTo(b.Correction));
    }

    internal List<(Guid From, FactRef Corrects)> Unresolved { get; } = [];

    /// <summary>Corrections that name what their uploader may not correct, each with the facts of others that it could mean.</summary>
    internal List<(Guid Correction, IReadOnlyList<Guid> Anothers)> OfOthers { get; } = [];

    internal Instant? LastRecordedAt => _recordedAt.Count == 0 ? null : _recordedAt[^1];

    internal static CorrectionTrees Of(IReadOnlyList<RecordedFact> recorded, string principal)
    {
        foreach (var fact in recorded)
            if (fact.Fact is CorrectionMade)
                return new(recorded, principal);
        return None;
    }

    /// <summary>When the last correction at or before an instant was recorded; null: there is none.</summary>
    internal Instant? LastRecordedUntil(Instant instant)
    {
        var found = _recordedAt.BinarySearch(instant);
        var last = found >= 0 ? found : ~found - 1;
        return last >= 0 ? _recordedAt[last] : null;
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

    /// <summary>Whether an event is one of <see cref="Versions"/>.</summary>
    internal bool Has(Guid eventId) => _applied.Contains(eventId);

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
        _recordedAt.Add(fact.RecordedAt);
        var target = correction.Corrects.EventId;
        if (_byEvent.TryGetValue(target, out var named))
        {
            if (!MayCorrect(fact, named))
            {
                Unresolved.Add((fact.EventId, correction.Corrects));
                OfOthers.Add((fact.EventId, [target]));
                return;
            }
        }
        else
        {
            var (only, anothers) = Matches(recorded, correction, fact);
            if (only is null && correction.Move != CorrectionMove.Here)
                Unresolved.Add((fact.EventId, correction.Corrects));
            if (only is null && anothers.Count > 0)
                OfOthers.Add((fact.EventId, anothers));
            target = only?.EventId ?? target;
        }

        if (!_corrections.TryGetValue(target, out var siblings))
            _corrections[target] = siblings = [];
        siblings.Add(fact);
        _targets[fact.EventId] = target;
    }

    // Corrections of themselves, of each other, or of such: they lead to no original, so none has an effect, and each is told.
    private void AddCircular()
    {
        HashSet<Guid> leading = [], circular = [];
        foreach (var id in _targets.Keys)
        {
            HashSet<Guid> path = [];
            var at = id;
            while (!leading.Contains(at) && !circular.Contains(at) && path.Add(at) && _targets.TryGetValue(at, out var next))
                at = next;
            (_targets.ContainsKey(at) && !leading.Contains(at) ? circular : leading).UnionWith(path);
            if (circular.Contains(id))
                Unresolved.Add((id, ((CorrectionMade)_byEvent[id].Fact).Corrects));
        }
    }

    private bool MayCorrect(RecordedFact correction, RecordedFact original) =>
        correction.Fact.UploadedBy == _principal || correction.Fact.UploadedBy == original.Fact.UploadedBy;

    // What a bare reference can mean beside an own fact: the only match that may be corrected.
    private (RecordedFact? Only, List<Guid> Anothers) Matches(IReadOnlyList<RecordedFact> recorded, CorrectionMade correction, RecordedFact from)
    {
        List<RecordedFact> own = [];
        List<Guid> anothers = [];
        if (correction.Corrects.RefMac is not { } refMac)
            return (null, anothers);
        foreach (var fact in ByRef(recorded)[refMac])
        {
            if (fact.EventId == from.EventId || !CanMean(correction, fact))
                continue;
            if (MayCorrect(from, fact))
                own.Add(fact);
            else
                anothers.Add(fact.EventId);
        }

        anothers.Sort();
        return (own is [var only] ? only : null, own.Count == 0 ? anothers : []);
    }

    private ILookup<string, RecordedFact> ByRef(IReadOnlyList<RecordedFact> recorded) => _byRef ??= recorded.ToLookup(f => f.Fact.RefMac, StringComparer.Ordinal);

    // What is moved here stood elsewhere: of what stands here it can only be the way back of a move away.
    private static bool CanMean(CorrectionMade correction, RecordedFact fact) =>
        correction.Move != CorrectionMove.Here || fact.Fact is CorrectionMade { Move: CorrectionMove.Away };

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
                Instants = [.. ids.Select(id => BodyOf(id)?.OccurredAt).OfType<Instant>().Append(body.OccurredAt).Distinct().Order()],
            },
            ids);
    }

    private Fact? BodyOf(Guid id) => !_byEvent.TryGetValue(id, out var recorded) ? null
        : recorded.Fact is CorrectionMade { Corrected: var corrected } ? corrected is CorrectionMade ? null : corrected
        : recorded.Fact;

    private static Fact LastBody(List<RecordedFact> path, Fact? original)
    {
        for (var i = path.Count - 1; i >= 0; i--)
            if (path[i].Fact is CorrectionMade { Corrected: { } body and not CorrectionMade })
                return body;
        return original ?? path[^1].Fact;
    }

    // Without recursion: nothing bounds how many corrections correct each other in a row.
    private void Collect(Guid id, List<Guid> ids)
    {
        var open = new Stack<Guid>();
        Push(id);
        while (open.TryPop(out var correction))
        {
            ids.Add(correction);
            Push(correction);
        }

        void Push(Guid target)
        {
            if (!_corrections.TryGetValue(target, out var corrections))
                return;
            for (var i = corrections.Count - 1; i >= 0; i--)
                open.Push(corrections[i].EventId);
        }
    }
}
