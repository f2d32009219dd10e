using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EvidenceVault.Samples.Generator;

/// <summary>Holds what is written against the contract: names of fields, vocabularies, times, references.</summary>
internal sealed partial class SelfCheck(World world, IReadOnlyCollection<string> campaigns, IReadOnlyCollection<string> wordings, IReadOnlyCollection<string> scripts, IReadOnlyCollection<string> parties)
{
    private static readonly string[] Common = ["type", "ref", "occurredAt", "consumer", "campaign", "party", "exhibits", "note"];

    private static readonly Dictionary<string, string[]> Own = new()
    {
        ["consent.granted"] = ["channel", "products", "method", "wording", "capture", "validUntil", "call"],
        ["consent.verification-requested"] = ["consent", "method", "number", "wording", "call"],
        ["consent.verified"] = ["consent", "method", "number", "call"],
        ["consent.verification-refused"] = ["consent", "method", "number", "call"],
        ["consent.withdrawn"] = ["consent", "via", "scope"],
        ["objection.registered"] = ["via", "call", "scope"],
        ["consent.proof-requested"] = ["consent"],
        ["consent.proof-provided"] = ["consent"],
        ["relationship.started"] = ["relationship", "as", "products", "noticeAtCollection"],
        ["relationship.ended"] = ["relationship", "as", "products", "noticeAtCollection"],
        ["callback.requested"] = ["via", "products", "call"],
        ["call.attempted"] =
        [
            "direction", "means", "nature", "startedAt", "answeredAt", "endedAt", "outcome", "callerNumber", "callerIdShown", "opening", "recorded", "objectionOffer",
            "offerMade", "saleMade", "offeredAt", "products", "script", "agent", "presentation", "reliesOn", "clearance",
        ],
        ["sale.accepted"] = ["call", "via", "acceptanceAskedAt", "totalValue", "product", "renewal"],
        ["contract.performed"] = ["call", "act"],
        ["complaint.received"] = ["about", "call", "text", "via"],
        ["compliment.received"] = ["about", "call", "text", "via"],
        ["monitoring.recorded"] = ["call", "by", "findings"],
        ["dial-log.announced"] = ["date", "attempts"],
        ["exhibit.announced"] = ["id", "kind", "purposes", "contentType", "size", "sha256", "recordedAt", "durationMs", "segments", "consent", "call"],
        ["correction.made"] = ["corrects", "reason", "item"],
    };

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["channel"] = ["phone", "email", "sms", "post"],
        ["consent.granted/method"] = ["web-form", "petition", "web-shop-account", "contest", "paper", "in-store", "phone", "app", "lead-partner"],
        ["method"] = ["sms", "phone", "email", "app", "letter"],
        ["action"] = ["ticked-box", "button", "spoken-yes", "signature", "reply", "none"],
        ["as"] = ["customer", "donor", "volunteer", "event-attendee", "subscriber", "petitioner"],
        ["sale.accepted/via"] = ["written", "email", "web", "in-call"],
        ["callback.requested/via"] = ["web-form", "phone", "email", "in-store", "contest", "survey"],
        ["consent.withdrawn/via"] = ["footer-link", "email", "phone", "letter", "in-call", "app", "other"],
        ["objection.registered/via"] = ["footer-link", "email", "phone", "letter", "in-call", "app", "other"],
        ["direction"] = ["outbound", "inbound"],
        ["means"] = ["human", "automatic", "ai-agent"],
        ["nature"] = ["commercial", "charitable", "ideological", "service", "survey", "verification"],
        ["outcome"] = ["no-answer", "busy", "voicemail", "dropped", "answered", "wrong-person", "stopped-vulnerable"],
        ["objectionOffer"] = ["agent", "menu", "taped-referral", "none"],
        ["basis"] = ["consent", "customer", "charity", "publisher", "licence", "legal-person", "callback"],
        ["act"] = ["delivery", "switch", "charge"],
        ["about"] = ["telemarketing", "door-to-door", "field-marketing", "other"],
        ["by"] = ["agent-assist", "reviewer"],
        ["kind"] = ["voicelog", "form-capture", "message", "document", "call-detail-record", "private", "sole-trader", "partnership", "legal-person", "unknown"],
        ["purposes"] = ["consent", "verification", "person-link", "callback", "sale", "call", "training", "contract"],
    };

    private static readonly Dictionary<string, string[]> Inside = new()
    {
        ["consumer"] = ["phone", "name", "email", "kind", "legalForm", "kvk", "kindCheckedAt"],
        ["capture"] = ["place", "action", "preTicked", "bundledWithTerms", "conditional", "purposeNamed", "callerNamed", "age16OrOlder", "guardianConsent"],
        ["opening"] = ["callerNamed", "principalNamed", "purposeNamed", "reasonStated", "recordingAnnounced", "aiDisclosed"],
        ["reliesOn"] = ["basis", "ref"],
        ["presentation"] = ["viaRcs", "brand", "reason"],
        ["scope"] = ["products"],
        ["consent"] = ["party", "ref"],
        ["call"] = ["party", "ref"],
        ["findings"] = ["code", "met", "atMs"],
        ["segments"] = ["label", "fromMs", "toMs"],
    };

    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Run()
    {
        var known = world.Items.Values.SelectMany(items => items).Select(item => (string)item.Body["ref"]!).ToHashSet();
        var exhibits = world.Exhibits.ToDictionary(exhibit => (string)exhibit["id"]!);
        foreach (var (uploader, items) in world.Items)
        {
            var refs = new HashSet<string>();
            foreach (var item in items)
            {
                var reference = (string)item.Body["ref"]!;
                if (!refs.Add(reference))
                    Fault(reference, "is used twice");
                if (reference.Length > 100 || reference.Contains('@') || reference.Count(char.IsAsciiDigit) > 8)
                    Fault(reference, "is not an opaque reference");
                Check(reference, item.Body);
                foreach (var name in new[] { "consent", "call" })
                    if (item.Body[name] is { } cited && !known.Contains(cited is JsonObject other ? (string)other["ref"]! : (string)cited!))
                        Fault(reference, $"cites an unknown {name}");
                foreach (var id in item.Body["exhibits"]?.AsArray() ?? [])
                    if (!exhibits.ContainsKey((string)id!))
                        Fault(reference, "cites an unknown exhibit");
            }

            if (!parties.Contains(uploader))
                Fault(uploader, "is no party");
        }

        foreach (var mistake in world.Mistakes)
        {
            if (!known.Contains(mistake.Ref))
                Fault(mistake.Ref, $"is marked {mistake.Kind} but was not handed in");
            if (Kind.All.All(kind => kind.Name != mistake.Kind))
                Fault(mistake.Kind, "is not a kind of mistake");
        }

        return _faults;
    }

    private void Check(string reference, JsonObject item)
    {
        var type = (string)item["type"]!;
        if (!Own.TryGetValue(type, out var own))
        {
            Fault(reference, $"has an unknown type {type}");
            return;
        }

        foreach (var (name, _) in item)
            if (!Common.Contains(name) && !own.Contains(name))
                Fault(reference, $"has an unknown field {name}");
        if (type != "dial-log.announced" && item["consumer"] is null)
            Fault(reference, "has no consumer");
        Walk(reference, type, item);
        Refers(reference, item, "campaign", campaigns);
        Refers(reference, item, "wording", wordings);
        Refers(reference, item, "script", scripts);
        Refers(reference, item, "party", parties);
        if (Time(item, "occurredAt") > DutchTime.Offset(world.End) && type != "exhibit.announced")
            Fault(reference, "lies in the future");
        if (type == "call.attempted")
            CheckCall(reference, item);
        if (type == "correction.made")
            Check(reference, item["item"]!.AsObject());
    }

    private void CheckCall(string reference, JsonObject call)
    {
        var (started, answered, ended) = (Time(call, "startedAt"), Time(call, "answeredAt"), Time(call, "endedAt"));
        var outcome = (string)call["outcome"]!;
        if (started != Time(call, "occurredAt"))
            Fault(reference, "starts at another time than it occurred");
        if (ended < started || answered < started || ended < answered || Time(call, "offeredAt") < answered || Time(call, "offeredAt") > ended)
            Fault(reference, "has its times in a wrong order");
        if (answered is not null != outcome is "answered" or "wrong-person" or "stopped-vulnerable" or "dropped")
            Fault(reference, $"says {outcome} and has {(answered is null ? "no" : "an")} answeredAt");
        if (outcome is "no-answer" or "busy" or "voicemail" && (call["opening"] is not null || call["saleMade"] is not null))
            Fault(reference, "says what was spoken in a call that nobody answered");
    }

    private void Walk(string reference, string type, JsonNode? node, string name = "")
    {
        switch (node)
        {
            case JsonObject inner when name != "item":
                if (Inside.TryGetValue(name, out var allowed))
                    foreach (var (field, _) in inner)
                        if (!allowed.Contains(field))
                            Fault(reference, $"has an unknown field {name}/{field}");
                foreach (var (field, value) in inner)
                    Walk(reference, type, value, field);
                break;
            case JsonArray array:
                foreach (var value in array)
                    Walk(reference, type, value, name);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                var text = (string)value!;
                if ((Words.TryGetValue($"{type}/{name}", out var words) || Words.TryGetValue(name, out words)) && !words.Contains(text))
                    Fault(reference, $"has {name} {text}");
                if (name.EndsWith("At", StringComparison.Ordinal) && !AnInstant().IsMatch(text))
                    Fault(reference, $"has {name} {text}, which is no instant with an offset");
                break;
        }
    }

    private void Refers(string reference, JsonObject item, string name, IReadOnlyCollection<string> known)
    {
        if ((string?)item[name] is { } cited && !known.Contains(cited))
            Fault(reference, $"cites an unknown {name} {cited}");
    }

    private static DateTimeOffset? Time(JsonObject item, string name) =>
        (string?)item[name] is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    private void Fault(string reference, string fault) => _faults.Add($"{world.Principal.Slug}: {reference} {fault}");

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$")]
    private static partial Regex AnInstant();
}
