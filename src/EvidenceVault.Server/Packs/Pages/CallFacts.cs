using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The particulars of one call attempt. What the source did not state is left out, but for what a conversation should have.</summary>
internal static class CallFacts
{
    internal static IEnumerable<Fact> Of(PackContext pack, CallData c)
    {
        var t = pack.T;
        if (c.Judgement is { } j)
            yield return new(t["Grondslag", "Basis"], [Inline.Chip(t.Of(j.Permission), CallWords.ToneOf(j.Permission)), Basis(pack, j)]);
        yield return new(t["Beller", "Caller"], c.Campaign is { } campaign
            ? t[$"{pack.Party(c.Party)}, campagne {pack.Campaign(campaign)}", $"{pack.Party(c.Party)}, campaign {pack.Campaign(campaign)}"]
            : t[$"{pack.Party(c.Party)}, zonder campagne", $"{pack.Party(c.Party)}, without a campaign"]);
        yield return new(t["Verloop", "Course"], Course(pack, c));
        yield return new(t["Aard", "Nature"], Nature(pack, c));
        yield return new(t["Nummer van de beller", "Caller's number"], Number(pack, c));
        if (c.Brand is { } brand) yield return new(t["Getoond op het toestel", "Shown on the phone"], c.BrandReason is { } reason ? $"{brand}: {reason}" : brand);
        if (c.ReliesOn is { } basis)
            yield return new(t["Beroept zich op", "Relies on"], c.ReliesOnFact is { } fact ? $"{t.Of(basis)} {pack.Label(fact)}" : t.Of(basis));
        if (c.IsConversation) foreach (var fact in Conversation(pack, c)) yield return fact;
        foreach (var s in c.Sales) yield return new(t["Aanvaarding", "Acceptance"], Sale(pack, s));
        foreach (var p in c.Performances) yield return new(t["Uitvoering", "Performance"], [$"{t.Of(p.Act)}, {t.At(p.At)}", Muted(pack, p.EventId)]);
        foreach (var l in c.Listenings) yield return new(t["Beluisterd", "Listened to"], Listening(pack, l));
        if (c.Clearance is { } clearance)
            yield return new(t["Vrijgave vooraf", "Clearance"], [Inline.Mono(clearance.Id), Clearance(pack, clearance.Decided)]);
        if (c.Exhibits.Count > 0) yield return new(t["Bewijsstukken", "Exhibits"], pack.Exhibits(c.Exhibits));
        yield return new(t["Vastgelegd", "Recorded"], [pack.Recorded(c.StartedAt, c.RecordedAt, c.UploadedBy), Muted(pack, c.EventId)]);
        if (c.Note is { } note) yield return new(t["Notitie", "Note"], note);
    }

    private static string Clearance(PackContext pack, ClearanceDecidedData? decided)
    {
        var t = pack.T;
        if (decided is null) return t[": zo’n vrijgave gaf de kluis niet", ": the vault gave no such clearance"];
        if (!decided.SameNumber) return t[": gevraagd voor een ander nummer", ": asked for another number"];
        return decided.Clear
            ? t[$": vrij, gegeven op {t.At(decided.DecidedAt)}, geldig tot {t.At(decided.RecheckAfter)}", $": clear, given on {t.At(decided.DecidedAt)}, valid until {t.At(decided.RecheckAfter)}"]
            : t[$": geblokkeerd, op {t.At(decided.DecidedAt)}", $": blocked, on {t.At(decided.DecidedAt)}"];
    }

    private static string Basis(PackContext pack, JudgementData j)
    {
        var t = pack.T;
        var parts = new List<string>();
        if (j.Basis is { } basis) parts.Add(t.Of(basis));
        if (j.Proof is { } proof) parts.Add(t.Of(proof));
        return parts.Count == 0 ? "" : $" {string.Join(", ", parts)}";
    }

    private static string Course(PackContext pack, CallData c)
    {
        var t = pack.T;
        var parts = new List<string> { t.Of(c.Outcome) };
        if (c.AnsweredAt is { } answered) parts.Add(t[$"aangenomen om {t.Clock(answered)}", $"answered at {t.Clock(answered)}"]);
        if (c.EndedAt is { } ended) parts.Add(t[$"beëindigd om {t.Clock(ended)}", $"ended at {t.Clock(ended)}"]);
        if (c is { AnsweredAt: { } from, EndedAt: { } to } && to > from) parts.Add(t.Elapsed(to - from));
        return CallsPart.Capital(string.Join(", ", parts));
    }

    private static string Nature(PackContext pack, CallData c)
    {
        var t = pack.T;
        var text = $"{CallsPart.Capital(t.Of(c.Nature))}, {t.Of(c.Direction)}, {t.Of(c.Means)}";
        if (c.Judgement is { } j && j.EffectiveNature != c.Nature) text += t[$"; naar zijn inhoud {t.Of(j.EffectiveNature)}", $"; by its content {t.Of(j.EffectiveNature)}"];
        return c.Products is { Count: > 0 } products ? $"{text}; {t.Names(products)}" : text;
    }

