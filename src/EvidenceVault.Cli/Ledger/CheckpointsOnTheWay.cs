using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Holds each checkpoint against the tree when it has grown to its size.</summary>
public sealed class CheckpointsOnTheWay(string origin, IReadOnlyList<NoteKey> keys, List<(long Size, string Note, bool Stored)> checkpoints, List<Finding> findings)
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
        foreach (var (of, _, stored) in checkpoints.Skip(_next))
            findings.Add(new("rewound", $"{(stored ? "The database has a checkpoint" : "A checkpoint from elsewhere")} of {of} leaves, while the ledger has {size}."));
        if (!checkpoints.Exists(c => c.Stored && c.Size == size)) findings.Add(new("checkpoint-missing", $"No checkpoint covers all {size} leaves."));
    }

    private void Check((long Size, string Note, bool Stored) checkpoint, byte[] root)
    {
        Checked++;
        var whose = checkpoint.Stored ? "The checkpoint" : "The checkpoint from elsewhere";
        try
        {
            var note = SignedNote.Parse(checkpoint.Note);
            var said = Checkpoint.Parse(note.Text);
            if (note.SignersAmong(keys).Count == 0 || said.Origin != origin || said.Size != checkpoint.Size)
            {
                findings.Add(new("checkpoint-not-signed", $"{whose} of {checkpoint.Size} leaves is not signed by a key of this ledger."));
                return;
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
}
