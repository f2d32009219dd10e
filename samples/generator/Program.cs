using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Samples.Generator;

// Writes samples/data from nothing but this program, the voicelogs and the captures: the same bytes on every run.
// Usage: dotnet run --project samples/generator [-- <samples directory>]
var samples = args.Length > 0 ? args[0] : FindSamples();
var data = Path.Combine(samples, "data");
var recordings = Recording.ReadAll(samples);
var end = new DateTime(2026, 11, 20, 20, 0, 0);

var energy = new World(Energy.Principal, end, recordings) { Sms = Energy.Sms, Mail = Energy.Mail };
new EnergyHistories(energy, new People(20261124, Showcase.Who.Phone, "+31628471190", "+31613427719")).WriteAll();
var charity = new World(Charity.Principal, end, recordings) { Sms = Charity.Sms, Mail = Charity.Sms };
new CharityHistories(charity, new People(19521025)).WriteAll();

Party[] energyParties = [Energy.Noord, Energy.Zuid, Energy.Flexbel, Energy.Vergelijker, Energy.Snelbel];
var faults = new SelfCheck(energy, [.. Energy.Campaigns.Select(c => c.Ref)], [.. Energy.Wordings.Select(w => w.Ref)], [.. Energy.Campaigns.Select(c => c.Script)], [Energy.Principal.Slug, .. energyParties.Select(p => p.Slug)]).Run()
    .Concat(new SelfCheck(charity, [Charity.Donors.Ref], [Charity.Petition.Ref, Charity.Sms.Ref], [Charity.Donors.Script], [Charity.Principal.Slug, Charity.Helder.Slug]).Run())
    .ToList();
if (faults.Count > 0)
{
    foreach (var fault in faults.Take(40))
        Console.Error.WriteLine(fault);
    Console.Error.WriteLine($"{faults.Count} faults; nothing written.");
    return 1;
}

if (Directory.Exists(data))
    Directory.Delete(data, recursive: true);
Write("parties.json", ByKey([.. energyParties, Charity.Helder], party => party.Slug, party => party.Body()));
Write("showcase.json", Showcase.Finder());
WritePrincipal(energy, Energy.PrincipalBody(), Energy.Policy(), Energy.Scripts(), Energy.Mandates, Energy.Campaigns, Energy.Wordings, [Energy.Vergelijker, Energy.Noord, Energy.Zuid, Energy.Flexbel]);
WritePrincipal(charity, Charity.PrincipalBody(), Charity.Policy(), Charity.Scripts(), Charity.Mandates, [Charity.Donors], [Charity.Petition, Charity.Sms], [Charity.Helder]);
Write("mistakes.json", Mistakes());
WriteReadme();
return 0;

void WritePrincipal(World world, JsonObject principal, JsonObject policy, JsonObject scripts, Mandate[] mandates, Campaign[] campaigns, Wording[] wordings, Party[] uploaders)
{
    var slug = world.Principal.Slug;
    Write($"{slug}/principal.json", principal);
    Write($"{slug}/policy.json", policy);
    Write($"{slug}/mandates.json", ByKey(mandates, mandate => mandate.Ref, mandate => mandate.Body()));
    Write($"{slug}/campaigns.json", ByKey(campaigns, campaign => campaign.Ref, campaign => campaign.Body()));
    Write($"{slug}/wordings.json", ByKey(wordings, wording => wording.Ref, wording => wording.Body()));
    Write($"{slug}/scripts.json", scripts);

    // First what permissions rest on, then what each party did, then what people said of it.
    var uploads = new JsonArray();
    void Upload(string uploader, string file, IEnumerable<Item> items)
    {
        var lines = items.Select(item => Line(item.Body)).ToList();
        if (lines.Count == 0)
            return;
        WriteText($"{slug}/evidence/{file}", string.Join('\n', lines) + "\n");
        uploads.Add((JsonNode)new JsonObject { ["uploader"] = uploader, ["file"] = $"evidence/{file}", ["items"] = lines.Count });
    }

    IEnumerable<Item> Ordered(string uploader, Func<Item, bool> which) =>
        (world.Items.TryGetValue(uploader, out var items) ? items : []).Where(which).OrderBy(item => item.Handed).ThenBy(item => item.At).ThenBy(item => item.Order);

    Upload(slug, $"{slug}.ndjson", Ordered(slug, item => item.Handed == Handed.InOrder));
    foreach (var party in uploaders)
        Upload(party.Slug, $"{party.Slug}.ndjson", Ordered(party.Slug, _ => true));
    uploads.Add((JsonNode)new JsonObject { ["exhibits"] = "exhibits.ndjson", ["items"] = world.Exhibits.Count });
    Upload(slug, $"{slug}-afterwards.ndjson", Ordered(slug, item => item.Handed == Handed.Afterwards));
    Upload(slug, $"{slug}-late.ndjson", Ordered(slug, item => item.Handed == Handed.Late));
    WriteText($"{slug}/exhibits.ndjson", string.Join('\n', world.Exhibits.Select(Line)) + "\n");
    Write($"{slug}/uploads.json", uploads);

    var all = world.Items.Values.SelectMany(items => items).ToList();
    var calls = all.Count(item => (string?)item.Body["type"] == "call.attempted");
    var wrong = world.Mistakes.Select(mistake => mistake.Ref).Distinct().Count(reference => all.Any(item => (string?)item.Body["ref"] == reference && (string?)item.Body["type"] == "call.attempted"));
    var people = all.Where(item => item.Body["consumer"] is not null).Select(item => PhoneKey((string)item.Body["consumer"]!["phone"]!)).Distinct().Count();
    Console.WriteLine($"{slug}: {all.Count} items, {people} consumers, {calls} calls of which {wrong} with a mistake, {world.Exhibits.Count} exhibits");
    foreach (var type in all.GroupBy(item => (string)item.Body["type"]!).OrderBy(type => type.Key, StringComparer.Ordinal))
        Console.WriteLine($"  {type.Key,-34} {type.Count(),5}");
}

