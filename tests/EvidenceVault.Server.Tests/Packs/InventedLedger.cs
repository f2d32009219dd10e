using System.Text;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Verification.Ledger;
using NodaTime;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>A ledger of the events of a pack that no server made: real trees and signatures over invented bodies, the same each time.</summary>
internal static class InventedLedger
{
    private const string Origin = "vault.example/evidence-vault";

    public static PackProofs Of(PackData data)
    {
        var signer = new NoteSigner(Origin, NoteSignatureKind.Plain, new byte[32]);
        var types = data.Facts.ToDictionary(f => f.EventId, f => f.Type);
        foreach (var id in data.Mandates.SelectMany(m => m.EventIds)) types[id] = "mandate.given";
        foreach (var exhibit in data.Exhibits) types[exhibit.EventId] = "exhibit.announced";
        var leaves = PackEvents.Of(data).Select((id, i) => (Id: id, Type: types.GetValueOrDefault(id, "wording.filed"), Leaf: Leaf(id, i))).ToList();
        var tree = new MerkleTree();
        foreach (var (_, _, leaf) in leaves) tree.Append(MerkleHash.OfLeaf(leaf));
        var tiles = tree.TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        var maker = new ProofMaker(place => tiles[(place.Level, place.Number)]);
        var note = SignedNote.Parse(CheckpointNote.Of(new(Origin, tree.Size, tree.Root), signer));
        return new(
            note,
            new(Origin, [new(signer.Key.Text, DateTime.UnixEpoch, null)], []),
            [.. leaves.Select((e, i) => new ProvenEvent(e.Id, e.Type, MerkleHash.OfLeaf(e.Leaf), new(i, maker.Inclusion(i, tree.Size), note) { Extra = e.Leaf }))]);
    }

    private static byte[] Leaf(Guid id, int i) => LedgerLeaf.Of(new(id, "zonkracht", "dossier/x", i + 1, "call.attempted", Instant.FromUtc(2026, 11, 24, 9, 0).ToDateTimeUtc(), Encoding.UTF8.GetBytes("{}")));
}
