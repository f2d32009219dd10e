using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Ledger;
using EvidenceVault.Server.Tests.Scorecards;

namespace EvidenceVault.Server.Tests.Packs.Campaigns;

/// <summary>A campaign with something of everything at a server whose volumes are small, and a pack of it.</summary>
public sealed class SampleCampaign : IAsyncLifetime
{
    public const string From = "2026-01-15";
    public const string To = "2026-08-15";

    /// <summary>What agents and people said, which no campaign pack shows.</summary>
    public const string Note = "Mevrouw belt liever zelf terug.";

    public VaultHost Host { get; private set; } = null!;

    internal Desk Desk { get; private set; } = null!;

    public string Campaign { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>The pack's state.</summary>
    public JsonElement State { get; private set; }

    /// <summary>Its volumes: the index first.</summary>
    internal IReadOnlyList<ReadPack> Volumes { get; private set; } = [];

    /// <summary>The calls in scope, as judging every dossier now finds them.</summary>
    public IReadOnlyList<CallRow> Afresh { get; private set; } = [];

    public object Order(string content = "facts-and-findings", string language = "nl", string[]? agencies = null) =>
        new { scope = new { campaign = Campaign, from = From, to = To, agencies }, content, audience = "authority", language };

    public async ValueTask InitializeAsync()
    {
        Host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:PackVolumePages"] = "4" });
        Desk = await Desk.NewAsync(Host);
        Campaign = await Desk.Campaign();
        var (other, _) = await Desk.AnotherAgencyAsync();
        var evidence = new RandomEvidence(7, [Desk.Agency, other], [Campaign], await Desk.Wordings());
        var items = evidence.Of([.. Enumerable.Range(0, 420).Select(_ => Desk.Phone())]);
        foreach (var call in items.Where(i => (string?)i["type"] == "call.attempted").Take(40))
        {
            call["note"] = Note;
            call["script"] = "bel-1";
        }

        foreach (var part in items.Chunk(1_000)) (await Desk.Upload(part)).ShouldAllBe(r => r.Status == "accepted");
        await Desk.HandIn(evidence.Contents.Take(60));
        await Desk.Accept(new JsonObject { ["type"] = "dial-log.announced", ["ref"] = Desk.Ref(), ["date"] = "2026-03-04", ["attempts"] = 11, ["party"] = Desk.Agency });
        await Desk.Staff.PutAsync($"{Desk.P}/scripts/bel-1", new { campaign = Campaign, text = "Goedemiddag, u spreekt met Belbureau Noord." }).Expect(HttpStatusCode.Created);
        Key = await Host.LedgerKey();
        (State, Volumes) = await Make(Order());
        Afresh = [.. (await Desk.Afresh()).Where(r => r.Campaign == Campaign && r.Day >= new NodaTime.LocalDate(2026, 1, 15) && r.Day < new NodaTime.LocalDate(2026, 8, 15))];
    }

    /// <summary>Makes a pack and downloads its volumes.</summary>
    internal async Task<(JsonElement State, IReadOnlyList<ReadPack> Volumes)> Make(object order)
    {
        var id = await Desk.Staff.Request(Desk.Principal, order);
        var state = await Desk.Staff.Outcome(Desk.Principal, id);
        state["state"].ShouldBe("ready", state.Text);
        var volumes = new List<ReadPack>();
        foreach (var volume in state.Body.GetProperty("volumes").EnumerateArray())
            volumes.Add(await Desk.Staff.DownloadVolume(Desk.Principal, id, volume.GetProperty("number").GetInt32()));
        return (state.Body, volumes);
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}

/// <summary>Reads volumes.</summary>
internal static class Volumes
{
    public static async Task<ReadPack> DownloadVolume(this HttpClient client, string principal, string id, int number)
    {
        using var response = await client.GetAsync(new Uri($"/v1/principals/{principal}/packs/{id}/volumes/{number}/content", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new ReadPack(id, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
    }

    /// <summary>The calls in a volume's data.</summary>
    public static IReadOnlyList<JsonElement> Calls(this ReadPack volume) => [.. volume.Data.GetProperty("calls").EnumerateArray()];

    /// <summary>The leaves attached, by their places.</summary>
    public static IReadOnlyList<(long Index, byte[] Leaf)> Leaves(this ReadPack volume) =>
    [
        .. Encoding.UTF8.GetString(volume.Files["proofs/leaves.txt"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2))
            .Select(parts => (long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(parts[1]))),
    ];
}
