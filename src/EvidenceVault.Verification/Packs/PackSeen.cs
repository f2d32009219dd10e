using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Packs;

/// <summary>What a check of a pack came to.</summary>
/// <param name="Facts">What was looked at, by name.</param>
/// <param name="Faults">What is wrong.</param>
/// <param name="Checkpoint">The checkpoint of its proofs; null: there is none that a trusted key has signed.</param>
/// <param name="Leaves">The leaves that are proven.</param>
public sealed record PackSeen(IReadOnlyDictionary<string, object?> Facts, IReadOnlyList<PackFault> Faults, SignedNote? Checkpoint, IReadOnlyList<byte[]> Leaves);
