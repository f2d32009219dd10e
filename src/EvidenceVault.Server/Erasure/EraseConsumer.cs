using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Erasure;

/// <summary>Erases a person: the card goes, then packs and key, and recordings at the next sweep. Each step can be repeated; what remains are facts that can be linked to nobody.</summary>
public sealed class EraseConsumer(
    VaultDatabase database, KeyStore keys, Obstacles obstacles, ForgetConsumer forget, DestructionList list, PackStreams packs, PackDestruction destruction, DestructionClock clock)
{
    /// <summary>Does all of it. Where it breaks off, it is done again later.</summary>
    /// <returns>False: a hold was placed since it was decided, or a request registered, so nothing went.</returns>
    public async Task<bool> Run(string principal, Guid consumer, CancellationToken ct)
    {
        // First of all: from when the card is gone, no pack is finished and no content kept about the person, so none is missed.
        if (!await Forget(principal, consumer, ct)) return false;
        await DestroyPacks(principal, consumer, ct);
        await keys.DestroyConsumer(principal, consumer, ct);
        await list.Add([new(principal, DestroyedKeyOf.Consumer, $"{consumer}")], ct);
        await End(principal, consumer, ct);
        return true;
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

    // Under the lock of holds: one placed before this keeps all of it, however long ago it was decided.
    private async Task<bool> Forget(string principal, Guid consumer, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ForgetConsumer.Lock(transaction, principal, consumer, ct) is not { } identity) return true;
        await using (var share = new NpgsqlCommand(HoldSql.Share, connection, transaction)) await share.ExecuteNonQueryAsync(ct);
        if ((await obstacles.Of(transaction, principal, consumer, ct)).Keep) return false;
        var now = await clock.Now(ct);
        await forget.Write(transaction, principal, identity, expired: false, (parties, _) => new ConsumerErased(now, consumer, parties), now, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task End(string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"update {VaultStore.Schema}.erasure set state = {(int)ErasureState.Erased}, next_at = null where principal = $1 and consumer = $2");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        await command.ExecuteNonQueryAsync(ct);
    }
}
