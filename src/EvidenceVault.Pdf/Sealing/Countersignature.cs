using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>Appends an update to a file: the waiting field again, now with a value, the value, and cross-references for both.</summary>
internal static class Countersignature
{
    private const int RowLength = 7;

    public static SealSlot Append(Stream file, SealedTrailer trailer, SignaturePlaceholder placeholder)
    {
        var value = trailer.Size;
        var crossReferences = value + 1;
        file.Position = file.Length;
        var fieldAt = file.Position;
        var widget = SignatureFields.Widget(SignatureFields.CountersignatureName, trailer.Page, trailer.StructureKey, value);
        Put(file, $"{trailer.Field} 0 obj\n{widget}\nendobj\n");
        var valueAt = file.Position;
        Put(file, $"{value} 0 obj\n");
        var slot = placeholder.At(file.Position);
        Put(file, placeholder.Body + "\nendobj\n");
        var rowsAt = file.Position;
        byte[] rows = [.. Row(fieldAt), .. Row(valueAt), .. Row(rowsAt)];
        Put(
            file,
            $"{crossReferences} 0 obj\n<</Type/XRef/Size {crossReferences + 1}/Index[{trailer.Field} 1 {value} 2]/W[1 4 2]"
            + $"/Root {trailer.Root} 0 R/Info {trailer.Info} 0 R/Prev {trailer.CrossReferences}"
            + $"/ID[<{trailer.Identifier}><{NextIdentifier(trailer)}>]/Length {rows.Length}>>\nstream\n");
        file.Write(rows);
        Put(file, $"\nendstream\nendobj\nstartxref\n{rowsAt}\n%%EOF\n");
        return slot;
    }

    private static byte[] Row(long offset)
    {
        var row = new byte[RowLength];
        row[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(row.AsSpan(1), checked((uint)offset));
        return row;
    }

    private static string NextIdentifier(SealedTrailer trailer)
    {
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes($"{trailer.Identifier} {trailer.CrossReferences}"));
        return Convert.ToHexString(digest.AsSpan(0, 16));
    }

    private static void Put(Stream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
