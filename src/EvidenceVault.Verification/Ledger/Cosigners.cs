namespace EvidenceVault.Verification.Ledger;

/// <summary>Which witnesses have cosigned a checkpoint.</summary>
public static class Cosigners
{
    /// <summary>Looks for the cosignatures of some witnesses.</summary>
    /// <param name="note">The checkpoint.</param>
    /// <param name="witnesses">The keys of those that are trusted.</param>
    /// <returns>Those that cosigned it, with the time of each one's latest cosignature; and those in whose name something stands there that is not theirs.</returns>
    public static (IReadOnlyList<CosignedBy> By, IReadOnlyList<NoteKey> Wrong) Among(SignedNote note, IEnumerable<NoteKey> witnesses)
    {
        var (by, wrong) = (new List<CosignedBy>(), new List<NoteKey>());
        foreach (var witness in witnesses.Where(w => w.Kind == NoteSignatureKind.Cosignature).Distinct())
        {
            var own = note.Signatures.Where(s => s.By(witness)).ToList();
            if (own.Exists(s => !witness.Verifies(note.Text, s.Bytes))) wrong.Add(witness);
            else if (own.Count > 0) by.Add(new(witness, DateTimeOffset.FromUnixTimeSeconds(Math.Min(own.Max(s => Cosignature.TimeOf(s.Bytes)!.Value), LastSecond))));
        }

        return (by, wrong);
    }

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
}

/// <summary>A witness that cosigned, and when.</summary>
/// <param name="Witness">Its key.</param>
/// <param name="Time">When it says it saw the checkpoint.</param>
public sealed record CosignedBy(NoteKey Witness, DateTimeOffset Time);
