using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
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

    /// <summary>Whoever opens a case adds this to its transaction: what it is about is judged otherwise from then on.</summary>
    public static NpgsqlBatchCommand JudgeAgain(string principal, HoldScope scope) => scope.Consumers is { } consumers
        ? JudgingDue.Add(principal, [.. consumers])
        : new($"update {VaultStore.Schema}.judged_book set generation = generation + 1 where principal = $1") { Parameters = { new() { Value = principal } } };
}