    private static string Number(PackContext pack, CallData c)
    {
        var t = pack.T;
        var number = c.CallerNumber is { } stated ? Tongue.Phone(stated) : t["niet vermeld", "not stated"];
        return c.CallerIdShown switch
        {
            true => t[$"{number}, getoond", $"{number}, shown"],
            false => t[$"{number}, afgeschermd", $"{number}, withheld"],
            _ => t[$"{number}; of het is getoond, is niet vermeld", $"{number}; whether it was shown is not stated"],
        };
    }

    private static IEnumerable<Fact> Conversation(PackContext pack, CallData c)
    {
        var t = pack.T;
        yield return new(t["Opening", "Opening"], Opening(t, c.Opening, c.Means));
        yield return new(t["Recht van verzet", "Right to object"], c.ObjectionOffer is { } offer ? CallsPart.Capital(t.Of(offer)) : t["niet vermeld", "not stated"]);
        yield return new(t["Aanbod", "Offer"], Offer(t, c));
        yield return new(t["Opgenomen", "Recorded call"], c.Recorded is { } recorded ? CallsPart.Capital(t.Yes(recorded)) : t["niet vermeld", "not stated"]);
        if (c.Script is { } script)
            yield return new(t["Belscript", "Script"], [Inline.Mono(script), c.ScriptFiledAt is { } filed
                ? t[$", gedeponeerd op {t.At(filed)}", $", filed on {t.At(filed)}"]
                : t[", niet gedeponeerd", ", not filed"]]);
        if (c.Agent is { } agent) yield return new(t["Medewerker (pseudoniem)", "Agent (pseudonym)"], Inline.Mono(agent));
    }

    private static string Opening(Tongue t, CallOpening? o, CallMeans means)
    {
        if (o is null) return t["niet vermeld", "not stated"];
        List<(string What, bool? Said)> parts =
        [
            (t["beller", "caller"], o.CallerNamed), (t["opdrachtgever", "principal"], o.PrincipalNamed), (t["commercieel doel", "commercial purpose"], o.PurposeNamed),
            (t["reden van het bellen", "reason for calling"], o.ReasonStated), (t["opname", "recording"], o.RecordingAnnounced),
        ];
        if (means == CallMeans.AiAgent || o.AiDisclosed is not null) parts.Add((t["AI-stem", "AI voice"], o.AiDisclosed));
        List<string> sentences = [];
        void Add(bool? said, string label)
        {
            var those = parts.Where(p => p.Said == said).Select(p => p.What).ToList();
            if (those.Count > 0) sentences.Add($"{label}: {t.And(those)}");
        }

        Add(true, t["genoemd", "stated"]);
        Add(false, t["niet genoemd", "not stated"]);
        Add(null, t["niet vermeld", "not on record"]);
        return CallsPart.Capital(string.Join("; ", sentences));
    }

    private static string Offer(Tongue t, CallData c)
    {
        var made = c.OfferMade switch { true => t["gedaan", "made"], false => t["niet gedaan", "not made"], _ => t["niet vermeld", "not stated"] };
        var at = c.OfferedAt is { } offered ? t[$" om {t.Clock(offered)}", $" at {t.Clock(offered)}"] : "";
        var sale = c.SaleMade switch { true => t["; verkoop", "; sale"], false => t["; geen verkoop", "; no sale"], _ => "" };
        return CallsPart.Capital($"{made}{at}{sale}");
    }

    private static RichText Sale(PackContext pack, SaleData s)
    {
        var t = pack.T;
        var text = $"{t.Name(s.Product)}, {t.Of(s.Via)}, {t.At(s.At)}";
        if (s.AcceptanceAskedAt is { } asked) text += t[$"; gevraagd op {t.At(asked)}", $"; asked on {t.At(asked)}"];
        if (s.TotalValue is { } value) text += $"; € {(t.IsDutch ? value.Replace('.', ',') : value)}";
        if (s.Renewal == true) text += t["; verlenging", "; renewal"];
        return [text, Muted(pack, s.EventId)];
    }

    private static RichText Listening(PackContext pack, ListeningData l)
    {
        var t = pack.T;
        var by = l.By == Listener.Reviewer ? t["door een beoordelaar", "by a reviewer"] : t["door een machine", "by a machine"];
        var found = string.Join("; ", l.Findings.Select(f =>
            $"{t.Name(f.Code)}: {(f.Met ? t["gehoord", "heard"] : t["niet gehoord", "not heard"])}{(f.AtMs is { } ms ? $" ({Tongue.Length(ms)})" : "")}"));
        return [$"{t.At(l.At)}, {by}. {CallsPart.Capital(found)}", Muted(pack, l.EventId)];
    }

    private static Inline Muted(PackContext pack, Guid eventId) => Inline.Plain($" ({pack.Label(eventId)})", Tone.Muted);
}
