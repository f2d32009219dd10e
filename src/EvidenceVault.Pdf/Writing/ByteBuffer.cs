using System.Buffers.Text;
using System.Text;

namespace EvidenceVault.Pdf.Writing;

/// <summary>A growing run of bytes with the number formats of PDF. Independent of culture.</summary>
internal sealed class ByteBuffer(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    public ByteBuffer Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    /// <summary>Appends text whose characters all lie in Latin-1.</summary>
    public ByteBuffer Text(string text)
    {
        Length += Encoding.Latin1.GetBytes(text, Room(text.Length));
        return this;
    }

    public ByteBuffer Integer(long value)
    {
        Utf8Formatter.TryFormat(value, Room(24), out var written);
        Length += written;
        return this;
    }

    /// <summary>Appends a number rounded to hundredths, without trailing zeros.</summary>
    public ByteBuffer Number(double value)
    {
        var hundredths = (long)Math.Round(value * 100, MidpointRounding.AwayFromZero);
        if (hundredths < 0)
        {
            Raw("-"u8);
            hundredths = -hundredths;
        }

        Integer(hundredths / 100);
        var fraction = (int)(hundredths % 100);
        if (fraction == 0)
            return this;
        Raw("."u8).Integer(fraction / 10);
        return fraction % 10 == 0 ? this : Integer(fraction % 10);
    }

    /// <summary>Appends numbers, each followed by a space.</summary>
    public ByteBuffer Numbers(params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            Number(value).Raw(" "u8);
        return this;
    }

    public ByteBuffer Reference(int id) => Integer(id).Raw(" 0 R"u8);

    public ByteBuffer Hex(ushort value)
    {
        var room = Room(4);
        for (var digit = 0; digit < 4; digit++)
            room[digit] = HexDigits[(value >> (12 - 4 * digit)) & 15];
        Length += 4;
        return this;
    }

    public void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        _bytes.AsSpan(at, Length - at).CopyTo(_bytes.AsSpan(at + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(at));
        Length += bytes.Length;
    }

    public void Clear() => Length = 0;

    private Span<byte> Room(int wanted)
    {
        if (Length + wanted > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + wanted));
        return _bytes.AsSpan(Length);
    }
}
