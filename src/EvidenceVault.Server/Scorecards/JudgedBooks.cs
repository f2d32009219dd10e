using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Scorecards;

/// <summary>By what each principal's dossiers are judged: a change of its book, of its parties or of the rulebook makes all of them due.</summary>
public sealed class JudgedBooks(VaultDatabase database, BookStore store, JudgingBooks books)
{
    /// <summary>The rulebook and what is counted of its findings. A later one has a greater name, so that an older server beside a newer one takes nothing back.</summary>
    public const string Rules = Rulebook.Version + ".f";

    private const int PageOfPrincipals = 1_000;

    /// <summary>Looks whether the books changed since, for every principal.</summary>
    public async Task Follow(CancellationToken ct)
    {
        for (var after = ""; await store.Principals(after, PageOfPrincipals, ct) is { Count: > 0 } page; after = page[^1])
        {
            var followed = await Followed(page, ct);
            foreach (var principal in page)
            {
                if (await books.Versions(principal, ct) is not { } now) continue;
                if (!followed.TryGetValue(principal, out var before)) await Begin(principal, now, ct);
                else if (IsNewer(now, before)) await Advance(principal, now, ct);
            }
        }
    }

    /// <summary>Whether a book or the rules are newer than what dossiers are judged by.</summary>
    public static bool IsNewer(BookVersions now, JudgedBook before) =>
        now.Book > before.Book || now.Parties > before.Parties || now.PolicyFrom > before.PolicyFrom || string.CompareOrdinal(Rules, before.Rules) > 0;

    /// <summary>Has everything of a principal judged afresh. What is derived of its calls is gone until it is done.</summary>
    public async Task Rebuild(string principal, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        // All shards at once: no worker is halfway through a dossier of this principal.
        foreach (var take in JudgingPass.TakeAll()) batch.BatchCommands.Add(take);
        foreach (var sql in new[]
        {
            "delete from vault.judged_call where principal = $1", "delete from vault.consent_in_use where principal = $1", "delete from vault.judged_dossier where principal = $1", "delete from vault.scorecard_count where principal = $1",
            "delete from vault.scorecard_day where principal = $1", "delete from vault.judging_due where principal = $1", "delete from vault.judged_book where principal = $1",
        })
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = principal } } });
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        if (await books.Versions(principal, ct) is { } now) await Begin(principal, now, ct);
    }

    private async Task<Dictionary<string, JudgedBook>> Followed(IReadOnlyList<string> principals, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select principal, book, parties, rules, policy_from from vault.judged_book where principal = any($1)");
        command.Parameters.Add(new() { Value = principals.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<string, JudgedBook>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) found[reader.GetString(0)] = new(reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3), reader.GetFieldValue<LocalDate>(4));
        return found;
    }

    // The first sight of a principal, or the first after all that is derived was thrown away: its dossiers are all due, those of an earlier version of the vault too.
    // The generation goes on from that of terms, which stay: else they would count as computed by what is judged now.
    private async Task Begin(string principal, BookVersions now, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            with begun as (
                insert into vault.judged_book (principal, book, parties, rules, policy_from, generation)
                select $1, $2, $3, $4, $5, 1 + greatest(
                    (select coalesce(max(generation), 0) from vault.exhibit_retention where principal = $1 and generation < $7),
                    (select coalesce(max(generation), 0) from vault.consumer_term where principal = $1 and generation < $7))
                on conflict (principal) do nothing returning principal)
            insert into vault.judging_due (shard, principal, consumer, since)
            select get_byte(uuid_send(c.consumer), 3) % $6, $1, c.consumer, now() from begun, vault.identity_card c where c.principal = $1
            """);
        Add(command, principal, now);
        command.Parameters.Add(new() { Value = JudgingDue.Shards });
        command.Parameters.Add(new() { Value = RetentionRow.Final });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Advance(string principal, BookVersions now, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            update vault.judged_book set book = greatest(book, $2), parties = greatest(parties, $3), rules = greatest(rules collate "C", $4),
                policy_from = greatest(policy_from, $5), generation = generation + 1
            where principal = $1 and (book < $2 or parties < $3 or rules collate "C" < $4 or policy_from < $5)
            """);
        Add(command, principal, now);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void Add(NpgsqlCommand command, string principal, BookVersions now)
    {
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = now.Book });
        command.Parameters.Add(new() { Value = now.Parties });
        command.Parameters.Add(new() { Value = Rules });
        command.Parameters.Add(new() { Value = now.PolicyFrom });
    }
}

/// <summary>What a principal's dossiers are judged by.</summary>
/// <param name="Book">The version of its book.</param>
/// <param name="Parties">The sum of the versions of its parties' descriptions.</param>
/// <param name="Rules">The rules.</param>
/// <param name="PolicyFrom">The first day of the policy in force.</param>
public sealed record JudgedBook(long Book, long Parties, string Rules, LocalDate PolicyFrom);
