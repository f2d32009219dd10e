using System.Diagnostics;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Ledger.Witnesses;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Store;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Packs.Proofs;

/// <summary>Proves from the ledger what a pack rests on.</summary>
public sealed class ProofSources(LedgerReader reader, AttestedCheckpoints checkpoints, WitnessList witnesses)
{
    // The ledger lags by a fraction of a second: longer than this is for the queue to wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    // What the vault made of a call beforehand stands in it: findings, which a pack of facts has none of.
    private static readonly string WithFindings = VaultStore.EventAliases[typeof(ClearanceDecided)];

    /// <summary>The proofs of a pack.</summary>
    /// <exception cref="LedgerBehindException">The ledger does not cover every event yet.</exception>
    /// <exception cref="LedgerStoppedException">It stands still, and does not cover every event.</exception>
    /// <exception cref="LedgerDamagedException">An event is gone, or is not what stands in the ledger.</exception>
    public async Task<PackProofs> Prove(string principal, PackData data, CancellationToken ct)
    {
        var ids = PackEvents.Of(data);
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(LookEvery, ct))
        {
            var events = await reader.FindAll(principal, ids, ct);
            if (events.Count != ids.Count) throw new LedgerDamagedException("An event that the pack rests on is gone from the store.");
            if (events.All(e => e.Index is not null) && await checkpoints.For(events.Count == 0 ? -1 : events[^1].Index!.Value, ct) is { } covering)
                return await Under(covering, events, data.Content, ct);
            if (await reader.Standing(ct) is null or { IsStopped: true }) throw new LedgerStoppedException();
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new LedgerBehindException();
        }
    }

    private async Task<PackProofs> Under(StoredCheckpoint covering, IReadOnlyList<PlacedEvent> events, PackContent content, CancellationToken ct)
    {
        var proven = events.Zip(await reader.Prove(covering, events, ct), (e, proof) =>
        {
            var withheld = content == PackContent.Facts && e.Event.Type == WithFindings;
            return new ProvenEvent(e.Event.Id, e.Event.Type, MerkleHash.OfLeaf(proof.Extra!), withheld ? proof with { Extra = null } : proof);
        });
        var note = SignedNote.Parse(covering.Note);
        var keys = (await reader.Keys(ct)).Select(k => new LedgerKeyView(k.Key.Text, k.From, k.Until));
        return new(note, new(Checkpoint.Parse(note.Text).Origin, [.. keys], witnesses.Keys), [.. proven]);
    }
}

/// <summary>The ledger does not cover yet what was recorded: it will in a moment.</summary>
public sealed class LedgerBehindException() : Exception("The ledger does not cover every event of the pack yet.");

/// <summary>The ledger stands still until somebody takes note of an incident.</summary>
public sealed class LedgerStoppedException() : Exception("The ledger stands still, and does not cover every event of the pack.");
