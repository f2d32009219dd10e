using System.Text.Json;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using Marten;
using Npgsql;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>Writes one batch of a lane in one transaction.</summary>
public sealed class BatchWriter(VaultDatabase database, KeyStore keyStore, IDocumentStore store)
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
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = principal;
        await using var session = store.LightweightSession(options);
        var macs = new Dictionary<Guid, byte[]>(batch.Count);
        var exhibits = new List<(Guid Consumer, string Exhibit)>();
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
            var mac = ContentMac(keys, factKeys, pending.Item, body);
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

            macs[pending.EventId] = mac;
            consumer?.Tell(pending.Item);
            Append(session, stream, body, pending, factKeys, mac);
            outcomes[i] = ItemOutcome.Accepted(pending.EventId);
        }

        await consumers.Save(connection, transaction);
        await SaveExhibits(connection, transaction, principal, exhibits);
        await session.SaveChangesAsync();
        await transaction.CommitAsync();
        return outcomes;
    }

    private static (object Body, string Stream) Body(PendingItem pending, FactKeys? keys, BatchConsumer? consumer)
    {
        var item = pending.Item;
        if (item.DialLog is { } log) return (log, Streams.DialLog(log.Party, log.Date.Year));
        if (item.Exhibit is { } exhibit)
        {
            var announced = exhibit(keys) with { Campaign = item.Campaign };
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
    private static byte[] ContentMac(PrincipalKeys principal, FactKeys? keys, Item item, object body)
    {
        using var content = new MemoryStream(1024);
        JsonSerializer.Serialize(content, body, body.GetType(), VaultJson.Options);
        // An exhibit is known by its id, whatever the reference of the item that announces it.
        if (item.Exhibit is null) JsonSerializer.Serialize(content, item.Annex, VaultJson.Options);
        JsonSerializer.Serialize(content, item.Consumer, VaultJson.Options);
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        return keys is null ? principal.ContentMac(bytes) : keys.Consumer.ContentMac(bytes);
    }

    private static void Append(IDocumentSession session, string stream, object body, PendingItem pending, FactKeys? keys, byte[] mac)
    {
        var e = session.Events.BuildEvent(body);
        e.Id = pending.EventId;
        e.SetHeader(AnnexCodec.MacHeader, Convert.ToBase64String(mac));
        e.SetHeader(AnnexCodec.KeyHeader, pending.Item.KeyId);
        if (keys is not null) e.SetHeader(AnnexCodec.AnnexHeader, AnnexCodec.Seal(pending.Item.Annex, pending.EventId, keys.Consumer));
        session.Events.Append(stream, e);
    }

    private static async Task SaveExhibits(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string principal, List<(Guid Consumer, string Exhibit)> exhibits)
    {
        if (exhibits.Count == 0) return;
        await using var command = new NpgsqlCommand(
            "insert into vault.exhibit_of_consumer (principal, consumer, exhibit) select $1, * from unnest($2, $3) on conflict do nothing", connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = exhibits.Select(e => e.Consumer).ToArray() });
        command.Parameters.Add(new() { Value = exhibits.Select(e => e.Exhibit).ToArray() });
        await command.ExecuteNonQueryAsync();
    }
}
