using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Packs;

/// <summary>Destroys packs as exhibits are: the key, then the blob, or all blobs of its volumes, then it looks that they are absent, and records that once.</summary>
public sealed class PackDestruction(VaultDatabase database, PackStreams streams, KeyStore keys, EvidenceBlobs blobs, DestructionList list, EventNames names, IClock clock)
{
    /// <summary>Whether a pack can be read still.</summary>
    public async Task<bool> HasKey(string principal, string pack, CancellationToken ct) => (await keys.ExhibitsWithKeys(principal, [KeyStore.NameOfPack(pack)], ct)).Count > 0;

    /// <summary>Destroys its key alone, after which nobody can read it. What is left is for <see cref="Destroy"/>.</summary>
    public Task DestroyKey(string principal, string pack, CancellationToken ct) => keys.DestroyExhibits(principal, [KeyStore.NameOfPack(pack)], ct);

    /// <summary>Destroys it. That it was already is no error.</summary>
    /// <exception cref="BlobsUnavailableException">The storage failed: nothing was recorded.</exception>
    public async Task Destroy(string principal, Pack pack, PackDeletionReason reason, CancellationToken ct)
    {
        if (pack.Made is not { } made || pack.Deleted is not null) return;
        await DestroyKey(principal, pack.Id, ct);
        var keyGoneAt = Now();
        await list.Add([new(principal, DestroyedKeyOf.Pack, pack.Id)], ct);
        var storage = await DestroyBlobs(pack.Blobs, ct);
        List<VolumeDeleted>? volumes = made.Volumes is null ? null : [];
        foreach (var volume in made.Volumes ?? []) volumes!.Add(new(volume.Number, volume.Sha256, volume.Size, await blobs.Destroy(volume.Blob, ct)));
        var now = Now();
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var end = new NpgsqlCommand($"update {VaultStore.Schema}.pack set is_deleted = true where principal = $1 and id = $2 and not is_deleted", connection, transaction);
        end.Parameters.Add(new() { Value = principal });
        end.Parameters.Add(new() { Value = pack.Id });
        // Whoever came first recorded it.
        if (await end.ExecuteNonQueryAsync(ct) == 0) return;
        // Who countersigned it meanwhile had the row, and nobody has it after this.
        var last = await streams.Load(principal, pack.Id, ct) ?? pack;
        storage.AddRange(await DestroyBlobs(last.Blobs.Except(pack.Blobs), ct));
        var append = new EventAppend(names, principal, now);
        append.Add(
            Streams.Pack(pack.Id), (await keys.OfPrincipal(principal, ct)).OwnEventId("pack-deleted", pack.Id),
            new PackDeleted(now, pack.Id, reason, last.File!.Sha256, last.File.Size, keyGoneAt, storage, volumes));
        var command = append.ToCommand();
        await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command } }) await batch.ExecuteNonQueryAsync(ct);
        append.Check(command);
        await transaction.CommitAsync(ct);
    }

    private async Task<List<StorageAnswer>> DestroyBlobs(IEnumerable<string> names, CancellationToken ct)
    {
        var storage = new List<StorageAnswer>();
        foreach (var blob in names) storage.AddRange(await blobs.Destroy(blob, ct));
        return storage;
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());
}
