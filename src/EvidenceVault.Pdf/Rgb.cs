namespace EvidenceVault.Pdf;

/// <summary>A colour in sRGB.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>Makes a colour from the usual six hexadecimal digits.</summary>
    /// <param name="value">The colour as 0xRRGGBB; higher bits are ignored.</param>
    /// <returns>The colour.</returns>
    public static Rgb Hex(int value) => new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
}
