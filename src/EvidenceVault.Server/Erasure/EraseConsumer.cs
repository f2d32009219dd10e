using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Suppressions;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Erasure;

/// <summary>Erases a person: recordings and packs go, then card and key. Each step can be repeated; what remains are facts that can be linked to nobody.</summary>
public sealed class EraseConsumer(
    VaultDatabase database, KeyStore keys, ErasureStore erasures, BookStore books, PackStreams packs, PackDestruction destruction, IClock clock)
{
    /// <summary>Does all of it. Where it breaks off, it is done again later.</summary>
    public async Task Run(string principal, Guid consumer, CancellationToken ct)
    {
        await DestroyPacks(principal, consumer, ct);
        await Forget(principal, consumer, ct);
        await keys.DestroyConsumer(principal, consumer, ct);
        await End(principal, consumer, ct);
    }

    private async Task DestroyPacks(string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select p.id from {VaultStore.Schema}.pack p join {VaultStore.Schema}.mt_events e on e.tenant_id = p.principal and e.stream_id = 'pack/' || p.id and e.version = 1
            where p.principal = $1 and e.data ->> 'consumer' = $2
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = $"{consumer}" });
        var ids = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct)) ids.Add(rows.GetString(0));
        foreach (var pack in (await packs.LoadMany(principal, ids, ct)).Values)
            await destruction.Destroy(principal, pack, PackDeletionReason.PersonErased, ct);
    }

    // Under the lane's lock: what it tells of the number is written before, or finds it erased.
    private async Task Forget(string principal, Guid consumer, CancellationToken ct)
    {
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        if (await Card(connection, null, principal, consumer, ct) is not { } found || IdentityCard.IsErased(found.Card)) return;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction))
        {
            take.Parameters.Add(new() { Value = LaneSet.LockOf(principal, found.NumberMac) });
            await take.ExecuteNonQueryAsync(ct);
        }

        var (mac, card) = (await Card(connection, transaction, principal, consumer, ct))!.Value;
        if (IdentityCard.IsErased(card)) return;
        var ofPrincipal = await keys.OfPrincipal(principal, ct);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (await keys.OfConsumer(ofPrincipal, consumer, ct) is { } own)
        {
            var phone = IdentityCard.Open(principal, own, card).Phone;
            foreach (var party in (await books.Current(principal, ct))!.PartiesEverMandated().Append(principal)) hashes[party] = NumberHashes.Of(ofPrincipal.SuppressionKey(party), phone);
        }

        await erasures.Record(transaction, principal, consumer, new ConsumerErased(now, consumer, [.. hashes.Keys.Order(StringComparer.Ordinal)]), ErasureState.Erasing, now, now, ct);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            void Add(string sql, params ReadOnlySpan<object> more)
            {
                var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = principal }, new() { Value = consumer } } };
                foreach (var value in more) command.Parameters.Add(new() { Value = value });
                batch.BatchCommands.Add(command);
            }

            Add($"update {VaultStore.Schema}.identity_card set card = ''::bytea, names = 0, is_restricted = false where principal = $1 and consumer = $2");
            Add($"delete from {VaultStore.Schema}.email_of_consumer where principal = $1 and consumer = $2");
            Add($"update {VaultStore.Schema}.suppression set number_hashes = $3 where principal = $1 and consumer = $2", NumberHashes.Write(hashes));
            Add(
                $"""
                update {VaultStore.Schema}.exhibit_retention set term = {(int)RetentionTerm.Erased}, trigger = null, due_at = $3, next_at = $3, generation = {RetentionRow.Final}
                where principal = $1 and consumer = $2 and state = 0
                """, now);
            batch.BatchCommands.Add(JudgingDue.Add(principal, [consumer]));
            await batch.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task End(string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"update {VaultStore.Schema}.erasure set state = {(int)ErasureState.Erased}, next_at = null where principal = $1 and consumer = $2");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<(byte[] NumberMac, byte[] Card)?> Card(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select number_mac, card from {VaultStore.Schema}.identity_card where principal = $1 and consumer = $2", connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)) : null;
    }
}
