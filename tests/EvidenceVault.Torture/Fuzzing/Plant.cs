using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.TestBed;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>Two principals, an agency each, and marked data of each, by which it is known where it turns up.</summary>
internal static class Plant
{
    private const string Mark = "MERKTEKEN";

    /// <summary>The mark of a principal, <c>A</c> or <c>B</c>.</summary>
    public static byte[] MarkOf(string principal) => Encoding.UTF8.GetBytes(Mark + principal);

    /// <summary>Sets all up, and gives what stands for keys and ids in requests.</summary>
    public static async Task<Dictionary<string, string>> SetUp(Ground ground)
    {
        var placeholders = new Dictionary<string, string>
        {
            ["key.operator"] = ground.OperatorKey,
            ["key.stranger"] = $"ev_abcdefghijklmnop_{new string('x', 43)}",
            ["spare.id"] = (await Prepare(ground, "A")).Spare,
        };
        foreach (var own in (string[])["A", "B"])
        {
            if (own == "B") await Prepare(ground, own);
            foreach (var (name, value) in await Fill(ground, own)) placeholders[name] = value;
        }

        return placeholders;
    }

    private static string Slug(string own) => $"principaal-{own.ToLowerInvariant()}";

    private static string Agency(string own) => $"bureau-{own.ToLowerInvariant()}";

    private static async Task<(string Spare, string Slug)> Prepare(Ground ground, string own)
    {
        await ground.SetUp($"/v1/parties/{Agency(own)}", new { name = Agency(own), kvk = "12345678", role = "agency", callerNumbers = Array.Empty<string>() });
        await ground.SetUp($"/v1/principals/{Slug(own)}", new { name = $"{Mark}{own} B.V.", kvk = "87654321", callerNumbers = Array.Empty<string>(), registrations = Array.Empty<object>() });
        return ((await ground.NewKey(Slug(own), null)).Id, Slug(own));
    }

    private static async Task<Dictionary<string, string>> Fill(Ground ground, string own)
    {
        var (slug, agency) = (Slug(own), Agency(own));
        var p = $"/v1/principals/{slug}";
        var staff = (await ground.NewKey(slug, null)).Key;
        var ofAgency = (await ground.NewKey(null, agency)).Key;
        await ground.SetUp($"{p}/mandates/plant", new { from = slug, to = agency, campaigns = (string[]?)null, validFrom = "2026-01-01", validTo = (string?)null, mayDelegate = false, capacity = "processor", contract = (string?)null }, staff);
        await ground.SetUp($"{p}/campaigns/plant", new { name = $"{Mark}{own} actie", products = new[] { "gas" }, nature = "commercial", validFrom = "2026-01-01", validTo = (string?)null, basis = "consent" }, staff);
        await ground.SetUp($"{p}/scripts/plant", new { campaign = "plant", text = $"Goedemiddag, {Mark}{own}." }, staff);
        await ground.SetUp($"{p}/wordings/plant", new
        {
            text = $"Ja, {Mark}{own}.",
            language = "nl",
            products = new[] { "gas" },
            callersNamed = new[] { slug },
            means = new[] { "human" },
            withdrawalText = "Stop.",
            place = "https://voorbeeld.example/",
            firstCallTerm = (string?)null,
            consentTerm = (string?)null,
            liveFrom = "2026-01-01",
            liveTo = (string?)null,
        }, staff);
        var phone = own == "A" ? "+31612999901" : "+31612999902";
        foreach (var key in (string[])[staff, ofAgency]) await Post(ground, key, $"{p}/evidence", Facts(own, phone));
        var content = Encoding.UTF8.GetBytes($"{Mark}{own} spreekt.");
        var exhibit = $"EX-{RandomNumberGenerator.GetString("bcdfghjk", 12)}";
        await ground.SetUp($"{p}/exhibits/{exhibit}", new { kind = "voicelog", purposes = new[] { "call" }, contentType = "audio/ogg", size = content.Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), recordedAt = "2026-03-01T10:15:00+01:00" }, staff);
        using (var client = ground.Client(staff))
        using (var bytes = new ByteArrayContent(content))
        using (var stored = await client.PutAsync(new Uri($"{p}/exhibits/{exhibit}/content", UriKind.Relative), bytes)) stored.EnsureSuccessStatusCode();
        var consumer = (await Post(ground, staff, $"{p}/consumers/search", new { phone })).GetProperty("id").GetString()!;
        var pack = (await Post(ground, staff, $"{p}/packs", new { scope = new { consumer }, content = "facts-and-findings", audience = "internal", language = "nl" })).GetProperty("id").GetString()!;
        return new()
        {
            [$"key.{own}"] = staff,
            [$"key.{own}-agency"] = ofAgency,
            [$"{own}.slug"] = slug,
            [$"{own}.agency"] = agency,
            [$"{own}.reference"] = "plant",
            [$"{own}.consumer"] = consumer,
            [$"{own}.exhibit"] = exhibit,
            [$"{own}.pack"] = pack,
        };
    }

    private static object[] Facts(string own, string phone) =>
    [
        new
        {
            type = "consent.granted",
            @ref = $"{Mark}{own}-1",
            occurredAt = "2026-03-01T10:15:00+01:00",
            consumer = new { phone, name = $"{Mark}{own} Persoon", email = $"{Mark}{own}@post.example" },
            channel = "phone",
            products = new[] { "gas" },
            method = "web-form",
            note = $"{Mark}{own} zei ja",
        },
        new { type = "complaint.received", @ref = $"{Mark}{own}-2", occurredAt = "2026-03-02T10:15:00+01:00", consumer = new { phone }, about = "telemarketing", via = "letter", text = $"{Mark}{own} klaagt" },
    ];

    private static async Task<JsonElement> Post(Ground ground, string key, string path, object body)
    {
        using var client = ground.Client(key);
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode && !text.Contains("\"rejected\"", StringComparison.Ordinal) ? JsonElement.Parse(text) : throw new InvalidOperationException($"Planting {path}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>Numbers, names, addresses and references that requests hold, and that nothing the server writes may hold.</summary>
    public sealed class Secrets
    {
        private const int Each = 300;

        /// <summary>Looks for what may stand in no log line, references included.</summary>
        public Spy InLogs { get; } = new();

        /// <summary>Looks for what may stand in no address.</summary>
        public Spy InAddresses { get; } = new();

        public Secrets()
        {
            foreach (var spy in (Spy[])[InLogs, InAddresses])
            {
                for (var i = 0; i < Each; i++) spy.LearnNumber(NumberOf(i));
                foreach (var text in (string[])["Naamgeheim", "mailgeheim", Mark]) spy.LearnText(text);
            }

            InLogs.LearnText("Refgeheim");
        }

        public string Number(Random random) => NumberOf(random.Next(Each)) is var number && random.Next(2) == 0 ? number : $"0{NumberOf(random.Next(Each))[3..]}";

        public string Name(Random random) => $"Naamgeheim {random.Next(Each)}";

        public string Mail(Random random) => $"mailgeheim{random.Next(Each)}@post.example";

        public string Reference(Random random) => $"Refgeheim-{random.Next(1_000_000)}";

        private static string NumberOf(int index) => $"+31687{(index * 3_331).ToString("000000", CultureInfo.InvariantCulture)}";
    }
}