static string PhoneKey(string typed)
{
    var digits = new string([.. typed.Where(char.IsAsciiDigit)]);
    return digits[^9..];
}

JsonArray Mistakes()
{
    var list = new JsonArray();
    foreach (var world in new[] { energy, charity })
        foreach (var kind in Kind.All)
        {
            var cases = world.Mistakes.Where(mistake => mistake.Kind == kind.Name).ToList();
            if (cases.Count == 0)
                continue;
            list.Add((JsonNode)new JsonObject
            {
                ["principal"] = world.Principal.Slug,
                ["kind"] = kind.Name,
                ["rule"] = kind.Rule,
                ["reason"] = kind.Reason,
                ["story"] = kind.Story,
                ["cases"] = new JsonArray([.. cases.Select(mistake => (JsonNode)new JsonObject { ["uploader"] = mistake.Uploader, ["ref"] = mistake.Ref })]),
            });
        }

    return list;
}

void WriteReadme()
{
    const string begin = "<!-- mistakes: written by the generator -->", stop = "<!-- /mistakes -->";
    var path = Path.Combine(samples, "README.md");
    if (!File.Exists(path))
        return;
    var readme = File.ReadAllText(path);
    int from = readme.IndexOf(begin, StringComparison.Ordinal), to = readme.IndexOf(stop, StringComparison.Ordinal);
    if (from < 0 || to < from)
        return;
    var table = new StringBuilder("\n\n| mistake | expected | cases | for example |\n|---|---|---:|---|\n");
    foreach (var kind in Kind.All)
    {
        var cases = energy.Mistakes.Concat(charity.Mistakes).Where(mistake => mistake.Kind == kind.Name).ToList();
        if (cases.Count > 0)
            table.Append(FormattableString.Invariant($"| {kind.Story} | `{kind.Rule}` {kind.Reason} | {cases.Count} | `{cases[0].Ref}` |\n"));
    }

    File.WriteAllText(path, readme[..(from + begin.Length)] + table + "\n" + readme[to..]);
}

static JsonObject ByKey<T>(IEnumerable<T> items, Func<T, string> key, Func<T, JsonObject> body)
{
    var all = new JsonObject();
    foreach (var item in items)
        all[key(item)] = body(item);
    return all;
}

static string Line(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

void Write(string path, JsonNode node) =>
    WriteText(path, node.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");

void WriteText(string path, string text)
{
    var full = Path.Combine(data, path);
    Directory.CreateDirectory(Path.GetDirectoryName(full)!);
    File.WriteAllText(full, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}

static string FindSamples()
{
    for (var directory = new DirectoryInfo(Directory.GetCurrentDirectory()); directory is not null; directory = directory.Parent)
    {
        if (File.Exists(Path.Combine(directory.FullName, "voicelogs", "voicelogs.json")))
            return directory.FullName;
        if (Directory.Exists(Path.Combine(directory.FullName, "samples", "voicelogs")))
            return Path.Combine(directory.FullName, "samples");
    }

    throw new DirectoryNotFoundException("Run this inside the repository, or name the samples directory.");
}
