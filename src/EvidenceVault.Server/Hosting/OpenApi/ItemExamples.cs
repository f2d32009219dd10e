using System.Text.Json.Nodes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>An example of an item of every type: one consumer's history with one call.</summary>
public static class ItemExamples
{
    /// <summary>The examples, by the type.</summary>
    public static IReadOnlyList<(string Type, JsonNode Item)> All { get; } =
        [.. JsonNode.Parse($"[{Consents},{Calls},{Rest}]")!.AsArray().Select(item => ((string)item!["type"]!, item.DeepClone()))];

    /// <summary>Some of them, a line each.</summary>
    public static string Lines { get; } = string.Concat(
        All.Where(item => item.Type is "consent.granted" or "call.attempted").Select(item => item.Item.ToJsonString(VaultJson.Answers) + "\n"));

    private const string Consents =
        """
        { "type": "consent.granted", "ref": "CONS-2026-0001", "occurredAt": "2026-08-20T19:02:11+02:00",
          "consumer": { "phone": "06-12345678", "name": "A. Voorbeeld", "email": "voorbeeld@voorbeeld.example", "kind": "private" },
          "campaign": "najaar-2026", "channel": "phone", "products": ["electricity", "gas"], "method": "web-form", "wording": "web-2026-01",
          "capture": { "place": "https://zonkracht.example/aanvraag", "action": "ticked-box", "preTicked": false, "bundledWithTerms": false,
            "conditional": false, "purposeNamed": true, "callerNamed": true },
          "validUntil": "2027-08-20T19:02:11+02:00", "exhibits": ["FORM-2026-0001"] },
        { "type": "consent.verification-requested", "ref": "VERQ-2026-0001", "occurredAt": "2026-08-20T19:02:30+02:00",
          "consumer": { "phone": "06-12345678" }, "consent": "CONS-2026-0001", "method": "sms", "number": "06-12345678", "wording": "sms-2026-01" },
        { "type": "consent.verified", "ref": "VERA-2026-0001", "occurredAt": "2026-08-20T19:10:02+02:00", "consumer": { "phone": "06-12345678" },
          "consent": "CONS-2026-0001", "method": "sms", "number": "06-12345678", "exhibits": ["SMS-2026-0001"] },
        { "type": "consent.verification-refused", "ref": "VERR-2026-0002", "occurredAt": "2026-08-21T09:00:00+02:00",
          "consumer": { "phone": "06-87654321" }, "consent": "CONS-2026-0002", "method": "sms" },
        { "type": "consent.withdrawn", "ref": "WDR-2026-0001", "occurredAt": "2026-09-10T08:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "consent": "CONS-2026-0001", "via": "footer-link", "scope": { "products": ["gas"] } },
        { "type": "objection.registered", "ref": "OBJ-2026-0001", "occurredAt": "2026-09-12T14:30:00+02:00", "consumer": { "phone": "06-12345678" },
          "via": "in-call", "call": { "party": "belbureau-noord", "ref": "CALL-2026-0001" } },
        { "type": "consent.proof-requested", "ref": "PRQ-2026-0001", "occurredAt": "2026-09-13T10:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "consent": "CONS-2026-0001" },
        { "type": "consent.proof-provided", "ref": "PPR-2026-0001", "occurredAt": "2026-09-14T10:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "consent": "CONS-2026-0001" }
        """;

