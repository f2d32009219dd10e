using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>The term of a consent.</summary>
internal static class ConsentTerm
{
    /// <summary>The last instant of the term told to the person, by the grant or by its wording, the earlier of both; null: none was told.</summary>
    internal static Instant? Told(Known<ConsentGranted> grant, Filed<WordingFiled>? wording)
    {
        Instant? worded = wording?.Value.ConsentTerm is { } term ? Amsterdam.EndOfTerm(grant.Source.OccurredAt, term) : null;
        return grant.Fact.ValidUntil is { } told && !(worded < told) ? told : worded;
    }

    /// <summary>The last instant of the policy's term, for where none was told.</summary>
    internal static Instant OfPolicy(Known<ConsentGranted> grant, Policy policy) => Amsterdam.EndOfTerm(grant.Source.OccurredAt, policy.ConsentTerm);

    /// <summary>The wording shown, as it was on the day of the grant.</summary>
    internal static Filed<WordingFiled>? WordingOf(Known<ConsentGranted> grant, BookAsKnown book) =>
        grant.Fact.Wording is null ? null : book.WordingOn(grant.Fact.Wording, Amsterdam.DateOf(grant.Source.OccurredAt));
}
