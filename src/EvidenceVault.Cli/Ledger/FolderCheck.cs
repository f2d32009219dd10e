using System.Buffers.Binary;
using System.Text.Json;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Holds an exported ledger together: every tile follows from the leaves' hashes, these from the leaves where they came along, and every checkpoint from the tiles.</summary>
/// <param name="folder">The export.</param>
/// <param name="keys">The keys to trust; none: those of the folder.</param>
/// <param name="trusted">Signed checkpoints from elsewhere.</param>
/// <param name="error">Where progress is told.</param>
/// <param name="receipts">Files with receipts that somebody has; null: none.</param>
public sealed class FolderCheck(LedgerFolder folder, IReadOnlyList<NoteKey> keys, IReadOnlyList<string> trusted, TextWriter error, IReadOnlyList<(string Name, string Text)>? receipts = null)
{
    private readonly List<Finding> _findings = [];
    private RecordedOrder? _order;
    private ReceiptsInLedger? _receipts;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What was checked.</summary>
    public Dictionary<string, object?> Facts { get; } = [];

    public async Task Run(CancellationToken ct)
    {
        if (Read(await folder.Checkpoint(ct)) is not { } latest)
        {
            _findings.Add(new("checkpoint-not-signed", "The folder's checkpoint is none, or was changed; nothing can be held against it."));
            return;
        }

        var listed = await Listed(ct);
        var known = keys.Count > 0 ? keys : [.. listed.Select(k => k.Key)];
        foreach (var gone in keys.Where(k => k.IsOfLog(latest.Origin) && listed.Count > 0 && listed.All(l => l.Key != k))) _findings.Add(new("key-gone", $"The folder does not list {gone.Text}, which is trusted: keys are never taken off the list."));
        _receipts = new(_findings);
        foreach (var (name, text) in receipts ?? []) _receipts.Read(name, text);
        _receipts.Signed(known, listed);
        var all = folder.Checkpoints().Append(await folder.Checkpoint(ct)).Distinct()
            .Select(note => (Note: note, Stored: true)).Concat(trusted.Select(note => (Note: note, Stored: false)))
            .Select(c => Read(c.Note) is { } of ? new CheckpointToCheck(of.Size, c.Note, c.Stored ? DateTime.UnixEpoch : null) : null);
        var checkpoints = new List<CheckpointToCheck>();
        foreach (var one in all)
        {
            if (one is null) _findings.Add(new("checkpoint-not-signed", "A checkpoint of the folder is none."));
            else checkpoints.Add(one);
        }

        var onTheWay = new CheckpointsOnTheWay(latest.Origin, known, [], [.. checkpoints.OrderBy(c => c.Size)], _findings);
        var leaves = await Tiles(latest.Size, onTheWay, ct);
        _receipts.End(null, latest.Size);
        (Facts["ledger"], Facts["size"], Facts["keys"]) = (latest.Origin, latest.Size, keys.Count > 0 ? "given" : "as the folder lists them");
        (Facts["leaves"], Facts["checkpoints"]) = (leaves, onTheWay.Checked);
        if (_receipts.Count > 0) (Facts["receipts"], Facts["receiptsResolved"]) = (_receipts.Count, _receipts.Found);
    }

    private async Task<long> Tiles(long size, CheckpointsOnTheWay checkpoints, CancellationToken ct)
    {
        var (tree, leaves) = (new MerkleTree(), 0L);
        checkpoints.At(tree);
        var progress = new Steps(error, "leaves", size);
        foreach (var place in LedgerExport.Places(size).TakeWhile(p => p.Level == 0))
        {
            if (await folder.Tile(place, ct) is not { } hashes)
            {
                _findings.Add(new("tile-missing", $"{place.Path} is missing, or not whole; what follows cannot be held against any checkpoint."));
                return leaves;
            }

            leaves += await Leaves(place, hashes, ct);
            for (var i = 0; i < place.Width; i++)
            {
                tree.Append(hashes.AsSpan(i * MerkleHash.Size, MerkleHash.Size));
                _receipts!.At(hashes.AsSpan(i * MerkleHash.Size, MerkleHash.Size));
                checkpoints.At(tree);
            }

            progress.Done(place.Width);
        }

        progress.End();
        checkpoints.End(size);
        foreach (var tile in tree.TakeChanged().Where(t => t.Level > 0))
        {
            var place = new TilePlace(tile.Level, tile.Number, tile.Hashes.Length / MerkleHash.Size);
            if (await folder.Tile(place, ct) is not { } stored) _findings.Add(new("tile-missing", $"{place.Path} is missing, or not whole."));
            else if (!stored.AsSpan().SequenceEqual(tile.Hashes)) _findings.Add(new("tile-changed", $"{place.Path} is not what follows from the leaves."));
        }

        return leaves;
    }

    // They come along only where the export was the operator's.
    private async Task<long> Leaves(TilePlace place, byte[] hashes, CancellationToken ct)
    {
        if (await folder.Read(TilePlace.EntriesPath(place.Number, place.Width), ct) is not { } bundle)
        {
            if (folder.HasLeaves) _findings.Add(new("leaf-missing", $"{TilePlace.EntriesPath(place.Number, place.Width)} is missing, while the folder has leaves: these {place.Width} were not looked at.", Leaf: place.Number * TilePlace.Full));
            return 0;
        }

        var rest = bundle.AsMemory();
        for (var i = 0; i < place.Width; i++)
        {
            var length = rest.Length < 2 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            var index = (place.Number * TilePlace.Full) + i;
            if (length < 0 || rest.Length < 2 + length)
            {
                _findings.Add(new("leaf-missing", "The file of leaves ends before this one.", Leaf: index));
                return i;
            }

            var leaf = rest.Slice(2, length);
            if (!MerkleHash.OfLeaf(leaf.Span).AsSpan().SequenceEqual(hashes.AsSpan(i * MerkleHash.Size, MerkleHash.Size))) _findings.Add(new("changed", "The leaf is not what was recorded: it has another hash.", Leaf: index));
            else if (Recorded(leaf, index) is { } recorded) (_order ??= new(_findings)).Next(recorded, null);
            else _findings.Add(new("leaf-unreadable", "The leaf is none of a vault's.", Leaf: index));
            rest = rest[(2 + length)..];
        }

        return place.Width;
    }

    private async Task<IReadOnlyList<DatedKey>> Listed(CancellationToken ct) =>
        await folder.Read("key", ct) is { } listed ? [.. ListedKeys.Read(listed, "The folder's list of keys").Keys.Select(k => k.Dated)] : [];

    private static RecordedAt? Recorded(ReadOnlyMemory<byte> leaf, long index)
    {
        try
        {
            using var read = JsonDocument.Parse(leaf);
            var e = read.RootElement;
            // Failed appends have a time before all others.
            return e.GetProperty("recordedAt").TryGetDateTime(out var at)
                ? new(e.GetProperty("id").GetGuid(), index, null, at.ToUniversalTime(), e.GetProperty("type").GetString()!, e.GetProperty("stream").GetString()!) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static Checkpoint? Read(string note)
    {
        try
        {
            return Checkpoint.Parse(SignedNote.Parse(note).Text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
