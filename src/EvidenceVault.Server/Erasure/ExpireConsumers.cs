using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Rights;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Erasure;

/// <summary>
/// Has those go of whom no fact has a term left: card and key are destroyed as at an erasure, whose steps finish it. What a hold keeps, what is not judged up to
/// date, whoever is in a recording or a pack that is there still, and whoever waits for an answer to a request, stays.
/// </summary>
public sealed class ExpireConsumers(VaultDatabase database, Obstacles obstacles, ForgetConsumer forget, EraseConsumer erase, DestructionClock clock, ILogger<ExpireConsumers> log)
{
    private const int MostAtOnce = 100;

    private static readonly Duration WhileNotJudged = Duration.FromSeconds(30);
    private static readonly Duration WhileKept = Duration.FromMinutes(30);
    private static readonly Duration AfterFailure = Duration.FromMinutes(1);

    /// <summary>Looks at some of those due; how many were looked at. 0: nobody is due.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var due = await Due(now, ct);
        foreach (var (principal, consumer) in due)
        {
            try
            {
                if (await Begin(principal, consumer, now, ct)) await erase.Run(principal, consumer, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogError("The terms about consumer {Consumer} of {Principal} ended, but it could not go yet: {Exception}\n{Trace}", consumer, principal, e.GetType().Name, ProblemHandling.IsOutage(e) ? "" : e.StackTrace);
                await PutOff(principal, consumer, now + AfterFailure, ct);
            }
        }

        return due.Count;
    }

    /// <summary>Takes the card away and records it. Should the rest break off, the erasures' worker finishes it.</summary>
    /// <returns>Whether it is gone; else when it is looked at next was noted.</returns>
    private async Task<bool> Begin(string principal, Guid consumer, Instant now, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ForgetConsumer.Lock(transaction, principal, consumer, ct) is not { } identity)
        {
            // Erased before there were terms of consumers.
            await using var gone = new NpgsqlBatch(connection, transaction) { BatchCommands = { ConsumerTermRow.Gone(principal, consumer) } };
            await gone.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }

        await using (var share = new NpgsqlCommand(HoldSql.Share, connection, transaction)) await share.ExecuteNonQueryAsync(ct);
        if (await Term(transaction, principal, consumer, now, ct) is not { } term) return false;
        if (!term.IsJudged || term.IsKept || (await obstacles.Of(transaction, principal, consumer, ct)).Keep)
        {
            await transaction.RollbackAsync(ct);
            await PutOff(principal, consumer, now + (term.IsJudged ? WhileKept : WhileNotJudged), ct);
            return false;
        }

        await forget.Write(
            transaction, principal, identity, expired: true,
            (parties, released) => new ConsumerExpired(now, consumer, term.DueAt, term.Term, term.Trigger, term.Policy, parties, released), now, ct);
        await transaction.CommitAsync(ct);
        log.LogInformation("Consumer {Consumer} of {Principal} went: no fact has a term left", consumer, principal);
        return true;
    }

    // No fact can be added meanwhile: that takes the lane's lock.
    private static async Task<DueTerm?> Term(NpgsqlTransaction transaction, string principal, Guid consumer, Instant now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select r.due_at, r.term, r.trigger, r.policy, {RetentionStandings.IsCurrent("$3")},
                exists (select from {VaultStore.Schema}.exhibit_retention e where e.principal = $1 and e.consumer = $2 and e.state < 2)
                or exists (select from {VaultStore.Schema}.pack p join {VaultStore.Schema}.mt_events e on e.tenant_id = p.principal and e.stream_id = 'pack/' || p.id and e.version = 1
                    where p.principal = $1 and not p.is_deleted and e.data ->> 'consumer' = $4
                    and not exists (select from {VaultStore.Schema}.mt_events f where f.tenant_id = p.principal and f.stream_id = 'pack/' || p.id and f.type = 'pack.failed'))
                or {AccessRequests.IsOpen("r")}
            from {VaultStore.Schema}.consumer_term r where r.principal = $1 and r.consumer = $2 and not r.is_gone and r.due_at < $3 for update
            """, transaction.Connection, transaction);
        foreach (var value in (object[])[principal, consumer, now, $"{consumer}"]) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(row.GetFieldValue<Instant>(0), (FactTerm)row.GetInt32(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.GetBoolean(4), row.GetBoolean(5))
            : null;
    }

    private async Task<List<(string Principal, Guid Consumer)>> Due(Instant now, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select principal, consumer from {VaultStore.Schema}.consumer_term where next_at < $1 and not is_gone order by next_at limit {MostAtOnce}");
        command.Parameters.Add(new() { Value = now });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var due = new List<(string, Guid)>();
        while (await rows.ReadAsync(ct)) due.Add((rows.GetString(0), rows.GetGuid(1)));
        return due;
    }

    private async Task PutOff(string principal, Guid consumer, Instant until, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"update {VaultStore.Schema}.consumer_term set next_at = $3 where principal = $1 and consumer = $2 and not is_gone and due_at < $3");
        foreach (var value in (object[])[principal, consumer, until]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record DueTerm(Instant DueAt, FactTerm Term, Guid? Trigger, Guid? Policy, bool IsJudged, bool IsKept);
}
