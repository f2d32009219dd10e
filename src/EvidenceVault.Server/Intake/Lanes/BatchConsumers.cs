using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>The consumers of a batch: those known, and those first heard of in it.</summary>
public sealed class BatchConsumers(string principal, PrincipalKeys keys, KeyStore keyStore)
{
    private readonly Dictionary<byte[], BatchConsumer> _byNumber = new(ByteArrayComparer.Instance);

    /// <summary>The exhibit streams that this batch starts.</summary>
    public HashSet<string> AnnouncedNow { get; } = new(StringComparer.Ordinal);

    /// <summary>Loads the keys of the known and makes those of the new, durable before anything is encrypted with them.</summary>
    public async Task Load(BatchLookup known, IReadOnlyList<PendingItem> batch)
    {
        var held = await keyStore.OfConsumers(keys, known.Consumers.Values.Where(c => !IdentityCard.IsErased(c.Card)).Select(c => c.Id).ToHashSet(), CancellationToken.None);
        foreach (var (mac, consumer) in known.Consumers)
            _byNumber[mac] = new BatchConsumer(consumer.Id, held.GetValueOrDefault(consumer.Id), consumer.Card);

        // An item whose reference is taken already makes no new consumer, nor does a move from or to somebody erased: it will be refused.
        var fresh = batch.Where(p => p.NumberMac is not null && !_byNumber.ContainsKey(p.NumberMac) && !known.Events.ContainsKey(p.EventId))
            .Where(p => !IsErased(p.OtherHalf))
            .Select(p => p.NumberMac!).Distinct(ByteArrayComparer.Instance).ToList();
        if (fresh.Count == 0) return;
        var made = await keyStore.MakeConsumers(keys, fresh.Count, CancellationToken.None);
        for (var i = 0; i < fresh.Count; i++) _byNumber[fresh[i]] = new BatchConsumer(made[i].Consumer, made[i], null);
    }

    private bool IsErased(PendingItem? half) => half?.NumberMac is { } mac && _byNumber.TryGetValue(mac, out var consumer) && consumer.Keys is null;

    /// <summary>The consumer an item is about. For an item that will be refused: a stand-in whose hashes match nothing.</summary>
    public BatchConsumer Of(PendingItem pending) => _byNumber.TryGetValue(pending.NumberMac!, out var consumer) ? consumer : BatchConsumer.Nobody;

    /// <summary>What writes the cards of new consumers, and of those about whom something new was told, with what is found by them.</summary>
    public IEnumerable<NpgsqlBatchCommand> SaveCards(Instant now)
    {
        var changed = new List<(byte[] Mac, BatchConsumer Consumer, IdentityCard Card)>();
        foreach (var (mac, consumer) in _byNumber)
            if (consumer.ChangedCard(principal, now) is { } card) changed.Add((mac, consumer, card));
        if (changed.Count == 0) yield break;
        // In one order everywhere, so that two batches never wait for each other's rows.
        changed.Sort((x, y) => x.Mac.AsSpan().SequenceCompareTo(y.Mac));
        yield return new NpgsqlBatchCommand(
            """
            insert into vault.identity_card (principal, number_mac, consumer, card, is_foreign, names) select $1, * from unnest($2, $3, $4, $5, $6)
            on conflict (principal, number_mac) do update set card = excluded.card, names = excluded.names
            """)
        {
            Parameters =
            {
                new() { Value = principal },
                new() { Value = changed.ConvertAll(c => c.Mac) },
                new() { Value = changed.ConvertAll(c => c.Consumer.Id) },
                new() { Value = changed.ConvertAll(c => c.Card.Seal(principal, c.Consumer.Keys!)) },
                new() { Value = changed.ConvertAll(c => c.Consumer.IsForeign) },
                new() { Value = changed.ConvertAll(c => SharedNumbers.DifferentNames(c.Card.Names.Select(n => n.Value))) },
            },
        };
        if (SaveEmails(changed) is { } emails) yield return emails;
    }

    private NpgsqlBatchCommand? SaveEmails(List<(byte[] Mac, BatchConsumer Consumer, IdentityCard Card)> changed)
    {
        var emails = changed.SelectMany(c => c.Consumer.NewEmails.Select(e => (Mac: keys.EmailMac(e), c.Consumer.Id))).ToList();
        if (emails.Count == 0) return null;
        emails.Sort((x, y) => x.Mac.AsSpan().SequenceCompareTo(y.Mac) is var order and not 0 ? order : x.Id.CompareTo(y.Id));
        return new NpgsqlBatchCommand("insert into vault.email_of_consumer (principal, email_mac, consumer) select $1, * from unnest($2, $3) on conflict do nothing")
        {
            Parameters = { new() { Value = principal }, new() { Value = emails.ConvertAll(e => e.Mac) }, new() { Value = emails.ConvertAll(e => e.Id) } },
        };
    }
}

/// <summary>A consumer of a batch.</summary>
/// <param name="id">The random id.</param>
/// <param name="keys">The keys; null where they were destroyed.</param>
/// <param name="sealedCard">The card as stored; null for a new consumer.</param>
public sealed class BatchConsumer(Guid id, ConsumerKeys? keys, byte[]? sealedCard)
{
    /// <summary>Stands in for the consumer of an item that is refused before it makes one.</summary>
    public static readonly BatchConsumer Nobody = new(Guid.Empty, new ConsumerKeys(Guid.Empty, new byte[32]), null);

    private readonly List<(StatedConsumer Stated, Instant At)> _told = [];

    public Guid Id => id;

    public ConsumerKeys? Keys => keys;

    /// <summary>Notes what an accepted item told about the consumer.</summary>
    public void Tell(Item item)
    {
        Tell(item.Consumer!, item.OccurredAt);
        if (item.Corrected is { Consumer: { } corrected } && corrected.Phone == item.Consumer!.Phone) Tell(corrected, item.OccurredAt);
    }

    private void Tell(StatedConsumer stated, Instant at)
    {
        if (sealedCard is null || stated.Name is not null || stated.Email is not null || stated.Kvk is not null) _told.Add((stated, at));
    }

    /// <summary>Whether the number is one of another country. Only where something was told.</summary>
    public bool IsForeign => PhoneNumbersNl.IsForeign(_told[0].Stated.Phone);

    /// <summary>The addresses told that the stored card does not have. Once the changed card was asked for.</summary>
    public IReadOnlyCollection<string> NewEmails { get; private set; } = [];

    /// <summary>The card where it is new or has changed.</summary>
    public IdentityCard? ChangedCard(string principal, Instant now)
    {
        if (_told.Count == 0 || keys is null) return null;
        var before = sealedCard is null ? null : IdentityCard.Open(principal, keys, sealedCard);
        var after = before ?? IdentityCard.Of(_told[0].Stated.Phone, _told.Min(t => t.At));
        foreach (var (stated, at) in _told) after = after.Told(stated.Name, stated.Email, stated.Kvk, at, now);
        if (ReferenceEquals(before, after)) return null;
        NewEmails = _told.Select(t => t.Stated.Email).OfType<string>().Except(before?.Emails.Select(e => e.Value) ?? []).ToHashSet(StringComparer.Ordinal);
        return after;
    }
}
