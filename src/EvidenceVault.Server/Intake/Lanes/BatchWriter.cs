using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Ledger;
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
    private static readonly Problem Reused = new(StatusCodes.Status409Conflict, ProblemCodes.ReferenceReused,
        "This reference was handed in before with other content. Send a correction.made, or use a new reference.");

    private static readonly Problem Erased = new(StatusCodes.Status409Conflict, ProblemCodes.ConsumerErased,
        "The data of this consumer were erased, and nothing can be added to the dossier. Do not send this again, and do not call this number: an erasure counts as an objection.");

    /// <summary>Writes the batch and says what became of each item, in order. Either all that is accepted is durable, or this throws and nothing is.</summary>
    public async Task<ItemOutcome[]> Write(string principal, long lockKey, IReadOnlyList<PendingItem> batch)
    {
        var keys = await keyStore.OfPrincipal(principal, CancellationToken.None);
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var known = await BatchLookup.Read(connection, transaction, principal, lockKey, batch);
        var consumers = new BatchConsumers(principal, keys, keyStore);
        await consumers.Load(known, batch);

        var outcomes = new ItemOutcome[batch.Count];
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var append = new EventAppend(names, principal, now);
        var suppressions = new SuppressionRows(principal, now);
        using var json = new BatchJson();
        var macs = new Dictionary<Guid, byte[]>(batch.Count);
        var exhibits = new List<(Guid Consumer, string Exhibit)>();
        var touched = new HashSet<Guid>();
        var proofs = new List<(Guid EventId, Guid Consumer, Instant At)>();
        for (var i = 0; i < batch.Count; i++)
        {
            var pending = batch[i];
            var consumer = pending.NumberMac is null ? null : consumers.Of(pending);
            if (consumer is { Keys: null })
            {
                outcomes[i] = ItemOutcome.Rejected(Erased);
                continue;
            }

            var factKeys = consumer is null ? null
                : new FactKeys(keys, consumer.Keys!, pending.Item.Holder, pending.Item.Party, pending.EventId, pending.Item.Consumer!.Phone);
            var (body, stream) = Body(pending, factKeys, consumer);
            var data = json.Of(body);
            var annex = json.Of(pending.Item.Annex);
            var mac = ContentMac(keys, factKeys, json.Together(data, AnnexHashed(json, pending.Item, annex), pending.Item.Consumer));
            if (known.Events.TryGetValue(pending.EventId, out var written) || macs.TryGetValue(pending.EventId, out written))
            {
                outcomes[i] = mac.AsSpan().SequenceEqual(written) ? ItemOutcome.Duplicate(pending.EventId) : ItemOutcome.Rejected(Reused);
                continue;
            }

            if (body is Domain.Exhibits.ExhibitAnnounced announced)
            {
                if (known.Streams.Contains(stream) || !consumers.AnnouncedNow.Add(stream))
                {
                    outcomes[i] = ItemOutcome.Rejected(Reused with { Detail = "An exhibit with this id was announced before with other content, or by another party. Use a new id." });
                    continue;
                }

                if (announced.Consumer is { } about) exhibits.Add((about, announced.Exhibit));
            }

            if (consumer is not null) touched.Add(consumer.Id);

            macs[pending.EventId] = mac;
            consumer?.Tell(pending.Item);
            append.Add(stream, pending.EventId, body, data, json.Headers(pending, mac, annex, keys, factKeys?.Consumer));
            if (body is Fact fact && SuppressionEntry.Of(pending.EventId, fact) is { } entry) suppressions.Add(consumer!.Id, pending.NumberMac!, entry);
            if (body is ConsentProofRequested asked) proofs.Add((pending.EventId, consumer!.Id, asked.OccurredAt));
            outcomes[i] = ItemOutcome.Accepted(pending.EventId);
        }

        await Save(connection, transaction, principal, consumers, exhibits, touched, append, suppressions, proofs);
        await transaction.CommitAsync();
        return append.Count > 0 && await Given(append) is { } given ? Array.ConvertAll(outcomes, o => o.Status == ItemStatus.Accepted ? o with { Receipts = given } : o) : outcomes;
    }

    private static async Task Save(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string principal, BatchConsumers consumers,
        List<(Guid Consumer, string Exhibit)> exhibits, HashSet<Guid> touched, EventAppend append, SuppressionRows suppressions,
        List<(Guid EventId, Guid Consumer, Instant At)> proofs)
    {
        await using var commands = new NpgsqlBatch(connection, transaction);
        foreach (var cards in consumers.SaveCards()) commands.BatchCommands.Add(cards);
        if (exhibits.Count > 0) commands.BatchCommands.Add(SaveExhibits(principal, exhibits));
        var appending = append.Count > 0 ? append.ToCommand() : null;
        if (appending is not null) commands.BatchCommands.Add(appending);
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

    private static (object Body, string Stream) Body(PendingItem pending, FactKeys? keys, BatchConsumer? consumer)
    {
        var item = pending.Item;
        if (item.DialLog is { } log) return (log, Streams.DialLog(log.Party, log.Date.Year));
        if (item.Exhibit is { } exhibit)
        {
            var announced = exhibit(keys) with { Campaign = item.Campaign, Exhibits = item.Exhibits };
            return (announced, Streams.Exhibit(announced.Exhibit));
        }

        var fact = Stamp(item.Fact!(keys!), item, keys!);
        if (fact is CorrectionMade correction)
            fact = correction with
            {
                Corrected = pending.Move == CorrectionMove.Away ? null : Corrected(item.Corrected!, keys!),
                Move = pending.Move,
            };
        return (fact, Streams.Dossier(consumer!.Id));
    }

    // Of a corrected call the agent is its own party's, whoever corrects it.
    private static Fact Corrected(Item corrected, FactKeys keys) => Stamp(corrected.Fact!(keys with { Party = corrected.Party }), corrected, keys);

    private static Fact Stamp(Fact fact, Item item, FactKeys keys) => fact with
    {
        OccurredAt = item.OccurredAt,
        Party = item.Party,
        UploadedBy = item.Holder,
        RefMac = keys.Consumer.RefMac(item.Ref),
        Campaign = item.Campaign,
        Exhibits = item.Exhibits,
        Person = item.Consumer?.Person,
        NoteHash = keys.TextHash(item.Annex.Note),
    };

    // Over everything that came in, normalised: the same thing sent again has the same hash, whatever its spelling.
    private static byte[] ContentMac(PrincipalKeys principal, FactKeys? keys, ReadOnlySpan<byte> content) =>
        keys is null ? principal.ContentMac(content) : keys.Consumer.ContentMac(content);

    // An exhibit is known by its id, whatever the reference of the item that announces it.
    private static byte[] AnnexHashed(BatchJson json, Item item, byte[] annex) => item.Exhibit is null ? annex : json.Of(item.Annex with { Ref = "" });

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
