using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>Makes a <see cref="DossierAsKnown"/>: picks what is known, applies corrections, resolves references.</summary>
internal sealed class DossierFold
{
    private readonly Dictionary<Guid, KnownFact> _byEvent;
    private readonly List<Objection> _objections = [];
    private readonly List<UnresolvedReference> _unresolved = [];
    private readonly List<RecordedFact> _recorded;
    private readonly CorrectionTrees _trees;
    private Dictionary<string, KnownFact?>? _byRef;

    internal DossierFold(Dossier dossier, Instant knownAt, Instant correctedUntil)
    {
        _recorded = Known(dossier.Facts, knownAt, correctedUntil);
        _trees = CorrectionTrees.Of(_recorded, dossier.Principal);
        _byEvent = new(_recorded.Count);
        LastCorrectionAt = _trees.LastRecordedAt;
        var facts = new List<KnownFact>(_recorded.Count);
        foreach (var recorded in _recorded)
            if (recorded.Fact is not CorrectionMade)
                Add(_trees.Apply(recorded), facts);
        foreach (var lone in _trees.WithoutOriginal())
            Add(lone, facts);
        facts.Sort(static (a, b) => Order(a.OccurredAt, a.EventId, b.OccurredAt, b.EventId));
        foreach (var fact in _byEvent.Values)
            Resolve(fact);
        foreach (var (from, correction) in _trees.Unresolved)
            _unresolved.Add(new(from, "corrects", correction));
        _unresolved.Sort(static (a, b) => a.From != b.From ? a.From.CompareTo(b.From) : string.CompareOrdinal(a.Field, b.Field));
        AddObjections(facts);
        _objections.Sort(static (a, b) => Order(a.At, a.EventId, b.At, b.EventId));
        Facts = facts.ToArray();
        Exhibits = KnownExhibits(dossier, knownAt);
    }

    internal IReadOnlyList<KnownFact> Facts { get; }

    internal IReadOnlyList<KnownExhibit> Exhibits { get; }

    internal IReadOnlyList<Objection> Objections => _objections;

    internal IReadOnlyList<UnresolvedReference> Unresolved => _unresolved;

    internal IReadOnlyList<(Guid Correction, IReadOnlyList<Guid> Anothers)> CorrectionsOfOthers => _trees.OfOthers;

    internal Instant? LastCorrectionAt { get; }

    internal Instant? LastCorrectionUntil(Instant instant) => _trees.LastRecordedUntil(instant);

    internal KnownFact? Find(Guid eventId) => _byEvent.GetValueOrDefault(eventId);

    private static int Order(Instant at, Guid id, Instant otherAt, Guid otherId) =>
        at != otherAt ? at.CompareTo(otherAt) : id.CompareTo(otherId);

    private static List<RecordedFact> Known(IReadOnlyList<RecordedFact> facts, Instant knownAt, Instant correctedUntil)
    {
        var known = new List<RecordedFact>(facts.Count);
        foreach (var fact in facts)
            if (fact.RecordedAt <= knownAt && (fact.Fact is not CorrectionMade || fact.RecordedAt <= correctedUntil))
                known.Add(fact);
        return known;
    }

    private void Add(CorrectedFact corrected, List<KnownFact> facts)
    {
        foreach (var id in corrected.Ids)
            _byEvent.TryAdd(id, corrected.Fact);
        if (!corrected.Fact.IsMovedAway)
            facts.Add(corrected.Fact);
    }

    private void Resolve(KnownFact known)
    {
        var (consent, call, reliesOn) = References.Of(known.Fact);
        known.Consent ??= Resolve(known, "consent", consent);
        known.Call ??= Resolve(known, "call", call);
        known.ReliesOn ??= Resolve(known, "reliesOn", reliesOn);
    }

    private KnownFact? Resolve(KnownFact from, string field, FactRef? reference)
    {
        if (reference is null)
            return null;
        if (_byEvent.TryGetValue(reference.EventId, out var found) || TryOnlyMatch(reference.RefMac, out found))
            return found.IsMovedAway ? null : found;
        if (!from.IsMovedAway && !_unresolved.Exists(u => u.From == from.EventId && u.Field == field))
            _unresolved.Add(new(from.EventId, field, reference));
        return null;
    }

    private bool TryOnlyMatch(string? refMac, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out KnownFact? found)
    {
        found = null;
        return refMac is not null && (_byRef ??= ByRef()).TryGetValue(refMac, out found) && found is not null;
    }

    // Under one reference two different facts may stand, each of another uploader: then nobody can say which is meant.
    private Dictionary<string, KnownFact?> ByRef()
    {
        var byRef = new Dictionary<string, KnownFact?>(StringComparer.Ordinal);
        foreach (var recorded in _recorded)
        {
            if (!_byEvent.TryGetValue(recorded.EventId, out var known))
                continue;
            Put(recorded.Fact.RefMac, known);
            if (recorded.Fact is CorrectionMade { Corrects.RefMac: { } original })
                Put(original, known);
        }

        return byRef;

        void Put(string refMac, KnownFact known)
        {
            if (!byRef.TryAdd(refMac, known) && byRef[refMac] != known)
                byRef[refMac] = null;
        }
    }

    private void AddObjections(List<KnownFact> facts)
    {
        foreach (var known in facts)
            if (!_trees.Has(known.EventId))
                AddObjection(known, known.EventId, known.RecordedAt, known.Fact);
        foreach (var (recorded, body) in _trees.Versions())
            if (_byEvent.TryGetValue(recorded.EventId, out var known))
                AddObjection(known, recorded.EventId, recorded.RecordedAt, body);
    }

    private void AddObjection(KnownFact source, Guid eventId, Instant recordedAt, Fact body)
    {
        switch (body)
        {
            case ConsentWithdrawn w:
                var consent = Target(w.Consent);
                _objections.Add(new(source, eventId, w.OccurredAt, recordedAt, consent?.Fact is ConsentGranted ? consent : null, w.ScopeProducts, null));
                break;
            case ObjectionRegistered o:
                _objections.Add(new(source, eventId, o.OccurredAt, recordedAt, null, o.ScopeProducts, Target(o.Call)));
                break;
            case CallAttempted { Outcome: CallOutcome.StoppedVulnerable } c:
                _objections.Add(new(source, eventId, c.EndedAt ?? c.OccurredAt, recordedAt, null, null, source));
                break;
        }
    }

    internal KnownFact? Target(FactRef? reference) =>
        reference is not null && (_byEvent.TryGetValue(reference.EventId, out var found) || TryOnlyMatch(reference.RefMac, out found)) && !found.IsMovedAway
            ? found
            : null;

    private KnownExhibit[] KnownExhibits(Dossier dossier, Instant knownAt)
    {
        var exhibits = new List<KnownExhibit>(dossier.Exhibits.Count);
        foreach (var exhibit in dossier.Exhibits)
            if (exhibit.AnnouncedAt <= knownAt)
                exhibits.Add(new(exhibit, exhibit.StateAt(knownAt), Target(exhibit.Announced.Consent), Target(exhibit.Announced.Call)));
        exhibits.Sort(static (a, b) => string.CompareOrdinal(a.Exhibit.Id, b.Exhibit.Id));
        return [.. exhibits];
    }
}
