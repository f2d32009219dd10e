using System.Globalization;
using System.Text;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>
/// Seals finished documents (<c>ETSI.CAdES.detached</c>). Files are read and written in place and never held in memory.
/// </summary>
public static class PdfSeal
{
    /// <summary>Room for a seal with a long chain of certificates, twice over.</summary>
    public const int DefaultCapacity = 16_384;

    /// <summary>Room for one that has a timestamp too, with the chain of who gave it.</summary>
    public const int StampedCapacity = 2 * DefaultCapacity;

    /// <summary>Puts the seal in the room that was left for it (B-B).</summary>
    /// <param name="file">The document; readable, writable and seekable.</param>
    /// <param name="slot">Where the seal belongs, as told when the document was finished.</param>
    /// <param name="signer">Who seals.</param>
    /// <exception cref="InvalidOperationException">The seal is larger than the room for it.</exception>
    public static void Seal(Stream file, SealSlot slot, SealSigner signer)
    {
        WriteByteRange(file, slot);
        Write(file, slot, DetachedSignature.Create(new FileAroundSlot(file, slot), signer));
    }

    /// <summary>Gives a seal or countersignature a timestamp, which makes it B-T. What it covers, and its own value, stay as they are.</summary>
    /// <param name="file">The sealed document; readable, writable and seekable.</param>
    /// <param name="slot">Where the seal or countersignature is.</param>
    /// <param name="timestamp">Gives the encoded RFC 3161 token for the value of the signature.</param>
    /// <exception cref="InvalidOperationException">With it, the seal is larger than the room for it. The file is as it was.</exception>
    public static async Task Stamp(Stream file, SealSlot slot, Func<byte[], Task<byte[]>> timestamp)
    {
        var signature = Read(file, slot);
        Write(file, slot, DetachedSignature.WithTimestamp(signature, await timestamp(DetachedSignature.ValueOf(signature))));
    }

    /// <summary>
    /// Adds a second signature behind the end of a sealed document. Not one byte before it changes, so the seal stays valid.
    /// </summary>
    /// <param name="file">The sealed document; readable, writable and seekable.</param>
    /// <param name="signer">Who countersigns.</param>
    /// <param name="date">When, as the signature says.</param>
    /// <param name="reason">Why, as the signature says.</param>
    /// <param name="capacity">Room for the signature in bytes.</param>
    /// <returns>Where the signature is.</returns>
    /// <exception cref="InvalidOperationException">The document was made without room for a seal, or is countersigned already.</exception>
    public static SealSlot Countersign(Stream file, SealSigner signer, DateTimeOffset date, string reason, int capacity = DefaultCapacity)
    {
        var slot = Countersignature.Append(file, SealedTrailer.Read(file), SignaturePlaceholder.Create(capacity, date, reason));
        Seal(file, slot, signer);
        return slot;
    }

    private static byte[] Read(Stream file, SealSlot slot)
    {
        var digits = new byte[2 * slot.Capacity];
        file.Position = slot.ContentsOffset + 1;
        file.ReadExactly(digits);
        return Convert.FromHexString(Encoding.ASCII.GetString(digits));
    }

    private static void Write(Stream file, SealSlot slot, byte[] signature)
    {
        if (signature.Length > slot.Capacity)
            throw new InvalidOperationException($"The seal has {signature.Length} bytes, and there is room for {slot.Capacity}.");
        file.Position = slot.ContentsOffset + 1;
        file.Write(Encoding.ASCII.GetBytes(Convert.ToHexString(signature).PadRight(2 * slot.Capacity, '0')));
        file.Flush();
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
