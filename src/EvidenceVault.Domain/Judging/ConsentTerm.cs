using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>The term of a consent.</summary>
internal static class ConsentTerm
{
    /// <summary>The last instant of the term told to the person, by the grant or by its wording, the earliest of all; null: none was told.</summary>
    internal static Instant? Told(Known<ConsentGranted> grant, IReadOnlyList<Filed<WordingFiled>> wording)
    {
        var told = grant.Fact.ValidUntil;
        foreach (var version in wording)
            if (version.Value.ConsentTerm is { } term && Amsterdam.EndOfTerm(grant.Source.OccurredAt, term) is var worded && !(told <= worded))
                told = worded;
        return told;
    }

    /// <summary>The last instant of the policy's term, for where none was told.</summary>
    internal static Instant OfPolicy(Known<ConsentGranted> grant, Policy policy) => Amsterdam.EndOfTerm(grant.Source.OccurredAt, policy.ConsentTerm);

    /// <summary>The wording shown, for a call: see <see cref="BookAsKnown.WordingFor"/>; empty: none filed.</summary>
    internal static IReadOnlyList<Filed<WordingFiled>> WordingOf(Known<ConsentGranted> grant, BookAsKnown book, Instant start) =>
        grant.Fact.Wording is null ? [] : book.WordingFor(grant.Fact.Wording, Amsterdam.DateOf(grant.Source.OccurredAt), start);
}
