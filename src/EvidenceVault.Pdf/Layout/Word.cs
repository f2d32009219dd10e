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
/// <param name="Joint">How it is joined to the word before it.</param>
/// <param name="Space">The space between them, in the style it was written in; null where there is none.</param>
/// <param name="Fragments">Its parts.</param>
internal sealed record Word(Joint Joint, Fragment? Space, IReadOnlyList<Fragment> Fragments)
{
    public double JointWidth => Space?.Width ?? 0;

    public double Width { get; } = Fragments.Sum(fragment => fragment.Width);
}
