namespace EvidenceVault.Pdf.Sealing;

/// <summary>Seals finished documents.</summary>
public static class PdfSeal
{
    /// <summary>Room for a seal with a timestamp and two chains of certificates, twice over: 16 KiB.</summary>
    public const int DefaultCapacity = 16_384;
}
