using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Looks for the leaf of each receipt: what the vault gave a receipt for, and did not put in its ledger, it lost or took away.</summary>
/// <param name="findings">Where it is told.</param>
public sealed class ReceiptsInLedger(List<Finding> findings)
{
    private readonly Dictionary<string, List<(string Where, Receipt Receipt)>> _byLeaf = new(StringComparer.Ordinal);
    private readonly List<(string Where, Receipt Receipt)> _all = [];

    /// <summary>How many there are.</summary>
    public int Count => _all.Count;

    /// <summary>How many of them stand in the ledger.</summary>
    public int Found { get; private set; }

    /// <summary>Reads those of a file: one a line, or the results of an upload.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public void Read(string file, string text)
    {
        var read = 0;
        foreach (var (line, one) in HandedOut.Receipts(text))
        {
            var where = $"line {line} of {file}";
            read++;
            try
            {
                var receipt = Receipt.Parse(one);
                _all.Add((where, receipt));
                var leaf = Convert.ToHexString(receipt.LeafHash);
                if (!_byLeaf.TryGetValue(leaf, out var same)) _byLeaf[leaf] = same = [];
                same.Add((where, receipt));
            }
            catch (FormatException)
            {
                findings.Add(new("receipt-unreadable", $"What {where} has is no receipt."));
            }
        }

        if (read == 0) throw new FormatException($"{file} has no receipts: one a line, or the results of an upload.");
    }

    /// <summary>Looks at who signed them.</summary>
    /// <param name="keys">The ledger's keys that are trusted.</param>
    /// <param name="dates">When they were in use, as far as that is known.</param>
    public void Signed(IReadOnlyList<NoteKey> keys, IReadOnlyList<DatedKey> dates)
    {
        foreach (var (where, receipt) in _all)
        {
            if (receipt.SignerAmong(keys) is not { } signer) findings.Add(new("receipt-not-signed", $"The receipt in {where} is signed by no key of this ledger, or was changed."));
            else if (dates.Any(d => d.Key == signer && !d.IsInUse(receipt.Time.UtcDateTime))) findings.Add(new("stale-key", $"The receipt in {where} says it was given at {receipt.Time:O}, when the key that signed it was not in use."));
        }
    }

    /// <summary>Takes note of a leaf.</summary>
    public void At(ReadOnlySpan<byte> leafHash)
    {
        if (_byLeaf.Count > 0 && _byLeaf.Remove(Convert.ToHexString(leafHash), out var found)) Found += found.Count;
    }

    /// <summary>Tells of those whose leaf was not there.</summary>
    /// <param name="signedAt">When the last checkpoint was signed: what was recorded after it may wait; null: that is not known.</param>
    /// <param name="size">How many leaves were looked at.</param>
    public void End(DateTime? signedAt, long size)
    {
        foreach (var (where, receipt) in _byLeaf.Values.SelectMany(r => r).Where(r => signedAt is null || r.Receipt.Time.UtcDateTime < signedAt))
            findings.Add(new("receipt-unresolved", $"What the receipt in {where} is for, recorded at {receipt.Time:O}, is none of the {size} leaves: it was changed or taken away before it came into the ledger{(signedAt is null ? ", or this was exported before that" : "")}."));
    }
}
