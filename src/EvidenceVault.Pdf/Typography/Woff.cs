using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace EvidenceVault.Pdf.Typography;

/// <summary>Unpacks WOFF 1.0 to the font file it was made from, so that fonts can be kept exactly as published.</summary>
internal static class Woff
{
    private const int HeaderLength = 44;
    private const int EntryLength = 20;

    private readonly record struct Table(uint Tag, uint Checksum, byte[] Data)
    {
        public int PaddedLength => (Data.Length + 3) & ~3;
    }

    public static byte[] Unpack(byte[] woff)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(woff.AsSpan(12));
        var tables = new Table[count];
        for (var i = 0; i < count; i++)
            tables[i] = ReadTable(woff, HeaderLength + EntryLength * i);
        return Assemble(BinaryPrimitives.ReadUInt32BigEndian(woff.AsSpan(4)), tables);
    }

    private static Table ReadTable(byte[] woff, int at)
    {
        var entry = woff.AsSpan(at, EntryLength);
        var offset = BinaryPrimitives.ReadInt32BigEndian(entry[4..]);
        var packedLength = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
        var data = new byte[BinaryPrimitives.ReadInt32BigEndian(entry[12..])];
        if (packedLength == data.Length)
        {
            woff.AsSpan(offset, packedLength).CopyTo(data);
        }
        else
        {
            using var packed = new MemoryStream(woff, offset, packedLength);
            using var inflater = new ZLibStream(packed, CompressionMode.Decompress);
            inflater.ReadExactly(data);
        }

        return new Table(BinaryPrimitives.ReadUInt32BigEndian(entry), BinaryPrimitives.ReadUInt32BigEndian(entry[16..]), data);
    }

    private static byte[] Assemble(uint flavour, Table[] tables)
    {
        var offset = 12 + 16 * tables.Length;
        var font = new byte[offset + tables.Sum(table => table.PaddedLength)];
        WriteHeader(font, flavour, tables.Length);
        for (var i = 0; i < tables.Length; i++)
        {
            var entry = font.AsSpan(12 + 16 * i);
            BinaryPrimitives.WriteUInt32BigEndian(entry, tables[i].Tag);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], tables[i].Checksum);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], tables[i].Data.Length);
            tables[i].Data.CopyTo(font, offset);
            offset += tables[i].PaddedLength;
        }

        return font;
    }

    private static void WriteHeader(Span<byte> font, uint flavour, int count)
    {
        var selector = BitOperations.Log2((uint)count);
        var range = 16 << selector;
        BinaryPrimitives.WriteUInt32BigEndian(font, flavour);
        BinaryPrimitives.WriteUInt16BigEndian(font[4..], (ushort)count);
        BinaryPrimitives.WriteUInt16BigEndian(font[6..], (ushort)range);
        BinaryPrimitives.WriteUInt16BigEndian(font[8..], (ushort)selector);
        BinaryPrimitives.WriteUInt16BigEndian(font[10..], (ushort)(16 * count - range));
    }
}
