using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging.Contradictions;

/// <summary>Looks for one kind of contradiction in one dossier.</summary>
/// <param name="code">Its code.</param>
/// <param name="text">One, in words.</param>
/// <param name="summary">How many people it is so for, in words.</param>
internal abstract class ContradictionCheck(string code, Explanation text, Explanation summary)
{
    internal string Code => code;

    internal Explanation Text => text;

    internal Explanation Summary => summary;

    internal abstract IEnumerable<Contradiction> Find(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls);
}

/// <summary>Every check.</summary>
internal static class ContradictionChecks
{
    internal static IReadOnlyList<ContradictionCheck> All { get; } =
    [
        new CallAfterWithdrawal(),
        new CorrectionOfAnothersFact(),
        new VerifiedAfterFirstCall(),
        new WordingCitedBeforeRecorded(),
        new WordingNotLive(),
    ];

    internal static List<Contradiction> Of(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls)
    {
        var found = new List<Contradiction>();
        foreach (var check in All)
            found.AddRange(check.Find(dossier, book, calls));
        return found;
    }
}
