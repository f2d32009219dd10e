using System.Buffers.Binary;

namespace EvidenceVault.Pdf.Writing;

/// <summary>Where each object stands. A number that was reserved and never written stays free.</summary>
internal sealed class CrossReferences
{
    public const int RowLength = 7;

    private enum Kind : byte
    {
        Free = 0,
        InFile = 1,
        InObjectStream = 2,
    }

    private readonly record struct Entry(Kind Kind, uint Place, ushort Index);

    private readonly List<Entry> _entries = [new(Kind.Free, 0, ushort.MaxValue)];

    public int Count => _entries.Count;

    public int Reserve()
    {
        _entries.Add(default);
        return _entries.Count - 1;
    }

    public void PlaceInFile(int id, long offset) => _entries[id] = new Entry(Kind.InFile, checked((uint)offset), 0);

    public void PlaceInStream(int id, int stream, int index) =>
        _entries[id] = new Entry(Kind.InObjectStream, (uint)stream, checked((ushort)index));

    /// <summary>The rows of a cross-reference stream with <c>/W[1 4 2]</c>, each as the difference from the row above (PNG predictor "up").</summary>
    public byte[] ToPredictedRows()
    {
        const byte up = 2;
        var rows = new byte[Count * (RowLength + 1)];
        Span<byte> above = stackalloc byte[RowLength];
        Span<byte> row = stackalloc byte[RowLength];
        for (var id = 0; id < Count; id++)
        {
            WriteRow(row, _entries[id]);
            var target = rows.AsSpan(id * (RowLength + 1));
            target[0] = up;
            for (var column = 0; column < RowLength; column++)
                target[column + 1] = (byte)(row[column] - above[column]);
            row.CopyTo(above);
        }

        return rows;
    }

    private static void WriteRow(Span<byte> row, Entry entry)
    {
        row[0] = (byte)entry.Kind;
        BinaryPrimitives.WriteUInt32BigEndian(row[1..], entry.Place);
        BinaryPrimitives.WriteUInt16BigEndian(row[5..], entry.Index);
    }
}
