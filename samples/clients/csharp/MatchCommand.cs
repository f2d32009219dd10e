using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Client;

/// <summary>Follows the feed of who said no to calls, and matches a list of numbers with it. No number leaves this machine: they are compared as hashes under the party's own key.</summary>
internal static class MatchCommand
{
    private const int MostInPage = 10_000;

    public static async Task<int> RunAsync(Options options, CancellationToken cancellation)
    {
        var (principal, party) = (options.Required("principal"), options.Required("party"));
        var key = KeyRing.Open(options.Keys).Find(principal, party)
            ?? throw new UsageException($"{options.Keys} holds no key of {party} for {principal}; run load first.");
        using var http = new HttpClient();
        var client = new VaultClient(http, options.Url, key);
        var feed = $"v1/principals/{principal}/suppressions";
        var hashKey = Convert.FromBase64String((string)(await client.GetAsync($"{feed}/key", cancellation))!["key"]!);
        var suppressed = await FollowAsync(client, feed, cancellation);

        var found = 0;
        foreach (var line in await File.ReadAllLinesAsync(options.Required("list"), cancellation))
        {
            // E.164, as +31612345678: a number that is written otherwise has another hash, and would seem free to call.
            var number = line.Trim();
            if (number.Length == 0)
                continue;
            if (!(number[0] == '+' && number.Length is >= 8 and <= 16 && number.Skip(1).All(char.IsAsciiDigit)))
                throw new UsageException("Every line of --list must be a number in E.164, such as +31612345678.");
            var hash = Convert.ToHexStringLower(HMACSHA256.HashData(hashKey, Encoding.UTF8.GetBytes(number)));
            Console.WriteLine(suppressed.Contains(hash) ? $"{number}: do not call" : $"{number}: not in the feed");
            found += suppressed.Contains(hash) ? 1 : 0;
        }

        // Who is in no feed may still not be called: ask for a clearance.
        Console.WriteLine($"{found} of them said no to calls; the feed holds {suppressed.Count} numbers.");
        return 0;
    }

    // All of it. A client that runs often keeps "next", and goes on from there.
    private static async Task<HashSet<string>> FollowAsync(VaultClient client, string feed, CancellationToken cancellation)
    {
        var suppressed = new HashSet<string>(StringComparer.Ordinal);
        string? since = null;
        for (var more = true; more;)
        {
            var page = (await client.GetAsync($"{feed}?limit={MostInPage}{(since is null ? "" : $"&since={since}")}", cancellation))!;
            foreach (var entry in page["items"]!.AsArray())
                // A correction lifts nothing. An entry without a number belongs to somebody whose data were erased.
                if ((string?)entry!["kind"] != "corrected" && (string?)entry["numberHash"] is { } hash)
                    suppressed.Add(hash);
            since = (string)page["next"]!;
            more = (bool)page["more"]!;
        }

        return suppressed;
    }
}
