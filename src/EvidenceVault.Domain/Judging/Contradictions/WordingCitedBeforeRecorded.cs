using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging.Contradictions;

/// <summary>A wording that a consent cited, when it was handed in, before the vault held that wording.</summary>
internal sealed class WordingCitedBeforeRecorded() : ContradictionCheck("wording-cited-before-recorded", new(
    "De toestemming verwees naar tekst {wording} voordat die tekst in de kluis was vastgelegd.",
    "The consent cited wording {wording} before that wording was recorded in the vault."), new(
    "In {count} dossiers verwijst een toestemming naar een tekst die toen nog niet in de kluis was vastgelegd.",
    "In {count} dossiers a consent cites a wording that was not yet recorded in the vault."))
{
    internal override IEnumerable<Contradiction> Find(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls)
    {
        foreach (var (known, grant) in dossier.Grants)
            if (book.WordingVersions(grant.Wording).FirstOrDefault() is { } first && known.RecordedAt < first.RecordedAt)
                yield return new(Code, [known.EventId, first.EventId], [new("wording", first.Value.Ref)]);
    }
}
