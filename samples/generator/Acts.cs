using System.Globalization;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Generator;

internal sealed class Capture
{
    public string? Place { get; set; }
    public string Action { get; set; } = "ticked-box";
    public bool? PreTicked { get; set; } = false;
    public bool? BundledWithTerms { get; set; } = false;
    public bool? Conditional { get; set; } = false;
    public bool? PurposeNamed { get; set; } = true;
    public bool? CallerNamed { get; set; } = true;
    public bool? Age16OrOlder { get; set; } = true;

    public JsonObject Body()
    {
        var body = new JsonObject { ["place"] = Place, ["action"] = Action };
        void Set(string name, bool? value)
        {
            if (value is { } known)
                body[name] = known;
        }

        Set("preTicked", PreTicked);
        Set("bundledWithTerms", BundledWithTerms);
        Set("conditional", Conditional);
        Set("purposeNamed", PurposeNamed);
        Set("callerNamed", CallerNamed);
        Set("age16OrOlder", Age16OrOlder);
        return body;
    }
}

internal sealed class Grant
{
    public required Person Who { get; init; }
    public required DateTime At { get; init; }
    public required Party By { get; init; }
    public required string Method { get; init; }
    public required Wording Wording { get; init; }
    public string Ref { get; set; } = "";
    public Capture Capture { get; } = new();
    public string Channel { get; set; } = "phone";
    public string[]? Products { get; set; }
    public DateTime? ValidUntil { get; set; }
    public bool NoWording { get; set; }
    public bool NoExhibit { get; set; }
    public string? File { get; set; }
    public (Party Uploader, string Ref)? Call { get; set; }
    public Handed Handed { get; set; }
    public string? Note { get; set; }
}

/// <summary>What people and parties do, other than call.</summary>
internal sealed partial class World
{
    public Grant Grants(Dice dice, Person who, DateTime at, Party by, string method, Wording wording, Action<Grant>? tweak = null)
    {
        var grant = new Grant { Who = who, At = at, By = by, Method = method, Wording = wording };
        grant.Capture.Place = wording.Place;
        grant.Capture.Action = method switch { "paper" or "in-store" => "signature", "phone" => "spoken-yes", "app" => "button", _ => "ticked-box" };
        grant.Capture.CallerNamed = wording.CallersNamed.Length > 0;
        tweak?.Invoke(grant);
        grant.Ref = NewRef(by, "G", at);

        var item = NewItem("consent.granted", grant.Ref, at, who.Consumer(dice, 0.8, dice.Chance(0.7)));
        item["channel"] = grant.Channel;
        item["products"] = Json.Array(grant.Products ?? wording.Products);
        item["method"] = method;
        if (!grant.NoWording)
            item["wording"] = wording.Ref;
        item["capture"] = grant.Capture.Body();
        if (grant.ValidUntil is { } until)
            item["validUntil"] = DutchTime.Instant(until);
        if (grant.Call is { } call)
            item["call"] = Cite(by, call.Uploader, call.Ref, dice);
        if (!grant.NoExhibit && at <= End)
            item["exhibits"] = Json.Array(CaptureExhibit(dice, grant));
        if (grant.Note is not null)
            item["note"] = grant.Note;
        Add(by, item, at, grant.Handed);
        return grant;
    }

    private string CaptureExhibit(Dice dice, Grant grant)
    {
        void Link(JsonObject body) => body["consent"] = grant.Ref;
        if (grant.File is { } file)
        {
            var (kind, type) = file.EndsWith(".opus", StringComparison.Ordinal) ? ("voicelog", "audio/ogg")
                : file.EndsWith(".png", StringComparison.Ordinal) ? ("form-capture", "image/png") : ("form-capture", "text/html");
            return FileExhibit(grant.By, kind, type, file, grant.At, grant.Who, ["consent"], Link);
        }

        if (grant.Method is "paper" or "in-store")
            return TextExhibit(grant.By, "document", "text/plain",
                $"Kaart, tekstlaag van de scan\nNaam: {grant.Who.Name}\nTelefoon: {Person.Typed(dice, grant.Who.Phone)}\n[X] {grant.Wording.Text}\nHandtekening: aanwezig\nDatum: {DutchTime.Date(grant.At)}\n",
                grant.At, grant.Who, ["consent"], Link);

        var box = grant.Capture.PreTicked == true ? "stond al aan bij het openen van de pagina" : "leeg bij het openen, aangevinkt door de bezoeker";
        var html = $"<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><title>Vastgelegd scherm</title>"
            + $"<p>Naam: {grant.Who.Name}</p><p>Telefoon: {Person.Typed(dice, grant.Who.Phone)}</p>"
            + $"<p>[x] {grant.Wording.Text}</p><p>{grant.Wording.WithdrawalText}</p>"
            + $"<p><small>Vakje {box}. {grant.Wording.Place} · {DutchTime.Instant(grant.At)} · 198.51.100.{dice.Between(1, 254).ToString(CultureInfo.InvariantCulture)}</small></p></html>\n";
        return TextExhibit(grant.By, "form-capture", "text/html", html, grant.At, grant.Who, ["consent"], Link);
    }

