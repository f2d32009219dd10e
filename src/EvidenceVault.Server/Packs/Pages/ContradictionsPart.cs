using EvidenceVault.Pdf;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>What in the facts does not fit together.</summary>
internal static class ContradictionsPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Tegenstrijdigheden", "Contradictions"], Anchors.Contradictions);
        if (data.Contradictions.Count == 0)
        {
            document.Paragraph(t[
                "De kluis vond geen van de tegenstrijdigheden waarop deze versie let. Dat zegt niets over feiten die niet zijn aangeleverd.",
                "The vault found none of the contradictions that this version looks for. That says nothing of facts that were not handed in."]);
            return;
        }

        document.Table(
            t["Wat niet met elkaar te rijmen is", "What does not fit together"],
            [Column.Share(t["Tegenstrijdigheid", "Contradiction"], 2), Column.Share(t["Feiten", "Facts"])],
            data.Contradictions.Select(c => Row.Create(c.Explanation, pack.Labels(c.Because))));
    }
}
