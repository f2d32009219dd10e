using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Retention;

/// <summary>Until when it is kept who a consumer is, as a row by which those due are found.</summary>
public static class ConsumerTermRow
{
    /// <summary>What keeps the terms of dossiers that were just judged. Of whoever is gone nothing is kept.</summary>
    public static NpgsqlBatchCommand Save(string principal, Book book, long generation, IReadOnlyCollection<DossierReport> reports)
    {
        var rows = reports.Select(report =>
        {
            var policy = book.PolicyFiledOn(Amsterdam.DateOf(report.EvaluatedAt), report.EvaluatedAt);
            return (report.Dossier.Consumer, Term: ConsumerTerm.Of(report, policy?.Value.Policy.Retention ?? new()), Policy: policy?.EventId);
        }).ToList();
        return new(
            $"""
            insert into {VaultStore.Schema}.consumer_term as t (principal, consumer, due_at, next_at, term, trigger, policy, generation)
            select $1, n.consumer, n.due_at, n.due_at, n.term, n.trigger, n.policy, $2 from unnest($3, $4, $5, $6, $7) as n(consumer, due_at, term, trigger, policy)
            on conflict (principal, consumer) do update set due_at = excluded.due_at, next_at = excluded.next_at, term = excluded.term, trigger = excluded.trigger,
                policy = excluded.policy, generation = excluded.generation
            where not t.is_gone and (t.due_at, t.term, t.trigger, t.policy, t.generation) is distinct from (excluded.due_at, excluded.term, excluded.trigger, excluded.policy, excluded.generation)
            """)
        {
            Parameters =
            {
                new() { Value = principal },
                new() { Value = generation },
                new() { Value = rows.ConvertAll(r => r.Consumer) },
                new() { Value = rows.ConvertAll(r => r.Term.KeepUntil is { } end ? Instants.CutToMicroseconds(end) : (Instant?)null), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                new() { Value = rows.ConvertAll(r => (int)r.Term.Term) },
                new() { Value = rows.ConvertAll(r => r.Term.Trigger), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = rows.ConvertAll(r => r.Policy), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            },
        };
    }

    /// <summary>What says that a consumer is gone: erased, or expired.</summary>
    public static NpgsqlBatchCommand Gone(string principal, Guid consumer) => new(
        $"""
        insert into {VaultStore.Schema}.consumer_term (principal, consumer, term, generation, is_gone) values ($1, $2, {(int)FactTerm.NeverUsed}, 0, true)
        on conflict (principal, consumer) do update set is_gone = true, next_at = null
        """)
    {
        Parameters = { new() { Value = principal }, new() { Value = consumer } },
    };
}
