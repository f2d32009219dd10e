using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging.Contradictions;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Everything the vault concludes from one dossier, in one pass.</summary>
/// <param name="Dossier">The dossier as known.</param>
/// <param name="EvaluatedAt">The instant it is seen at.</param>
/// <param name="BookVersion">The version of the book it rests on.</param>
/// <param name="Consents">The consents, oldest first.</param>
/// <param name="Calls">The calls with their judgements, oldest first.</param>
/// <param name="Findings">Findings on the dossier as a whole, in the rulebook's order; those that do not apply only when asked for.</param>
/// <param name="Contradictions">What does not fit together.</param>
/// <param name="ChangesAt">When time alone may change this report; null: never.</param>
public sealed record DossierReport(
    DossierAsKnown Dossier,
    Instant EvaluatedAt,
    long BookVersion,
    IReadOnlyList<ConsentState> Consents,
    IReadOnlyList<JudgedCall> Calls,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Contradiction> Contradictions,
    Instant? ChangesAt)
{
    /// <summary>The rulebook's version.</summary>
    public string Rulebook { get; } = Judging.Rulebook.Version;

    /// <summary>The book it rests on.</summary>
    internal BookAsKnown Book { get; private init; } = null!;

    /// <summary>Judges a dossier: as known and seen at <paramref name="asOf"/>, else at <paramref name="now"/>.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="book">The principal's book.</param>
    /// <param name="asOf">Only what was recorded at or before it exists; null: everything.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="all">Whether findings of rules that do not apply are listed too.</param>
    public static DossierReport Of(Dossier dossier, Book book, Instant? asOf, Instant now, bool all = false) =>
        Of(dossier, BookAsKnown.Of(book, asOf ?? now), asOf ?? now, all);

    /// <summary>Judges a dossier as known when the book was, so that one book serves many dossiers.</summary>
    public static DossierReport Of(Dossier dossier, BookAsKnown book, Instant at, bool all = false)
    {
        var known = DossierAsKnown.Of(dossier, book.KnownAt);
        var consents = ConsentStates.Of(known, book, at);
        var calls = Judge.Calls(known, book, all);
        Instant? changesAt = null;
        foreach (var consent in consents)
            changesAt = Earliest(changesAt, consent.ChangesAt);
        foreach (var call in calls)
            changesAt = Earliest(changesAt, call.Judgement.ChangesAt);
        var (findings, findingsChangeAt) = OnDossier(known, book, at, all, to: null);
        changesAt = Earliest(Earliest(changesAt, findingsChangeAt), NextAhead(known, at));
        return new(known, at, book.Version, consents, calls, findings, ContradictionChecks.Of(known, book, calls), changesAt) { Book = book };
    }

    /// <summary>The findings on the dossier as a whole that a party of the chain may be shown.</summary>
    /// <param name="party">The party.</param>
    /// <param name="book">The book that was judged by.</param>
    /// <param name="all">Whether findings of rules that do not apply are listed too.</param>
    public IReadOnlyList<Finding> FindingsTo(string party, Book book, bool all) => OnDossier(Dossier, BookAsKnown.Of(book, EvaluatedAt), EvaluatedAt, all, party).Findings;

    private static (List<Finding> Findings, Instant? ChangeAt) OnDossier(DossierAsKnown dossier, BookAsKnown book, Instant at, bool all, string? to)
    {
        var findings = new List<Finding>(Judging.Rulebook.OnDossiers.Count);
        Instant? changesAt = null;
        foreach (var rule in Judging.Rulebook.OnDossiers)
            if ((to is null ? rule.Judge(dossier, book, at) : rule.JudgeTo(to, dossier, book, at)) is var (finding, ends))
            {
                findings.Add(finding);
                changesAt = Earliest(changesAt, ends);
            }
            else if (all)
                findings.Add(rule.NotApplicable());
        return (findings, changesAt);
    }

    // A source's clock may run ahead: what is said to happen only after this instant does not count yet, and does then.
    private static Instant? NextAhead(DossierAsKnown dossier, Instant at)
    {
        Instant? next = null;
        for (var i = dossier.Facts.Count - 1; i >= 0 && dossier.Facts[i].OccurredAt > at; i--)
            next = dossier.Facts[i].OccurredAt;
        for (var i = dossier.Objections.Count - 1; i >= 0 && dossier.Objections[i].At > at; i--)
            next = Earliest(next, dossier.Objections[i].At);
        return next;
    }

    private static Instant? Earliest(Instant? one, Instant? other) =>
        one is null ? other : other is null ? one : Instant.Min(one.Value, other.Value);
}

/// <summary>A call with what the vault concludes about it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Judgement">The judgement.</param>
public sealed record JudgedCall(KnownFact Call, Judgement Judgement)
{
    /// <summary>Whether it relied on a consent: by its own words, or because that consent was judged for it.</summary>
    internal bool ReliedOn(KnownFact grant) =>
        Call.ReliesOn == grant
        || Judgement is { Basis: Dossiers.Facts.Basis.Consent, Consent: { } consent } && consent == grant.EventId && Call.OccurredAt > grant.OccurredAt;
}
