namespace EvidenceVault.Pdf.Layout;

/// <summary>How a word is joined to the one before it.</summary>
internal enum Joint
{
    /// <summary>A space, which disappears where the line breaks.</summary>
    Space,

    /// <summary>Nothing: a place inside a long word where it may break.</summary>
    Seamless,

    /// <summary>A hyphen, which shows only where the line breaks.</summary>
    SoftHyphen,

    /// <summary>A break that was asked for.</summary>
    LineFeed,
}

/// <summary>Text that is not broken. Its parts may differ in style.</summary>
internal sealed record Word(Joint Joint, double JointWidth, IReadOnlyList<Fragment> Fragments)
{
    public double Width { get; } = Fragments.Sum(fragment => fragment.Width);
}
