using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>An item type as the contract has it: an item with every field, which of them it needs, and which are words of a vocabulary.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Own">Its own fields, all of them.</param>
/// <param name="Required">Pointers of the fields it cannot do without, beside those of every item.</param>
/// <param name="Words">Pointers of words, each with every word it may be.</param>
internal sealed record ItemCase(string Type, string Own, string[] Required, Dictionary<string, string[]> Words)
{
    private static readonly string[] Methods = ["sms", "phone", "email", "app", "letter"];
    private static readonly string[] Routes = ["footer-link", "email", "phone", "letter", "in-call", "app", "other"];
    private static readonly string[] Roles = ["customer", "donor", "volunteer", "event-attendee", "subscriber", "petitioner"];
    private static readonly string[] Subjects = ["telemarketing", "door-to-door", "field-marketing", "other"];
    private static readonly string[] Kinds = ["private", "sole-trader", "partnership", "legal-person", "unknown"];

    private const string Consent = """{ "party": "zonder-bureau", "ref": "G-2025-00017" }""";

    public static IReadOnlyList<ItemCase> All { get; } =
    [
        new("consent.granted", """
            { "channel": "phone", "products": ["electricity", "gas"], "method": "web-form", "wording": "aanvraag-2026-1",
              "capture": { "place": "https://zonkracht.example/aanvraag?stap=2", "action": "ticked-box", "preTicked": false, "bundledWithTerms": false,
                "conditional": false, "purposeNamed": true, "callerNamed": true, "age16OrOlder": true, "guardianConsent": false },
              "validUntil": "2027-03-01T00:00:00+01:00", "call": "C-00000001" }
            """,
            ["channel", "products", "method"],
            new()
            {
                ["channel"] = ["phone", "email", "sms", "post"],
                ["method"] = ["web-form", "petition", "web-shop-account", "contest", "paper", "in-store", "phone", "app", "lead-partner"],
                ["capture/action"] = ["ticked-box", "button", "spoken-yes", "signature", "reply", "none"],
            }),
        new("consent.verification-requested", $$"""
            { "consent": {{Consent}}, "method": "sms", "number": "+31612345678", "wording": "sms-2026-1", "call": "C-00000001" }
            """, ["consent", "method"], new() { ["method"] = Methods }),
        new("consent.verified", $$"""
            { "consent": {{Consent}}, "method": "sms", "number": "+31612345678", "call": "C-00000001" }
            """, ["consent", "method"], new() { ["method"] = Methods }),
        new("consent.verification-refused", $$"""
            { "consent": {{Consent}}, "method": "sms", "number": "+31612345678", "call": "C-00000001" }
            """, ["consent", "method"], new() { ["method"] = Methods }),
        new("consent.withdrawn", $$"""{ "consent": {{Consent}}, "via": "email", "scope": { "products": ["gas"] } }""",
            ["via", "scope/products"], new() { ["via"] = Routes }),
        new("objection.registered", """{ "via": "in-call", "call": "C-00000001", "scope": { "products": ["gas"] } }""",
            ["via", "scope/products"], new() { ["via"] = Routes }),
        new("consent.proof-requested", $$"""{ "consent": {{Consent}} }""", [], []),
        new("consent.proof-provided", $$"""{ "consent": {{Consent}} }""", [], []),
        new("relationship.started", """{ "relationship": "klant-A", "as": "customer", "products": ["gas"], "noticeAtCollection": true }""",
            ["relationship", "as"], new() { ["as"] = Roles }),
        new("relationship.ended", """{ "relationship": "klant-A", "as": "customer", "products": ["gas"], "noticeAtCollection": true }""",
            ["relationship", "as"], new() { ["as"] = Roles }),
        new("callback.requested", """{ "via": "web-form", "products": ["gas"], "call": "C-00000001" }""",
            ["via", "products"], new() { ["via"] = ["web-form", "phone", "email", "in-store", "contest", "survey"] }),
        new("call.attempted", $$"""
            { "direction": "outbound", "means": "human", "nature": "commercial", "startedAt": "2026-03-01T10:15:00.123456+01:00",
              "answeredAt": "2026-03-01T10:15:10+01:00", "endedAt": "2026-03-01T10:25:00+01:00", "outcome": "answered", "callerNumber": "+31201234567",
              "callerIdShown": true, "opening": { "callerNamed": true, "principalNamed": true, "purposeNamed": true, "reasonStated": true,
                "recordingAnnounced": true, "aiDisclosed": false },
              "recorded": true, "objectionOffer": "agent", "offerMade": true, "saleMade": false, "offeredAt": "2026-03-01T10:17:00+01:00",
              "products": ["gas"], "script": "script-2026-1", "agent": "agent-07", "presentation": { "viaRcs": true, "brand": "Zonkracht", "reason": "Uw aanvraag" },
              "reliesOn": { "basis": "consent", "ref": {{Consent}} }, "clearance": "clr-1" }
            """,
            ["direction", "means", "nature", "outcome", "reliesOn/basis"],
            new()
            {
                ["direction"] = ["outbound", "inbound"],
                ["means"] = ["human", "automatic", "ai-agent"],
                ["nature"] = ["commercial", "charitable", "ideological", "service", "survey", "verification"],
                ["outcome"] = ["voicemail", "dropped", "answered", "wrong-person", "stopped-vulnerable"],
                ["objectionOffer"] = ["agent", "menu", "taped-referral", "none"],
                ["reliesOn/basis"] = ["consent", "customer", "charity", "publisher", "licence", "legal-person", "callback"],
            }),
        new("sale.accepted", """
            { "call": "C-00000001", "via": "written", "acceptanceAskedAt": "2026-03-01T09:00:00+01:00", "totalValue": 1234.5, "product": "gas", "renewal": false }
            """, ["call", "via", "product"], new() { ["via"] = ["written", "email", "web", "in-call"] }),
        new("contract.performed", """{ "call": "C-00000001", "act": "delivery" }""", ["call", "act"], new() { ["act"] = ["delivery", "switch", "charge"] }),
        new("complaint.received", """{ "about": "telemarketing", "call": "C-00000001", "text": "Ik wil dit niet.", "via": "letter" }""",
            ["about", "text", "via"], new() { ["about"] = Subjects }),
        new("compliment.received", """{ "about": "other", "call": "C-00000001", "text": "Wat aardig.", "via": "web-form" }""",
            ["about", "text", "via"], new() { ["about"] = Subjects }),
        new("monitoring.recorded", """
            { "call": "C-00000001", "by": "reviewer", "findings": [ { "code": "objection-offered", "met": true, "atMs": 1500 }, { "code": "offer", "met": false } ] }
            """,
            ["call", "by", "findings", "findings/0/code", "findings/0/met", "findings/1/code", "findings/1/met"], new() { ["by"] = ["agent-assist", "reviewer"] }),
        new("dial-log.announced", """{ "date": "2026-03-01", "attempts": 512 }""", ["date", "attempts"], []),
        new("exhibit.announced", """
            { "kind": "voicelog", "purposes": ["consent", "call"], "contentType": "audio/ogg", "size": 480000,
              "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "recordedAt": "2026-03-01T10:15:00+01:00", "durationMs": 61000,
              "segments": [ { "label": "spoken-yes", "fromMs": 1000, "toMs": 4000 } ], "consent": "G-2025-00017", "call": "C-00000001" }
            """,
            ["id", "kind", "purposes", "contentType", "size", "sha256", "recordedAt", "segments/0/label", "segments/0/fromMs", "segments/0/toMs"],
            new()
            {
                ["kind"] = ["voicelog", "form-capture", "message", "document", "call-detail-record"],
                ["purposes/0"] = ["consent", "verification", "person-link", "callback", "sale", "training", "contract"],
            }),
        new("correction.made", $$"""
            { "corrects": {{Consent}}, "reason": "Verkeerd overgenomen.",
              "item": { "type": "consent.withdrawn", "occurredAt": "2026-03-01T10:15:00+01:00", "consumer": { "phone": "+31612345678" }, "via": "letter", "note": "Was een brief." } }
            """,
            ["corrects", "reason", "item", "item/type", "item/consumer", "item/consumer/phone", "item/occurredAt", "item/via"], new() { ["item/via"] = Routes }),
    ];

