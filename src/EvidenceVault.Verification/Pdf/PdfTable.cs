using System.Buffers.Binary;

namespace EvidenceVault.Verification.Pdf;

/// <summary>A cross-reference stream: where the objects of a file stand.</summary>
internal static class PdfTable
{
    /// <summary>The most objects that are read.</summary>
    public const int MostObjects = 8_000_000;

    private const int RowLength = 7;

    /// <summary>What it says of each object.</summary>
    /// <param name="entries">The entries of the stream.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="FormatException">It is none, or not as the vault writes them.</exception>
    public static IEnumerable<(int Id, PdfPlace Place)> Read(PdfValue.Dictionary entries, byte[] content)
    {
        if (entries["Type"] is not PdfValue.Name { Value: "XRef" } || entries["W"] is not PdfValue.Array { Items: [PdfValue.Number { Value: 1 }, PdfValue.Number { Value: 4 }, PdfValue.Number { Value: 2 }] }) throw Bad();
        var rows = entries["DecodeParms"] is null ? content : Unpredicted(content);
        var ranges = entries["Index"] is PdfValue.Array { Items: var index } ? [.. index.Select(i => i is PdfValue.Number n ? n.Value : -1)] : new[] { 0L, rows.Length / RowLength };
        if (Array.Exists(ranges, r => r is < 0 or > MostObjects)) throw Bad();
        var row = 0;
        for (var i = 0; i + 1 < ranges.Length; i += 2)
            for (var id = ranges[i]; id < ranges[i] + ranges[i + 1]; id++, row++)
            {
                if (id > MostObjects || (row + 1) * RowLength > rows.Length) throw Bad();
                yield return ((int)id, PlaceAt(rows.AsSpan(row * RowLength, RowLength)));
            }
    }

    private static PdfPlace PlaceAt(ReadOnlySpan<byte> row) => new(row[0], BinaryPrimitives.ReadUInt32BigEndian(row[1..]), BinaryPrimitives.ReadUInt16BigEndian(row[5..]));

    // Each row as the difference from the one above it.
    private static byte[] Unpredicted(byte[] data)
    {
        var rows = new byte[data.Length / (RowLength + 1) * RowLength];
        for (var row = 0; row < rows.Length / RowLength; row++)
        {
            if (data[row * (RowLength + 1)] != 2) throw Bad();
            for (var column = 0; column < RowLength; column++)
            {
                var above = row == 0 ? 0 : rows[((row - 1) * RowLength) + column];
                rows[(row * RowLength) + column] = (byte)(data[(row * (RowLength + 1)) + 1 + column] + above);
            }
        }

        return rows;
    }

    private static FormatException Bad() => new("The PDF has no table of its objects.");
}

/// <summary>Where an object stands: in the file (kind 1) at an offset, or in an object stream (kind 2) with a number.</summary>
internal readonly record struct PdfPlace(byte Kind, uint Place, ushort Index);
