using System.Globalization;

namespace EvidenceVault.Benchmarks;

/// <summary>A seeded stream of items in time order: grants, verifications and calls of as many consumers as asked.</summary>
public static class SampleItems
{
    private static readonly DateTime Start = new(2025, 6, 1, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>Items with the number of the consumer each is about.</summary>
    /// <param name="items">How many.</param>
    /// <param name="consumers">About how many consumers.</param>
    /// <param name="series">0 to 3: the items of each series are about consumers of its own.</param>
    public static IEnumerable<(int Consumer, string Type, string Json)> Make(int items, int consumers, int series = 0)
    {
        var random = new Random(20260701 + series);
        var granted = new bool[consumers];
        for (var i = 0; i < items; i++)
        {
            var at = Start.AddSeconds(i * 31.0);
            // New consumers come evenly over the whole time; in between, known ones are called and confirm.
            var fresh = i * (long)consumers / items;
            var consumer = fresh < consumers && !granted[fresh] ? (int)fresh : random.Next((int)Math.Min(fresh + 1, consumers));
            var type = granted[consumer] ? random.Next(5) == 0 ? "consent.verified" : "call.attempted" : "consent.granted";
            granted[consumer] = true;
            yield return (consumer, type, Json(i, consumer, type, at, series));
        }
    }

    public static string Phone(int consumer, int series = 0) => $"06{((series + 1) * 10_000_000 + consumer).ToString(CultureInfo.InvariantCulture)}";

    private static string Json(int i, int consumer, string type, DateTime at, int series)
    {
        var when = Text(at);
        var phone = Phone(consumer, series);
        var prefix = (char)('B' + series);
        var own = type switch
        {
            "consent.granted" =>
                """
                "channel":"phone","products":["electricity","gas"],"method":"web-form","wording":"form-1","note":"Via de actiepagina.",
                "capture":{"place":"https://bench.example/form?session=abc","action":"ticked-box","preTicked":false,"bundledWithTerms":false,"conditional":false}
                """,
            "consent.verified" =>
                $"""
                "consent":"{prefix}-00000000","method":"sms","number":"{phone}"
                """,
            _ =>
                $$"""
                "direction":"outbound","means":"human","nature":"commercial","startedAt":"{{when}}","answeredAt":"{{Text(at.AddSeconds(9))}}",
                "endedAt":"{{Text(at.AddSeconds(190))}}","outcome":"answered","callerNumber":"+31201234567","callerIdShown":true,
                "opening":{"callerNamed":true,"principalNamed":true,"purposeNamed":true},"recorded":true,"objectionOffer":"agent","offerMade":true,
                "saleMade":false,"products":["electricity"],"script":"script-1","agent":"a-{{i % 40}}"
                """,
        };
        var json = $$"""
            {"type":"{{type}}","ref":"{{prefix}}-{{i:x8}}","occurredAt":"{{when}}","campaign":"bench","consumer":{"phone":"{{phone}}","kind":"private"},{{own}}}
            """;
        return json.ReplaceLineEndings("");
    }

    private static string Text(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
