using System.Security.Cryptography;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using Marten;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>What a PUT comes to, given the book as it is.</summary>
/// <param name="Event">The event to add; null: nothing changes.</param>
/// <param name="Refusal">Why it may not be.</param>
public readonly record struct BookChange(object? Event, Problem? Refusal = null)
{
    /// <summary>The content is there already.</summary>
    public static readonly BookChange None;

    public static BookChange Refused(Problem problem) => new(null, problem);
}

/// <summary>Adds to books and to the descriptions of parties, never over what somebody else put there meanwhile.</summary>
public sealed class BookWriter(BookStore books, IDocumentStore store, IClock clock)
{
    private const int Attempts = 8;

    // On one server, changes of one book wait for each other rather than collide.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    private static readonly Problem ChangedMeanwhile = new(
        StatusCodes.Status409Conflict, ProblemCodes.ChangedMeanwhile, "Others changed this at the same time, again and again. Read it anew, then try again.")
    { RetryAfter = 1 };

    /// <summary>Adds to a principal's book what <paramref name="decide"/> makes of it.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="texts">Texts that the event names by their hash.</param>
    /// <param name="decide">Decides on the book as it is at that moment; called anew where the book changed meanwhile.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The book with the change and whether there was one, or why there is none.</returns>
    public async Task<(Book? Book, bool Changed, Problem? Problem)> Put(
        string principal, IReadOnlyCollection<FiledText> texts, Func<Book?, Instant, BookChange> decide, CancellationToken ct)
    {
        var turn = _turns[(uint)string.GetHashCode(principal, StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(ct);
        try
        {
            return await PutInTurn(principal, texts, decide, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(Book? Book, bool Changed, Problem? Problem)> PutInTurn(
        string principal, IReadOnlyCollection<FiledText> texts, Func<Book?, Instant, BookChange> decide, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
            var book = await books.Current(principal, ct);
            var change = decide(book, now);
            if (change.Refusal is { } refusal) return (null, false, refusal);
            if (change.Event is not { } fact) return (book, false, null);
            if (await Append(principal, Streams.Book(principal), book?.Version ?? 0, fact, now, texts, ct))
                return (await books.Current(principal, ct), true, null);
            await Task.Delay(RandomNumberGenerator.GetInt32(5, 10 << attempt), ct);
        }

        return (null, false, ChangedMeanwhile);
    }

    /// <summary>Describes a party, unless it was described meanwhile.</summary>
    /// <returns>Whether it was added.</returns>
    public Task<bool> Describe(PartyDescribed party, long version, CancellationToken ct) => Append(
        VaultStore.VaultTenant, Streams.Party(party.Party), version, party, Instants.CutToMicroseconds(clock.GetCurrentInstant()), [], ct);

    /// <summary>Appends where the stream still has this version.</summary>
    private async Task<bool> Append(
        string tenant, string stream, long version, object fact, Instant now, IReadOnlyCollection<FiledText> texts, CancellationToken ct)
    {
        await using var session = store.LightweightSession(tenant);
        var e = session.Events.BuildEvent(fact);
        e.Timestamp = now.ToDateTimeOffset();
        if (version == 0) session.Events.StartStream(stream, e);
        else session.Events.Append(stream, version + 1, e);
        foreach (var text in texts)
            session.QueueSqlCommand(
                "insert into vault.filed_text (principal, sha256, content) values (?, ?, ?) on conflict do nothing", tenant, text.Sha256, text.Content);
        try
        {
            await session.SaveChangesAsync(ct);
            return true;
        }
        catch (Exception exception) when (Collisions.Is(exception))
        {
            return false;
        }
    }
}
