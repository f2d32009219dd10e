using System.Data;
using System.Text.Json;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Rights;

/// <summary>Writes all that is kept for a principal, a line each, as it was at one instant; however much there is, little of it is held.</summary>
public sealed class PrincipalExport(VaultDatabase database, KeyStore keyStore, DossierReader dossiers)
{
    /// <summary>The version of this format.</summary>
    public const int Format = 1;

    private const int Page = 500;

    /// <summary>Writes it.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="write">Takes a line.</param>
    /// <param name="ct">Gives up.</param>
    public async Task Write(string principal, Instant now, Func<object, Task> write, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(principal, ct);
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await write(new { Kind = "export", Format, Principal = principal, At = now });
        var texts = await Texts(transaction, principal, write, ct);
        var consumers = 0L;
        for (var after = Guid.Empty; await Cards(transaction, principal, after, ct) is { Count: > 0 } page; after = page[^1].Consumer)
        {
            var masked = await Masked(principal, [.. page.Select(c => c.Consumer)], now, ct);
            var held = await keyStore.OfConsumers(keys, [.. page.Where(c => !IdentityCard.IsErased(c.Box)).Select(c => c.Consumer)], ct);
            foreach (var (consumer, box, isRestricted, expiredAt) in page)
            {
                var card = held.TryGetValue(consumer, out var own) && !isRestricted ? IdentityCard.Open(principal, own, box) : null;
                var isMasked = card is not null && masked.Contains(consumer);
                await write(new { Kind = "consumer", Id = consumer, Card = isMasked ? card!.WithMaskedNumbers() : card, Erased = own is null, Restricted = isRestricted, ExpiredAt = expiredAt, PhoneMasked = isMasked });
            }

            consumers += page.Count;
        }

        var events = 0L;
        for (var after = 0L; await Events(transaction, principal, after, ct) is { Count: > 0 } page; after = page[^1].Seq)
        {
            Guid[] named = [.. page.Select(e => ConsumerOf(e.Stream)).OfType<Guid>().Distinct()];
            var masked = await Masked(principal, named, now, ct);
            var restricted = await Restricted(transaction, principal, named, ct);
            var held = await keyStore.OfConsumers(keys, named.Except(restricted).ToList(), ct);
            foreach (var e in page) await write(Line(e, held, masked));
            events += page.Count;
        }

        // Without this line it broke off.
        await write(new { Kind = "end", Texts = texts, Consumers = consumers, Events = events });
    }

    private static object Line(Row e, IReadOnlyDictionary<Guid, ConsumerKeys> held, HashSet<Guid> masked)
    {
        var consumer = ConsumerOf(e.Stream);
        var annex = e.Annex is not null && consumer is { } of && held.TryGetValue(of, out var own) ? AnnexCodec.Open(e.Annex, e.Id, own) : null;
        return new
        {
            Kind = "event",
            EventId = e.Id,
            e.Stream,
            e.Version,
            e.Type,
            e.RecordedAt,
            e.Data,
            HandedIn = annex is not null && masked.Contains(consumer!.Value) ? ExportedFact.Masked(annex) : annex,
        };
    }

    private static Guid? ConsumerOf(string stream) => stream.StartsWith("dossier/", StringComparison.Ordinal) && Guid.TryParse(stream.AsSpan("dossier/".Length), out var consumer) ? consumer : null;

    private async Task<HashSet<Guid>> Masked(string principal, Guid[] consumers, Instant now, CancellationToken ct) =>
        [.. (await dossiers.LoadMany(principal, consumers, ct)).Values.Where(d => NumberTerm.Masks(DossierAsKnown.Of(d, now), now)).Select(d => d.Consumer)];

    private static async Task<HashSet<Guid>> Restricted(NpgsqlTransaction transaction, string principal, Guid[] consumers, CancellationToken ct)
    {
        await using var rows = await Query(transaction, "select consumer from vault.identity_card where principal = $1 and consumer = any($2) and is_restricted", [principal, consumers], ct);
        var found = new HashSet<Guid>();
        while (await rows.ReadAsync(ct)) found.Add(rows.GetGuid(0));
        return found;
    }

    private static async Task<long> Texts(NpgsqlTransaction transaction, string principal, Func<object, Task> write, CancellationToken ct)
    {
        var count = 0L;
        await using var rows = await Query(transaction, "select sha256, content from vault.filed_text where principal = $1 order by sha256", [principal], ct);
        for (; await rows.ReadAsync(ct); count++) await write(new { Kind = "text", Sha256 = rows.GetString(0), Content = rows.GetString(1) });
        return count;
    }

    private static async Task<List<(Guid Consumer, byte[] Box, bool IsRestricted, Instant? ExpiredAt)>> Cards(NpgsqlTransaction transaction, string principal, Guid after, CancellationToken ct)
    {
        await using var rows = await Query(
            transaction, $"select consumer, card, is_restricted, expired_at from vault.identity_card where principal = $1 and consumer > $2 order by consumer limit {Page}", [principal, after], ct);
        var cards = new List<(Guid, byte[], bool, Instant?)>(Page);
        while (await rows.ReadAsync(ct)) cards.Add((rows.GetGuid(0), rows.GetFieldValue<byte[]>(1), rows.GetBoolean(2), rows.IsDBNull(3) ? null : rows.GetFieldValue<Instant>(3)));
        return cards;
    }

    private static async Task<List<Row>> Events(NpgsqlTransaction transaction, string principal, long after, CancellationToken ct)
    {
        await using var rows = await Query(
            transaction,
            $"select seq_id, id, stream_id, version, timestamp, type, data, headers ->> 'annex' from vault.mt_events where tenant_id = $1 and seq_id > $2 order by seq_id limit {Page}", [principal, after], ct);
        var events = new List<Row>(Page);
        while (await rows.ReadAsync(ct))
            events.Add(new(
                rows.GetInt64(0), rows.GetGuid(1), rows.GetString(2), rows.GetInt64(3), rows.GetFieldValue<Instant>(4), rows.GetString(5),
                JsonElement.Parse(rows.GetFieldValue<byte[]>(6)), rows.IsDBNull(7) ? null : rows.GetString(7)));
        return events;
    }

    private static async Task<NpgsqlDataReader> Query(NpgsqlTransaction transaction, string sql, object[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteReaderAsync(ct);
    }

    private sealed record Row(long Seq, Guid Id, string Stream, long Version, Instant RecordedAt, string Type, JsonElement Data, string? Annex);
}