    public bool IsDialLog => Type == "dial-log.announced";

    public bool IsExhibit => Type == "exhibit.announced";

    /// <summary>Pointers of all words with what they may be, those of the consumer too.</summary>
    public IEnumerable<(string Pointer, string[] Words)> AllWords => IsDialLog
        ? []
        : [("/consumer/kind", Kinds), .. Words.Select(w => ("/" + w.Key, w.Value))];

    /// <summary>Pointers of all fields that must be there.</summary>
    public IEnumerable<string> AllRequired => Required.Select(r => "/" + r).Concat(OfReferences).Concat(
        IsDialLog ? ["/type", "/ref"]
        : IsExhibit ? ["/type", "/consumer", "/consumer/phone"]
        : Type == "call.attempted" ? ["/type", "/ref", "/consumer", "/consumer/phone"]
        : ["/type", "/ref", "/occurredAt", "/consumer", "/consumer/phone"]);

    // A reference that names its party has both.
    private IEnumerable<string> OfReferences => JsonNode.Parse(Own)!.Fields()
        .Where(f => f.Value is JsonObject { Count: 2 } named && named.ContainsKey("party"))
        .SelectMany(f => (string[])[$"{f.Pointer}/party", $"{f.Pointer}/ref"]);

    public static ItemCase Of(string type) => All.Single(c => c.Type == type);

    /// <summary>The item with every field it may have.</summary>
    public JsonObject Full(string phone, string party)
    {
        var item = new JsonObject { ["type"] = Type, ["campaign"] = "najaar-2026", ["party"] = party };
        if (IsExhibit)
        {
            item["id"] = Desk.Ref("X");
        }
        else
        {
            item["ref"] = Desk.Ref("F");
            item["occurredAt"] = "2026-03-01T10:15:00.123456+01:00";
        }

        item["exhibits"] = new JsonArray("X-1", "X-2");
        item["note"] = "Een aantekening,\nop twee regels.";

        if (!IsDialLog)
            item["consumer"] = JsonNode.Parse($$"""
                { "phone": "{{phone}}", "name": "Marjolein van der Veen", "email": "marjolein@post.example", "kind": "sole-trader", "legalForm": "eenmanszaak",
                  "kvk": "12345678", "kindCheckedAt": "2026-02-01T10:15:00+01:00" }
                """);
        foreach (var (name, value) in JsonNode.Parse(Own)!.AsObject())
            item[name] = value!.DeepClone();
        if (Type == "correction.made") item["item"]!["consumer"]!["phone"] = phone;
        return item;
    }
}
