namespace EvidenceVault.Verification.Ledger;

/// <summary>When a witness cosigns: C2SP <c>tlog-witness</c>.</summary>
public static class WitnessRule
{
    /// <summary>What a witness makes of a checkpoint.</summary>
    /// <param name="submission">The checkpoint, and that it is a later state of the one cosigned last.</param>
    /// <param name="last">The one that it cosigned last; null: it has cosigned none of this log.</param>
    /// <param name="keys">The log's keys that the witness trusts.</param>
    public static WitnessVerdict Judge(WitnessSubmission submission, Checkpoint? last, IReadOnlyList<NoteKey> keys)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = Checkpoint.Parse(submission.Note.Text);
            // What was cosigned last says which log it is, where keys of several are trusted.
            if (keys.All(k => k.Name != checkpoint.Origin) || (last is not null && last.Origin != checkpoint.Origin)) return WitnessVerdict.UnknownLog;
            if (submission.Note.SignersAmong(keys.Where(k => k.IsOfLog(checkpoint.Origin))).Count == 0) return WitnessVerdict.NotSigned;
        }
        catch (FormatException)
        {
            return WitnessVerdict.NotSigned;
        }

        if (submission.OldSize > checkpoint.Size) return WitnessVerdict.OldSizeBeyond;
        if (submission.OldSize != (last?.Size ?? 0)) return WitnessVerdict.OtherOldSize;
        // The one thing that only a log itself can do wrong: two trees of one size, both signed.
        if (last is not null && last.Size == checkpoint.Size && !last.Root.AsSpan().SequenceEqual(checkpoint.Root)) return WitnessVerdict.Forked;
        if (checkpoint.Size == 0) return submission.Path.Count == 0 && checkpoint.Root.AsSpan().SequenceEqual(MerkleHash.Empty) ? WitnessVerdict.Cosign : WitnessVerdict.NotShownLater;
        return ProofCheck.IsLater(submission.OldSize, last?.Root ?? MerkleHash.Empty, checkpoint.Size, checkpoint.Root, submission.Path) ? WitnessVerdict.Cosign : WitnessVerdict.NotShownLater;
    }
}

/// <summary>What a witness makes of a checkpoint.</summary>
public enum WitnessVerdict
{
    /// <summary>It is a later state of the one cosigned last, and signed: to be cosigned.</summary>
    Cosign,

    /// <summary>It is of a log that the witness knows nothing of, or another than the one cosigned last.</summary>
    UnknownLog,

    /// <summary>It is signed by none of the log's keys, or not as it says.</summary>
    NotSigned,

    /// <summary>The old size is larger than the checkpoint's.</summary>
    OldSizeBeyond,

    /// <summary>The old size is not the one cosigned last.</summary>
    OtherOldSize,

    /// <summary>The proof does not show it to be a later state.</summary>
    NotShownLater,

    /// <summary>It is of the size cosigned last, with another root: the log has signed two histories.</summary>
    Forked,

    /// <summary>Whatever it is: the witness saw something that may never be, and cosigns nothing until somebody has looked.</summary>
    Alarmed,
}
