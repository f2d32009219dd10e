using System.Net;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Verification.Ledger;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>Asks for packs, waits for them, and reads them.</summary>
internal static class PackClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static object Order(
        Guid consumer, string content = "facts-and-findings", string audience = "authority", string language = "nl", string? inquiry = null, string? asOf = null) =>
        new { scope = new { consumer }, content, audience, language, inquiry, asOf };

    /// <summary>Asks for a pack, and gives its id.</summary>
    public static async Task<string> Request(this HttpClient client, string principal, object order) =>
        (await client.PostAsync($"/v1/principals/{principal}/packs", order).Expect(HttpStatusCode.Accepted))["id"]!;

    /// <summary>Waits until a pack is ready or failed.</summary>
    public static async Task<Answer> Outcome(this HttpClient client, string principal, string id)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (DateTimeOffset.UtcNow < until)
        {
            var state = await client.ReadAsync($"/v1/principals/{principal}/packs/{id}").Expect(HttpStatusCode.OK);
            if (state["state"] is "ready" or "failed") return state;
            await Task.Delay(50);
        }

        throw new TimeoutException($"The pack was not made within {Patience.TotalSeconds} s.");
    }

    /// <summary>Makes a pack and downloads it.</summary>
    public static async Task<ReadPack> Make(this HttpClient client, string principal, object order)
    {
        var id = await client.Request(principal, order);
        (await client.Outcome(principal, id))["state"].ShouldBe("ready");
        return await client.Download(principal, id);
    }

    public static async Task<ReadPack> Download(this HttpClient client, string principal, string id)
    {
        using var response = await client.GetAsync(new Uri($"/v1/principals/{principal}/packs/{id}/content", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/pdf");
        response.Headers.CacheControl?.NoStore.ShouldBeTrue();
        return new ReadPack(id, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
    }
}

/// <summary>A pack, read back.</summary>
internal sealed record ReadPack(string Id, byte[] Bytes, string? FileName)
{
    /// <summary>Its text, with every stretch of white space as one space.</summary>
    public string Text { get; } = TextOf(Bytes);

    /// <summary>Its text page by page, for approval.</summary>
    public static string TextOf(byte[] pdf, bool byPage = false)
    {
        using var document = PdfDocument.Open(pdf);
        var text = new StringBuilder();
        foreach (var page in document.GetPages())
        {
            if (byPage) text.Append("--- ").Append(page.Number).Append(" ---\n");
            text.Append(ContentOrderTextExtractor.GetText(page)).Append('\n');
        }

        var plain = text.ToString().Replace('\u00A0', ' ').Replace("\r", "", StringComparison.Ordinal);
        return byPage ? plain : string.Join(' ', plain.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>An attached file.</summary>
    public static byte[] Attached(byte[] pdf, string name) => AllAttached(pdf)[name];

    /// <summary>The files attached, by their names.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; } = AllAttached(Bytes);

    /// <summary>A proof that is attached.</summary>
    public LedgerProof Proof(Guid eventId) => LedgerProof.Parse(Encoding.UTF8.GetString(Files[$"proofs/{eventId}.tlog-proof"]));

    /// <summary>The proofs as they were given to what set the pages.</summary>
    public PackProofs Proofs(PackData data) => new(
        SignedNote.Parse(Encoding.UTF8.GetString(Files["proofs/checkpoint"])), JsonSerializer.Deserialize<PackKeys>(Files["keys.json"], JsonSerializerOptions.Web)!,
        [.. data.Proof!.Events.Select(e => new ProvenEvent(e.EventId, e.Type, Convert.FromBase64String(e.LeafHash), Proof(e.EventId)))]);

    private static Dictionary<string, byte[]> AllAttached(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        document.Advanced.TryGetEmbeddedFiles(out var files).ShouldBeTrue();
        return files.ToDictionary(f => f.Name, f => f.Memory.ToArray(), StringComparer.Ordinal);
    }

    public JsonElement Data => JsonElement.Parse(Attached(Bytes, "pack.json"));
}
