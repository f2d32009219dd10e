using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Verification.Ledger;

/// <summary>What the vault gives for an event when it has recorded it: its leaf, among those of the same commit, under one signature with the time.</summary>
/// <remarks>It obliges the vault: a ledger that never has the leaf is caught lying by it. It is exchangeable for a <see cref="LedgerProof"/> a moment later.</remarks>
/// <param name="KeyId">The id of the key that signed it.</param>
/// <param name="RecordedAt">When the event was recorded, in microseconds since 1970.</param>
/// <param name="Index">The leaf's place among those of its commit, from 0.</param>
/// <param name="Size">How many leaves the commit had.</param>
/// <param name="Path">The hashes beside its way up to their root.</param>
/// <param name="LeafHash">The leaf's hash.</param>
/// <param name="Signature">The signature of what <see cref="Text"/> says.</param>
public sealed record Receipt(byte[] KeyId, long RecordedAt, int Index, int Size, IReadOnlyList<byte[]> Path, byte[] LeafHash, byte[] Signature)
{
    /// <summary>How every receipt begins.</summary>
    public const string Start = "evr1.";

    // It is no ledger's name, so that no receipt can be taken for a checkpoint.
    private const string Heading = "evidence-vault/receipt@v1";
    private const int KeyIdSize = 4;
    private const int SignatureSize = 64;
    private const int Fixed = KeyIdSize + sizeof(long) + (2 * sizeof(int)) + MerkleHash.Size + SignatureSize;

    /// <summary>When the event was recorded.</summary>
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(RecordedAt * TimeSpan.TicksPerMicrosecond);

    /// <summary>What is signed: one text for all receipts of a commit.</summary>
    public static string Text(string origin, long recordedAt, int size, ReadOnlySpan<byte> root) =>
        string.Create(CultureInfo.InvariantCulture, $"{Heading}\n{origin}\n{recordedAt}\n{size}\n{Convert.ToBase64String(root)}\n");

    /// <summary>The receipts of a commit, each made when it is asked for; the signature is made once.</summary>
    /// <param name="signer">The ledger's signer.</param>
    /// <param name="recordedAt">When the events were recorded, in microseconds since 1970.</param>
    /// <param name="leafHashes">The hashes of their leaves, at least one.</param>
    public static Func<int, Receipt> Of(NoteSigner signer, long recordedAt, IReadOnlyList<byte[]> leafHashes)
    {
        // All levels at once: a hash without a neighbour goes up as it is, which gives the tree of RFC 6962.
        var levels = new List<IReadOnlyList<byte[]>> { leafHashes };
        while (levels[^1] is { Count: > 1 } below)
        {
            var above = new byte[(below.Count + 1) / 2][];
            for (var i = 0; i < above.Length; i++) above[i] = (2 * i) + 1 < below.Count ? MerkleHash.OfNode(below[2 * i], below[(2 * i) + 1]) : below[2 * i];
            levels.Add(above);
        }

        var signature = signer.Sign(Text(signer.Key.Name, recordedAt, leafHashes.Count, levels[^1][0])).Bytes;
        return index => new(signer.Key.Id, recordedAt, index, leafHashes.Count, Beside(levels, index), leafHashes[index], signature);
    }

    private static List<byte[]> Beside(List<IReadOnlyList<byte[]>> levels, int index)
    {
        var path = new List<byte[]>(levels.Count);
        for (var level = 0; level < levels.Count - 1; level++, index >>= 1)
            if ((index ^ 1) < levels[level].Count) path.Add(levels[level][index ^ 1]);
        return path;
    }

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Receipt Parse(string text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal) || !Base64Url.IsValid(text.AsSpan(Start.Length))) throw Bad();
        var bytes = Base64Url.DecodeFromChars(text.AsSpan(Start.Length));
        var pathBytes = bytes.Length - Fixed;
        if (pathBytes < 0 || pathBytes % MerkleHash.Size != 0 || pathBytes > 31 * MerkleHash.Size || Start + Base64Url.EncodeToString(bytes) != text) throw Bad();
        var rest = bytes.AsSpan();
        var keyId = Take(ref rest, KeyIdSize);
        var time = BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, sizeof(long)));
        var (index, size) = (BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, sizeof(int))), BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, sizeof(int))));
        if (time is < 0 or > long.MaxValue / 100 || index < 0 || index >= size) throw Bad();
        var leaf = Take(ref rest, MerkleHash.Size);
        var path = new byte[pathBytes / MerkleHash.Size][];
        for (var i = 0; i < path.Length; i++) path[i] = Take(ref rest, MerkleHash.Size);
        return new(keyId, time, index, size, path, leaf, Take(ref rest, SignatureSize));

        static byte[] Take(ref Span<byte> from, int count)
        {
            var taken = from[..count].ToArray();
            from = from[count..];
            return taken;
        }

        static FormatException Bad() => new($"This is no receipt: {Start} and base64url.");
    }

    /// <summary>Which of the ledger's keys signed it; null: none did, or the leaf is not what was signed.</summary>
    public NoteKey? SignerAmong(IEnumerable<NoteKey> keys)
    {
        if (ProofCheck.RootOf(LeafHash, Index, Size, Path) is not { } root) return null;
        return keys.FirstOrDefault(key => key.Kind == NoteSignatureKind.Plain && CryptographicOperations.FixedTimeEquals(key.Id, KeyId)
            && key.Verifies(Text(key.Name, RecordedAt, Size, root), Signature));
    }

    /// <summary>The receipt as it is written.</summary>
    public override string ToString()
    {
        var bytes = new byte[Fixed + (Path.Count * MerkleHash.Size)];
        var rest = bytes.AsSpan();
        Put(ref rest, KeyId);
        BinaryPrimitives.WriteInt64BigEndian(rest, RecordedAt);
        BinaryPrimitives.WriteInt32BigEndian(rest[sizeof(long)..], Index);
        BinaryPrimitives.WriteInt32BigEndian(rest[(sizeof(long) + sizeof(int))..], Size);
        rest = rest[(sizeof(long) + (2 * sizeof(int)))..];
        Put(ref rest, LeafHash);
        foreach (var hash in Path) Put(ref rest, hash);
        Put(ref rest, Signature);
        return Start + Base64Url.EncodeToString(bytes);

        static void Put(ref Span<byte> to, byte[] part)
        {
            part.CopyTo(to);
            to = to[part.Length..];
        }
    }
}