    private const string Calls =
        """
        { "type": "relationship.started", "ref": "REL-2026-0001", "occurredAt": "2026-09-01T10:25:00+02:00", "consumer": { "phone": "06-12345678" },
          "relationship": "klant-00071", "as": "customer", "products": ["electricity"], "noticeAtCollection": true },
        { "type": "relationship.ended", "ref": "REL-2026-0002", "occurredAt": "2026-11-01T00:00:00+01:00", "consumer": { "phone": "06-12345678" },
          "relationship": "klant-00071", "as": "customer", "products": ["electricity"] },
        { "type": "callback.requested", "ref": "CBR-2026-0001", "occurredAt": "2026-08-30T16:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "via": "web-form", "products": ["electricity"] },
        { "type": "call.attempted", "ref": "CALL-2026-0001", "occurredAt": "2026-09-01T10:15:00+02:00", "consumer": { "phone": "06-12345678" },
          "campaign": "najaar-2026", "party": "belbureau-noord", "direction": "outbound", "means": "human", "nature": "commercial",
          "answeredAt": "2026-09-01T10:15:09+02:00", "endedAt": "2026-09-01T10:22:40+02:00", "outcome": "answered", "callerNumber": "050-1234567",
          "callerIdShown": true,
          "opening": { "callerNamed": true, "principalNamed": true, "purposeNamed": true, "reasonStated": true, "recordingAnnounced": true },
          "recorded": true, "objectionOffer": "agent", "offerMade": true, "saleMade": true, "offeredAt": "2026-09-01T10:18:00+02:00",
          "products": ["electricity"], "script": "najaar-2026-v1", "agent": "agent-7", "presentation": { "viaRcs": false },
          "reliesOn": { "basis": "consent", "ref": { "party": "zonkracht-energie", "ref": "CONS-2026-0001" } }, "exhibits": ["VL-2026-0001"] },
        { "type": "sale.accepted", "ref": "SALE-2026-0001", "occurredAt": "2026-09-02T12:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "call": "CALL-2026-0001", "via": "email", "acceptanceAskedAt": "2026-09-01T10:23:00+02:00", "totalValue": 1140.50, "product": "electricity",
          "renewal": false },
        { "type": "contract.performed", "ref": "PERF-2026-0001", "occurredAt": "2026-10-01T00:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "call": "CALL-2026-0001", "act": "delivery" }
        """;

    private const string Rest =
        """
        { "type": "complaint.received", "ref": "CMP-2026-0001", "occurredAt": "2026-09-12T14:35:00+02:00", "consumer": { "phone": "06-12345678" },
          "about": "telemarketing", "call": "CALL-2026-0001", "text": "Ik wil niet meer gebeld worden over gas.", "via": "email" },
        { "type": "compliment.received", "ref": "CPL-2026-0001", "occurredAt": "2026-09-03T09:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "about": "telemarketing", "text": "Vriendelijk geholpen.", "via": "phone" },
        { "type": "monitoring.recorded", "ref": "MON-2026-0001", "occurredAt": "2026-09-05T11:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "call": "CALL-2026-0001", "by": "reviewer", "findings": [{ "code": "right-to-object-offered", "met": true, "atMs": 14704 }] },
        { "type": "dial-log.announced", "ref": "DIAL-2026-09-01", "party": "belbureau-noord", "campaign": "najaar-2026", "date": "2026-09-01", "attempts": 1842 },
        { "type": "exhibit.announced", "id": "VL-2026-0001", "kind": "voicelog", "purposes": ["call", "sale"], "contentType": "audio/ogg", "size": 45542,
          "sha256": "47f497988f9fe1ca171a7a0ddf1608fffd0bb2a3a4884c364e29e31fe30daca5", "recordedAt": "2026-09-01T10:15:00+02:00", "durationMs": 33601,
          "segments": [{ "label": "opening", "fromMs": 0, "toMs": 11474 }, { "label": "acceptance", "fromMs": 25503, "toMs": 33601 }],
          "consumer": { "phone": "06-12345678" }, "call": "CALL-2026-0001", "campaign": "najaar-2026" },
        { "type": "correction.made", "ref": "COR-2026-0001", "occurredAt": "2026-09-15T09:00:00+02:00", "consumer": { "phone": "06-12345678" },
          "corrects": "WDR-2026-0001", "reason": "The withdrawal was of all products.",
          "item": { "type": "consent.withdrawn", "ref": "WDR-2026-0001", "occurredAt": "2026-09-10T08:00:00+02:00", "consumer": { "phone": "06-12345678" },
            "consent": "CONS-2026-0001", "via": "footer-link" } }
        """;
}
