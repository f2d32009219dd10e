using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Holds each checkpoint against the tree when it has grown to its size.</summary>
public sealed class CheckpointsOnTheWay(
    string origin, IReadOnlyList<NoteKey> keys, IReadOnlyList<DatedKey> dates, List<CheckpointToCheck> checkpoints, List<Finding> findings)
{
    private int _next;
    private long _lastGood;
    private bool _differs;

    /// <summary>How many were.</summary>
    public int Checked { get; private set; }

    /// <summary>Takes those of this size.</summary>
    public void At(MerkleTree tree)
    {
        for (; _next < checkpoints.Count && checkpoints[_next].Size <= tree.Size; _next++)
            if (checkpoints[_next].Size == tree.Size) Check(checkpoints[_next], tree.Root);
    }

    /// <summary>Tells of those that are larger than the ledger, and where none covers all of it.</summary>
    public void End(long size)
    {
        foreach (var (of, _, at) in checkpoints.Skip(_next))
            findings.Add(new("rewound", $"{(at is not null ? "The database has a checkpoint" : "A checkpoint from elsewhere")} of {of} leaves, while the ledger has {size}."));
        if (!checkpoints.Exists(c => c.SignedAt is not null && c.Size == size)) findings.Add(new("checkpoint-missing", $"No checkpoint covers all {size} leaves."));
    }

    private void Check(CheckpointToCheck checkpoint, byte[] root)
    {
        Checked++;
        var whose = checkpoint.SignedAt is not null ? "The checkpoint" : "The checkpoint from elsewhere";
        try
        {
            var note = SignedNote.Parse(checkpoint.Note);
            var said = Checkpoint.Parse(note.Text);
            var signers = note.SignersAmong(keys.Where(k => k.IsOfLog(origin)));
            if (signers.Count == 0 || said.Origin != origin || said.Size != checkpoint.Size)
            {
                findings.Add(new("checkpoint-not-signed", $"{whose} of {checkpoint.Size} leaves is not signed by a key of this ledger."));
                return;
            }

            if (checkpoint.SignedAt is { } at && signers.All(k => dates.Any(d => d.Key == k && !d.IsInUse(at))))
                findings.Add(new("stale-key", $"{whose} of {checkpoint.Size} leaves was signed at {at:O}, when that key was not in use."));
            if (said.Root.AsSpan().SequenceEqual(root))
            {
                _lastGood = checkpoint.Size;
                return;
            }
        }
        catch (FormatException)
        {
            findings.Add(new("checkpoint-not-signed", $"{whose} of {checkpoint.Size} leaves is not as it was signed."));
            return;
        }

        // All that follow differ with the first.
        if (!_differs) findings.Add(new("tree-changed", $"{whose} of {checkpoint.Size} leaves has another root than the tiles: among the leaves from {_lastGood} to {checkpoint.Size - 1} the ledger itself was changed."));
        _differs = true;
    }
}

/// <summary>A checkpoint that is to be held against the tree.</summary>
/// <param name="Size">Of how many leaves.</param>
/// <param name="Note">As it is signed.</param>
/// <param name="SignedAt">When the database says it was signed; null: it is from elsewhere.</param>
public sealed record CheckpointToCheck(long Size, string Note, DateTime? SignedAt);

/// <summary>A key with the time it was in use, as the database has it.</summary>
public sealed record DatedKey(NoteKey Key, DateTime From, DateTime Until)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Whether it was in use at a time, or about then.</summary>
    public bool IsInUse(DateTime at) => at >= From - Tolerance && (Until == DateTime.MaxValue || at <= Until + Tolerance);
}
