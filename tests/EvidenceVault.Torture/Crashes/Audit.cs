using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace EvidenceVault.Torture.Crashes;

/// <summary>Compares a vault that is whole again with what was acknowledged.</summary>
internal sealed class Audit(Ground ground, Journal journal, Faults faults, IReadOnlyDictionary<(string Principal, string? Party), string> keys)
{
    private static readonly TimeSpan SweepPatience = TimeSpan.FromMinutes(1);

    private const int AtATime = 5_000;

    private readonly AskedAgain _again = new();
    private int _dossiers;
    private int _contents;

    public int Resent { get; private set; }

    public int Dossiers => _dossiers;

    public int Contents => _contents;

    public int Swept { get; private set; }

    /// <summary>Answers 503 with Retry-After that were asked for again. What still is one in the end is a fault.</summary>
    public int AskedAgain => _again.Count;

    /// <summary>Blobs that the blob server said it had and has no more.</summary>
    public int LostByBlobServer { get; private set; }

    public async Task Run()
    {
        await ground.ReadyAsync();
        await EverythingIsADuplicateNow();
        await NothingOtherIsTakenForTheSame();
        await EachEventStandsOnce();
        await DossiersShowWhatWasSent();
        await CardsAreOfOneConsumerEach();
        await ExhibitsAreWhole();
        await NoBlobIsLostOrOrphaned();
    }

    private async Task EverythingIsADuplicateNow()
    {
        foreach (var group in journal.Items.GroupBy(i => (i.Principal, i.Holder)))
        {
            using var client = Client(group.Key.Principal, group.Key.Holder);
            foreach (var items in group.Chunk(AtATime))
            {
                var results = await Upload(client, group.Key.Principal, items.Select(i => i.Json));
                if (results.Count != items.Length) faults.Add($"{items.Length} items sent again were answered by {results.Count} results.");
                foreach (var (item, result) in items.Zip(results))
                {
                    Resent++;
                    var status = result.GetProperty("status").GetString();
                    if (status != "duplicate" || result.GetProperty("eventId").GetGuid() != item.EventId)
                        faults.Add($"{item.Ref} was acknowledged as {item.EventId}; sent again it is: {result}");
                }
            }
        }
    }

    // So that a duplicate does say that the content is the one sent.
    private async Task NothingOtherIsTakenForTheSame()
    {
        foreach (var group in journal.Items.GroupBy(i => (i.Principal, i.Holder)))
        {
            using var client = Client(group.Key.Principal, group.Key.Holder);
            var altered = group.Take(200).Select(i =>
            {
                var json = JsonNode.Parse(i.Json)!;
                json["note"] = "Iets anders.";
                return json.ToJsonString();
            });
            foreach (var result in await Upload(client, group.Key.Principal, altered))
                if (result.GetProperty("problem") is not { ValueKind: JsonValueKind.Object } problem || problem.GetProperty("code").GetString() != "reference-reused")
                    faults.Add($"Other content under a reference that is taken was answered: {result}");
        }
    }

    private async Task EachEventStandsOnce()
    {
        var rows = await ground.Query("select id::text, count(*)::text from vault.mt_events where stream_id like 'dossier/%' group by id");
        var there = rows.Select(r => Guid.Parse(r[0])).ToHashSet();
        foreach (var row in rows.Where(r => r[1] != "1")) faults.Add($"The event {row[0]} stands {row[1]} times.");
        foreach (var item in journal.Items.Where(i => !there.Contains(i.EventId!.Value))) faults.Add($"{item.Ref} was acknowledged as {item.EventId}, and there is no such event.");
        var moves = journal.Items.Count(i => i.Phones.Count == 2);
        if (rows.Count != journal.Items.Count + moves)
            faults.Add($"{journal.Items.Count} items of which {moves} move a fact make {journal.Items.Count + moves} events; there are {rows.Count}.");
        var gaps = await ground.Query("select stream_id from vault.mt_events group by tenant_id, stream_id having count(*) <> max(version) or count(*) <> count(distinct version)");
        foreach (var row in gaps) faults.Add($"The versions of the stream {row[0]} have gaps or repeats.");
    }

    private async Task DossiersShowWhatWasSent()
    {
        foreach (var principal in journal.Items.GroupBy(i => i.Principal))
        {
            using var client = Client(principal.Key, principal.Key);
            var byPhone = principal.SelectMany(i => i.Phones.Select(phone => (phone, Item: i))).GroupBy(x => x.phone, x => x.Item);
            await Parallel.ForEachAsync(byPhone, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (items, _) => await CompareDossier(client, principal.Key, items.Key, [.. items]));
        }
    }

