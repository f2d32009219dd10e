using System.Security.Cryptography;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Suppressions;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Erasure;

/// <summary>Takes away who a consumer is, in one transaction: the card, the mail addresses, and what finds them; what suppresses the number stays as its hash.</summary>
public sealed class ForgetConsumer(KeptHashes kept, ErasureStore erasures)
{
    /// <summary>A consumer's card under the lane's lock, which is held until the transaction ends: whatever is told of the number is written before, or finds it gone.</summary>
    /// <returns>Null: there is no such consumer, or it is gone already.</returns>
    public static async Task<StoredIdentity?> Lock(NpgsqlTransaction transaction, string principal, Guid consumer, CancellationToken ct)
    {
        if (await Read(transaction, principal, consumer, ct) is not { } found) return null;
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock($1)", transaction.Connection, transaction))
        {
            take.Parameters.Add(new() { Value = LaneSet.LockOf(principal, found.NumberMac) });
            await take.ExecuteNonQueryAsync(ct);
        }

        return await Read(transaction, principal, consumer, ct);
    }

    /// <summary>Takes it away, and records that.</summary>
    /// <param name="transaction">Has the lane's lock.</param>
    /// <param name="principal">The principal.</param>
    /// <param name="identity">The card.</param>
    /// <param name="expired">Whether terms ended, and nobody asked for it.</param>
    /// <param name="body">The event, of the parties for which the number's hash is kept, and whether the number is free for another dossier.</param>
    /// <param name="now">When.</param>
    /// <param name="ct">Gives up.</param>
    public async Task Write(
        NpgsqlTransaction transaction, string principal, StoredIdentity identity, bool expired, Func<IReadOnlyList<string>, bool, object> body, Instant now, CancellationToken ct)
    {
        var hashes = await kept.Of(principal, identity.Consumer, identity.Card, ct);
        // Whoever objected, or withdrew consent and not one alone, is left alone as long as the principal calls; anybody else may come to it anew.
        var releases = expired && !await Objected(transaction, principal, identity.Consumer, ct);
        var parties = hashes.Keys.Order(StringComparer.Ordinal).ToList();
        await erasures.Record(transaction, principal, identity.Consumer, body(parties, releases), ErasureState.Erasing, now, now, ct);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        void Add(string sql, params ReadOnlySpan<object> more)
        {
            var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = principal }, new() { Value = identity.Consumer } } };
            foreach (var value in more) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }

        Add($"update {VaultStore.Schema}.identity_card set card = ''::bytea, names = 0, is_restricted = false where principal = $1 and consumer = $2");
        if (expired) Add($"update {VaultStore.Schema}.identity_card set expired_at = $3 where principal = $1 and consumer = $2", now);
        // What a clearance was asked for, and what is suppressed, is found by the consumer from here on. The card alone keeps an index, which the number is refused by.
        Add($"update {VaultStore.Schema}.clearance set consumer = $2, number_mac = ''::bytea where principal = $1 and number_mac = $3 and consumer is null", identity.NumberMac);
        Add($"update {VaultStore.Schema}.suppression set number_mac = ''::bytea where principal = $1 and consumer = $2");
        Add($"delete from {VaultStore.Schema}.consumer_code where principal = $1 and (number_mac = $3 or consumer = $2)", identity.NumberMac);
        // An index that no number leads to.
        if (releases) Add($"update {VaultStore.Schema}.identity_card set number_mac = $3 where principal = $1 and consumer = $2", RandomNumberGenerator.GetBytes(identity.NumberMac.Length));
        Add($"delete from {VaultStore.Schema}.email_of_consumer where principal = $1 and consumer = $2");
        if (KeptHashes.Keep(principal, identity.Consumer, hashes) is { } keep) batch.BatchCommands.Add(keep);
        Add(
            $"""
            update {VaultStore.Schema}.exhibit_retention set term = {(int)RetentionTerm.Erased}, trigger = null, due_at = $3, next_at = $3, generation = {RetentionRow.Final}
            where principal = $1 and (consumer = $2 or {CitedExhibits.OfConsumer} and not {CitedExhibits.IsOfAnother("exhibit_retention")}) and state = 0
            """, now);
        batch.BatchCommands.Add(ConsumerTermRow.Gone(principal, identity.Consumer));
        batch.BatchCommands.Add(JudgingDue.Add(principal, [identity.Consumer]));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> Objected(NpgsqlTransaction transaction, string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select exists (select from {VaultStore.Schema}.suppression where principal = $1 and consumer = $2
                and (kind in ({(int)SuppressionKind.Objection}, {(int)SuppressionKind.StoppedVulnerable}) or kind = {(int)SuppressionKind.Withdrawal} and not one_consent))
            """, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<StoredIdentity?> Read(NpgsqlTransaction transaction, string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select number_mac, card from {VaultStore.Schema}.identity_card where principal = $1 and consumer = $2", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && row.GetFieldValue<byte[]>(1) is var card && !IdentityCard.IsErased(card) ? new(consumer, row.GetFieldValue<byte[]>(0), card) : null;
    }
}

/// <summary>A consumer's card as it is stored, with the keyed index of the number.</summary>
public sealed record StoredIdentity(Guid Consumer, byte[] NumberMac, byte[] Card);
