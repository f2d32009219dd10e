using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging.Contradictions;

/// <summary>
/// A consent given with a wording at a place where, or on a day on which, that wording was not shown, by any of what was said of it over time: that it is
/// described otherwise later does not undo it.
/// </summary>
internal sealed class WordingNotLive() : ContradictionCheck("wording-not-live", new(
    "De toestemming noemt tekst {wording}, maar die werd op die dag of op die plaats niet getoond.",
    "The consent names wording {wording}, but that was not shown on that day or at that place."), new(
    "In {count} dossiers noemt een toestemming een tekst die op die dag of op die plaats niet werd getoond.",
    "In {count} dossiers a consent names a wording that was not shown on that day or at that place."))
{
    internal override IEnumerable<Contradiction> Find(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls)
    {
        foreach (var (known, grant) in dossier.Grants)
            if (book.WordingVersions(grant.Wording).LastOrDefault() is { } last
                && !book.IsWordingLive(last.Value.Ref, Amsterdam.DateOf(known.OccurredAt), grant.Capture?.Place, null))
                yield return new(Code, [known.EventId, last.EventId], [new("wording", last.Value.Ref)]);
    }
}
