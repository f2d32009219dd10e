using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The corrections, with both versions: nothing is overwritten.</summary>
internal static class CorrectionsPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Correcties", "Corrections"], Anchors.Corrections);
        document.Paragraph(t[
            "Een correctie overschrijft niets: beide versies blijven staan. Elders in dit dossier staat de gecorrigeerde versie.",
            "A correction overwrites nothing: both versions stay. Elsewhere in this pack the corrected version is shown."]);
        foreach (var c in data.Corrections)
        {
            document.Heading(2, t[$"Correctie {pack.Label(c.EventId)} van {t.Date(c.At)}", $"Correction {pack.Label(c.EventId)} of {t.Date(c.At)}"]);
            document.Facts(Facts(pack, c));
            if (c.Changes.Count > 0)
                document.Table(
                    t["Wat is veranderd", "What changed"],
                    [
                        Column.Share(t["Veld", "Field"], 0.8) with { IsMono = true, IsRowHeader = true }, Column.Share(t["Eerst vastgelegd", "First recorded"]),
                        Column.Share(t["Gecorrigeerd", "Corrected"]),
                    ],
                    c.Changes.Select(x => Row.Create(x.Field, x.Before ?? "–", x.After ?? "–")));
        }
    }

    private static IEnumerable<Fact> Facts(PackContext pack, CorrectionData c)
    {
        var t = pack.T;
        yield return new(t["Corrigeert", "Corrects"], c.Corrects is { } fact
            ? $"{pack.Label(fact)}{(c.Type is { } type ? $", {t.FactType(type).ToLowerInvariant()}" : "")}"
            : t["een feit dat hier niet bekend is", "a fact not known here"]);
        if (c.Move is { } move)
            yield return new(t["Verplaatst", "Moved"], move == CorrectionMove.Away
                ? t["naar het dossier van een ander; hier telt het feit niet meer", "to somebody else's dossier; here the fact counts no more"]
                : t["vanuit het dossier van een ander", "from somebody else's dossier"]);
        yield return new(t["Gemaakt", "Made"], t.At(c.At));
        yield return new(t["Vastgelegd", "Recorded"], pack.Recorded(c.At, c.RecordedAt, c.Party));
        if (c.Reason is { } reason) yield return new(t["Reden", "Reason"], reason);
    }
}
