using EvidenceVault.Server.ContractEnds;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Suppressions;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>
/// What was destroyed stays destroyed, also where a backup was put back: by what the database says is gone, for a backup of the keys alone, and by the list that
/// lies with the blobs, for one of both.
/// </summary>
public sealed class DestroyedKeys(VaultDatabase database, KeyStore keys, ReturnedKeys returned, DestructionList list, KeptHashes kept, ContractEndStore contracts, ILogger<DestroyedKeys> log)
{
    private const int Page = 5_000;

    private static readonly (DestroyedKeyOf Of, string Sql)[] Gone =
    [
        (DestroyedKeyOf.Exhibit,
            $"select principal, exhibit from {VaultStore.Schema}.exhibit_retention where state > 0 and (principal, exhibit) > ($1, $2) order by principal, exhibit limit {Page}"),
        (DestroyedKeyOf.Pack, $"select principal, id from {VaultStore.Schema}.pack where is_deleted and (principal, id) > ($1, $2) order by principal, id limit {Page}"),
        (DestroyedKeyOf.Consumer,
            $"""
            select principal, consumer::text from {VaultStore.Schema}.erasure
            where erased_at is not null and (principal, consumer) > ($1, coalesce(nullif($2, ''), '00000000-0000-0000-0000-000000000000')::uuid)
            order by principal, consumer limit {Page}
            """),
        (DestroyedKeyOf.Principal,
            $"select principal, principal from {VaultStore.Schema}.contract_end where keys_gone_at is not null and (principal, principal) > ($1, $2) order by principal limit {Page}"),
    ];

    /// <summary>Whether this server has looked since it started.</summary>
    public bool Looked { get; private set; }

    /// <summary>Destroys again whatever keys there are of what is gone; how many there were.</summary>
    public async Task<int> DestroyAgain(CancellationToken ct)
    {
        var back = 0;
        foreach (var (of, sql) in Gone)
            for ((string Principal, string Id) after = ("", ""); await Known(of, sql, after, ct) is { Count: > 0 } page; after = (page[^1].Principal, page[^1].Id))
                back += await DestroyAgain(page, ct);
        back += await FollowList(ct);
        // Of a backup of the vault's database alone nothing comes back that can be read; what can be seen of it goes again.
        foreach (var principal in await keys.DestroyedPrincipals(ct)) await contracts.BeginAgain(principal, ct);
        Looked = true;
        if (back > 0) log.LogWarning("Destroyed {Count} keys again that had been destroyed before: a backup of the keys was put back", back);
        return back;
    }

    private async Task<int> FollowList(CancellationToken ct)
    {
        var (back, today) = (0, list.Today);
        var since = (await returned.FollowedUntil(ct))?.PlusDays(-1);
        var page = new List<DestroyedKey>(Page);
        await foreach (var key in list.Since(since, ct))
        {
            page.Add(key);
            if (page.Count < Page) continue;
            back += await DestroyAgain(page, ct);
            page.Clear();
        }

        back += await DestroyAgain(page, ct);
        await returned.Followed(today, ct);
        return back;
    }

    private async Task<int> DestroyAgain(List<DestroyedKey> gone, CancellationToken ct)
    {
        var back = 0;
        foreach (var ofPrincipal in gone.GroupBy(d => d.Principal, StringComparer.Ordinal))
        {
            // With the principal's own key everything else can be read no more.
            if (ofPrincipal.Any(d => d.Of == DestroyedKeyOf.Principal))
            {
                if (await keys.HasPrincipal(ofPrincipal.Key, ct))
                {
                    await keys.DestroyPrincipal(ofPrincipal.Key, ct);
                    back++;
                }

                await contracts.BeginAgain(ofPrincipal.Key, ct);
                continue;
            }

            // Packs' keys stand beside those of exhibits.
            var names = ofPrincipal.Where(d => d.Of != DestroyedKeyOf.Consumer).Select(d => d.Of == DestroyedKeyOf.Pack ? KeyStore.NameOfPack(d.Id) : d.Id);
            if (await keys.ExhibitsWithKeys(ofPrincipal.Key, [.. names], ct) is { Count: > 0 } there)
            {
                await keys.DestroyExhibits(ofPrincipal.Key, there, ct);
                back += there.Count;
            }

            foreach (var consumer in await returned.Consumers(ofPrincipal.Key, [.. ofPrincipal.Where(d => d.Of == DestroyedKeyOf.Consumer).Select(d => Guid.Parse(d.Id))], ct))
            {
                await KeepHashes(ofPrincipal.Key, consumer, ct);
                await keys.DestroyConsumer(ofPrincipal.Key, consumer, ct);
                back++;
            }
        }

        return back;
    }

    // The backup may be from before the number went: its card came back, and the hashes were not kept yet. This key is the last that can make them.
    private async Task KeepHashes(string principal, Guid consumer, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ForgetConsumer.Lock(transaction, principal, consumer, ct) is not { } identity) return;
        if (KeptHashes.Keep(principal, consumer, await kept.Of(principal, consumer, identity.Card, ct)) is not { } keep) return;
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { keep } };
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<List<DestroyedKey>> Known(DestroyedKeyOf of, string sql, (string Principal, string Id) after, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = after.Principal });
        command.Parameters.Add(new() { Value = after.Id });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var gone = new List<DestroyedKey>();
        while (await rows.ReadAsync(ct)) gone.Add(new(rows.GetString(0), of, rows.GetString(1)));
        return gone;
    }
}
