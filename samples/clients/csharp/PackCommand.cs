using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Client;

/// <summary>Asks for a pack and saves it: of the person in the sample dossier, or of a campaign.</summary>
internal static class PackCommand
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(Options options, CancellationToken cancellation)
    {
        var showcase = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(options.Samples, "data", "showcase.json"), cancellation))!;
        var principal = options.Optional("principal") ?? (string)showcase["principal"]!;
        var key = KeyRing.Open(options.Keys).Find(principal, principal)
            ?? throw new UsageException($"{options.Keys} holds no key of {principal}; run load first.");
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        var client = new VaultClient(http, options.Url, key);

        JsonObject scope;
        string name;
        if (options.Campaign is { } campaign)
        {
            scope = new JsonObject { ["campaign"] = campaign, ["from"] = Midnight(options.Required("from")), ["to"] = Midnight(options.Required("to")) };
            name = $"campagne-{campaign}";
        }
        else
        {
            // A number never goes in an address: it is looked up by POST.
            var found = await client.PostAsync($"v1/principals/{principal}/consumers/search", new JsonObject { ["phone"] = showcase["phone"]!.DeepClone() }, cancellation);
            if ((string?)found?["id"] is not { } consumer)
            {
                Console.Error.WriteLine("The vault does not know the person of the sample dossier; run load first.");
                return 1;
            }

            Explain((await client.GetAsync($"v1/principals/{principal}/consumers/{consumer}/dossier", cancellation))!);
            scope = new JsonObject { ["consumer"] = consumer };
            name = "dossier-voorbeeld";
        }

        var state = await MakeAsync(client, principal, scope, cancellation);
        if (options.Optional("countersigner") is { } second)
            state = await CountersignAsync(options, http, principal, second, (string)state["id"]!, cancellation);
        var file = await SaveAsync(client, $"v1/principals/{principal}/packs/{state["id"]}/content", Path.Combine(options.Out, name), cancellation);
        Console.WriteLine($"Saved {file} ({new FileInfo(file).Length.ToString("N0", CultureInfo.InvariantCulture)} bytes, sha256 {state["sha256"]}).");
        return 0;
    }

    private static async Task<JsonNode> MakeAsync(VaultClient client, string principal, JsonObject scope, CancellationToken cancellation)
    {
        string path;
        using (var accepted = await client.SendAsync(HttpMethod.Post, $"v1/principals/{principal}/packs", () => new StringContent(new JsonObject
        {
            ["scope"] = scope.DeepClone(),
            ["content"] = "facts-and-findings",
            ["audience"] = "internal",
            ["language"] = "nl",
        }.ToJsonString(), new MediaTypeHeaderValue("application/json")), cancellation))
        {
            var id = (string?)(await VaultClient.ReadAsync(accepted, cancellation))?["id"];
            path = accepted.Headers.Location is { } location
                ? (location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString).TrimStart('/')
                : $"v1/principals/{principal}/packs/{id}";
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        for (var asked = 1; ; asked++)
        {
            var state = await client.GetAsync(path, patience.Token);
            switch ((string?)state?["state"])
            {
                case "ready":
                    state!["id"] ??= path[(path.LastIndexOf('/') + 1)..];
                    return state;
                case "failed" or "refused":
                    throw new IOException($"The pack was not made: {state!["reason"] ?? state["problem"] ?? state}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 200 * asked)), patience.Token);
        }
    }

    /// <summary>What two pairs of eyes saw: whoever asked for a pack cannot countersign it.</summary>
    private static async Task<JsonNode> CountersignAsync(Options options, HttpClient http, string principal, string holder, string pack, CancellationToken cancellation)
    {
        var keys = KeyRing.Open(options.Keys);
        var vaultOfOperator = new VaultClient(http, options.Url, options.OperatorKey());
        var key = await keys.OfColleagueAsync(vaultOfOperator, known => new VaultClient(http, options.Url, known), principal, holder, cancellation);
        var state = await new VaultClient(http, options.Url, key).PostAsync($"v1/principals/{principal}/packs/{pack}/countersign", new JsonObject(), cancellation);
        Console.WriteLine($"A second person ({holder}) countersigned the pack at {Local(state!["countersignedAt"])}; the seal stays valid.");
        return state;
    }

    private static async Task<string> SaveAsync(VaultClient client, string path, string target, CancellationToken cancellation)
    {
        using var content = await client.SendAsync(HttpMethod.Get, path, () => null, cancellation);
        var file = target + (content.Content.Headers.ContentType?.MediaType == "application/zip" ? ".zip" : ".pdf");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await using var output = File.Create(file);
        await content.Content.CopyToAsync(output, cancellation);
        return file;
    }

    /// <summary>The dossier in a few plain words.</summary>
    private static void Explain(JsonNode dossier)
    {
        var calls = (dossier["calls"] as JsonArray ?? []).OfType<JsonNode>().ToList();
        Console.WriteLine($"The vault holds {Count(dossier["timeline"])} facts about this person: {Count(dossier["consents"])} consent(s), {calls.Count} call attempts and {Count(dossier["exhibits"])} exhibits.");
        Console.WriteLine("Was there a basis to call?");
        foreach (var (permission, words) in new[]
        {
            ("shown", "shown on the evidence held"),
            ("not-shown", "not shown"),
            ("unproven", "unproven: evidence is missing"),
            ("not-assessed", "not assessed, as no rule about it applies"),
        })
        {
            var number = calls.Count(call => (string?)call["permission"] == permission);
            if (number > 0)
                Console.WriteLine($"  {number,3} {words}");
        }

        foreach (var call in calls)
            foreach (var finding in (call["findings"] as JsonArray ?? []).OfType<JsonNode>().Where(finding => (string?)finding["result"] == "breach"))
                Console.WriteLine($"  {Local(call["startedAt"])}  {finding["rule"]}: {finding["explanation"]?["nl"] ?? finding["reason"]}");
    }

    /// <summary>An instant as people in the Netherlands read it.</summary>
    private static string Local(JsonNode? instant) => DateTimeOffset.TryParse((string?)instant, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        ? TimeZoneInfo.ConvertTime(at, Amsterdam).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        : $"{instant}";

    private static int Count(JsonNode? list) => (list as JsonArray)?.Count ?? 0;

    /// <summary>The start of a day in Amsterdam, as the instant that the vault asks for.</summary>
    private static string Midnight(string date)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new UsageException($"{date} is not a date such as 2026-09-01.");
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Amsterdam.GetUtcOffset(midnight)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
