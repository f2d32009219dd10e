using EvidenceVault.Domain.Books;

namespace EvidenceVault.Server.Books;

/// <summary>A book for one request or upload: as this server holds it, and asked anew once at most. For what no addition to a book takes back.</summary>
public sealed class BookAtHand(string principal, BookStore books)
{
    private bool _isFresh;

    /// <summary>The book as it is at hand; null: not yet.</summary>
    public Book? Book { get; private set; } = books.Held(principal);

    /// <summary>The book as it is now, or was when this was first asked.</summary>
    public async ValueTask<Book?> Fresh(CancellationToken ct)
    {
        if (!_isFresh) (Book, _isFresh) = (await books.Current(principal, ct), true);
        return Book;
    }
}
