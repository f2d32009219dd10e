using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>How long a pack is kept: one made for a case until a term after that is closed, appeals included.</summary>
public static class PackTerm
{
    /// <summary>The last instant it is kept; null: nothing makes it due, or there is nothing to keep.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="inquiry">The case it was made for; null: none, or none of which a file was opened.</param>
    /// <param name="policy">The policy in force.</param>
    public static Instant? Of(Pack pack, Inquiry? inquiry, RetentionPolicy policy)
    {
        if (pack.Made is not { } made || pack.Deleted is not null || inquiry is { Closed: null })
            return null;
        var from = inquiry?.Closed is { } closed ? Instant.Max(made.OccurredAt, closed.OccurredAt) : made.OccurredAt;
        return Amsterdam.EndOfTerm(from, policy.Packs);
    }
}
