using System.Globalization;
using System.Text;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>
/// Seals finished documents (<c>ETSI.CAdES.detached</c>). Files are read and written in place and never held in memory.
/// </summary>
public static class PdfSeal
{
    /// <summary>Room for a seal with a timestamp and two chains of certificates, twice over: 16 KiB.</summary>
    public const int DefaultCapacity = 16_384;

    /// <summary>Puts the seal in the room that was left for it.</summary>
    /// <param name="file">The document; readable, writable and seekable.</param>
    /// <param name="slot">Where the seal belongs, as told when the document was finished.</param>
    /// <param name="signer">Who seals.</param>
    /// <param name="timestamp">
    /// Gives the encoded RFC 3161 token for the bytes of the signature, which makes the seal B-T; B-B where null.
    /// </param>
    /// <exception cref="InvalidOperationException">The seal is larger than the room for it.</exception>
    public static void Seal(Stream file, SealSlot slot, SealSigner signer, Func<byte[], byte[]>? timestamp = null)
    {
        WriteByteRange(file, slot);
        var signature = DetachedSignature.Create(new FileAroundSlot(file, slot), signer, timestamp);
        if (signature.Length > slot.Capacity)
            throw new InvalidOperationException($"The seal has {signature.Length} bytes, and there is room for {slot.Capacity}.");
        file.Position = slot.ContentsOffset + 1;
        file.Write(Encoding.ASCII.GetBytes(Convert.ToHexString(signature)));
        file.Flush();
    }

    /// <summary>
    /// Adds a second signature behind the end of a sealed document. Not one byte before it changes, so the seal stays valid.
    /// </summary>
    /// <param name="file">The sealed document; readable, writable and seekable.</param>
    /// <param name="signer">Who countersigns.</param>
    /// <param name="date">When, as the signature says.</param>
    /// <param name="reason">Why, as the signature says.</param>
    /// <param name="timestamp">As for the seal.</param>
    /// <param name="capacity">Room for the signature in bytes.</param>
    /// <exception cref="InvalidOperationException">The document was made without room for a seal, or is countersigned already.</exception>
    public static void Countersign(
        Stream file,
        SealSigner signer,
        DateTimeOffset date,
        string reason,
        Func<byte[], byte[]>? timestamp = null,
        int capacity = DefaultCapacity)
    {
        var slot = Countersignature.Append(file, SealedTrailer.Read(file), SignaturePlaceholder.Create(capacity, date, reason));
        Seal(file, slot, signer, timestamp);
    }

    private static void WriteByteRange(Stream file, SealSlot slot)
    {
        var end = slot.ContentsEnd;
        file.Position = slot.ByteRangeOffset;
        file.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"[0 {slot.ContentsOffset:0000000000} {end:0000000000} {file.Length - end:0000000000}]")));
    }
}
