using System.Text.Json.Nodes;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>What somebody may do to the data of a pack, who writes <c>pack.json</c> anew, and what <c>vault verify</c> calls it.</summary>
internal static class PackDataChanges
{
    private const string Other = "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10";

    /// <summary>What is done, by name.</summary>
    public static IReadOnlyDictionary<string, (string Kind, Action<JsonObject> Change)> All { get; } = new Dictionary<string, (string Kind, Action<JsonObject> Change)>(StringComparer.Ordinal)
    {
        ["the outcome of a call"] = ("fact-differs", d => d["calls"]![0]!["outcome"] = "busy"),
        ["the time of a call"] = ("fact-differs", d => d["calls"]![0]!["startedAt"] = "2026-09-17T13:20:31Z"),
        ["when a call was recorded"] = ("fact-differs", d => d["calls"]![0]!["recordedAt"] = "2026-09-17T13:20:31Z"),
        ["who called"] = ("fact-differs", d => d["calls"]![0]!["party"] = "another"),
        ["what a call was about"] = ("fact-differs", d => d["calls"]![0]!["products"]!.AsArray().Add("gas")),
        ["that the number was shown"] = ("fact-differs", d => d["calls"]![0]!.AsObject().Remove("callerIdShown")),
        ["an opening that was said better"] = ("fact-differs", d => d["calls"]![2]!["opening"]!["reasonStated"] = true),
        ["a correction undone in the call that it corrects"] = ("fact-differs", d => d["calls"]![2]!["outcome"] = "no-answer"),
        ["a correction kept quiet in the register"] = ("fact-differs", d => Fact(d, "call.attempted", 2).AsObject().Remove("correctedBy")),
        ["how a consent was given"] = ("fact-differs", d => d["consents"]![0]!["method"] = "paper-form"),
        ["a box that was not ticked beforehand"] = ("fact-differs", d => d["consents"]![0]!["capture"]!["preTicked"] = true),
        ["when a consent was confirmed"] = ("fact-differs", d => d["consents"]![0]!["confirmations"]![1]!["at"] = "2026-08-01T08:05:00Z"),
        ["that a consent was refused"] = ("fact-differs", d => d["consents"]![0]!["confirmations"]![1]!["step"] = "refused"),
        ["when a consent was withdrawn"] = ("fact-differs", d => d["objections"]![0]!["at"] = "2026-11-20T20:14:02Z"),
        ["a withdrawal shown as an objection"] = ("fact-differs", d => d["objections"]![0]!["isWithdrawal"] = false),
        ["what was sold"] = ("fact-differs", d => d["calls"]![2]!["sales"]![0]!["totalValue"] = "12.50"),
        ["what a complaint was about"] = ("fact-differs", d => d["messages"]![0]!["about"] = "door-to-door"),
        ["the hash of an exhibit"] = ("fact-differs", d => d["exhibits"]![0]!["sha256"] = new string('0', 64)),
        ["when an exhibit came in"] = ("fact-differs", d => d["exhibits"]![0]!["storedAt"] = "2026-08-01T08:05:00Z"),
        ["an exhibit that would be gone"] = ("exhibit-state-differs", d => d["exhibits"]![0]!["state"] = "deleted"),
        ["an exhibit that would still be awaited"] = ("exhibit-state-differs", d => d["exhibits"]![0]!["state"] = "awaited"),
        ["the words of a wording"] = ("wording-differs", d => d["consents"]![0]!["wording"]!["text"] = "Ja, iedereen mag mij bellen."),
        ["the words and the hash of a wording"] = ("fact-differs", d => (d["consents"]![0]!["wording"]!["text"], d["consents"]![0]!["wording"]!["sha256"]) = ("x", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")),
        ["a mandate that began earlier"] = ("fact-differs", d => d["mandates"]![0]!["validFrom"] = "2020-01-01"),
        ["a mandate that was filed earlier"] = ("fact-differs", d => d["mandates"]![0]!["firstRecordedAt"] = "2020-01-01T00:00:00Z"),
        ["a clearance that said otherwise"] = ("fact-differs", d => d["calls"]![2]!["clearance"]!["decided"]!["clear"] = true),
        ["the type of a fact"] = ("fact-differs", d => Fact(d, "consent.withdrawn")["type"] = "objection.registered"),
        ["the date of a fact"] = ("fact-differs", d => Fact(d, "consent.withdrawn")["occurredAt"] = "2026-10-20T19:14:03Z"),
        ["who handed a fact in"] = ("fact-differs", d => Fact(d, "consent.granted")["uploadedBy"] = "another"),
        ["a call left out of the calls"] = ("entry-missing", d => d["calls"]!.AsArray().RemoveAt(0)),
        ["a complaint left out"] = ("entry-missing", d => d["messages"]!.AsArray().Clear()),
        ["a correction left out"] = ("entry-missing", d => d["corrections"]!.AsArray().Clear()),
        ["a withdrawal hidden behind a correction that is none of it"] = ("entry-missing", d => { Fact(d, "consent.withdrawn")["correctedBy"] = Fact(d, "correction.made")["eventId"]!.ToString(); d["objections"]!.AsArray().Clear(); }),
        ["a withdrawal hidden behind a correction of nobody"] = ("entry-missing", d => { Fact(d, "consent.withdrawn")["correctedBy"] = Other; d["objections"]!.AsArray().Clear(); }),
        ["a withdrawal said to be what a correction corrects"] = ("entry-missing", d => { d["corrections"]![0]!["corrects"] = Fact(d, "consent.withdrawn")["eventId"]!.ToString(); d["objections"]!.AsArray().Clear(); }),
        ["a call twice"] = ("entry-doubled", d => d["calls"]!.AsArray().Add(d["calls"]![0]!.DeepClone())),
        ["a call among the consents"] = ("entry-misplaced", d => d["consents"]![0]!["eventId"] = d["calls"]![0]!["eventId"]!.ToString()),
        ["a fact left out everywhere"] = ("fact-omitted", d => LeaveOut(d, "consent.withdrawn", "objections")),
        ["a fact twice in the register"] = ("fact-doubled", d => d["facts"]!.AsArray().Add(d["facts"]![0]!.DeepClone())),
        ["a fact of nobody"] = ("fact-unproven", d => d["facts"]![0]!["eventId"] = Other),
        ["a call of nobody"] = ("fact-unproven", d => d["calls"]![0]!["eventId"] = Other),
        ["an exhibit of nobody"] = ("fact-unproven", d => d["exhibits"]![0]!["eventId"] = Other),
        ["facts in another order"] = ("order-differs", d => (d["facts"]![0]!["number"], d["facts"]![1]!["number"]) = (2, 1)),
        ["another consumer"] = ("other-dossier", d => d["consumer"]!["id"] = Other),
        ["another principal"] = ("other-dossier", d => d["principal"]!["slug"] = "another"),
        ["more attempts with a basis"] = ("counts-differ", d => d["summary"]!["counts"]![0]!["attempts"] = 7),
        ["fewer attempts"] = ("counts-differ", d => d["summary"]!["attempts"] = 1),
        ["a breach fewer"] = ("counts-differ", d => d["rules"]!.AsArray().First(r => (int)r!["breach"]! > 0)!["breach"] = 0),
        ["a conversation that was none"] = ("counts-differ", d => d["calls"]![1]!["isConversation"] = true),
        ["an event that would have been left out"] = ("leaf-differs", d => d["proof"]!["events"]![0]!["hasContent"] = false),
        ["the hash of a leaf"] = ("leaf-differs", d => d["proof"]!["events"]![0]!["leafHash"] = Convert.ToBase64String(new byte[32])),
        ["an event listed twice"] = ("event-doubled", d => d["proof"]!["events"]!.AsArray().Add(d["proof"]!["events"]![0]!.DeepClone())),
        ["an event that is not listed"] = ("proof-surplus", d => d["proof"]!["events"]!.AsArray().RemoveAt(0)),
        ["an event listed without proof"] = ("proof-missing", d => d["proof"]!["events"]![0]!["eventId"] = Other),
        ["another size of the ledger"] = ("state-differs", d => d["proof"]!["size"] = 1),
        ["another root"] = ("state-differs", d => d["proof"]!["root"] = Convert.ToBase64String(new byte[32])),
        ["another signer"] = ("signer-differs", d => d["proof"]!["signedBy"] = new JsonArray("x")),
        ["another instant"] = ("document-date-differs", d => d["asOf"] = "2026-01-01T00:00:00Z"),
        ["facts only, with conclusions"] = ("findings-in-facts", d => d["content"] = "facts"),
        ["another kind of document"] = ("data-unreadable", d => d["format"] = "x"),
    };

    private static JsonNode Fact(JsonObject data, string type, int number = 0) => data["facts"]!.AsArray().Where(f => f!["type"]!.ToString() == type).ElementAt(number)!;

    // As one would who knows how: out of the register, its section and the list of events, with the rest numbered anew.
    private static void LeaveOut(JsonObject data, string type, string section)
    {
        var (fact, number) = (Fact(data, type), 0);
        var id = fact["eventId"]!.ToString();
        foreach (var list in new[] { data["facts"]!.AsArray(), data[section]!.AsArray(), data["proof"]!["events"]!.AsArray() }) list.Remove(list.First(e => e!["eventId"]!.ToString() == id));
        foreach (var left in data["facts"]!.AsArray()) left!["number"] = ++number;
    }
}
