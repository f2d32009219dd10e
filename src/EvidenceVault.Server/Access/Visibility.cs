using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Books;

namespace EvidenceVault.Server.Access;

/// <summary>Which principals exist for a caller.</summary>
public sealed class Visibility(BookStore books)
{
    /// <summary>Whether a principal exists for the caller. The operator is told so by the handlers, since it may create one.</summary>
    public async ValueTask<bool> Sees(Caller caller, string principal, CancellationToken ct)
    {
        if (caller.IsOperator) return true;
        if (caller.Principal is { } own) return own == principal;
        if (caller.Party is not { } party) return false;
        // Who once had a mandate sees the principal for good.
        if (books.Held(principal) is { } held && Sees(held, party)) return true;
        // After its contract's end too: the gate tells of that, whichever server is asked.
        return await books.Ever(principal, ct) is { } book && Sees(book, party);
    }

    /// <summary>Whether a party works, or worked, for the book's principal.</summary>
    public static bool Sees(Book book, string party) => book.PartiesEverMandated().Contains(party);
}
