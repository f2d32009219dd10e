using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Rights;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Suppressions;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>Writes one batch of a lane in one transaction.</summary>
public sealed class BatchWriter(VaultDatabase database, KeyStore keyStore, EventNames names, Receipts receipts, IClock clock)
{
    /// <summary>Writes the batch and says what became of each item, in order. Either all that is accepted is durable, or this throws and nothing is.</summary>
    public async Task<ItemOutcome[]> Write(string principal, long lockKey, IReadOnlyList<PendingItem> batch)
    {
        var keys = await keyStore.OfPrincipal(principal, CancellationToken.None);
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var halves = batch.Any(p => p.OtherHalf is not null) ? batch.SelectMany(Halves).ToList() : batch;
        var known = await BatchLookup.Read(connection, transaction, principal, Locks(principal, lockKey, batch), halves);
        var consumers = new BatchConsumers(principal, keys, keyStore);
        await consumers.Load(known, halves);

        var outcomes = new ItemOutcome[batch.Count];
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var append = new EventAppend(names, principal, now);
        var suppressions = new SuppressionRows(principal, now);
        using var json = new BatchJson();
        var reading = new BatchReading(known, consumers, keys, json);
        var exhibits = new List<(Guid Consumer, string Exhibit)>();
        var cited = new List<(Guid Consumer, string Exhibit)>();
        var touched = new HashSet<Guid>();
        var proofs = new List<(Guid EventId, Guid Consumer, Instant At)>();
        for (var i = 0; i < batch.Count; i++) outcomes[i] = Take(batch[i]);

        ItemOutcome Take(PendingItem pending)
        {
            var item = reading.Read(pending);
            if (pending.OtherHalf is { } half)
            {
                var other = reading.Read(half);
                if (BatchReading.OfMove(item, other) is { } outcome) return outcome;
                if (other.Outcome is null) Keep(other);
            }

            if (item.Outcome is null) Keep(item);
            return item.Outcome ?? ItemOutcome.Accepted(pending.EventId);
        }

        void Keep(in BatchItem item)
        {
            var (pending, consumer) = (item.Pending, item.Consumer);
            reading.Keep(item);
            if (item.Body is Domain.Exhibits.ExhibitAnnounced { Consumer: { } about } announced) exhibits.Add((about, announced.Exhibit));
            if (consumer is not null) touched.Add(consumer.Id);
            consumer?.Tell(pending.Item);
            append.Add(item.Stream, pending.EventId, item.Body, item.Data, json.Headers(pending, item.Mac, item.Annex, keys, item.Keys?.Consumer));
            if (item.Body is Fact fact && SuppressionEntry.Of(pending.EventId, fact) is { } entry) suppressions.Add(consumer!.Id, pending.NumberMac!, entry);
            if (item.Body is Fact citing) foreach (var exhibit in CitedExhibits.Of(citing)) cited.Add((consumer!.Id, exhibit));
            if (item.Body is ConsentProofRequested asked) proofs.Add((pending.EventId, consumer!.Id, asked.OccurredAt));
        }

        await Save(connection, transaction, principal, now, consumers, exhibits, cited, touched, append, suppressions, proofs);
        await transaction.CommitAsync();
        return append.Count > 0 && await Given(append) is { } given ? Array.ConvertAll(outcomes, o => o.Status == ItemStatus.Accepted ? o with { Receipts = given } : o) : outcomes;
    }

    private static IEnumerable<PendingItem> Halves(PendingItem pending) => pending.OtherHalf is { } other ? [pending, other] : [pending];

    // Always in one order, so that of two batches with moves neither waits for the other.
    private static long[] Locks(string principal, long lockKey, IReadOnlyList<PendingItem> batch) =>
        [.. batch.Where(p => p.OtherHalf is not null).Select(p => LaneSet.LockOf(principal, p.OtherHalf!.NumberMac)).Append(lockKey).Distinct().Order()];

    private static async Task Save(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string principal, Instant now, BatchConsumers consumers,
        List<(Guid Consumer, string Exhibit)> exhibits, List<(Guid Consumer, string Exhibit)> cited, HashSet<Guid> touched, EventAppend append, SuppressionRows suppressions,
        List<(Guid EventId, Guid Consumer, Instant At)> proofs)
    {
        await using var commands = new NpgsqlBatch(connection, transaction);
        foreach (var cards in consumers.SaveCards(now)) commands.BatchCommands.Add(cards);
        if (exhibits.Count > 0) commands.BatchCommands.Add(SaveExhibits(principal, exhibits));
        var appending = append.Count > 0 ? append.ToCommand() : null;
        if (appending is not null) commands.BatchCommands.Add(appending);
        if (cited.Count > 0) foreach (var links in CitedExhibits.Link(principal, cited)) commands.BatchCommands.Add(links);
        if (touched.Count > 0) commands.BatchCommands.Add(JudgingDue.Add(principal, touched));
        foreach (var rows in suppressions.ToCommands()) commands.BatchCommands.Add(rows);
        if (proofs.Count > 0) commands.BatchCommands.Add(AccessRequests.OfFacts(principal, proofs));
        if (commands.BatchCommands.Count == 0) return;
        await using (var rows = await commands.ExecuteReaderAsync())
        {
            // Only appending returns anything.
            await append.ReadVersions(rows);
            while (await rows.NextResultAsync())
            {
                // To the end, where a failure of a later command would show.
            }
        }

        if (appending is not null) append.Check(appending);
    }

    // What is recorded stays so, whether or not a receipt can be given for it.
    private async ValueTask<BatchReceipts?> Given(EventAppend append)
    {
        try
        {
            return await receipts.Of(append, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
        {
            return null;
        }
    }

    private static NpgsqlBatchCommand SaveExhibits(string principal, List<(Guid Consumer, string Exhibit)> exhibits) =>
        new("insert into vault.exhibit_of_consumer (principal, consumer, exhibit) select $1, * from unnest($2, $3) on conflict do nothing")
        {
            Parameters =
            {
                new() { Value = principal },
                new() { Value = exhibits.ConvertAll(e => e.Consumer) },
                new() { Value = exhibits.ConvertAll(e => e.Exhibit) },
            },
        };
}
