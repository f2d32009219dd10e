using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Scorecards;

/// <summary>Evidence as it might come in, good and bad, in any order.</summary>
/// <param name="seed">Says what comes.</param>
/// <param name="parties">Who calls.</param>
/// <param name="campaigns">For what.</param>
/// <param name="wordings">The wordings that consents may name; null: none does.</param>
/// <param name="now">The vault's present instant, which sources' clocks may be minutes ahead of; null: nothing is said of then.</param>
internal sealed class RandomEvidence(int seed, string[] parties, string[] campaigns, string[]? wordings = null, DateTimeOffset? now = null)
{
    /// <summary>Where the wordings are shown.</summary>
    public const string Place = "https://zonkracht.example/aanvraag";

    private static readonly string[] Outcomes = ["no-answer", "busy", "voicemail", "dropped", "answered", "answered", "wrong-person", "stopped-vulnerable"];

    private readonly Random _random = new(seed);

    /// <summary>The contents of some of the exhibits, by id: they are to be handed in after the announcements.</summary>
    public Dictionary<string, byte[]> Contents { get; } = [];

    /// <summary>Everything about some people, shuffled: references may come before what they refer to.</summary>
    public List<JsonObject> Of(IReadOnlyList<string> phones)
    {
        var items = new List<JsonObject>();
        foreach (var phone in phones)
        {
            var consent = Desk.Ref("G");
            if (Chance(70)) items.Add(Consent(phone, consent, items));
            if (Chance(50)) items.Add(Cited(Desk.Verified(phone, consent).With("/number", Chance(80) ? phone : "+31612340000"), "message", "verification", items));
            if (Chance(20)) items.Add(Desk.Verified(phone, consent).With("/method", Pick(["sms", "email"])));
            if (now is { } instant && Chance(20)) items.Add(Of(phone, Pick(["objection.registered", "consent.withdrawn", "consent.proof-requested"]), Text(instant.AddSeconds(_random.Next(1, 290)))).Via());
            if (Chance(10)) items.Add(Of(phone, "consent.proof-requested", At()));
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

        return [.. items.Select(Known).OrderBy(_ => _random.Next())];
    }

    // Who it is said to be, by some of what is told.
    private JsonObject Known(JsonObject item)
    {
        if (!Chance(8) || (string?)item["type"] == "exhibit.announced") return item;
        var kind = Pick(["private", "sole-trader", "legal-person", "legal-person", "unknown"]);
        item = item.With("/consumer/kind", kind);
        if (kind != "legal-person" || Chance(30)) return item;
        item = item.With("/consumer/legalForm", Pick(["bv", "stichting", "vof"]));
        return Chance(60) ? item.With("/consumer/kindCheckedAt", "2026-01-02T09:00:00Z") : item;
    }

    private JsonObject Consent(string phone, string reference, List<JsonObject> items)
    {
        var consent = Desk.Consent(phone, reference, At());
        if (wordings is null || Chance(25)) return consent;
        return Cited(
            consent.With("/wording", Pick(wordings)).With("/capture", new JsonObject
            {
                ["place"] = Place,
                ["action"] = "ticked-box",
                ["preTicked"] = Chance(10),
                ["bundledWithTerms"] = Chance(10),
                ["conditional"] = false,
            }),
            "form-capture", "consent", items);
    }

    // With the exhibit that proves it, most of the time.
    private JsonObject Cited(JsonObject item, string kind, string purpose, List<JsonObject> items)
    {
        if (wordings is null || Chance(25)) return item;
        var exhibit = Exhibit((string)item["consumer"]!["phone"]!, kind, purpose);
        items.Add(exhibit);
        return item.With("/exhibits", new JsonArray((string)exhibit["id"]!));
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

    private JsonObject Exhibit(string phone, string kind, string purpose)
    {
        var id = Desk.Ref("X");
        var bytes = Encoding.UTF8.GetBytes($"Inhoud van {id}.");
        if (Chance(75)) Contents[id] = bytes;
        return new()
        {
            ["type"] = "exhibit.announced",
            ["id"] = id,
            ["consumer"] = new JsonObject { ["phone"] = phone },
            ["kind"] = kind,
            ["purposes"] = new JsonArray(purpose),
            ["contentType"] = kind == "voicelog" ? "audio/ogg" : "image/png",
            ["size"] = bytes.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            ["recordedAt"] = At(),
        };
    }

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

    private string At() => Text(new DateTimeOffset(2026, 1, 1, 7, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(240 * 24 * 60)));

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string Pick(string[] of) => of[_random.Next(of.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}

file static class Telling
{
    /// <summary>With how the person said no, where it is a no.</summary>
    public static JsonObject Via(this JsonObject item) => (string?)item["type"] == "consent.proof-requested" ? item : item.With("/via", "email");
}
