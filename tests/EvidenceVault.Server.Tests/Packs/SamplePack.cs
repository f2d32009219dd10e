using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Ledger;
using EvidenceVault.Verification;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>A pack with something of everything, made by a server, to be changed by hand.</summary>
public sealed class SamplePack : IAsyncLifetime
{
    public byte[] Pdf { get; private set; } = [];

    public string Key { get; private set; } = "";

    public IReadOnlyDictionary<string, byte[]> Files { get; private set; } = new Dictionary<string, byte[]>();

    public JsonObject Data => JsonNode.Parse(Files["pack.json"])!.AsObject();

    public async ValueTask InitializeAsync()
    {
        var host = await VaultHost.SharedAsync();
        using var anonymous = host.Client();
        var history = await History.HandIn(anonymous, host.OperatorKey);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        await More(staff, history);
        var pack = await staff.Make(history.Principal, PackClient.Order(history.Consumer));
        (Pdf, Files, Key) = (pack.Bytes, pack.Files, await host.LedgerKey());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A PDF with these files attached, as the vault attaches them.</summary>
    public byte[] With(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var output = new MemoryStream();
        using var document = PdfDocument.Create(output, new DocumentInfo("x", "x", "x", DateTimeOffset.Parse(Data["asOf"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)));
        document.Paragraph("x");
        foreach (var (name, content) in files) document.Attach(new Attachment(name, "text/plain", "x", AttachmentRelationship.Supplement), content);
        document.Finish();
        return output.ToArray();
    }

    /// <summary>The same pack with other data.</summary>
    public byte[] WithData(Action<JsonObject> change)
    {
        var data = Data;
        change(data);
        return With(Changed("pack.json", _ => CanonicalJson.Of(Encoding.UTF8.GetBytes(data.ToJsonString()))));
    }

    /// <summary>The files, one of them changed.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> Changed(string name, Func<byte[], byte[]> change) => Files.Select(f => f.Key == name ? new(name, change(f.Value)) : f);

    /// <summary>The same pack with one file changed as text.</summary>
    public byte[] WithText(string name, Func<string, string> change) => With(Changed(name, bytes => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes)))));

    /// <summary>The name of the proof of the first event of a type.</summary>
    public string Proof(string type) => $"proofs/{Data["proof"]!["events"]!.AsArray().First(e => e!["type"]!.ToString() == type)!["eventId"]}.tlog-proof";

    private static async Task More(HttpClient staff, History history)
    {
        var (p, consumer) = ($"/v1/principals/{history.Principal}", new { phone = history.Phone });
        var clearance = (await staff.PostAsync($"{p}/clearances", new { phone = history.Phone, campaign = "najaar-2026" }).Expect(HttpStatusCode.OK))["id"]!;
        object Call(string reference, string outcome) => new
        {
            type = "call.attempted",
            @ref = reference,
            occurredAt = "2026-11-02T10:00:00+01:00",
            consumer,
            campaign = "najaar-2026",
            direction = "outbound",
            means = "human",
            nature = "commercial",
            startedAt = "2026-11-02T10:00:00+01:00",
            outcome,
            callerIdShown = true,
            products = new[] { "gas" },
            clearance,
            opening = new { callerNamed = true, principalNamed = true, purposeNamed = true },
        };
        object[] items =
        [
            Call("c9", "no-answer"),
            new { type = "sale.accepted", @ref = "s9", occurredAt = "2026-11-02T10:20:00+01:00", consumer, call = "c9", via = "email", totalValue = 120.50, product = "gas" },
            new { type = "objection.registered", @ref = "o9", occurredAt = "2026-11-03T10:20:00+01:00", consumer, via = "email" },
            new { type = "correction.made", @ref = "k9", occurredAt = "2026-11-04T10:20:00+01:00", consumer, corrects = "c9", reason = "Verkeerd overgenomen.", item = Call("c9", "answered") },
        ];
        foreach (var item in items) await staff.PostAsync($"{p}/evidence", item).Expect(HttpStatusCode.Created);
    }
}
