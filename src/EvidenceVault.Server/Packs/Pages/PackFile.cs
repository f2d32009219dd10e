using EvidenceVault.Pdf;
using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Packs.Sealing;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>A pack as a file. The same data gives the same bytes.</summary>
/// <param name="Content">The PDF.</param>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Seal">Where its seal is; null: it is not sealed.</param>
public sealed record PackFile(byte[] Content, int Pages, SealSlot? Seal = null)
{
    public static PackFile Of(PackData gathered, PackProofs proofs, PackSeal? seal = null)
    {
        var data = gathered with { Proof = proofs.ToData(), Seal = seal?.Data };
        var pack = new PackContext(data);
        var t = pack.T;
        var info = new DocumentInfo(
            CoverPage.Title(pack), data.Principal.Name,
            t["Feiten en bewijsstukken over toestemming en telemarketing bij één consument", "Facts and exhibits on consent and telemarketing for one consumer"],
            data.AsOf.ToDateTimeOffset())
        {
            Locale = t.IsDutch ? DocumentLocale.Dutch : DocumentLocale.English,
            Producer = $"Evidence Vault {data.Software}",
        };
        using var output = new MemoryStream();
        using var document = PdfDocument.Create(output, info, sealCapacity: seal?.Capacity ?? 0);
        Compose(document, pack);
        document.Attach(
            new Attachment(
                "pack.json", "application/json", t["De gegevens waaruit de bladzijden zijn gezet", "The data that the pages were set from"],
                AttachmentRelationship.Source),
            data.ToJson());
        document.Attach(
            new Attachment("calls.csv", "text/csv", t["Alle belpogingen als tabel", "All call attempts as a table"], AttachmentRelationship.Data), CallsCsv.Of(data));
        ProofFiles.Attach(document, pack, proofs);
        var slot = document.Finish();
        if (slot is not null && seal is not null) PdfSeal.Seal(output, slot, seal.Signer);
        return new PackFile(output.ToArray(), document.PageCount, slot);
    }

    private static void Compose(PdfDocument document, PackContext pack)
    {
        document.Running = CoverPage.Running(pack);
        CoverPage.Compose(document, pack);
        var parts = PackPart.Of(pack);
        ContentsPage.Compose(document, pack, parts);
        foreach (var part in parts) part.Compose(document, pack);
    }
}

/// <summary>A part of the pages, with its place in the table of contents.</summary>
public sealed record PackPart(string Title, string Anchor, Action<PdfDocument, PackContext> Compose)
{
    /// <summary>The parts that this pack has, in their order. A part about which there is nothing to say is left out, unless that itself says something.</summary>
    public static IReadOnlyList<PackPart> Of(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        var parts = new List<PackPart> { new(t["In het kort", "In short"], Anchors.Short, ShortPage.Compose) };
        parts.Add(new(t["Partijen en keten", "Parties and chain"], Anchors.Chain, ChainPart.Compose));
        parts.Add(new(data.HasFindings ? t["Regels en beleid", "Rules and policy"] : t["Beleid", "Policy"], Anchors.Rules, RulesPart.Compose));
        if (TimelinePart.HasAny(data)) parts.Add(new(t["Tijdlijn", "Timeline"], Anchors.Timeline, TimelinePart.Compose));
        parts.Add(new(t["Toestemming", "Consent"], Anchors.Consents, ConsentsPart.Compose));
        parts.Add(new(t["Belpogingen en gesprekken", "Call attempts and conversations"], Anchors.Calls, CallsPart.Compose));
        if (data.Calls.Count > 0) parts.Add(new(t["Elke belpoging afzonderlijk", "Each call attempt by itself"], Anchors.Details, CallDetails.Compose));
        parts.Add(new(t["Voicelogs en andere bewijsstukken", "Voicelogs and other exhibits"], Anchors.Exhibits, ExhibitsPart.Compose));
        if (data.Findings.Count > 0) parts.Add(new(t["Het dossier als geheel", "The dossier as a whole"], Anchors.Dossier, DossierPart.Compose));
        if (data.HasFindings) parts.Add(new(t["Tegenstrijdigheden", "Contradictions"], Anchors.Contradictions, ContradictionsPart.Compose));
        if (data.Corrections.Count > 0) parts.Add(new(t["Correcties", "Corrections"], Anchors.Corrections, CorrectionsPart.Compose));
        if (data.Messages.Count > 0) parts.Add(new(t["Klachten en verzoeken", "Complaints and requests"], Anchors.Messages, MessagesPart.Compose));
        parts.Add(new(t["Register van feiten", "Register of facts"], Anchors.Register, RegisterPart.Compose));
        parts.Add(new(t["Bewijs", "Proof"], Anchors.Proof, ProofPart.Compose));
        parts.Add(new(t["Dataminimalisatie en grenzen", "Data minimisation and limits"], Anchors.Limits, LimitsPart.Compose));
        return parts;
    }
}
