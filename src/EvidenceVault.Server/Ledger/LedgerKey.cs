using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger;

/// <summary>The Ed25519 key that checkpoints and receipts are signed with. It signs nothing else.</summary>
public sealed class LedgerKey(VaultSettings settings)
{
    // Read when first used: the file may be made at start.
    private readonly Lazy<byte[]> _seed = new(() => KeyFile.Read(settings.LedgerKeyPath));

    /// <summary>A signer by the ledger's name.</summary>
    public NoteSigner Signer(string origin) => new(origin, NoteSignatureKind.Plain, _seed.Value);
}
