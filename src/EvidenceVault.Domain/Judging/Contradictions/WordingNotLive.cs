using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging.Contradictions;

/// <summary>A consent given with a wording at a place where, or on a day on which, that wording was not shown.</summary>
internal sealed class WordingNotLive() : ContradictionCheck("wording-not-live", new(
    "De toestemming noemt tekst {wording}, maar die werd op die dag of op die plaats niet getoond.",
    "The consent names wording {wording}, but that was not shown on that day or at that place."))
{
    internal override IEnumerable<Contradiction> Find(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls)
    {
        foreach (var (known, grant) in dossier.Grants)
        {
            var versions = book.WordingVersions(grant.Wording).ToList();
            if (versions.Count > 0 && !IsLive(versions, known, grant.Capture))
                yield return new(Code, [known.EventId, versions[^1].EventId], [new("wording", versions[^1].Value.Ref)]);
        }
    }

    // The last version for that place says from when to when it was shown there. Where either place is not stated, only the days count.
    private static bool IsLive(List<Filed<WordingFiled>> versions, KnownFact known, Capture? capture)
    {
        var day = Amsterdam.DateOf(known.OccurredAt);
        var last = versions.FindLast(v => v.Value.LiveFrom <= day && IsAt(v.Value.Place, capture?.Place));
        return last is not null && !(last.Value.LiveTo <= day);
    }

    private static bool IsAt(string? shown, string? captured) =>
        shown is null || captured is null || shown.TrimEnd('/') == captured.TrimEnd('/');
}