    /// <summary>Asks the person, by text message or mail, whether the consent is theirs; answers give the answer.</summary>
    public string AsksToVerify(Dice dice, Grant grant, DateTime at, string method = "sms", Party? by = null, (Party, string)? call = null)
    {
        by ??= grant.By;
        var reference = NewRef(by, "V", at);
        var item = NewItem("consent.verification-requested", reference, at, grant.Who.Consumer(dice, 0.3));
        item["consent"] = Cite(by, grant.By, grant.Ref, dice);
        item["method"] = method;
        if (method != "email")
            item["number"] = Person.Typed(dice, grant.Who.Phone);
        if (method == "sms")
            item["wording"] = Sms.Ref;
        if (method == "email")
            item["wording"] = Mail.Ref;
        if (call is { } made)
            item["call"] = Cite(by, made.Item1, made.Item2, dice);
        Add(by, item, at);
        return reference;
    }

    public string AnswersVerification(Dice dice, Grant grant, DateTime at, string method = "sms", Party? by = null, string? number = null, bool numberStated = true,
        bool refused = false, bool noExhibit = false, string? file = null, (Party Uploader, string Ref)? call = null, Handed handed = Handed.InOrder)
    {
        by ??= grant.By;
        number ??= grant.Who.Phone;
        var reference = NewRef(by, "V", at);
        var item = NewItem(refused ? "consent.verification-refused" : "consent.verified", reference, at, grant.Who.Consumer(dice, 0.3));
        item["consent"] = Cite(by, grant.By, grant.Ref, dice);
        item["method"] = method;
        if (numberStated && method != "email")
            item["number"] = Person.Typed(dice, number);
        if (call is { } made)
            item["call"] = Cite(by, made.Uploader, made.Ref, dice);
        if (!noExhibit && at <= End)
        {
            void Link(JsonObject body)
            {
                body["consent"] = Cite(by, grant.By, grant.Ref, new Dice(1));
                if (call is { } heard)
                    body["call"] = heard.Ref;
            }

            item["exhibits"] = Json.Array(file is not null
                ? FileExhibit(by, file.EndsWith(".opus", StringComparison.Ordinal) ? "voicelog" : "message", file.EndsWith(".opus", StringComparison.Ordinal) ? "audio/ogg" : "text/plain", file, at, grant.Who, ["verification"], Link)
                : TextExhibit(by, "message", "text/plain", Message(method, number, grant, at, refused), at, grant.Who, ["verification"], Link));
        }

        Add(by, item, at, handed);
        return reference;
    }

    private string Message(string method, string number, Grant grant, DateTime at, bool refused) => method == "email"
        ? $"Aan: {grant.Who.Email}\n{Mail.Text}\n[{(refused ? "Nee, dat was ik niet" : "Ja, dat was ik")}] aangeklikt op {DutchTime.Instant(at)}\n"
        : $"uit · aan {grant.Who.Phone}\n{Sms.Text}\n\nin · {DutchTime.Instant(at)} · van {number}\n{(refused ? "NEE" : grant.At.Second % 3 == 0 ? "Ja" : "JA")}\n";

    /// <summary>The usual, good course: asked within minutes, answered within hours.</summary>
    public DateTime Verified(Dice dice, Grant grant, string method = "sms", Party? by = null)
    {
        var asked = grant.At + dice.Minutes(1, 4);
        var answered = asked + (dice.Chance(0.8) ? dice.Minutes(1, 90) : dice.Minutes(600, 2800));
        AsksToVerify(dice, grant, asked, method, by);
        AnswersVerification(dice, grant, answered, method, by);
        return answered;
    }

    public string Withdraws(Dice dice, Person who, DateTime at, string via, Grant? consent = null, string[]? products = null, string? note = null, Handed handed = Handed.Afterwards, Party? by = null)
    {
        by ??= principal;
        var reference = NewRef(by, "W", at);
        var item = NewItem("consent.withdrawn", reference, at, who.Consumer(dice, 0.4));
        if (consent is not null)
            item["consent"] = Cite(by, consent.By, consent.Ref, dice);
        item["via"] = via;
        if (products is not null)
            item["scope"] = new JsonObject { ["products"] = Json.Array(products) };
        if (note is not null)
            item["note"] = note;
        Add(by, item, at, handed);
        return reference;
    }

