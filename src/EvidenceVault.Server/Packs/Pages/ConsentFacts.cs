using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The particulars of one consent.</summary>
internal static class ConsentFacts
{
    internal static IEnumerable<Fact> Of(PackContext pack, ConsentData c)
    {
        var t = pack.T;
        yield return new(t["Verleend", "Given"], [Inline.Bold(t.At(c.GrantedAt)), t[$", {t.Of(c.Method)}", $", {t.Of(c.Method)}"]]);
        if (c.State is { } state) yield return new(t["Stand", "State"], State(pack, state));
        yield return new(t["Voor", "For"], t[$"{t.Names(c.Products)}, per {t.Of(c.Channel)}", $"{t.Names(c.Products)}, by {t.Of(c.Channel)}"]);
        if (c.Place is { } place) yield return new(t["Plaats", "Place"], Inline.Mono(place));
        yield return new(t["Handeling", "Act"], Act(pack, c.Capture));
        if (Quality(pack, c.Capture) is { Length: > 0 } quality) yield return new(t["Opgegeven", "As stated"], quality);
        if (c.Capture?.Age16OrOlder is { } older)
            yield return new(t["Leeftijd", "Age"], older
                ? t["16 jaar of ouder", "16 or older"]
                : t[$"jonger dan 16; instemming van een ouder: {(c.Capture.GuardianConsent is { } g ? t.Yes(g) : "niet vermeld")}", $"under 16; consent of a guardian: {(c.Capture.GuardianConsent is { } h ? t.Yes(h) : "not stated")}"]);
        if (c.ToldUntil is { } until) yield return new(t["Meegedeelde termijn", "Term told"], t[$"tot en met {t.At(until)}", $"until {t.At(until)}"]);
        if (pack.Call(c.Call) is { } call)
            yield return new(t["In het gesprek", "In the call"], t[$"belpoging {call.Number} van {t.At(call.StartedAt)}", $"call attempt {call.Number} of {t.At(call.StartedAt)}"]);
        yield return new(t["Verzameld door", "Collected by"], pack.Party(c.Party));
        yield return new(t["Persoon en nummer", "Person and number"], Link(pack, c));
        yield return new(t["Bewijsstukken", "Exhibits"], c.Exhibits.Count == 0 ? t["geen", "none"] : pack.Exhibits(c.Exhibits));
        if (c.Wording is { } wording) yield return new(t["Getoonde tekst", "Wording shown"], Shown(pack, c, wording));
        else yield return new(t["Getoonde tekst", "Wording shown"], c.WordingRef is { } named
            ? [Inline.Mono(named), t[", niet vastgelegd", ", not on file"]]
            : t["niet vermeld", "not stated"]);
        yield return new(t["Vastgelegd", "Recorded"], pack.Recorded(c.GrantedAt, c.RecordedAt, c.UploadedBy));
        if (c.Ref is { } reference) yield return new(t["Kenmerk aanleveraar", "Uploader's reference"], Inline.Mono(reference));
        if (c.Note is { } note) yield return new(t["Notitie", "Note"], note);
    }

    private static RichText State(PackContext pack, ConsentStateData s)
    {
        var t = pack.T;
        var since = s.WithdrawnAt is { } withdrawn ? t[$" sinds {t.At(withdrawn)}", $" since {t.At(withdrawn)}"]
            : t[$"; termijn tot en met {t.Date(s.ValidUntil)}", $"; term until {t.Date(s.ValidUntil)}"];
        return [Inline.Chip(t.Of(s.State), ConsentWords.ToneOf(s.State)), since];
    }

    private static RichText Act(PackContext pack, Capture? capture) =>
        capture?.Action is { } action ? pack.T.Of(action) : pack.T["niet vermeld", "not stated"];

    private static string Quality(PackContext pack, Capture? c)
    {
        var t = pack.T;
        if (c is null) return "";
        List<string> said = [];
        void Add(bool? flag, string yes, string no)
        {
            if (flag is { } value) said.Add(value ? yes : no);
        }

        Add(c.PreTicked, t["vakje vooraf aangevinkt", "box ticked beforehand"], t["vakje niet vooraf aangevinkt", "box not ticked beforehand"]);
        Add(c.BundledWithTerms, t["samen met algemene voorwaarden", "together with general terms"], t["los van algemene voorwaarden", "apart from general terms"]);
        Add(c.Conditional, t["als voorwaarde voor iets anders", "as a condition for something else"], t["niet als voorwaarde voor iets anders", "not as a condition for something else"]);
        Add(c.PurposeNamed, t["doel genoemd", "purpose named"], t["doel niet genoemd", "purpose not named"]);
        Add(c.CallerNamed, t["beller genoemd", "caller named"], t["beller niet genoemd", "caller not named"]);
        return string.Join("; ", said);
    }

    private static RichText Link(PackContext pack, ConsentData c)
    {
        var t = pack.T;
        var links = pack.Data.Exhibits.Where(e => e.Purposes.Contains(Domain.Exhibits.ExhibitPurpose.PersonLink) && (e.Consent is null || e.Consent == c.EventId)).Select(e => e.Id).ToList();
        var same = c.Confirmations.LastOrDefault(s => s is { Step: ConfirmationStep.Confirmed, SameNumber: true });
        var answered = same is null ? "" : t[
            $"bevestigd op het nummer in dit dossier ({t.Of(same.Method)}, {t.At(same.At)})", $"confirmed on the number in this pack ({t.Of(same.Method)}, {t.At(same.At)})"];
        if (links.Count == 0) return same is null ? t["niets in het dossier verbindt persoon en nummer", "nothing in this pack ties person and number"] : answered;
        return [same is null ? "" : $"{answered}; ", .. pack.Exhibits(links)];
    }

    private static RichText Shown(PackContext pack, ConsentData c, WordingData w)
    {
        var (t, late) = (pack.T, w.FirstFiledAt - c.GrantedAt);
        return late <= NodaTime.Duration.Zero
            ? [Inline.Mono(w.Ref), t[$", in de kluis gedeponeerd {t.Elapsed(late)} vóór de toestemming", $", filed in the vault {t.Elapsed(late)} before the consent"]]
            : [Inline.Mono(w.Ref), t[$", in de kluis gedeponeerd {t.Elapsed(late)} ná de toestemming", $", filed in the vault {t.Elapsed(late)} after the consent"]];
    }
}
