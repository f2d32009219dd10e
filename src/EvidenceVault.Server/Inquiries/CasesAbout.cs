using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Inquiries;

/// <summary>Reads, for dossiers, which cases are about their consumers or may be; and has them judged again when one is opened.</summary>
public static class CasesAbout
{
    /// <summary>Asks for the cases that name one of these consumers, and for those that name nobody. What a case is about never changes: its first event says it.</summary>
    public static NpgsqlBatchCommand Of(string principal, Guid[] consumers) => new(
        $"""
        select {StoredEvent.Columns} from {VaultStore.Schema}.mt_events
        where tenant_id = $1 and version = 1
          and stream_id = any(array(select 'inquiry/' || ref from {VaultStore.Schema}.inquiry where principal = $1))
          and (jsonb_typeof(data -> 'scope' -> 'consumers') is distinct from 'array' or data -> 'scope' -> 'consumers' ?| $2)
        """)
    {
        Parameters = { new() { Value = principal }, new() { Value = Array.ConvertAll(consumers, c => c.ToString()) } },
    };

    /// <summary>The next result.</summary>
    public static async Task<IReadOnlyList<KnownInquiry>> Read(NpgsqlDataReader rows, CancellationToken ct)
    {
        await rows.NextResultAsync(ct);
        var found = new List<KnownInquiry>();
        while (await rows.ReadAsync(ct))
            if (StoredEvent.Read(rows) is { Data: InquiryOpened opened } e) found.Add(new(e.Id, e.RecordedAt, opened.Scope));
        return found;
    }

    /// <summary>Those among cases that are about a consumer, or that may be.</summary>
    public static IReadOnlyList<KnownInquiry> About(this IReadOnlyList<KnownInquiry> cases, Guid consumer) =>
        cases.Count == 0 ? [] : [.. cases.Where(c => c.Scope.Consumers is not { } consumers || consumers.Contains(consumer))];

    /// <summary>
    /// Whoever opens a case does this last in its transaction. A case makes suspect what is recorded after it, and changes nothing of what was there: so only
    /// those dossiers are judged again that were judged since it was recorded, by a pass that could not know of it. No pass is halfway through one meanwhile.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="principal">The principal.</param>
    /// <param name="recordedAt">When the case was recorded.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task JudgeAgain(NpgsqlTransaction transaction, string principal, Instant recordedAt, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var take in JudgingPass.TakeAll()) batch.BatchCommands.Add(take);
        // What was recorded after the case was judged after it.
        batch.BatchCommands.Add(new(
            $"""
            insert into {VaultStore.Schema}.judging_due (shard, principal, consumer, since)
            select d.shard, d.principal, d.consumer, now() from {VaultStore.Schema}.judged_dossier d where d.principal = $1 and d.judged_at >= $2
            """)
        {
            Parameters = { new() { Value = principal }, new() { Value = recordedAt } },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }
}
