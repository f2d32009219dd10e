using System.Text;

namespace EvidenceVault.Verification.Pdf;

/// <summary>A value in a PDF file.</summary>
internal abstract record PdfValue
{
    /// <summary>Null, true, false, a real number: nothing that is looked at.</summary>
    internal sealed record Other : PdfValue;

    internal sealed record Number(long Value) : PdfValue;

    internal sealed record Name(string Value) : PdfValue;

    internal sealed record Reference(int Id) : PdfValue;

    internal sealed record Array(IReadOnlyList<PdfValue> Items) : PdfValue;

    internal sealed record Text(byte[] Bytes) : PdfValue
    {
        /// <summary>As characters: UTF-16 where it says so, and else byte by byte.</summary>
        public string Characters => Bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(Bytes, 2, Bytes.Length - 2) : Encoding.Latin1.GetString(Bytes);
    }

    internal sealed record Dictionary(IReadOnlyDictionary<string, PdfValue> Entries) : PdfValue
    {
        public PdfValue? this[string name] => Entries.GetValueOrDefault(name);
    }
}
