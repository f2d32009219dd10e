using System.Globalization;
using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>A seeded stream of items in time order: grants, verifications and calls of as many consumers as asked.</summary>
public static class SampleItems
{
    private static readonly DateTime Start = new(2025, 6, 1, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>Items with the number of the consumer each is about.</summary>
    public static IEnumerable<(int Consumer, string Type, string Json)> Make(int items, int consumers)
    {
        var random = new Random(20260701);
        var granted = new bool[consumers];
        for (var i = 0; i < items; i++)
        {
            var at = Start.AddSeconds(i * 31.0);
            // New consumers come evenly over the whole time; in between, known ones are called and confirm.
            var fresh = i * (long)consumers / items;
            var consumer = fresh < consumers && !granted[fresh] ? (int)fresh : random.Next((int)Math.Min(fresh + 1, consumers));
            var type = granted[consumer] ? random.Next(5) == 0 ? "consent.verified" : "call.attempted" : "consent.granted";
            granted[consumer] = true;
            yield return (consumer, type, Json(i, consumer, type, at));
        }
    }

    public static string Phone(int consumer) => $"06{(10_000_000 + consumer).ToString(CultureInfo.InvariantCulture)}";

    private static string Json(int i, int consumer, string type, DateTime at)
    {
        var json = new StringBuilder(700);
        json.Append(CultureInfo.InvariantCulture, $$"""{"type":"{{type}}","ref":"B-{{i:x8}}","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ss}}Z","campaign":"bench","consumer":{"phone":"{{Phone(consumer)}}","kind":"private"},""");
        json.Append(type switch
        {
            "consent.granted" => """
                "channel":"phone","products":["electricity","gas"],"method":"web-form","wording":"form-1","capture":{"place":"https://bench.example/form?session=abc","action":"ticked-box","preTicked":false,"bundledWithTerms":false,"conditional":false},"note":"Via de actiepagina."}
                """.Trim(),
            "consent.verified" => string.Create(CultureInfo.InvariantCulture, $$""""consent":"B-{{0:x8}}","method":"sms","number":"{{Phone(consumer)}}"}"""),
            _ => string.Create(CultureInfo.InvariantCulture, $$"""
                "direction":"outbound","means":"human","nature":"commercial","startedAt":"{{at:yyyy-MM-ddTHH:mm:ss}}Z","answeredAt":"{{at.AddSeconds(9):yyyy-MM-ddTHH:mm:ss}}Z","endedAt":"{{at.AddSeconds(190):yyyy-MM-ddTHH:mm:ss}}Z","outcome":"answered","callerNumber":"+31201234567","callerIdShown":true,"opening":{"callerNamed":true,"principalNamed":true,"purposeNamed":true},"recorded":true,"objectionOffer":"agent","offerMade":true,"saleMade":false,"products":["electricity"],"script":"script-1","agent":"a-{{i % 40}}"}
                """.Trim()),
        });
        return json.ToString();
    }
}
