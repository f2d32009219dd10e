using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Scorecards;

/// <summary>Judges some dossiers of a shard that are due, and keeps what their calls come to, with the counts, in one transaction.</summary>
/// <remarks>
/// The lock on the shard lives and dies with that transaction. So a consumer's rows are written by one server at a time, what one pass read is never
/// written over what a later one read, and a server that is killed leaves everything due that it had taken.
/// </remarks>
public sealed class JudgingPass(VaultDatabase database, DossierReader reader, JudgingBooks books, ComputeTerms terms, IClock clock, ILogger<JudgingPass> log)
{
    private const int MostAtOnce = 400;
    private const int PutOffSeconds = 300;

    // Any number will do that nothing else takes: other locks are hashes.
    private const long Locks = 0x4A75_6467_696E_6700;

    // What is there of a principal whose contract has ended goes, and is not judged any more.
    private static string IsUnderWay(string row) => $"not exists (select from vault.contract_end c where c.principal = {row}.principal and c.state >= {(int)ContractEndState.Ending})";

    /// <summary>The lock on a shard.</summary>
    public static long LockOf(int shard) => Locks + shard;

    /// <summary>Takes all shards, as part of a transaction: none of its passes is halfway through a dossier then.</summary>
    public static IEnumerable<NpgsqlBatchCommand> TakeAll() =>
        Enumerable.Range(0, JudgingDue.Shards).Select(shard => new NpgsqlBatchCommand("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = LockOf(shard) } } });

    /// <summary>The shards in which something is due.</summary>
    public async Task<List<int>> Shards(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select s from generate_series(0, $1 - 1) s
            where exists (select from vault.judging_due d where d.shard = s and d.since <= now() and {IsUnderWay("d")})
               or exists (select from vault.judged_dossier d where d.shard = s and d.changes_at < $2 and {IsUnderWay("d")})
               or exists (select from vault.judged_book b where {IsUnderWay("b")} and exists (
                    select from vault.judged_dossier d where d.principal = b.principal and d.shard = s and d.generation < b.generation))
            """);
        command.Parameters.Add(new() { Value = JudgingDue.Shards });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var shards = new List<int>();
        while (await rows.ReadAsync(ct)) shards.Add(rows.GetInt32(0));
        return shards;
    }

    /// <summary>Judges what has been due for longest: first what evidence came for, then what time alone may have changed, then what another book may judge otherwise.</summary>
    /// <returns>How many dossiers; 0: none is due, or another worker is at it.</returns>
    public async Task<int> Run(int shard, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await TryLock(transaction, shard, ct)) return 0;
        var due = await Due(transaction, shard, ct);
        if (due.Count == 0) return 0;
        foreach (var ofPrincipal in due.GroupBy(d => d.Principal, d => d.Consumer, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            await Judge(transaction, ofPrincipal.Key, [.. ofPrincipal], ct);
        await transaction.CommitAsync(ct);
        return due.Count;
    }

    private static async Task<bool> TryLock(NpgsqlTransaction transaction, int shard, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = LockOf(shard) });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<List<(string Principal, Guid Consumer)>> Due(NpgsqlTransaction transaction, int shard, CancellationToken ct)
    {
        var found = await Read(
            transaction,
            // All that is there of a consumer goes at once: judged once, it is judged for all of it. What is due of a contract that is ending stays: the end may be put off.
            $"""
            with named as (select distinct principal, consumer from (
                select d.principal, d.consumer from vault.judging_due d where d.shard = $1 and d.since <= now() and {IsUnderWay("d")} order by d.since limit $2) oldest),
            taken as (delete from vault.judging_due d using named n where d.principal = n.principal and d.consumer = n.consumer and d.since <= now())
            select principal, consumer from named
            """,
            [new() { Value = shard }, new() { Value = MostAtOnce }], ct);
        if (found.Count > 0) return found;
        found = await Read(
            transaction, $"select d.principal, d.consumer from vault.judged_dossier d where d.shard = $1 and d.changes_at < $3 and {IsUnderWay("d")} order by d.changes_at limit $2",
            [new() { Value = shard }, new() { Value = MostAtOnce }, new() { Value = clock.GetCurrentInstant() }], ct);
        if (found.Count > 0) return found;
        return await Read(
            transaction,
            $"""
            select d.principal, d.consumer from vault.judged_book b
            join lateral (select principal, consumer from vault.judged_dossier where principal = b.principal and shard = $1 and generation < b.generation limit $2) d on true
            where {IsUnderWay("b")} limit $2
            """,
            [new() { Value = shard }, new() { Value = MostAtOnce }], ct);
    }

    private static async Task<List<(string Principal, Guid Consumer)>> Read(NpgsqlTransaction transaction, string sql, NpgsqlParameter[] parameters, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.Parameters.AddRange(parameters);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<(string, Guid)>();
        while (await rows.ReadAsync(ct)) found.Add((rows.GetString(0), rows.GetGuid(1)));
        return found;
    }

    private async Task Judge(NpgsqlTransaction transaction, string principal, Guid[] consumers, CancellationToken ct)
    {
        // Before the book is read: one that changes in between is another generation, and has them judged again.
        var generation = await Generation(transaction, principal, ct);
        if (await books.Current(principal, ct) is not { } book)
        {
            // Its contract began to end meanwhile. That may be put off yet: then they are due as before.
            await PutOff(transaction, principal, consumers, ct);
            return;
        }

        var (judged, failed) = await Reports(principal, book, consumers, ct);
        Guid[] able = [.. consumers.Except(failed)];
        var before = await CallRow.Of(transaction, principal, able, ct);
        var consentsBefore = await ConsentRow.Of(transaction, principal, able, ct);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        if (failed.Count > 0)
            foreach (var command in JudgingDue.PutOff(principal, failed, PutOffSeconds)) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(SaveDossiers(principal, generation, judged));
        var counts = new CountChanges();
        foreach (var command in SaveCalls(principal, before, judged, counts)) batch.BatchCommands.Add(command);
        foreach (var command in SaveConsents(principal, consentsBefore, judged, counts)) batch.BatchCommands.Add(command);
        foreach (var command in counts.Save(principal)) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(ct);
        await terms.OfJudged(transaction, principal, book, generation, judged, ct);
    }

    private static async Task PutOff(NpgsqlTransaction transaction, string principal, Guid[] consumers, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { JudgingDue.PutOff(principal, consumers, PutOffSeconds).First() } };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long> Generation(NpgsqlTransaction transaction, string principal, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select generation from vault.judged_book where principal = $1", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        return await command.ExecuteScalarAsync(ct) as long? ?? 0;
    }

    // A dossier that cannot be judged takes no other down with it.
    private async Task<(List<DossierReport> Reports, List<Guid> Failed)> Reports(string principal, Book book, Guid[] consumers, CancellationToken ct)
    {
        var failed = new List<Guid>();
        try
        {
            return (await Reports(principal, book, (IReadOnlyCollection<Guid>)consumers, ct), failed);
        }
        catch (Exception e) when (e is not OperationCanceledException && !ProblemHandling.IsOutage(e))
        {
            var reports = new List<DossierReport>(consumers.Length);
            foreach (var consumer in consumers)
            {
                try
                {
                    reports.AddRange(await Reports(principal, book, (IReadOnlyCollection<Guid>)[consumer], ct));
                }
                catch (Exception one) when (one is not OperationCanceledException && !ProblemHandling.IsOutage(one))
                {
                    log.LogError("The dossier of consumer {Consumer} could not be judged, and is tried again: {Exception}\n{Trace}", consumer, one.GetType().Name, one.StackTrace);
                    failed.Add(consumer);
                }
            }

            return (reports, failed);
        }
    }

    private async Task<List<DossierReport>> Reports(string principal, Book book, IReadOnlyCollection<Guid> consumers, CancellationToken ct)
    {
        var dossiers = await reader.LoadMany(principal, consumers, ct);
        // Another server's clock may be ahead of this one's: what was read is known.
        var at = dossiers.Values.Aggregate(clock.GetCurrentInstant(), static (at, dossier) => dossier.LastRecordedAt is { } last && last > at ? last : at);
        var known = BookAsKnown.Of(book, at);
        var reports = new List<DossierReport>(dossiers.Count);
        foreach (var dossier in dossiers.Values) reports.Add(DossierReport.Of(dossier, known, at));
        return reports;
    }

    private static NpgsqlBatchCommand SaveDossiers(string principal, long generation, List<DossierReport> reports) => new(
        """
        insert into vault.judged_dossier as d (principal, generation, consumer, shard, judged_at, changes_at, findings, contradictions)
        select $1, $2, r.consumer, r.shard, r.judged_at, r.changes_at, string_to_array(r.findings, ','), string_to_array(r.contradictions, ',')
        from unnest($3, $4, $5, $6, $7, $8) as r(consumer, shard, judged_at, changes_at, findings, contradictions)
        on conflict (principal, consumer) do update set generation = excluded.generation, judged_at = excluded.judged_at, changes_at = excluded.changes_at,
            findings = excluded.findings, contradictions = excluded.contradictions
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = generation },
            new() { Value = reports.ConvertAll(r => r.Dossier.Consumer) },
            new() { Value = reports.ConvertAll(r => JudgingDue.ShardOf(r.Dossier.Consumer)) },
            new() { Value = reports.ConvertAll(r => r.EvaluatedAt) },
            // Rows hold microseconds, and the change may come a fraction of one later.
            new() { Value = reports.ConvertAll(r => r.ChangesAt), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new() { Value = reports.ConvertAll(r => string.Join(',', r.Findings.Select(f => Mark.Of(f.Rule, f.Result)).Select(m => $"{m.Rule} {m.Result}"))) },
            new() { Value = reports.ConvertAll(r => string.Join(',', r.Contradictions.Select(c => c.Code))) },
        },
    };

    private static IEnumerable<NpgsqlBatchCommand> SaveCalls(string principal, List<CallRow> before, List<DossierReport> reports, CountChanges counts)
    {
        var gone = before.ToDictionary(row => (row.Consumer, row.Call));
        var changed = new List<CallRow>();
        foreach (var report in reports)
            foreach (var call in CountedCall.Of(report))
            {
                var row = CallRow.Of(report.Dossier.Consumer, call);
                if (gone.Remove((row.Consumer, row.Call), out var was))
                {
                    if (was == row) continue;
                    counts.Add(was, -1);
                }

                counts.Add(row, 1);
                changed.Add(row);
            }

        foreach (var row in gone.Values) counts.Add(row, -1);
        if (gone.Count > 0) yield return CallRow.Remove(principal, [.. gone.Values]);
        if (changed.Count > 0) yield return CallRow.Save(principal, changed);
    }

    private static IEnumerable<NpgsqlBatchCommand> SaveConsents(string principal, HashSet<ConsentRow> before, List<DossierReport> reports, CountChanges counts)
    {
        var now = reports.SelectMany(report => ConsentInUse.Of(report).Select(use => ConsentRow.Of(report.Dossier.Consumer, use))).ToHashSet();
        var changed = now.Except(before).ToList();
        var replaced = before.Except(now).ToList();
        foreach (var row in changed) counts.Add(row, 1);
        foreach (var row in replaced) counts.Add(row, -1);
        var gone = replaced.Select(row => row.Key).Except(now.Select(row => row.Key)).ToList();
        if (gone.Count > 0) yield return ConsentRow.Remove(principal, gone);
        if (changed.Count > 0) yield return ConsentRow.Save(principal, changed);
    }
}
