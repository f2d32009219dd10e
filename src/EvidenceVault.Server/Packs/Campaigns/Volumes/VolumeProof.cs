using System.Globalization;
using System.Text;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Packs.Campaigns.Volumes;

/// <summary>What shows that the events of a volume stand in the ledger, as the two files that are attached: the leaves, and the hashes beside them, each once.</summary>
/// <param name="Leaves">A line for each event in the order of the ledger: its place, a space, its leaf.</param>
/// <param name="Hashes">A line for each hash, base64, in the order of <see cref="MultiProof.Beside"/>.</param>
/// <param name="Events">How many events.</param>
public sealed record VolumeProof(FileStream Leaves, FileStream Hashes, long Events) : IDisposable
{
    public void Dispose()
    {
        Leaves.Dispose();
        Hashes.Dispose();
    }
}

/// <summary>Proves from the ledger what volumes rest on, all under one checkpoint.</summary>
public sealed class VolumeProofs(LedgerReader reader)
{
    private const int EventsAtOnce = 2_000;
    private const int HashesAtOnce = 4_000;

    /// <summary>Proves events.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="covering">The checkpoint of the pack.</param>
    /// <param name="required">Events that must be there.</param>
    /// <param name="others">Events that rules point at: those of the principal are proven too.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="Proofs.LedgerBehindException">The checkpoint does not cover one of them.</exception>
    /// <exception cref="LedgerDamagedException">An event is gone, or is not what stands in the ledger.</exception>
    public async Task<VolumeProof> Prove(string principal, StoredCheckpoint covering, IReadOnlySet<Guid> required, IReadOnlySet<Guid> others, CancellationToken ct)
    {
        var checkpoint = Checkpoint.Parse(SignedNote.Parse(covering.Note).Text);
        var places = await Places(principal, [.. required.Union(others)], checkpoint.Size, required, ct);
        var proof = new VolumeProof(TemporaryFiles.OpenStream(), TemporaryFiles.OpenStream(), places.Count);
        try
        {
            var leaves = await WriteLeaves(principal, places, proof.Leaves, ct);
            var hashes = await WriteHashes([.. places.Select(p => p.Index)], checkpoint.Size, proof.Hashes, ct);
            if (MultiProof.Root(leaves, checkpoint.Size, hashes) is not { } root || !root.AsSpan().SequenceEqual(checkpoint.Root))
                throw new LedgerDamagedException("An event is not what stands in the ledger.");
            proof.Leaves.Position = proof.Hashes.Position = 0;
            return proof;
        }
        catch
        {
            proof.Dispose();
            throw;
        }
    }

    private async Task<List<(Guid Id, long Index)>> Places(string principal, Guid[] ids, long size, IReadOnlySet<Guid> required, CancellationToken ct)
    {
        var places = new List<(Guid, long Index)>(ids.Length);
        foreach (var some in ids.Chunk(EventsAtOnce))
        {
            var found = await reader.Places(principal, some, ct);
            foreach (var id in some)
            {
                var there = found.TryGetValue(id, out var index);
                if (!there && required.Contains(id)) throw new LedgerDamagedException("An event that the pack rests on is gone from the store.");
                if (!there) continue;
                if (index is null || index >= size) throw new Proofs.LedgerBehindException();
                places.Add((id, index.Value));
            }
        }

        places.Sort(static (one, other) => one.Index.CompareTo(other.Index));
        return places;
    }

    private async Task<List<(long, byte[])>> WriteLeaves(string principal, List<(Guid Id, long Index)> places, FileStream file, CancellationToken ct)
    {
        var leaves = new List<(long, byte[])>(places.Count);
        foreach (var some in places.Chunk(EventsAtOnce))
            foreach (var placed in await reader.FindAll(principal, [.. some.Select(p => p.Id)], ct))
            {
                var leaf = LedgerLeaf.Of(placed.Event);
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{placed.Index} ")));
                file.Write(leaf);
                file.WriteByte((byte)'\n');
                leaves.Add((placed.Index!.Value, MerkleHash.OfLeaf(leaf)));
            }

        return leaves;
    }

    private async Task<List<byte[]>> WriteHashes(long[] indices, long size, FileStream file, CancellationToken ct)
    {
        var hashes = new List<byte[]>();
        foreach (var some in MultiProof.Beside(indices, size).Chunk(HashesAtOnce))
            hashes.AddRange(await reader.FromTiles(tiles => some.Select(s => tiles.Subtree(s.From, s.To, size)).ToList(), ct));
        foreach (var hash in hashes) file.Write(Encoding.ASCII.GetBytes($"{Convert.ToBase64String(hash)}\n"));
        return hashes;
    }
}
