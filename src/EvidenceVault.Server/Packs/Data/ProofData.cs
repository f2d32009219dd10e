using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>One signed state of the ledger, and the events under it that the pack rests on.</summary>
/// <param name="Ledger">The ledger's name.</param>
/// <param name="Size">How many events the ledger had then.</param>
/// <param name="Root">The root over all of them, base64.</param>
/// <param name="SignedBy">The keys that signed it, as <c>keys.json</c> lists them.</param>
/// <param name="Witnesses">Who cosigned it, each with the time it gives.</param>
/// <param name="Timestamps">Who timestamped it, each with the time it gives.</param>
/// <param name="Events">The events, in the order of the ledger. The proof of each is attached as <c>proofs/{eventId}.tlog-proof</c>.</param>
public sealed record ProofData(
    string Ledger, long Size, string Root, IReadOnlyList<string> SignedBy, IReadOnlyList<AttestedData> Witnesses, IReadOnlyList<AttestedData> Timestamps,
    IReadOnlyList<ProvenEventData> Events);

/// <summary>Somebody else's word that a state of the ledger was there at a time.</summary>
public sealed record AttestedData(string By, Instant At);

/// <summary>An event that the ledger covers.</summary>
/// <param name="Leaf">Its place in the ledger, from 0.</param>
/// <param name="LeafHash">The hash of its leaf, base64.</param>
/// <param name="HasContent">Whether its proof comes with the leaf, from which the hash can be computed; else the pack leaves the content out.</param>
public sealed record ProvenEventData(Guid EventId, string Type, long Leaf, string LeafHash, bool HasContent);
