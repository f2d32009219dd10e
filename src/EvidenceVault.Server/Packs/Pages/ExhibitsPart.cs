using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The exhibits: what they are, where they stand, and until when they are kept.</summary>
internal static class ExhibitsPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Voicelogs en andere bewijsstukken", "Voicelogs and other exhibits"], Anchors.Exhibits);
        if (data.Exhibits.Count == 0)
        {
            document.Paragraph(t["Er zijn geen bewijsstukken aangemeld.", "No exhibits were announced."]);
            return;
        }

        document.Paragraph(t[
            "De hash bepaalt het bestand: een kopie is echt als zij dezelfde SHA-256 heeft. De kluis heeft de hash van elk ontvangen bestand zelf nagerekend. De bestanden zelf zijn niet bijgevoegd.",
            "The hash fixes the file: a copy is genuine if it has the same SHA-256. The vault itself computed the hash of every file received. The files themselves are not attached."]);
        document.Table(
            t["De bewijsstukken", "The exhibits"],
            [
                Column.Fixed(t["Nr.", "No."], 22) with { IsRowHeader = true }, Column.Share(t["Wat", "What"], 1.5), Column.Share(t["Hoort bij", "Belongs to"]),
                Column.Fixed(t["Stand", "State"], 74), Column.Share(t["Bewaard tot", "Kept until"]),
            ],
            data.Exhibits.Select(e => Line(pack, e)));
        document.Table(
            t["Hun hashes", "Their hashes"],
            [
                Column.Fixed(t["Nr.", "No."], 22) with { IsRowHeader = true }, Column.Share("SHA-256") with { IsMono = true },
                Column.Fixed(t["Omvang", "Size"], 48, Alignment.Right), Column.Fixed(t["Duur", "Length"], 34, Alignment.Right),
            ],
            data.Exhibits.Select(e => Row.Create(pack.Exhibit(e.Id), e.Sha256, t.Size(e.Size), e.DurationMs is { } ms ? Tongue.Length(ms) : "")));
        Certificates(document, pack);
        Segments(document, pack);
    }

    // A recording that went when it had to is no gap: here is what shows that.
    private static void Certificates(PdfDocument document, PackContext pack)
    {
        var t = pack.T;
        var gone = pack.Data.Exhibits.Where(e => e.Deletion is not null).ToList();
        if (gone.Count == 0) return;
        document.Table(
            t["Vernietigingsverklaringen", "Destruction certificates"],
            [
                Column.Fixed(t["Nr.", "No."], 22) with { IsRowHeader = true }, Column.Share(t["Waarom", "Why"]), Column.Fixed(t["Sleutel vernietigd", "Key destroyed"], 92),
                Column.Fixed(t["Afwezig bevonden", "Found absent"], 92),
            ],
            gone.Select(e => Row.Create(
                pack.Exhibit(e.Id), t[RetentionTexts.Of(e.Deletion!.Term)], t.Brief(e.Deletion.KeyDestroyedAt), t.Brief(e.Deletion.OccurredAt))));
    }

    private static Row Line(PackContext pack, ExhibitData e)
    {
        var t = pack.T;
        var of = e.Call is not null && pack.Call(e.Call) is { } call ? t[$"belpoging {call.Number}", $"call attempt {call.Number}"]
            : e.Consent is { } consent ? t[$"toestemming {pack.Label(consent)}", $"consent {pack.Label(consent)}"]
            : Citing(pack, e) is { Length: > 0 } citing ? citing : t["niet vermeld", "not stated"];
        var stored = e.StoredAt is { } at ? Inline.Plain($"\n{t.Brief(at)}", Tone.Muted) : Inline.Plain("");
        return
        [
            pack.Exhibit(e.Id),
            [CallsPart.Capital(t.Of(e.Kind)), t[$" van {t.Date(e.RecordedAt)}, {pack.Party(e.Party)}", $" of {t.Date(e.RecordedAt)}, {pack.Party(e.Party)}"], Inline.Plain($"\n{e.Id}", Tone.Muted)],
            of, [Inline.Chip(t.Of(e.State), EvidenceWords.ToneOf(e.State)), stored],
            e.Deletion is { } gone ? [t[$"vernietigd op {t.Date(gone.OccurredAt)}", $"destroyed on {t.Date(gone.OccurredAt)}"], Inline.Plain($"\n{Term(t, gone.Term)}", Tone.Muted)]
                : e.DeleteAfter is { } until ? [t.Date(until), Inline.Plain($"\n{Term(t, e.Term)}", Tone.Muted)] : Term(t, e.Term),
        ];
    }

    private static string Citing(PackContext pack, ExhibitData exhibit) => string.Join(", ",
        pack.Data.Consents.Where(c => c.Exhibits.Contains(exhibit.Id)).Select(c => c.EventId)
            .Concat(pack.Data.Consents.SelectMany(c => c.Confirmations).Where(s => s.Exhibits.Contains(exhibit.Id)).Select(s => s.EventId))
            .Concat(pack.Data.Calls.Where(c => c.Exhibits.Contains(exhibit.Id)).Select(c => c.EventId))
            .Concat(pack.Data.Callbacks.Where(c => c.Exhibits.Contains(exhibit.Id)).Select(c => c.EventId))
            .Select(pack.Label).Distinct());

    private static void Segments(PdfDocument document, PackContext pack)
    {
        var t = pack.T;
        var rows = pack.Data.Exhibits.Where(e => e.Segments is { Count: > 0 }).ToList();
        if (rows.Count == 0) return;
        document.Table(
            t["Delen van de opnamen", "Parts of the recordings"],
            [Column.Fixed(t["Nr.", "No."], 22) with { IsRowHeader = true }, Column.Share(t["Delen", "Parts"])],
            rows.Select(e => Row.Create(pack.Exhibit(e.Id), string.Join("; ", e.Segments!.Select(s => $"{t.Name(s.Label)} {Tongue.Length(s.FromMs)}–{Tongue.Length(s.ToMs)}")))));
    }

    private static string Term(Tongue t, RetentionTerm term) => term switch
    {
        RetentionTerm.ConsentVoicelog => t["bewaartermijn toestemming", "term for consents"],
        RetentionTerm.AfterWithdrawal => t["na de intrekking", "after the withdrawal"],
        RetentionTerm.Ceiling => t["uiterste termijn na het laatste gesprek", "limit after the last call"],
        RetentionTerm.SaleVoicelog => t["bewaartermijn verkoop", "term for sales"],
        RetentionTerm.NoSale => t["geen verkoop", "no sale"],
        RetentionTerm.Training => t["training", "training"],
        RetentionTerm.ConsentRecord => t["met de toestemming", "with the consent"],
        RetentionTerm.ConsentNeverUsed => t["toestemming niet gebruikt", "consent never used"],
        RetentionTerm.CallRecord => t["na het gesprek", "after the call"],
        RetentionTerm.Arrival => t["kwam na zijn termijn binnen", "came in after its term"],
        RetentionTerm.Erased => t["persoon gewist", "person erased"],
        RetentionTerm.BookRecord => t["met de machtiging of registratie", "with the mandate or registration"],
        _ => t["nog niet te bepalen", "not to be computed yet"],
    };
}
