using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Each consent, each withdrawal and objection, and what else a call may rest on.</summary>
internal static class ConsentsPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Toestemming", "Consent"], Anchors.Consents);
        if (data.Consents.Count == 0) document.Paragraph(t["Er is geen toestemming vastgelegd.", "No consent is on record."]);
        foreach (var consent in data.Consents) Consent(document, pack, consent);
        Objections(document, pack);
        Others(document, pack);
    }

    private static void Consent(PdfDocument document, PackContext pack, ConsentData c)
    {
        var t = pack.T;
        document.Heading(2, t[$"Toestemming {pack.Label(c.EventId)} van {t.Date(c.GrantedAt)}", $"Consent {pack.Label(c.EventId)} of {t.Date(c.GrantedAt)}"]);
        document.Facts(ConsentFacts.Of(pack, c));
        if (c.Wording is { } wording) Wording(document, pack, wording, t["De tekst zoals die is getoond, letterlijk:", "The wording as it was shown, word for word:"]);
        if (c.Confirmations.Count == 0)
        {
            document.Paragraph(t["Er is geen bevestiging gevraagd of ontvangen.", "No confirmation was asked for or received."]);
            return;
        }

        document.Table(
            t["Bevestiging", "Confirmation"],
            [
                Column.Fixed(t["Tijd", "Time"], 84), Column.Share(t["Stap", "Step"]), Column.Share(t["Kanaal en nummer", "Channel and number"], 1.2),
                Column.Share(t["Verstreken", "Elapsed"]), Column.Share(t["Bewijsstukken", "Exhibits"]),
            ],
            c.Confirmations.Select(s => Step(pack, c, s)));
        foreach (var message in c.Confirmations.Select(s => s.Message).OfType<WordingData>().DistinctBy(m => m.Ref))
            Wording(document, pack, message, t["Het bericht waarmee om bevestiging is gevraagd:", "The message that asked for confirmation:"]);
    }

    private static Row Step(PackContext pack, ConsentData consent, ConfirmationData s)
    {
        var t = pack.T;
        var step = s.Step switch
        {
            ConfirmationStep.Requested => t["gevraagd", "asked"],
            ConfirmationStep.Confirmed => t["bevestigd", "confirmed"],
            _ => t["geweigerd", "refused"],
        };
        var number = s.SameNumber switch
        {
            true => t["op het nummer in dit dossier", "on the number in this pack"],
            false when s.NumberEnding is { } end => t[$"op een ander nummer, eindigend op {end}", $"on another number, ending in {end}"],
            false => t["op een ander nummer", "on another number"],
            _ => t["nummer niet vermeld", "number not stated"],
        };
        var asked = consent.Confirmations.LastOrDefault(r => r.Step == ConfirmationStep.Requested && r.At <= s.At);
        var elapsed = s.Step == ConfirmationStep.Requested || asked is null
            ? t[$"{t.Elapsed(s.At - consent.GrantedAt)} na de toestemming", $"{t.Elapsed(s.At - consent.GrantedAt)} after the consent"]
            : t[$"{t.Elapsed(s.At - asked.At)} na de vraag", $"{t.Elapsed(s.At - asked.At)} after being asked"];
        var tone = s.Step switch { ConfirmationStep.Confirmed => Tone.Good, ConfirmationStep.Refused => Tone.Bad, _ => Tone.Muted };
        return
        [
            t.Brief(s.At), [Inline.Chip(step, tone), Inline.Plain($" {pack.Label(s.EventId)}", Tone.Muted)], $"{t.Of(s.Method)}, {number}", elapsed,
            s.Exhibits.Count == 0 ? t["geen", "none"] : pack.Exhibits(s.Exhibits),
        ];
    }

    private static void Wording(PdfDocument document, PackContext pack, WordingData w, string lead)
    {
        var t = pack.T;
        document.KeepTogether(group =>
        {
            group.Paragraph(lead);
            group.Quote(
                w.Text is null ? Inline.Italic(t["De kluis heeft van deze tekst alleen de hash.", "The vault holds only the hash of this wording."])
                    : w.WithdrawalText is { } how ? $"{w.Text}\n{how}" : w.Text,
                [
                    t["Tekst ", "Wording "], Inline.Mono(w.Ref), t[$", taal {w.Language}, ", $", language {w.Language}, "], Place(t, w.Place),
                    t[$"getoond {Shown(pack, w)}; in de kluis gedeponeerd op {t.At(w.FirstFiledAt)}. SHA-256 ", $"shown {Shown(pack, w)}; filed in the vault on {t.At(w.FirstFiledAt)}. SHA-256 "],
                    Inline.Mono(w.Sha256),
                ]);
        });
    }

    private static string Place(Tongue t, string? place) => place is null ? "" : t[$"op {place}, ", $"at {place}, "];

    private static string Shown(PackContext pack, WordingData w) => pack.T.Days(w.LiveFrom, w.LiveTo);

    private static void Objections(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(2, t["Intrekking en bezwaar", "Withdrawal and objection"]);
        if (data.Objections.Count == 0)
        {
            document.Paragraph(t["Er is geen intrekking en geen bezwaar vastgelegd.", "No withdrawal and no objection is on record."]);
            return;
        }

        foreach (var o in data.Objections) document.KeepTogether(group => group.Facts(Objection(pack, o)));
        document.Paragraph(
            t["Wie van de keten wanneer van een intrekking op de hoogte is gebracht, legt deze versie van de software nog niet vast.",
                "Who in the chain was told of a withdrawal and when is not yet recorded by this version of the software."],
            ParagraphStyle.Small);
    }

    private static IEnumerable<Fact> Objection(PackContext pack, ObjectionData o)
    {
        var t = pack.T;
        yield return new(o.IsWithdrawal ? t["Ingetrokken", "Withdrawn"] : t["Bezwaar gemaakt", "Objected"],
            [Inline.Bold(t.At(o.At)), $", {t.Of(o.Via)}", Inline.Plain($" ({pack.Label(o.EventId)})", Tone.Muted)]);
        yield return new(t["Strekking", "Scope"], o.Products is { } products
            ? t[$"alleen {t.Names(products)}", $"only {t.Names(products)}"]
            : o.Consent is { } consent ? t[$"toestemming {pack.Label(consent)}", $"consent {pack.Label(consent)}"]
            : t["alle gesprekken voor deze opdrachtgever, door wie dan ook", "all calls for this principal, by anyone"]);
        if (pack.Call(o.Call) is { } call)
            yield return new(t["In het gesprek", "In the call"], t[$"belpoging {call.Number} van {t.At(call.StartedAt)}", $"call attempt {call.Number} of {t.At(call.StartedAt)}"]);
        yield return new(t["Vastgelegd", "Recorded"], pack.Recorded(o.At, o.RecordedAt, o.Party));
        if (o.Note is { } note) yield return new(t["Notitie", "Note"], note);
    }

    private static void Others(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (data.Relationships.Count + data.Callbacks.Count == 0) return;
        document.Heading(2, t["Relatie en terugbelverzoeken", "Relationship and requested callbacks"]);
        document.Table(
            "",
            [Column.Fixed(t["Tijd", "Time"], 84), Column.Share(t["Feit", "Fact"]), Column.Share(t["Producten", "Products"]), Column.Share(t["Bijzonderheden", "Particulars"], 1.4)],
            [
                .. data.Relationships.Select(r => Row.Create(
                    t.Brief(r.At), $"{(r.IsEnd ? t["einde", "end"] : t["begin", "start"])}: {t.Of(r.As)} ({pack.Label(r.EventId)})", t.Names(r.Products), Notice(t, r.NoticeAtCollection))),
                .. data.Callbacks.Select(c => Row.Create(
                    t.Brief(c.At), $"{t["terugbelverzoek", "requested callback"]} ({pack.Label(c.EventId)})", t.Names(c.Products),
                    c.Exhibits.Count == 0 ? $"{t.Of(c.Via)}; {t["geen bewijsstuk", "no exhibit"]}" : [$"{t.Of(c.Via)}; ", .. pack.Exhibits(c.Exhibits)])),
            ]);
    }

    private static string Notice(Tongue t, bool? notice) => notice switch
    {
        true => t["bij het verzamelen is op het recht van verzet gewezen", "the right to object was pointed out at collection"],
        false => t["bij het verzamelen is niet op het recht van verzet gewezen", "the right to object was not pointed out at collection"],
        _ => t["niet vermeld of op het recht van verzet is gewezen", "whether the right to object was pointed out is not stated"],
    };
}
