using System.Diagnostics;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Client;

/// <summary>Brings the sample set into a vault, the way its parties would.</summary>
internal sealed class LoadCommand
{
    private readonly Options _options;
    private readonly HttpClient _http;
    private readonly VaultClient _operator;
    private readonly KeyRing _keys;
    private readonly Dictionary<(string Principal, string Holder), VaultClient> _clients = [];
    private readonly List<string> _refused = [];
    private int _accepted;
    private int _duplicates;
    private int _stored;
    private int _already;
    private int _awaited;

    private LoadCommand(Options options, HttpClient http)
    {
        _options = options;
        _http = http;
        _operator = new VaultClient(http, options.Url, options.OperatorKey());
        _keys = KeyRing.Open(options.Keys);
    }

    public static async Task<int> RunAsync(Options options, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(30) };
        return await new LoadCommand(options, http).RunAsync(cancellation);
    }

    private async Task<int> RunAsync(CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        var data = Path.Combine(_options.Samples, "data");
        foreach (var (party, body) in Read(data, "parties.json").AsObject())
            await _operator.PutAsync($"v1/parties/{party}", body!, cancellation);
        foreach (var directory in Directory.EnumerateDirectories(data).Order(StringComparer.Ordinal).Reverse())
            await PrincipalAsync(directory, cancellation);

        Console.WriteLine();
        Console.WriteLine($"Evidence: {_accepted} accepted, {_duplicates} handed in before, {_refused.Count} refused.");
        Console.WriteLine($"Exhibits: {_stored} stored, {_already} there before, {_awaited} announced and still awaited.");
        Console.WriteLine($"Keys are in {_options.Keys}. Took {since.Elapsed.TotalSeconds:0.0} s.");
        if (_refused.Count == 0)
            return 0;
        Directory.CreateDirectory(_options.Out);
        var report = Path.Combine(_options.Out, "refused.txt");
        await File.WriteAllLinesAsync(report, _refused, cancellation);
        foreach (var line in _refused.Take(25))
            Console.Error.WriteLine(line);
        Console.Error.WriteLine($"Nothing in the sample set should be refused; all {_refused.Count} are in {report}.");
        return 1;
    }

    private async Task PrincipalAsync(string directory, CancellationToken cancellation)
    {
        var principal = Path.GetFileName(directory);
        await _operator.PutAsync($"v1/principals/{principal}", Read(directory, "principal.json"), cancellation);
        var uploads = Read(directory, "uploads.json").AsArray();
        foreach (var holder in uploads.Select(upload => (string?)upload!["uploader"]).OfType<string>().Append(principal).Distinct())
        {
            var key = await _keys.ForAsync(_operator, known => new VaultClient(_http, _options.Url, known), principal, holder, cancellation);
            _clients[(principal, holder)] = new VaultClient(_http, _options.Url, key);
        }

        await SetUpAsync(directory, principal, cancellation);
        foreach (var upload in uploads)
            if ((string?)upload!["exhibits"] is { } exhibits)
                await ExhibitsAsync(principal, Path.Combine(directory, exhibits), (int)upload["items"]!, cancellation);
            else
                await EvidenceAsync(principal, (string)upload["uploader"]!, Path.Combine(directory, (string)upload["file"]!), (int)upload["items"]!, cancellation);
    }

    private async Task SetUpAsync(string directory, string principal, CancellationToken cancellation)
    {
        var client = _clients[(principal, principal)];
        var count = 0;
        await client.PutAsync($"v1/principals/{principal}/policy", Read(directory, "policy.json"), cancellation);
        foreach (var kind in new[] { "campaigns", "mandates", "wordings", "scripts" })
            foreach (var (reference, body) in Read(directory, $"{kind}.json").AsObject())
            {
                await client.PutAsync($"v1/principals/{principal}/{kind}/{reference}", body!, cancellation);
                count++;
            }

        Console.WriteLine($"{principal}: policy and {count} campaigns, mandates, wordings and scripts are set up");
    }

    private async Task EvidenceAsync(string principal, string holder, string file, int count, CancellationToken cancellation)
    {
        var progress = new Progress($"{principal}: {Path.GetFileName(file)}");
        var tally = await EvidenceUpload.SendAsync(_clients[(principal, holder)], principal, file, (sent, answered) => progress.Show($"{sent} of {count} sent, {answered} answered"), cancellation);
        progress.Done($"{tally.Accepted} accepted, {tally.Duplicates} handed in before, {tally.Rejected.Count} refused");
        _accepted += tally.Accepted;
        _duplicates += tally.Duplicates;
        _refused.AddRange(tally.Rejected.Select(result => $"{Path.GetFileName(file)} line {result["line"]} {result["ref"]}: {result["problem"]?.ToJsonString()}"));
        if (tally.Total != count)
            _refused.Add($"{Path.GetFileName(file)}: {count} items sent, {tally.Total} answered");
    }

    private async Task ExhibitsAsync(string principal, string file, int count, CancellationToken cancellation)
    {
        var progress = new Progress($"{principal}: exhibits");
        var upload = new ExhibitUpload(_options.Samples, principal, holder => _clients[(principal, holder)]);
        await upload.SendAsync(file, count, progress, cancellation);
        var (stored, already, awaited) = upload.Counts;
        progress.Done($"{stored} stored, {already} there before, {awaited} still awaited, {upload.Refused.Count} refused");
        (_stored, _already, _awaited) = (_stored + stored, _already + already, _awaited + awaited);
        _refused.AddRange(upload.Refused);
    }

    private static JsonNode Read(string directory, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(directory, file)))!;
}
