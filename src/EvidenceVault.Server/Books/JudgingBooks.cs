using System.Collections.Frozen;
using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>
/// The books as they are now, with what judging asks beside their streams: the numbers that the principal and its parties were registered to call from,
/// hashed with the principal's key as those of its calls are.
/// </summary>
public sealed class JudgingBooks(BookStore books, Parties parties, KeyStore keys, VaultDatabase database, EndedContracts ended, IClock clock)
{
    private const int MostHeld = 10_000;

    private readonly Remembered<string, Laid> _laid = new(MostHeld);

    /// <summary>A principal's book; null: there is no such principal, or its contract has ended.</summary>
    public async ValueTask<Book?> Current(string principal, CancellationToken ct)
    {
        if (await ended.Has(principal, ct)) return null;
        if (_laid.TryGet(principal, out var held) && await IsCurrent(principal, held, ct)) return held.WithNumbers;
        if (await books.Current(principal, ct) is not { } book) return null;
        string[] chain = [.. book.PartiesEverMandated()];
        var described = await Described(chain, ct);
        var own = await keys.OfPrincipal(principal, ct);
        var numbers = ImmutableDictionary.CreateBuilder<string, ImmutableList<CallerNumbers>>(StringComparer.Ordinal);
        foreach (var (party, versions) in await parties.Descriptions(chain, ct))
            numbers[party] = versions.ConvertAll(v => Hashed(own, v, v.Value.CallerNumbers));
        numbers[principal] = book.Descriptions.ConvertAll(v => Hashed(own, v, v.Value.CallerNumbers));
        return _laid.Keep(principal, new(book.Version, described, [.. chain.Select(Streams.Party)], book with { CallerNumbers = numbers.ToImmutable() })).WithNumbers;
    }

    // The usual case, in one round trip: neither the book nor what describes its parties was added to.
    private async Task<bool> IsCurrent(string principal, Laid laid, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            select (select version from vault.mt_streams where tenant_id = $1 and id = $2),
                   (select coalesce(sum(version), 0)::bigint from vault.mt_streams where tenant_id = $3 and id = any($4))
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = Streams.Book(principal) });
        command.Parameters.Add(new() { Value = VaultStore.VaultTenant });
        command.Parameters.Add(new() { Value = laid.Chain });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && !row.IsDBNull(0) && row.GetInt64(0) == laid.Book && row.GetInt64(1) == laid.Parties;
    }

    /// <summary>What grows whenever a principal's dossiers may come to something else by its book, the descriptions of its parties, or a policy whose day has come; null: no such principal.</summary>
    public async ValueTask<BookVersions?> Versions(string principal, CancellationToken ct) =>
        await books.Current(principal, ct) is { } book ? new(book.Version, await Described([.. book.PartiesEverMandated()], ct), PolicyFrom(book, clock.GetCurrentInstant())) : null;

    private static LocalDate PolicyFrom(Book book, Instant now) => book.PolicyFiledOn(Amsterdam.DateOf(now), now)?.Value.Policy.ValidFrom ?? BookVersions.NoPolicy;

    // Streams only grow: where the sum of their versions is the same, so are they.
    private async Task<long> Described(string[] chain, CancellationToken ct)
    {
        if (chain.Length == 0) return 0;
        await using var command = database.Source.CreateCommand("select coalesce(sum(version), 0)::bigint from vault.mt_streams where tenant_id = $1 and id = any($2)");
        command.Parameters.Add(new() { Value = VaultStore.VaultTenant });
        command.Parameters.Add(new() { Value = chain.Select(Streams.Party).ToArray() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static CallerNumbers Hashed<T>(PrincipalKeys keys, Filed<T> filed, IReadOnlyList<string> numbers) =>
        new(numbers.Select(keys.CallerNumberMac).ToFrozenSet(StringComparer.Ordinal), filed.RecordedAt, filed.EventId);

    private sealed record Laid(long Book, long Parties, string[] Chain, Book WithNumbers);
}

/// <summary>By what the dossiers of a principal are judged.</summary>
/// <param name="Book">The version of its book.</param>
/// <param name="Parties">The sum of the versions of its parties' descriptions.</param>
/// <param name="PolicyFrom">The first day of the policy in force, by which retention counts; <see cref="NoPolicy"/>: none was set.</param>
public readonly record struct BookVersions(long Book, long Parties, LocalDate PolicyFrom)
{
    /// <summary>Before all days of policies.</summary>
    public static readonly LocalDate NoPolicy = new(1, 1, 1);
}