    private async Task CompareDossier(HttpClient client, string principal, string phone, List<SentItem> items)
    {
        using var search = new StringContent(JsonSerializer.Serialize(new { phone }), Encoding.UTF8, "application/json");
        using var found = await client.PostAsync(new Uri($"/v1/principals/{principal}/consumers/search", UriKind.Relative), search);
        var id = JsonElement.Parse(await found.Content.ReadAsStringAsync()).GetProperty("id").GetString();
        using var read = await client.GetAsync(new Uri($"/v1/principals/{principal}/consumers/{id}/dossier", UriKind.Relative));
        if (!read.IsSuccessStatusCode)
        {
            faults.Add($"The dossier of {phone} is answered {(int)read.StatusCode}.");
            return;
        }

        var dossier = JsonElement.Parse(await read.Content.ReadAsStringAsync());
        var consumer = dossier.GetProperty("consumer");
        if (consumer.GetProperty("phone").GetString() != phone) faults.Add($"The card found by {phone} says {consumer.GetProperty("phone")}.");
        if (consumer.GetProperty("name").GetString() != Story.Name(phone)) faults.Add($"The card of {phone} names {consumer.GetProperty("name")}, not {Story.Name(phone)}.");
        var shown = dossier.GetProperty("timeline").EnumerateArray().ToList();
        if (shown.Count != items.Count) faults.Add($"The dossier of {phone} shows {shown.Count} facts; {items.Count} were sent.");
        // A call that moved away shows under another event, by the same reference.
        var byRef = shown.ToLookup(e => (Holder: e.GetProperty("party").GetString()!, Ref: e.GetProperty("ref").GetString()!));
        foreach (var item in items)
        {
            if (byRef[(item.Holder, item.Ref)].ToList() is not [var one])
            {
                faults.Add($"{item.Ref} stands {byRef[(item.Holder, item.Ref)].Count()} times in the dossier of {phone}.");
                continue;
            }

            if (item.Phones[0] == phone && one.GetProperty("eventId").GetGuid() != item.EventId) faults.Add($"{item.Ref} is shown as {one.GetProperty("eventId")}, not as {item.EventId}.");
            if (one.GetProperty("type").GetString() != item.Type || When(one.GetProperty("occurredAt").GetString()!) != When(item.OccurredAt)) faults.Add($"{item.Ref} is shown as {one}.");
        }

        Interlocked.Increment(ref _dossiers);
    }

    private async Task CardsAreOfOneConsumerEach()
    {
        foreach (var row in await ground.Query("select principal, count(*)::text, count(distinct consumer)::text from vault.identity_card group by principal"))
        {
            var phones = journal.Items.Where(i => i.Principal == row[0]).SelectMany(i => i.Phones).Distinct().Count();
            if (row[1] != row[2] || row[1] != phones.ToString(CultureInfo.InvariantCulture)) faults.Add($"{row[0]}: {phones} numbers have {row[1]} cards of {row[2]} consumers.");
        }

        foreach (var row in await ground.Query(
            """
            select s.id from vault.mt_streams s where s.id like 'dossier/%' and not exists (
              select from vault.identity_card c where c.principal = s.tenant_id and s.id = 'dossier/' || replace(c.consumer::text, '-', ''))
            """)) faults.Add($"The stream {row[0]} has no card.");
    }

    private async Task ExhibitsAreWhole()
    {
        await Parallel.ForEachAsync(journal.Exhibits, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (exhibit, ct) =>
        {
            using var client = Client(exhibit.Principal, exhibit.Holder);
            var path = $"/v1/principals/{exhibit.Principal}/exhibits/{exhibit.Id}";
            var content = exhibit.Content();
            using var told = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
            var document = told.StatusCode == HttpStatusCode.OK ? JsonElement.Parse(await told.Content.ReadAsStringAsync(ct)) : default;
            if (told.StatusCode != HttpStatusCode.OK || document.GetProperty("state").GetString() != "stored" || document.GetProperty("sha256").GetString() != Convert.ToHexStringLower(SHA256.HashData(content)))
            {
                faults.Add($"{exhibit.Id} was acknowledged as stored and is: {(int)told.StatusCode} {document}");
                return;
            }

            using var got = await client.GetAsync(new Uri($"{path}/content", UriKind.Relative), ct);
            var bytes = await got.Content.ReadAsByteArrayAsync(ct);
            if (got.StatusCode == HttpStatusCode.OK && bytes.AsSpan().SequenceEqual(content)) Interlocked.Increment(ref _contents);
            else faults.Add($"The content of {exhibit.Id} is answered {(int)got.StatusCode} with {bytes.Length} bytes of {content.Length}. {(got.IsSuccessStatusCode ? null : Encoding.UTF8.GetString(bytes))} {Logged(exhibit.Id)}");
        });
    }

