using System.Collections.Concurrent;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using Marten;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>The books as they are now. Held in memory; one cheap query each time tells whether another server added to them.</summary>
public sealed class BookStore(VaultDatabase database, IDocumentStore store, EndedContracts ended)
{
    private readonly ConcurrentDictionary<string, Book> _books = new(StringComparer.Ordinal);

    /// <summary>A principal's book; null: there is no such principal, or its contract has ended.</summary>
    public async ValueTask<Book?> Current(string principal, CancellationToken ct) =>
        JsonFields.IsSlug(principal) && !await ended.Has(principal, ct) ? await Ever(principal, ct) : null;

    /// <summary>A principal's book, also after its contract has ended: who worked for it is still told that it has. Null: there never was such a principal.</summary>
    public async ValueTask<Book?> Ever(string principal, CancellationToken ct)
    {
        if (!JsonFields.IsSlug(principal) || await VersionOf(principal, ct) is not { } version) return null;
        var book = _books.GetValueOrDefault(principal) ?? Book.Of(principal);
        if (book.Version >= version) return book;
        book = await Continue(book, ct);
        return _books.AddOrUpdate(principal, book, (_, held) => held.Version >= book.Version ? held : book);
    }

    /// <summary>
    /// A principal's book as this server saw it last, without a query; null: not yet. Another server may have added to it since, so it serves for what no
    /// addition takes back.
    /// </summary>
    public Book? Held(string principal) => _books.GetValueOrDefault(principal);

    /// <summary>The principals there are, in order of their slugs.</summary>
    /// <param name="after">Only those after this one.</param>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<string>> Principals(string after, int most, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            // Steps from one tenant to the next in the primary key, past all their dossiers.
            """
            with recursive tenant as (
                (select tenant_id from vault.mt_streams where tenant_id > $1 order by tenant_id limit 1)
                union all
                select (select s.tenant_id from vault.mt_streams s where s.tenant_id > t.tenant_id order by s.tenant_id limit 1)
                from tenant t where t.tenant_id is not null)
            select tenant_id from tenant t
            where exists (select 1 from vault.mt_streams s where s.tenant_id = t.tenant_id and s.id = 'book/' || t.tenant_id)
            order by tenant_id limit $2
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var principals = new List<string>();
        while (await reader.ReadAsync(ct)) principals.Add(reader.GetString(0));
        return principals;
    }

    private async Task<long?> VersionOf(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select version from vault.mt_streams where tenant_id = $1 and id = $2");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = Streams.Book(principal) });
        return (long?)await command.ExecuteScalarAsync(ct);
    }

    private async Task<Book> Continue(Book book, CancellationToken ct)
    {
        await using var session = store.QuerySession(book.Principal);
        var events = await session.Events.FetchStreamAsync(Streams.Book(book.Principal), fromVersion: book.Version + 1, token: ct);
        foreach (var e in events) book = book.With(e.Data, Instant.FromDateTimeOffset(e.Timestamp), e.Version, e.Id);
        return book;
    }
}
