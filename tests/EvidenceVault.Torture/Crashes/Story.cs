using System.Globalization;
using System.Text.Json.Nodes;

namespace EvidenceVault.Torture.Crashes;

/// <summary>What an agency has to tell about one consumer: seeded, realistic, and referring to itself only, so that it may come in any order.</summary>
internal static class Story
{
    private static readonly DateTimeOffset Start = new(2026, 2, 1, 9, 0, 0, TimeSpan.FromHours(1));
    private static readonly string[] First = ["Anna", "Bram", "Chaima", "Daan", "Esra", "Floris", "Geert", "Hanne", "Ilse", "Jacob"];
    private static readonly string[] Last = ["de Vries", "Jansen", "van der Berg", "Bakker", "Yılmaz", "Visser", "Smit", "Meijer", "Bos", "Mulder"];
    private static readonly string[] Words = ["gebeld", "teruggebeld", "brief", "café", "tegen de avond", "buurvrouw", "\"ja\" gezegd", "twee regels\nnotitie"];

    /// <summary>The number of a consumer. The same numbers serve all principals and agencies.</summary>
    public static string Phone(int consumer) => $"+31612{consumer.ToString("000000", CultureInfo.InvariantCulture)}";

    /// <summary>The name everyone tells for a number.</summary>
    public static string Name(string phone)
    {
        var number = int.Parse(phone[6..], CultureInfo.InvariantCulture);
        return $"{First[number % 10]} {Last[number / 10 % 10]}-{number}";
    }

    /// <summary>Items, in no order. References begin with <paramref name="prefix"/>.</summary>
    public static IEnumerable<JsonObject> Tell(Random random, string prefix, int consumer, int otherConsumer)
    {
        var phone = Phone(consumer);
        var at = Start.AddMinutes(random.Next(300_000)).AddMilliseconds(random.Next(1000));
        var items = new List<JsonObject>();
        JsonObject Item(string type, string about, DateTimeOffset when) => new()
        {
            ["type"] = type,
            ["ref"] = $"{prefix}-{items.Count}",
            ["occurredAt"] = when.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["consumer"] = new JsonObject { ["phone"] = about, ["name"] = Name(about), ["kind"] = "private" },
            ["note"] = random.Next(3) == 0 ? $"{Words[random.Next(Words.Length)]} {random.Next(1000)}" : null,
        };
        void Add(JsonObject item, params (string, JsonNode?)[] own)
        {
            foreach (var (name, value) in own) item[name] = value;
            items.Add(item);
        }

        var consent = $"{prefix}-0";
        Add(Item("consent.granted", phone, at), ("channel", "phone"), ("products", new JsonArray("electricity")), ("method", "web-form"), ("capture", Capture()));
        if (random.Next(2) == 0) Add(Item("consent.verified", phone, at.AddHours(random.Next(1, 300))), ("consent", consent), ("method", "sms"), ("number", phone));
        for (var calls = random.Next(1, 4); calls > 0; calls--) Add(Call(random, Item("call.attempted", phone, at.AddHours(random.Next(1, 900)))));
        if (random.Next(4) == 0) Add(Item("callback.requested", phone, at.AddHours(3)), ("via", "phone"), ("products", new JsonArray("gas")));
        if (random.Next(4) == 0) Add(Item("consent.withdrawn", phone, at.AddHours(random.Next(1, 900))), ("consent", consent), ("via", "email"));
        if (random.Next(6) == 0) Add(Item("objection.registered", phone, at.AddHours(random.Next(1, 900))), ("via", "phone"));
        if (random.Next(3) == 0)
        {
            // The call was about somebody else, or was another call than was said.
            var about = random.Next(2) == 0 ? Phone(otherConsumer) : phone;
            var corrected = Call(random, Item("call.attempted", about, at.AddHours(2)));
            corrected.Remove("ref");
            var call = items.First(i => (string?)i["type"] == "call.attempted")["ref"]!.GetValue<string>();
            Add(Item("correction.made", phone, at.AddHours(1000)), ("corrects", call), ("reason", "Verkeerd overgenomen."), ("item", corrected));
        }

        return items;
    }

    private static JsonObject Capture() => new()
    {
        ["place"] = "https://voorbeeld.example/aanvraag",
        ["action"] = "ticked-box",
        ["preTicked"] = false,
        ["purposeNamed"] = true,
    };

    private static JsonObject Call(Random random, JsonObject call)
    {
        call["direction"] = "outbound";
        call["means"] = "human";
        call["nature"] = "commercial";
        call["outcome"] = random.Next(2) == 0 ? "no-answer" : "busy";
        call["callerNumber"] = "+31201234567";
        call["agent"] = $"agent-{random.Next(40)}";
        return call;
    }
}
