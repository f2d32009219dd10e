using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>
/// Exhibits that name nobody, and that facts about somebody cite: a hold on the person keeps them, and an erasure takes them along, as those that name the person.
/// </summary>
public static class CitedExhibits
{
    /// <summary>The exhibits that are about a consumer by one of these links and name nobody. SQL over the parameters <c>$1</c>, the principal, and <c>$2</c>, the consumer.</summary>
    public static readonly string OfConsumer = $"(consumer is null and exhibit in (select exhibit from {VaultStore.Schema}.exhibit_of_consumer where principal = $1 and consumer = $2))";

    /// <summary>Whether facts about somebody else cite it too who is there still. SQL over the same, and the alias given.</summary>
    public static string IsOfAnother(string row) =>
        $"""
        exists (select from {VaultStore.Schema}.exhibit_of_consumer o join {VaultStore.Schema}.identity_card c on c.principal = o.principal and c.consumer = o.consumer
            where o.principal = {row}.principal and o.exhibit = {row}.exhibit and o.consumer <> $2 and c.card <> ''::bytea)
        """;

    /// <summary>What a fact cites, and what the one that it corrects.</summary>
    public static IEnumerable<string> Of(Fact fact) => (fact.Exhibits ?? []).Concat(fact is CorrectionMade { Corrected.Exhibits: { } corrected } ? corrected : []);

    /// <summary>What links exhibits to the consumers about whom facts cite them. One that names somebody is that person's alone.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Link(string principal, IReadOnlyList<(Guid Consumer, string Exhibit)> cited)
    {
        yield return WithPairs(
            $"""
            insert into {VaultStore.Schema}.exhibit_of_consumer (principal, consumer, exhibit)
            select distinct $1, n.consumer, n.exhibit from unnest($2, $3) as n(consumer, exhibit) on conflict do nothing
            """, principal, cited);
        // Always in one order, so that of two that link the same ones neither waits for the other.
        yield return WithPairs(
            $"""
            with cited as materialized (select n.exhibit, {HoldAnchors.OfConsumer("n.consumer")} as anchor from unnest($2, $3) as n(consumer, exhibit)),
            locked as materialized (
                select r.exhibit from {VaultStore.Schema}.exhibit_retention r where r.principal = $1 and r.consumer is null and r.state = 0
                and exists (select from cited where cited.exhibit = r.exhibit and not cited.anchor = any(r.anchors)) order by r.exhibit for update)
            update {VaultStore.Schema}.exhibit_retention r set anchors = r.anchors || array(
                select distinct cited.anchor from cited where cited.exhibit = r.exhibit and not cited.anchor = any(r.anchors))
            from locked where r.principal = $1 and r.exhibit = locked.exhibit
            """, principal, cited);
    }

    /// <summary>Links what dossiers cite that were just judged: of before there were such links, and what was stored while it was cited.</summary>
    public static async Task Link(NpgsqlTransaction transaction, string principal, IReadOnlyCollection<DossierReport> reports, CancellationToken ct)
    {
        var cited = new List<(Guid, string)>();
        foreach (var report in reports)
            foreach (var exhibit in report.Dossier.Exhibits)
                if (exhibit.Exhibit.Announced.Consumer is null) cited.Add((report.Dossier.Consumer, exhibit.Exhibit.Id));
        if (cited.Count == 0) return;
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var command in Link(principal, cited)) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand WithPairs(string sql, string principal, IReadOnlyList<(Guid Consumer, string Exhibit)> pairs) => new(sql)
    {
        Parameters =
        {
            new() { Value = principal }, new() { Value = pairs.Select(p => p.Consumer).ToArray() }, new() { Value = pairs.Select(p => p.Exhibit).ToArray() },
        },
    };
}
