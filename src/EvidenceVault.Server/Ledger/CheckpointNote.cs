using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger;

/// <summary>Checkpoints as signed notes.</summary>
public static class CheckpointNote
{
    /// <summary>A checkpoint, signed.</summary>
    public static string Of(Checkpoint checkpoint, NoteSigner signer) => new SignedNote(checkpoint.Text, [signer.Sign(checkpoint.Text)]).ToString();
}
