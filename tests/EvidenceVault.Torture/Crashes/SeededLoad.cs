using System.Text.Json.Nodes;

namespace EvidenceVault.Torture.Crashes;

/// <summary>What each agency does, deed after deed. The same seed gives the same deeds, however far a run gets.</summary>
internal sealed class SeededLoad(int seed, string principal, string holder, int number)
{
    // Few enough that agencies meet in dossiers, and many enough that dossiers stay readable.
    private const int Consumers = 3_000;

    public Deed Make(int index)
    {
        var random = new Random(unchecked((((seed * 31) + number) * 1_000_003) + index));
        return random.Next(20) switch
        {
            < 6 => new PostOne(Items(random, index, 1)[0], Times: 1),
            < 8 => new PostOne(Items(random, index, 1)[0], Times: 2),
            < 12 => new PostArray(Items(random, index, random.Next(2, 40))),
            < 16 => MakeUpload(random, index),
            _ => new Hand(Exhibit(random, index), Times: random.Next(5) == 0 ? 2 : 1),
        };
    }

    private Upload MakeUpload(Random random, int index)
    {
        var items = Items(random, index, random.Next(60, 300));
        // Some lines stand twice, as they do in exports.
        if (random.Next(2) == 0) items = [.. items, .. items.Take(random.Next(1, 10))];
        return new(items, random.Next(3) == 0 ? random.Next(items.Length) : null);
    }

    private SentItem[] Items(Random random, int index, int count)
    {
        var told = new List<JsonObject>();
        for (var story = 0; told.Count < count; story++)
            told.AddRange(Story.Tell(random, $"{holder}-{index}-{story}", random.Next(Consumers), random.Next(Consumers)));
        var items = told.ToArray();
        random.Shuffle(items);
        return [.. items.Take(count).Select(Sent)];
    }

    private SentItem Sent(JsonObject item)
    {
        string Text(string name) => item[name]!.GetValue<string>();
        static string Phone(JsonNode of) => of["consumer"]!["phone"]!.GetValue<string>();
        string[] phones = item["item"] is { } corrected && Phone(corrected) != Phone(item) ? [Phone(corrected), Phone(item)] : [Phone(item)];
        return new(principal, holder, Text("ref"), Text("type"), phones, Text("occurredAt"), item.ToJsonString());
    }

    // Most are small; some are more than one block of the blob store.
    private SentExhibit Exhibit(Random random, int index) =>
        new(principal, holder, $"X-{holder}-{index}", random.Next(8) == 0 ? random.Next(4 << 20, 9 << 20) : random.Next(1, 900_000), random.Next());
}
