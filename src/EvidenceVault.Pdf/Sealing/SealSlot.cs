namespace EvidenceVault.Pdf.Sealing;

/// <summary>Where in a file a seal belongs. Offsets count bytes from the start of the file.</summary>
/// <param name="ByteRangeOffset">Where the array of byte ranges begins.</param>
/// <param name="ContentsOffset">Where the seal's hexadecimal string begins, at its opening bracket.</param>
/// <param name="Capacity">How many bytes the seal may have.</param>
public sealed record SealSlot(long ByteRangeOffset, long ContentsOffset, int Capacity)
{
    /// <summary>The offset of the first byte after the hexadecimal string.</summary>
    internal long ContentsEnd => ContentsOffset + 2 + 2L * Capacity;
}
