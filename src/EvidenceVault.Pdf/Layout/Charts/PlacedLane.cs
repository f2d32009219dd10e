using EvidenceVault.Pdf.Drawing;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>A bar with its place.</summary>
internal sealed record PlacedBar(Box Box, Tone Tone);

/// <summary>A mark with its place.</summary>
internal sealed record PlacedMark(double X, double Y, Tone Tone);

/// <summary>A label with its place, and the thin line that leads to it where it stands apart.</summary>
internal sealed record PlacedLabel(string Text, Box Box, Tone Tone, Box? Leader);

/// <summary>A lane in which everything has its place. The top of the lane is at 0.</summary>
internal sealed record PlacedLane(
    TimelineLane Lane,
    IReadOnlyList<PlacedBar> Bars,
    IReadOnlyList<PlacedMark> Marks,
    IReadOnlyList<PlacedLabel> Labels,
    int Unlabelled,
    double Height);
