using EvidenceVault.Pdf;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>What the rules on a dossier as a whole say.</summary>
internal static class DossierPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        document.Heading(1, pack.T["Het dossier als geheel", "The dossier as a whole"], Anchors.Dossier);
        document.Paragraph(pack.T[
            "Deze regels gaan niet over één gesprek. Wat zij zeggen, verandert geen conclusie over een gesprek.",
            "These rules are not about one call. What they say changes no conclusion about a call."]);
        FindingsTable.Compose(document, pack, pack.Data.Findings, explainMet: true);
    }
}
