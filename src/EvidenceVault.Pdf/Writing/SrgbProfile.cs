using System.Buffers.Binary;
using System.Text;

namespace EvidenceVault.Pdf.Writing;

/// <summary>An ICC profile (version 2) of sRGB, calculated rather than copied.</summary>
internal static class SrgbProfile
{
    private const int HeaderLength = 128;
    private const int CurvePoints = 1024;

    private static readonly Lazy<byte[]> Profile = new(Build);

    public static ReadOnlySpan<byte> Bytes => Profile.Value;

    private static byte[] Build()
    {
        var curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB IEC61966-2.1")), ("cprt", [.. "text\0\0\0\0CC0\0"u8]), ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(0.4360747, 0.2225045, 0.0139322)), ("gXYZ", Xyz(0.3850649, 0.7168786, 0.0971045)),
            ("bXYZ", Xyz(0.1430804, 0.0606169, 0.7141733)), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        var directory = new MemoryStream();
        var body = new MemoryStream();
        var start = HeaderLength + 4 + 12 * tags.Length;
        directory.Write(BigEndian(tags.Length));
        var curveAt = 0;
        foreach (var (tag, data) in tags)
        {
            var isRepeated = data == curve && curveAt != 0;
            var at = isRepeated ? curveAt : start + (int)body.Length;
            curveAt = data == curve ? at : curveAt;
            directory.Write([.. Encoding.ASCII.GetBytes(tag), .. BigEndian(at), .. BigEndian(data.Length)]);
            if (!isRepeated)
                body.Write([.. data, .. new byte[-data.Length & 3]]);
        }

        return [.. Header(start + (int)body.Length), .. directory.ToArray(), .. body.ToArray()];
    }

    private static byte[] Header(int size)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), 0x02100000);
        "mntrRGB XYZ "u8.CopyTo(header.AsSpan(12));
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(24), 2024);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(28), 1);
        "acsp"u8.CopyTo(header.AsSpan(36));
        Xyz(0.9642, 1, 0.8249).AsSpan(8).CopyTo(header.AsSpan(68));
        return header;
    }

    private static byte[] Description(string text) =>
        [.. "desc\0\0\0\0"u8, .. BigEndian(text.Length + 1), .. Encoding.ASCII.GetBytes(text), 0, .. new byte[78]];

    private static byte[] Xyz(double x, double y, double z) =>
        [.. "XYZ \0\0\0\0"u8, .. BigEndian(Fixed(x)), .. BigEndian(Fixed(y)), .. BigEndian(Fixed(z))];

    private static int Fixed(double value) => (int)Math.Round(value * 65536, MidpointRounding.AwayFromZero);

    private static byte[] Curve()
    {
        var curve = new byte[12 + 2 * CurvePoints];
        "curv"u8.CopyTo(curve);
        BinaryPrimitives.WriteInt32BigEndian(curve.AsSpan(8), CurvePoints);
        for (var i = 0; i < CurvePoints; i++)
        {
            var linear = Linear(i / (CurvePoints - 1.0));
            BinaryPrimitives.WriteUInt16BigEndian(curve.AsSpan(12 + 2 * i), (ushort)Math.Round(linear * 65535, MidpointRounding.AwayFromZero));
        }

        return curve;
    }

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
