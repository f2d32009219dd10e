using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Verification.Ledger;
using NodaTime;

namespace EvidenceVault.Server.Packs.Proofs;

/// <summary>What shows that the events of a pack stand in the ledger: all under one checkpoint.</summary>
/// <param name="Checkpoint">The checkpoint, with what witnesses and timestamp authorities said of it.</param>
/// <param name="Keys">The keys of the ledger and of its witnesses.</param>
/// <param name="Events">The events, in the order of the ledger.</param>
public sealed record PackProofs(SignedNote Checkpoint, PackKeys Keys, IReadOnlyList<ProvenEvent> Events)
{
    /// <summary>As <c>pack.json</c> and the pages have it.</summary>
    public ProofData ToData()
    {
        var checkpoint = Verification.Ledger.Checkpoint.Parse(Checkpoint.Text);
        var own = Keys.Keys.Select(k => NoteKey.Parse(k.Key)).Where(k => k.IsOfLog(checkpoint.Origin));
        return new(
            checkpoint.Origin,
            checkpoint.Size,
            Convert.ToBase64String(checkpoint.Root),
            [.. Checkpoint.SignersAmong(own).Select(k => k.Text)],
            [.. Cosigners.Among(Checkpoint, Keys.Witnesses.Select(NoteKey.Parse)).By.Select(c => new AttestedData(c.Witness.Name, Instant.FromDateTimeOffset(c.Time)))],
            [.. NoteTimestamp.In(Checkpoint).Select(line => NoteTimestamp.Check(Checkpoint.Text, line, [])).Where(s => s.Time is not null)
                .Select(s => new AttestedData(s.Authority, Instant.FromDateTimeOffset(s.Time!.Value)))],
            [.. Events.Select(e => new ProvenEventData(e.Id, e.Type, e.Proof.Index, Convert.ToBase64String(e.LeafHash), e.Proof.Extra is not null))]);
    }
}

/// <summary>An event with its proof. The proof's <see cref="LedgerProof.Extra"/> is the leaf; null: the pack leaves the event's content out.</summary>
public sealed record ProvenEvent(Guid Id, string Type, byte[] LeafHash, LedgerProof Proof);

/// <summary>The keys that the checkpoint of a pack may be checked with, as <c>keys.json</c>: as <c>GET /ledger/key</c> has them, with those of the witnesses.</summary>
public sealed record PackKeys(string Origin, IReadOnlyList<Ledger.LedgerKeyView> Keys, IReadOnlyList<string> Witnesses);
