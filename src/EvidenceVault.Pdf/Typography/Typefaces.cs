namespace EvidenceVault.Pdf.Typography;

/// <summary>IBM Plex, the one type family used, unpacked on first use.</summary>
internal static class Typefaces
{
    private static readonly Lazy<FontFace> RegularFace = new(() => Load("IBMPlexSans-Regular"));
    private static readonly Lazy<FontFace> StrongFace = new(() => Load("IBMPlexSans-SemiBold"));
    private static readonly Lazy<FontFace> ItalicFace = new(() => Load("IBMPlexSans-Italic"));
    private static readonly Lazy<FontFace> MonoFace = new(() => Load("IBMPlexMono-Regular"));

    public static FontFace Regular => RegularFace.Value;

    public static FontFace Strong => StrongFace.Value;

    public static FontFace Italic => ItalicFace.Value;

    public static FontFace Mono => MonoFace.Value;

    private static FontFace Load(string name)
    {
        using var resource = typeof(Typefaces).Assembly.GetManifestResourceStream(name + ".woff")
            ?? throw new InvalidOperationException($"Font {name} is not embedded.");
        var woff = new byte[resource.Length];
        resource.ReadExactly(woff);
        return new FontFace(woff);
    }
}