    /// <summary>What the servers said last of an exhibit: why they could not give it.</summary>
    private string? Logged(string exhibit) =>
        ground.Servers.SelectMany(s => s.Output.Split('\n')).LastOrDefault(line => line.Contains(exhibit, StringComparison.Ordinal));

    private async Task NoBlobIsLostOrOrphaned()
    {
        // A day later, which the sweep waits for; it runs when a server starts.
        Swept = int.Parse((await ground.Query("with old as (update vault.exhibit_upload set started_at = started_at - interval '25 hours' returning 1) select count(*)::text from old"))[0][0], CultureInfo.InvariantCulture);
        await ground.Servers[0].StopAsync();
        await ground.Servers[0].StartAgainAsync();
        await SweepIsDone();
        var cited = (await ground.Query("select data ->> 'blob' from vault.mt_events where type = 'exhibit.stored'")).Select(r => r[0]).ToHashSet(StringComparer.Ordinal);
        var there = new HashSet<string>(StringComparer.Ordinal);
        var container = new BlobServiceClient(ground.Services.Connections.Blobs).GetBlobContainerClient("evidence");
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.Uncommitted, prefix: null, CancellationToken.None)) there.Add(blob.Name);
        foreach (var orphan in there.Except(cited)) faults.Add($"The blob {orphan} belongs to nothing.");
        // The vault cites a blob only once the blob server has acknowledged it.
        LostByBlobServer = cited.Except(there).Count();
        if (LostByBlobServer > 0) faults.Add($"The blob server lost {LostByBlobServer} blobs that it had acknowledged.");
        if (cited.Count != journal.Exhibits.Count) faults.Add($"{journal.Exhibits.Count} exhibits were acknowledged as stored, and {cited.Count} events say so.");
    }

    // As long as it gets on: how fast is for the machine to say.
    private async Task SweepIsDone()
    {
        var (left, since) = (await Unfinished(), Stopwatch.GetTimestamp());
        while (left > 0 && Stopwatch.GetElapsedTime(since) < SweepPatience)
        {
            await Task.Delay(200);
            if (await Unfinished() is var now && now != left) (left, since) = (now, Stopwatch.GetTimestamp());
        }

        if (left > 0) faults.Add($"The sweep left {left} unfinished uploads, and their blobs.");
    }

    private async Task<int> Unfinished() => int.Parse((await ground.Query("select count(*)::text from vault.exhibit_upload"))[0][0], CultureInfo.InvariantCulture);

    private HttpClient Client(string principal, string holder) => ground.Client(keys[(principal, holder == principal ? null : holder)], around: _again.Around);

    // An item that is answered unavailable within an upload is sent again as a whole answer is.
    private async Task<IReadOnlyList<JsonElement>> Upload(HttpClient client, string principal, IEnumerable<string> lines)
    {
        string[] sent = [.. lines];
        var results = new JsonElement[sent.Length];
        int[] open = [.. Enumerable.Range(0, sent.Length)];
        for (var patience = _again.Begin(); open.Length > 0; await patience.Wait())
        {
            var answered = await UploadOnce(client, principal, open.Select(i => sent[i]));
            if (answered.Count != open.Length) return answered;
            foreach (var (i, result) in open.Zip(answered)) results[i] = result;
            open = [.. open.Where(i => IsUnavailable(results[i]))];
            if (open.Length == 0 || patience.IsOver) break;
        }

        return results;
    }

    private static bool IsUnavailable(JsonElement result) =>
        result.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem && problem.GetProperty("status").GetInt32() == 503;

    private static async Task<IReadOnlyList<JsonElement>> UploadOnce(HttpClient client, string principal, IEnumerable<string> lines)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        using var answer = await client.PostAsync(new Uri($"/v1/principals/{principal}/evidence", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private static DateTimeOffset When(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
