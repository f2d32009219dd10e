using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging.Contradictions;

/// <summary>A correction by somebody who neither handed in the fact nor is the principal: the fact stays as it was.</summary>
internal sealed class CorrectionOfAnothersFact() : ContradictionCheck("correction-of-anothers-fact", new(
    "Een correctie verwijst naar een feit dat een ander heeft aangeleverd, en verandert daaraan niets: alleen wie een feit aanleverde en de opdrachtgever zelf kunnen het corrigeren.",
    "A correction refers to a fact that somebody else handed in, and changes nothing about it: only whoever handed in a fact and the principal itself can correct it."), new(
    "In {count} dossiers verwijst een correctie naar een feit dat een ander heeft aangeleverd.",
    "In {count} dossiers a correction refers to a fact that somebody else handed in."))
{
    internal override IEnumerable<Contradiction> Find(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls)
    {
        foreach (var (correction, anothers) in dossier.CorrectionsOfOthers)
            yield return new(Code, [correction, .. anothers], []);
    }
}
