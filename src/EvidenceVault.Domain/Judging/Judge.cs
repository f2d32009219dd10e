using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Judges calls: pure, so that the same facts and book as known at an instant always give the same judgement.</summary>
public static class Judge
{
    /// <summary>Judges one call of a dossier.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="book">The principal's book.</param>
    /// <param name="call">The event of the call, or of a correction of it.</param>
    /// <param name="knownAt">What the vault recorded later does not exist.</param>
    /// <param name="all">Whether findings of rules that do not apply are listed too.</param>
    /// <exception cref="ArgumentException">The vault did not know such a call then.</exception>
    public static Judgement Call(Dossier dossier, Book book, Guid call, Instant knownAt, bool all = false) =>
        Call(DossierAsKnown.Of(dossier, knownAt), BookAsKnown.Of(book, knownAt), call, all);

    /// <summary>Judges one call of a dossier as known.</summary>
    /// <exception cref="ArgumentException">The vault did not know such a call then.</exception>
    public static Judgement Call(DossierAsKnown dossier, BookAsKnown book, Guid call, bool all = false) =>
        dossier.Find(call) is { IsMovedAway: false, Fact: CallAttempted } known
            ? Of(new(dossier, book), known, all)
            : throw new ArgumentException($"There is no call {call} in this dossier as known at {dossier.KnownAt}.", nameof(call));

    /// <summary>Judges every call of a dossier as known, oldest first.</summary>
    public static IReadOnlyList<JudgedCall> Calls(DossierAsKnown dossier, BookAsKnown book, bool all = false)
    {
        if (dossier.Calls.Count == 0)
            return [];
        var session = new JudgingSession(dossier, book);
        var judged = new JudgedCall[dossier.Calls.Count];
        for (var i = 0; i < judged.Length; i++)
            judged[i] = new(dossier.Calls[i].Source, Of(session, dossier.Calls[i].Source, all));
        return judged;
    }

    /// <summary>
    /// Judges a call that was not made, as if it began at its <see cref="Fact.OccurredAt"/>, by the same rules as one that was. Its
    /// <see cref="Judgement.ChangesAt"/> says until when the outcome would hold.
    /// </summary>
    /// <param name="dossier">The dossier as known; one without facts where the consumer is not known.</param>
    /// <param name="book">The principal's book as known.</param>
    /// <param name="call">The call.</param>
    /// <param name="all">Whether findings of rules that do not apply are listed too.</param>
    public static Judgement Hypothetical(DossierAsKnown dossier, BookAsKnown book, CallAttempted call, bool all = false)
    {
        var known = new KnownFact(Guid.Empty, call, call.OccurredAt, call.OccurredAt, []) { ReliesOn = dossier.Resolve(call.ReliesOn?.Ref) };
        return Of(new(dossier, book, call), known, all);
    }

    private static Judgement Of(JudgingSession session, KnownFact call, bool all)
    {
        var judgement = LateCorrections.Apply(session, call, session.Of(call));
        return all ? judgement with { Findings = WithNotApplicable(judgement.Findings) } : judgement;
    }

    private static Finding[] WithNotApplicable(IReadOnlyList<Finding> findings) =>
        [.. Rulebook.Rules.Select(rule => findings.FirstOrDefault(f => f.Rule == rule.Name)
            ?? rule.NotApplicable())];
}