    public string Objects(Dice dice, Party by, Person who, DateTime at, string via, Call? call = null, string[]? products = null, string? note = null, Handed handed = Handed.InOrder)
    {
        var reference = NewRef(by, "B", at);
        var item = NewItem("objection.registered", reference, at, who.Consumer(dice, 0.3));
        item["via"] = via;
        if (call is not null)
            item["call"] = Cite(by, call.Uploader, call.Ref, dice);
        if (products is not null)
            item["scope"] = new JsonObject { ["products"] = Json.Array(products) };
        if (note is not null)
            item["note"] = note;
        Add(by, item, at, handed);
        return reference;
    }

    public string Relates(Dice dice, Person who, DateTime at, string asWhat, string[] products, bool? notice, string? relationship = null)
    {
        relationship ??= NewRef(principal, "R", at);
        var item = NewItem("relationship.started", relationship, at, who.Consumer(dice, 0.9, dice.Chance(0.5)));
        item["relationship"] = relationship;
        item["as"] = asWhat;
        item["products"] = Json.Array(products);
        if (notice is { } told)
            item["noticeAtCollection"] = told;
        Add(principal, item, at);
        return relationship;
    }

    public void Leaves(Dice dice, Person who, DateTime at, string asWhat, string[] products, string relationship)
    {
        var item = NewItem("relationship.ended", $"{relationship}-2", at, who.Consumer(dice, 0.5));
        item["relationship"] = relationship;
        item["as"] = asWhat;
        item["products"] = Json.Array(products);
        Add(principal, item, at);
    }

    public string WantsCallback(Dice dice, Person who, DateTime at, string via, string[] products, bool withExhibit = true)
    {
        var reference = NewRef(principal, "T", at);
        var item = NewItem("callback.requested", reference, at, who.Consumer(dice, 0.8));
        item["via"] = via;
        item["products"] = Json.Array(products);
        if (withExhibit && at <= End)
            item["exhibits"] = Json.Array(TextExhibit(principal, "form-capture", "text/plain",
                $"Bel mij terug over: {string.Join(", ", products)}\nNaam: {who.Name}\nTelefoon: {Person.Typed(dice, who.Phone)}\nVerzonden {DutchTime.Instant(at)} via {via}\n", at, who, ["callback"]));
        Add(principal, item, at);
        return reference;
    }

    public string Complains(Dice dice, Person who, DateTime at, string text, string via, Call? call = null, string about = "telemarketing", bool compliment = false)
    {
        var reference = NewRef(principal, "K", at);
        var item = NewItem(compliment ? "compliment.received" : "complaint.received", reference, at, who.Consumer(dice, 0.9, dice.Chance(0.5)));
        item["about"] = about;
        if (call is not null)
            item["call"] = Cite(principal, call.Uploader, call.Ref, dice);
        item["text"] = text;
        item["via"] = via;
        Add(principal, item, at, Handed.Afterwards);
        return reference;
    }

    public string WantsProof(Dice dice, Person who, DateTime at, Grant? consent, DateTime? provided)
    {
        var reference = NewRef(principal, "P", at);
        var asked = NewItem("consent.proof-requested", reference, at, who.Consumer(dice, 0.8));
        if (consent is not null)
            asked["consent"] = Cite(principal, consent.By, consent.Ref, dice);
        Add(principal, asked, at, Handed.Afterwards);
        if (provided is not { } given)
            return reference;
        var answer = NewItem("consent.proof-provided", NewRef(principal, "P", given), given, who.Consumer(dice, 0.3));
        if (consent is not null)
            answer["consent"] = Cite(principal, consent.By, consent.Ref, dice);
        Add(principal, answer, given, Handed.Afterwards);
        return reference;
    }

    public void Reviewed(Dice dice, Call call, DateTime at, params (string Code, bool Met, int? AtMs)[] findings)
    {
        var item = NewItem("monitoring.recorded", NewRef(principal, "M", at), at, call.Who.Consumer(dice, 0));
        item["call"] = Cite(principal, call.Uploader, call.Ref, dice);
        item["by"] = dice.Chance(0.5) ? "reviewer" : "agent-assist";
        var list = new JsonArray();
        foreach (var (code, met, atMs) in findings)
        {
            var finding = new JsonObject { ["code"] = code, ["met"] = met };
            if (atMs is { } offset)
                finding["atMs"] = offset;
            list.Add((JsonNode)finding);
        }

        item["findings"] = list;
        Add(principal, item, at, Handed.Afterwards);
    }

    public string Corrects(Dice dice, Party by, Person who, DateTime at, string corrects, string reason, JsonObject item)
    {
        var reference = NewRef(by, "N", at);
        var correction = NewItem("correction.made", reference, at, who.Consumer(dice, 0));
        correction["corrects"] = corrects;
        correction["reason"] = reason;
        correction["item"] = item;
        Add(by, correction, at, Handed.Late);
        return reference;
    }

    /// <summary>The item as it was handed in, to write its corrected form from.</summary>
    public JsonObject Copy(Party uploader, string reference) =>
        _items[uploader.Slug].Single(item => (string?)item.Body["ref"] == reference).Body.DeepClone().AsObject();
}
