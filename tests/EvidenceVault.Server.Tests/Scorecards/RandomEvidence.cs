using System.Globalization;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Scorecards;

/// <summary>Evidence as it might come in, good and bad, in any order.</summary>
internal sealed class RandomEvidence(int seed, string[] parties, string[] campaigns)
{
    private static readonly string[] Outcomes = ["no-answer", "busy", "voicemail", "dropped", "answered", "answered", "wrong-person", "stopped-vulnerable"];

    private readonly Random _random = new(seed);

    /// <summary>Everything about some people, shuffled: references may come before what they refer to.</summary>
    public List<JsonObject> Of(IReadOnlyList<string> phones)
    {
        var items = new List<JsonObject>();
        foreach (var phone in phones)
        {
            var consent = Desk.Ref("G");
            if (Chance(70)) items.Add(Desk.Consent(phone, consent, At()));
            if (Chance(50)) items.Add(Desk.Verified(phone, consent));
            if (Chance(25)) items.Add(Of(phone, "consent.withdrawn", At()).With("/via", "phone"));
            if (Chance(10)) items.Add(Of(phone, "objection.registered", At()).With("/via", "email"));
            if (Chance(25)) items.Add(Customer(phone));
            if (Chance(25)) items.Add(Of(phone, "callback.requested", At()).With("/via", Pick(["web-form", "phone", "contest"])).With("/products", new JsonArray("electricity")));
            if (Chance(40)) items.Add(Exhibit(phone, Pick(["form-capture", "message"]), Pick(["consent", "verification", "callback"])).With("/consent", consent));
            for (var n = _random.Next(5); n > 0; n--) items.Add(Call(phone, consent));
        }

        foreach (var call in items.Where(i => (string?)i["type"] == "call.attempted").ToList())
        {
            var phone = (string)call["consumer"]!["phone"]!;
            var about = (string)call["ref"]!;
            if (Chance(6)) items.Add(Of(phone, Pick(["complaint.received", "compliment.received"]), At()).With("/about", "telemarketing").With("/via", "phone").With("/text", "Tekst.").With("/call", about));
            if (Chance(10)) items.Add(Of(phone, "monitoring.recorded", At()).With("/call", about).With("/by", Pick(["agent-assist", "reviewer"])).With("/findings", new JsonArray(new JsonObject { ["code"] = "offer", ["met"] = Chance(50) })));
            if (Chance(10)) items.Add(Sale(phone, about));
            if (Chance(15)) items.Add(Exhibit(phone, Pick(["voicelog", "call-detail-record"]), "call").With("/call", about));
            if (Chance(8)) items.Add(Desk.Correction(phone, (string)call["ref"]!, Corrected(call, phone)));
            // Somebody else's after all: it counts there, and here no more.
            else if (Chance(5)) items.Add(Desk.Correction(phone, (string)call["ref"]!, Corrected(call, phones[_random.Next(phones.Count)])));
        }

        return [.. items.OrderBy(_ => _random.Next())];
    }

    private JsonObject Call(string phone, string consent)
    {
        var call = Desk.Call(phone, occurredAt: At()).With("/outcome", Pick(Outcomes)).With("/party", Pick(parties)).With("/callerIdShown", Chance(80));
        if (Chance(85)) call = call.With("/campaign", Pick(campaigns));
        if (Chance(30)) call = call.With("/reliesOn", new JsonObject { ["basis"] = "consent", ["ref"] = consent });
        else if (Chance(20)) call = call.With("/reliesOn", new JsonObject { ["basis"] = Pick(["customer", "callback"]) });
        if (Chance(10)) call = call.With("/direction", "inbound");
        if (Chance(10)) call = call.With("/presentation", new JsonObject { ["viaRcs"] = Chance(70) });
        if (Chance(40)) call = call.With("/objectionOffer", Pick(["agent", "menu", "none"]));
        return Chance(15) ? call.With("/nature", Pick(["service", "survey", "charitable"])) : call;
    }

    private JsonObject Customer(string phone) =>
        Of(phone, "relationship.started", At()).With("/relationship", "klant").With("/as", "customer").With("/products", new JsonArray("electricity")).With("/noticeAtCollection", Chance(80));

    private JsonObject Sale(string phone, string call) =>
        Of(phone, "sale.accepted", At()).With("/call", call).With("/via", Pick(["written", "web", "in-call"])).With("/product", "electricity").With("/totalValue", 600);

    private JsonObject Exhibit(string phone, string kind, string purpose) => new()
    {
        ["type"] = "exhibit.announced",
        ["id"] = Desk.Ref("X"),
        ["consumer"] = new JsonObject { ["phone"] = phone },
        ["kind"] = kind,
        ["purposes"] = new JsonArray(purpose),
        ["contentType"] = kind == "voicelog" ? "audio/ogg" : "image/png",
        ["size"] = 480000,
        ["sha256"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ["recordedAt"] = At(),
    };

    private JsonObject Corrected(JsonObject call, string phone)
    {
        var item = call.Without("/ref").With("/consumer/phone", phone).With("/outcome", Pick(Outcomes));
        return Chance(30) ? item.With("/occurredAt", At()) : item;
    }

    private static JsonObject Of(string phone, string type, string at) => new()
    {
        ["type"] = type,
        ["ref"] = Desk.Ref(),
        ["occurredAt"] = at,
        ["consumer"] = new JsonObject { ["phone"] = phone },
    };

    private string At() => new DateTime(2026, 1, 1, 7, 0, 0, DateTimeKind.Utc).AddMinutes(_random.Next(240 * 24 * 60)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string Pick(string[] of) => of[_random.Next(of.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}
