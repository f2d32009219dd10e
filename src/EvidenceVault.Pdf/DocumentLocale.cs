namespace EvidenceVault.Pdf;

/// <summary>The few words the library itself writes, in one language. Nothing depends on the machine's culture.</summary>
/// <param name="Language">The language tag of the document, such as <c>nl-NL</c>.</param>
/// <param name="Months">Twelve abbreviated month names, January first.</param>
/// <param name="PageLabel">Makes the page label from the page's number and the number of pages.</param>
/// <param name="Continued">Stands behind the caption of a table that goes on from an earlier page.</param>
/// <param name="UnlabelledMarks">Says how many marks of a timeline had no room for their label.</param>
public sealed record DocumentLocale(
    string Language,
    IReadOnlyList<string> Months,
    Func<int, int, string> PageLabel,
    string Continued,
    Func<int, string> UnlabelledMarks)
{
    /// <summary>Dutch, as written in the Netherlands.</summary>
    public static DocumentLocale Dutch { get; } = new(
        "nl-NL",
        ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        (page, total) => $"{page} van {total}",
        "vervolg",
        count => count == 1 ? "Eén markering zonder bijschrift." : $"{count} markeringen zonder bijschrift.");

    /// <summary>English.</summary>
    public static DocumentLocale English { get; } = new(
        "en-GB",
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        (page, total) => $"{page} of {total}",
        "continued",
        count => count == 1 ? "One mark without a label." : $"{count} marks without a label.");
}
