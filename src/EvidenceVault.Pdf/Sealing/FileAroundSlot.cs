using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>What a seal covers: the whole file but the seal's own bytes.</summary>
internal sealed class FileAroundSlot(Stream file, SealSlot slot) : CmsTypedData
{
    public DerObjectIdentifier ContentType => CmsObjectIdentifiers.Data;

    public void Write(Stream outStream)
    {
        Copy(outStream, 0, slot.ContentsOffset);
        Copy(outStream, slot.ContentsEnd, file.Length);
    }

    public object GetContent() => throw new NotSupportedException("The covered bytes are streamed.");

    private void Copy(Stream target, long from, long to)
    {
        var buffer = new byte[81_920];
        file.Position = from;
        while (from < to)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, to - from));
            if (read == 0)
                throw new EndOfStreamException("The file ends within the covered bytes.");
            target.Write(buffer, 0, read);
            from += read;
        }
    }
}
