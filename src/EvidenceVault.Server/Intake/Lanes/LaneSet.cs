using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>
/// The one write path to dossiers. Items go to a lane by the keyed index of their number, so that one consumer's items are written by one
/// lane at a time, on this server and on all others, and batches never wait for each other's streams.
/// </summary>
public sealed class LaneSet(BatchWriter writer, KeyStore keyStore, ILogger<LaneSet> logger) : IAsyncDisposable
{
    /// <summary>Lanes per principal. The advisory locks of all servers rest on this number: it never changes.</summary>
    public const int LanesPerPrincipal = 4;

    // Lazy, for a lane begins to work when it is made, and the dictionary may make two.
    private readonly ConcurrentDictionary<(string Principal, int Lane), Lazy<Lane>> _lanes = new();

    private readonly Turns _turns = new();

    private readonly Pace _pace = new();

    /// <summary>Puts an item in its lane. The answer comes when it is durable or refused.</summary>
    /// <param name="bulk">Whether it is part of a large upload, before which single items go.</param>
    public async ValueTask<Task<ItemOutcome>> Submit(string principal, Item item, bool bulk, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(principal, ct);
        if (item is { Corrected: { Consumer: { } target }, Consumer: { } source } && target.Phone != source.Phone)
            return MoveBetweenDossiers(keys, item, target, bulk);
        return Enqueue(keys, new PendingItem(item, EventId(keys, item), item.Consumer is { } about ? keys.NumberMac(about.Phone) : null), bulk);
    }

    /// <summary>Whether more is coming in than is written at once, or much at all: what can wait does well to leave it the processors.</summary>
    public bool IsBusy => _pace.IsHigh || _lanes.Values.Any(lane => lane is { IsValueCreated: true, Value.IsBehind: true });

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Values) await lane.Value.DisposeAsync();
        _turns.Dispose();
    }

    private static Guid EventId(PrincipalKeys keys, Item item) => item.Exhibit is { } exhibit
        ? keys.OwnEventId("exhibit-announced", exhibit(null).Exhibit)
        : keys.EventId(item.Holder, item.Ref);

    // Two dossiers, and two events with ids of their own in one commit: both stand or neither does. It goes by the lane of the one it comes to.
    private Task<ItemOutcome> MoveBetweenDossiers(PrincipalKeys keys, Item item, StatedConsumer target, bool bulk)
    {
        // What the corrected item tells is about the other person, and stands under that person's key alone.
        var away = new PendingItem(
            item with { Corrected = null, Annex = item.Annex with { Corrected = null } },
            keys.OwnEventId("moved-away", $"{item.Holder}\n{item.Ref}"), keys.NumberMac(item.Consumer!.Phone))
        { Move = CorrectionMove.Away };
        var here = new PendingItem(item with { Consumer = target }, keys.EventId(item.Holder, item.Ref), keys.NumberMac(target.Phone)) { Move = CorrectionMove.Here };
        return Enqueue(keys, PendingItem.OfMove(here, away), bulk);
    }

    private Task<ItemOutcome> Enqueue(PrincipalKeys keys, PendingItem pending, bool bulk)
    {
        var number = (pending.NumberMac ?? OfNobody(pending.Item, pending.EventId))[0] % LanesPerPrincipal;
        var lane = _lanes.GetOrAdd(
            (keys.Principal, number),
            static (key, set) => new(() => new Lane(key.Principal, LockKey(key.Principal, key.Lane), set.writer, set._turns, set._pace, set.logger)),
            (writer, _turns, _pace, logger));
        lane.Value.Enqueue(pending, bulk);
        return pending.Outcome;
    }

    // What shares a stream shares a lane.
    private static byte[] OfNobody(Item item, Guid eventId) =>
        item.DialLog is { } log ? SHA256.HashData(Encoding.UTF8.GetBytes(log.Party)) : eventId.ToByteArray();

    /// <summary>The lock under which all that is told about a number is written.</summary>
    public static long LockOf(string principal, ReadOnlySpan<byte> numberMac) => LockKey(principal, numberMac[0] % LanesPerPrincipal);

    private static long LockKey(string principal, int lane) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"evidence-vault/lane/{principal}/{lane}")));
}
