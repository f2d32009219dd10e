using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger.Witnesses;

/// <summary>The section <c>Vault:Witnesses</c>, one of a list: somebody else who cosigns the ledger.</summary>
public sealed record WitnessSettings
{
    /// <summary>The witness's key, as it writes it: <c>name+id+key</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>Where the vault asks it for cosignatures (C2SP <c>tlog-witness</c>, the submission prefix); empty: it comes by itself.</summary>
    public string Url { get; init; } = "";

    /// <summary>What is wrong with the settings; null where nothing is.</summary>
    public string? Fault()
    {
        try
        {
            if (NoteKey.Parse(Key).Kind != NoteSignatureKind.Cosignature) return "Vault__Witnesses__n__Key must be the key of a witness, which cosigns; vault witness new-key makes one.";
        }
        catch (FormatException)
        {
            return "Vault__Witnesses__n__Key must be a key of the form name+id+key.";
        }

        return Url.Length > 0 && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") ? "Vault__Witnesses__n__Url must be an http or https address." : null;
    }
}
