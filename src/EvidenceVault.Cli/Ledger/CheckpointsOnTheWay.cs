using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Holds each checkpoint against the tree when it has grown to its size.</summary>
public sealed class CheckpointsOnTheWay(
    string origin, IReadOnlyList<NoteKey> keys, IReadOnlyList<DatedKey> dates, List<CheckpointToCheck> checkpoints, List<Finding> findings)
{
    private readonly HashSet<NoteKey> _replaced = [];
    private IReadOnlyList<NoteKey> _inUse = [];
    private int _next;
    private int _covering;
    private long _lastGood;
    private bool _differs;
    private DateTime _signedAt = DateTime.MinValue;

    /// <summary>How many were.</summary>
    public int Checked { get; private set; }

    /// <summary>Takes those of this size.</summary>
    public void At(MerkleTree tree)
    {
        for (; _next < checkpoints.Count && checkpoints[_next].Size <= tree.Size; _next++)
        {
            if (checkpoints[_next].Size == tree.Size) Check(checkpoints[_next], tree.Root);
            else findings.Add(new("checkpoint-not-signed", $"There is a checkpoint of {checkpoints[_next].Size} leaves, which no ledger has."));
        }
    }

    /// <summary>When the first checkpoint that covers a leaf was signed, as the database has it; null: none does. To be asked of leaves in their order.</summary>
    public DateTime? SignedAfter(long leaf)
    {
        while (_covering < checkpoints.Count && (checkpoints[_covering].SignedAt is null || checkpoints[_covering].Size <= leaf)) _covering++;
        return _covering < checkpoints.Count ? checkpoints[_covering].SignedAt : null;
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
            else if (signers.All(_replaced.Contains))
                findings.Add(new("stale-key", $"{whose} of {checkpoint.Size} leaves is signed by a key that had been replaced when a smaller one was signed: a replaced key signs nothing new, whatever the dates say."));
            else Replace(signers);
            if (checkpoint.SignedAt is { } signed)
            {
                if (signed.Ticks < _signedAt.Ticks - RecordedOrder.Tolerance.Ticks) findings.Add(new("checkpoint-dated", $"{whose} of {checkpoint.Size} leaves says it was signed at {signed:O}, and a smaller one at {_signedAt:O}."));
                else _signedAt = signed;
            }

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

    // Whoever signed before and does not sign now was replaced.
    private void Replace(IReadOnlyList<NoteKey> signers)
    {
        _replaced.UnionWith(_inUse.Except(signers));
        _inUse = signers;
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
    // In ticks, which may lie outside what a date can be: whoever edits dates must not stop the check.
    public bool IsInUse(DateTime at) => at.Ticks >= From.Ticks - Tolerance.Ticks && (Until == DateTime.MaxValue || at.Ticks <= Until.Ticks + Tolerance.Ticks);

    /// <summary>Whether it had been replaced by a time.</summary>
    public bool WasReplacedBy(DateTime at) => Until != DateTime.MaxValue && at.Ticks > Until.Ticks + Tolerance.Ticks;
}
