using System.Globalization;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Generator;

internal sealed class Call
{
    public required Person Who { get; init; }
    public required Party By { get; init; }
    public required DateTime At { get; set; }
    public required Campaign? Campaign { get; set; }
    public Party Uploader { get; set; } = null!;
    public string Ref { get; set; } = "";
    public string Direction { get; set; } = "outbound";
    public string Means { get; set; } = "human";
    public string Nature { get; set; } = "commercial";
    public string Outcome { get; set; } = "no-answer";
    public TimeSpan Ring { get; set; }
    public TimeSpan Talk { get; set; }
    public string? CallerNumber { get; set; }
    public bool? CallerIdShown { get; set; } = true;
    public Dictionary<string, bool> Opening { get; set; } = [];
    public bool? Recorded { get; set; } = true;
    public string? ObjectionOffer { get; set; } = "agent";
    public bool? OfferMade { get; set; } = true;
    public bool? SaleMade { get; set; } = false;
    public TimeSpan? OfferedAfter { get; set; }
    public string[]? Products { get; set; }
    public string? Script { get; set; }
    public string? Agent { get; set; }
    public string? Basis { get; set; }
    public string? BasisRef { get; set; }
    public bool Rcs { get; set; }
    public List<string> Exhibits { get; } = [];
    public string? Note { get; set; }
    public Handed Handed { get; set; }

    public bool IsConversation => Outcome is "answered" or "wrong-person" or "stopped-vulnerable";
    public DateTime AnsweredAt => At + Ring;
    public DateTime EndedAt => At + Ring + Talk;
    public DateTime OfferedAt => AnsweredAt + OfferedAfter!.Value;
}

/// <summary>Calls, one or a run of them until somebody answers.</summary>
internal sealed partial class World
{
    private static readonly string[] OpeningFacts = ["callerNamed", "principalNamed", "purposeNamed", "reasonStated", "recordingAnnounced"];

    public Call Calls(Dice dice, Person who, Party by, Campaign? campaign, DateTime at, string outcome, Action<Call>? tweak = null)
    {
        var call = new Call
        {
            Who = who,
            By = by,
            At = at,
            Campaign = campaign,
            Uploader = by,
            Outcome = outcome,
            Nature = campaign?.Nature ?? "commercial",
            Products = campaign?.Products,
            Script = campaign?.Script,
            CallerNumber = by.CallerNumbers[0],
            Ring = TimeSpan.FromSeconds(outcome is "no-answer" ? dice.Between(22, 38) : dice.Between(4, 24)),
            Talk = outcome switch
            {
                "answered" => TimeSpan.FromSeconds(dice.Between(45, 620)),
                "wrong-person" => TimeSpan.FromSeconds(dice.Between(18, 60)),
                "stopped-vulnerable" => TimeSpan.FromSeconds(dice.Between(60, 150)),
                "voicemail" => TimeSpan.FromSeconds(dice.Between(3, 25)),
                "dropped" => TimeSpan.FromSeconds(dice.Between(2, 6)),
                _ => TimeSpan.Zero,
            },
            Agent = outcome is "no-answer" or "busy" ? null : string.Create(CultureInfo.InvariantCulture, $"{by.Prefix}-agent-{dice.Between(1, 14):00}"),
            Opening = OpeningFacts.ToDictionary(fact => fact, _ => true),
        };
        if (call.Nature is "service" or "verification" or "survey")
        {
            call.OfferMade = false;
            call.ObjectionOffer = null;
        }

        tweak?.Invoke(call);
        call.Ref = NewRef(call.Uploader, "C", call.At);
        if (call.At <= End)
            AddCall(dice, call);
        return call;
    }

    private void AddCall(Dice dice, Call call)
    {
        var item = NewItem("call.attempted", call.Ref, call.At, call.Who.Consumer(dice, call.IsConversation ? 0.35 : 0.1));
        if (call.Campaign is not null)
            item["campaign"] = call.Campaign.Ref;
        if (call.Uploader != call.By)
            item["party"] = call.By.Slug;
        item["direction"] = call.Direction;
        item["means"] = call.Means;
        item["nature"] = call.Nature;
        item["startedAt"] = DutchTime.Instant(call.At);
        if (call.IsConversation || call.Outcome == "dropped")
            item["answeredAt"] = DutchTime.Instant(call.AnsweredAt);
        item["endedAt"] = DutchTime.Instant(call.EndedAt);
        item["outcome"] = call.Outcome;
        if (call.Direction == "outbound" && call.CallerNumber is not null)
            item["callerNumber"] = call.CallerNumber;
        Set(item, "callerIdShown", call.Direction == "outbound" ? call.CallerIdShown : null);
        if (call.IsConversation)
            AddConversation(item, call);
        if (call.Products is not null)
            item["products"] = Json.Array(call.Products);
        if (call.Script is not null && call.Direction == "outbound")
            item["script"] = call.Script;
        if (call.Agent is not null)
            item["agent"] = call.Agent;
        if (call.Rcs)
            item["presentation"] = new JsonObject { ["viaRcs"] = true, ["brand"] = "Zonkracht Energie", ["reason"] = "Aanbod stroom en gas" };
        if (call.Basis is not null)
        {
            var relies = new JsonObject { ["basis"] = call.Basis };
            if (call.BasisRef is not null)
                relies["ref"] = call.BasisRef;
            item["reliesOn"] = relies;
        }

        if (call.Exhibits.Count > 0)
            item["exhibits"] = Json.Array(call.Exhibits);
        if (call.Note is not null)
            item["note"] = call.Note;
        Add(call.Uploader, item, call.At, call.Handed);
    }

