using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Every fact on record, by when it happened, with the ids by which proofs name it.</summary>
internal static class RegisterPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Register van feiten", "Register of facts"], Anchors.Register);
        if (data.Facts.Count == 0)
        {
            document.Paragraph(t["Er zijn geen feiten vastgelegd.", "No facts are on record."]);
            return;
        }

        document.Paragraph(
        [
            t["Alle vastgelegde feiten in de volgorde waarin zij gebeurden, gecorrigeerde feiten en correcties inbegrepen. Onder elk feit staat zijn kenmerk in de kluis; zo heet ook zijn bijgevoegde ",
                "All facts on record in the order in which they happened, corrected ones and corrections included. Below each fact stands its id in the vault, which is also the name of its attached "],
            Inline.Link(t["bewijs", "proof"], Anchors.Proof), ".",
        ]);
        document.Table(
            t["Alle feiten", "All facts"],
            [
                Column.Fixed(t["Nr.", "No."], 26) with { IsRowHeader = true }, Column.Fixed(t["Gebeurd", "Happened"], 84), Column.Fixed(t["Vastgelegd", "Recorded"], 84),
                Column.Share(t["Feit", "Fact"], 2.7), Column.Share(t["Gedaan door", "Done by"]),
            ],
            data.Facts.Select(f => Line(pack, f)));
    }

    private static Row Line(PackContext pack, FactData f)
    {
        var t = pack.T;
        var corrected = f.CorrectedBy is { } by ? t[$", gecorrigeerd door {pack.Label(by)}", $", corrected by {pack.Label(by)}"] : "";
        var party = pack.Party(f.Party);
        return
        [
            pack.Label(f.EventId), t.Brief(f.OccurredAt), t.Brief(f.RecordedAt),
            [$"{t.FactType(f.Type)}{corrected}", Inline.Plain($"\n{f.EventId}{(f.Ref is null || pack.IsForConsumer ? "" : $"\n{f.Ref}")}", Tone.Muted)],
            f.UploadedBy == f.Party ? party : [party, Inline.Plain(t[$"\naangeleverd door {pack.Party(f.UploadedBy)}", $"\nhanded in by {pack.Party(f.UploadedBy)}"], Tone.Muted)],
        ];
    }
}
