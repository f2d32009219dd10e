using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger.Witnesses;

/// <summary>The witnesses of the configuration.</summary>
public sealed class WitnessList(VaultSettings settings)
{
    /// <summary>All.</summary>
    public IReadOnlyList<(NoteKey Key, Uri? Url)> All { get; } =
        [.. settings.Witnesses.Select(w => (NoteKey.Parse(w.Key), w.Url.Length > 0 ? new Uri(w.Url.TrimEnd('/') + "/add-checkpoint") : null))];

    /// <summary>Their keys, as text.</summary>
    public string[] Keys { get; } = [.. settings.Witnesses.Select(w => w.Key)];

    /// <summary>How many must have cosigned a checkpoint before it counts as witnessed; 0: nobody is asked to.</summary>
    public int Quorum => settings.Witnesses.Length == 0 ? 0 : settings.WitnessQuorum;
}
