using System.Buffers;
using EvidenceVault.Server.Store;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger;

/// <summary>Gives receipts for what was recorded.</summary>
public sealed class Receipts(LedgerKey key, LedgerReader reader, LedgerState state)
{
    private NoteSigner? _signer;

    /// <summary>The receipts of a commit; null: this server cannot sign for the ledger.</summary>
    public async ValueTask<BatchReceipts?> Of(EventAppend recorded, CancellationToken ct)
    {
        if (state.Trouble == LedgerState.OtherKey) return null;
        if (_signer is null)
        {
            var current = (await reader.Keys(ct)).FirstOrDefault(k => k.Until is null)?.Key;
            if (current is null || key.Signer(current.Name) is not { } signer || signer.Key != current) return null;
            _signer = signer;
        }

        return new(_signer, recorded);
    }
}

/// <summary>The receipts of one commit. Nothing of them is computed before one is asked for: to whom only wants to hear of problems they cost nothing.</summary>
public sealed class BatchReceipts(NoteSigner signer, EventAppend recorded)
{
    private readonly Lazy<(Func<int, Receipt> Receipt, Dictionary<Guid, int> Places)> _made = new(() => Make(signer, recorded));

    /// <summary>The receipt of an event, as text; null: its leaf is known only once it is stored.</summary>
    public string? Of(Guid id)
    {
        var (receipt, places) = _made.Value;
        return places.TryGetValue(id, out var place) ? receipt(place).ToString() : null;
    }

    private static (Func<int, Receipt> Receipt, Dictionary<Guid, int> Places) Make(NoteSigner signer, EventAppend recorded)
    {
        var buffer = new ArrayBufferWriter<byte>(4 << 10);
        var (hashes, places) = (new List<byte[]>(recorded.Count), new Dictionary<Guid, int>(recorded.Count));
        foreach (var stored in recorded.Recorded())
        {
            hashes.Add(StoredLeaves.Hash(stored, buffer));
            // A body that stands by its hash is hashed as the database writes it, which is not known here.
            if (buffer.WrittenSpan.StartsWith("{\"data\":"u8)) places[stored.Id] = hashes.Count - 1;
        }

        return (Receipt.Of(signer, recorded.RecordedMicroseconds, hashes), places);
    }
}