    private static void AddConversation(JsonObject item, Call call)
    {
        if (call.Opening.Count > 0 && call.Direction == "outbound")
        {
            var opening = new JsonObject();
            foreach (var (fact, stated) in call.Opening)
                opening[fact] = stated;
            item["opening"] = opening;
        }
        else if (call.Direction == "inbound" && call.Recorded == true)
        {
            item["opening"] = new JsonObject { ["recordingAnnounced"] = true };
        }

        Set(item, "recorded", call.Recorded);
        if (call.ObjectionOffer is not null && call.Direction == "outbound")
            item["objectionOffer"] = call.ObjectionOffer;
        Set(item, "offerMade", call.OfferMade);
        Set(item, "saleMade", call.SaleMade);
        if (call.OfferedAfter is not null)
            item["offeredAt"] = DutchTime.Instant(call.OfferedAt);
    }

    private static void Set(JsonObject item, string name, bool? value)
    {
        if (value is { } known)
            item[name] = known;
    }

    /// <summary>Rings until somebody answers, at most so many times, on different days. The last call is the one answered, if any was.</summary>
    public List<Call> Rings(Dice dice, Person who, Party by, Campaign campaign, DateTime from, DateTime until, Action<Call>? tweak = null, int max = 3, bool surelyAnswered = false)
    {
        var calls = new List<Call>();
        var day = from;
        for (var attempt = 1; attempt <= max; attempt++)
        {
            var at = dice.CallingTime(day);
            if (at > until || at > End)
                break;
            var outcome = attempt == max && surelyAnswered ? "answered" : dice.Between(1, 1000) switch
            {
                <= 400 => "answered",
                <= 770 => "no-answer",
                <= 930 => "voicemail",
                <= 980 => "busy",
                _ => "dropped",
            };
            calls.Add(Calls(dice, who, by, campaign, at, outcome, tweak));
            if (outcome == "answered")
                break;
            day = at.Date.AddDays(dice.Between(1, 5));
        }

        return calls;
    }

    /// <summary>A sale as it should be: the offer in the call, the acceptance in writing a day or more later, delivery after that.</summary>
    public void Sells(Dice dice, Call call, Action<JsonObject>? tweak = null, TimeSpan? askedAfter = null, bool performed = true, TimeSpan? performedAfter = null)
    {
        var asked = call.OfferedAt + (askedAfter ?? TimeSpan.FromHours(24) + dice.Minutes(20, 900));
        var accepted = asked + dice.Minutes(4, 1500);
        var sale = NewItem("sale.accepted", NewRef(principal, "S", accepted), accepted, call.Who.Consumer(dice, 0.9, true));
        sale["call"] = Cite(principal, call.Uploader, call.Ref, dice);
        sale["via"] = dice.Chance(0.8) ? "web" : "email";
        sale["acceptanceAskedAt"] = DutchTime.Instant(asked);
        sale["totalValue"] = dice.Between(780, 2600);
        sale["product"] = call.Products?[0] ?? "electricity";
        sale["renewal"] = false;
        tweak?.Invoke(sale);
        if (call.Campaign is not null)
            sale["campaign"] = call.Campaign.Ref;
        Add(principal, sale, accepted);
        if (!performed)
            return;
        var start = performedAfter is { } early ? call.EndedAt + early : accepted.Date.AddDays(dice.Between(16, 30)).AddHours(6);
        foreach (var (act, at) in new[] { ("switch", start), ("charge", start.AddDays(14)) })
        {
            var item = NewItem("contract.performed", NewRef(principal, "L", at), at, call.Who.Consumer(dice, 0));
            item["call"] = Cite(principal, call.Uploader, call.Ref, dice);
            item["act"] = act;
            Add(principal, item, at);
        }

        Relates(dice, call.Who, start, "customer", call.Products ?? ["electricity"], true);
    }
}
