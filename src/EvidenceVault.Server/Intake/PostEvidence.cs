using System.Text.Json;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Intake.Progress;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EvidenceVault.Server.Intake;

/// <summary><c>POST P/evidence</c>: one item, an array, or NDJSON of any length.</summary>
public static class PostEvidence
{
    /// <summary>The most bytes of one item or an array of them, which are held in memory; NDJSON has no such limit.</summary>
    public const int LargestDocument = 16 << 20;

    /// <summary>The most items in an array.</summary>
    public const int MostItems = 20_000;

    /// <summary>What <c>?results=</c> says where only rejects and totals are wanted.</summary>
    internal const string ProblemsOnly = "problems";

    // Whoever asks for one here would have everything written.
    private static readonly Problem NoDryRun = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "Only tables, at …/evidence/csv, can be tried without being written. Nothing of this was taken: leave dryRun out to hand it in.");

    private static readonly MinDataRate LeastRate = new(bytesPerSecond: 8 << 10, gracePeriod: TimeSpan.FromSeconds(10));

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static async Task<IResult> Post(
        string principal, HttpContext http, LaneSet lanes, PartyRules parties, UploadJournal journal, CancellationToken ct)
    {
        var mediaType = http.Request.Headers.ContentEncoding.Count > 0 ? null : http.Request.GetTypedHeaders().ContentType?.MediaType.Value;
        var (results, badResults) = QueryWord.One(http.Request, "results", ProblemsOnly);
        if ((http.Request.Query.ContainsKey("dryRun") ? NoDryRun : badResults) is { } wrong) return wrong.ToResult();
        var context = parties.ContextFor(principal, http.Caller());
        return mediaType?.ToLowerInvariant() switch
        {
            "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" => Lines(context, http, lanes, journal, results is not null),
            "application/json" => await PostJson(context, http, lanes, ct),
            _ => new Problem(StatusCodes.Status415UnsupportedMediaType, ProblemCodes.UnsupportedMediaType,
                "Send application/json with one item or an array, or application/x-ndjson with an item a line; uncompressed.").ToResult(),
        };
    }

    private static IResult Lines(ItemContext context, HttpContext http, LaneSet lanes, UploadJournal journal, bool problemsOnly)
    {
        var (watch, full) = UploadWatch.Begin(http);
        if (watch is null) return full!.ToResult();
        return new EvidenceUpload(
            new NdjsonSource(), (json, ct) => Take(context, json, lanes, bulk: true, ct), JsonResults.Lines(problemsOnly),
            journal.Begin(context.Principal, http.Caller(), UploadFormat.Ndjson, isDryRun: false, http.Request.ContentLength), watch);
    }

    private static async Task<IResult> PostJson(ItemContext context, HttpContext http, LaneSet lanes, CancellationToken ct)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LargestDocument;
        // What has come of it is held in memory.
        BodyRate.AtLeast(http, LeastRate);
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(http.Request.Body, Strict, ct);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Malformed(e).ToResult();
        }

        using (document)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Array) return await PostArray(context, document.RootElement, lanes, ct);
            var (reference, outcome) = await Take(context, document.RootElement, lanes, bulk: false, ct);
            return Answer(ItemResult.Of(1, reference, await outcome), (await outcome).Problem);
        }
    }

    private static async Task<IResult> PostArray(ItemContext context, JsonElement items, LaneSet lanes, CancellationToken ct)
    {
        if (items.GetArrayLength() > MostItems)
            return new Problem(StatusCodes.Status413PayloadTooLarge, ProblemCodes.TooManyItems,
                $"At most {MostItems} items in an array; send more as application/x-ndjson.").ToResult();
        var taken = new List<(string? Ref, Task<ItemOutcome> Outcome)>(items.GetArrayLength());
        foreach (var item in items.EnumerateArray()) taken.Add(await Take(context, item, lanes, bulk: true, ct));
        var results = new List<ItemResult>(taken.Count);
        foreach (var (reference, outcome) in taken) results.Add(ItemResult.Of(results.Count + 1, reference, await outcome));
        return Results.Json(results, VaultJson.Answers);
    }

    /// <summary>Reads one item and puts it in its lane; what is wrong with it is its outcome.</summary>
    internal static async ValueTask<(string? Ref, Task<ItemOutcome> Outcome)> Take(ItemContext context, JsonElement json, LaneSet lanes, bool bulk, CancellationToken ct) =>
        await Read(context, json, ct) is var (item, problem) && item is not null
            ? (item.Ref, await lanes.Submit(context.Principal, item, bulk, ct))
            : (ItemReader.RefOf(json), Task.FromResult(ItemOutcome.Rejected(problem!)));

    /// <summary>Reads one item and writes nothing: accepted means that it can be read, without an event.</summary>
    internal static async ValueTask<(string? Ref, Task<ItemOutcome> Outcome)> Look(ItemContext context, JsonElement json, CancellationToken ct) =>
        await Read(context, json, ct) is var (item, problem) && item is not null
            ? (item.Ref, Task.FromResult(ItemOutcome.Readable))
            : (ItemReader.RefOf(json), Task.FromResult(ItemOutcome.Rejected(problem!)));

    private static async ValueTask<(Item? Item, Problem? Problem)> Read(ItemContext context, JsonElement json, CancellationToken ct)
    {
        await context.Parties.Learn(json, ct);
        var errors = new List<FieldError>();
        return ItemReader.Read(json, context, errors) is { } item ? (item, null) : (null, Problem.Of(errors));
    }

    /// <summary>What is wrong with a text that is no JSON. Says where, never what stood there.</summary>
    internal static Problem Malformed(Exception parsing) => parsing switch
    {
        JsonException e when e.Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase) =>
            new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.DuplicateField, "A field stands in the same object twice; send it once."),
        JsonException e => new(StatusCodes.Status400BadRequest, ProblemCodes.MalformedJson,
            $"This is no well-formed JSON (line {(e.LineNumber ?? 0) + 1}, byte {e.BytePositionInLine ?? 0})."),
        _ => new(StatusCodes.Status400BadRequest, ProblemCodes.MalformedJson, "The name of a field is no well-formed Unicode."),
    };

    internal static JsonDocumentOptions StrictJson => Strict;

    private static IResult Answer(ItemResult result, Problem? problem) => result.Status switch
    {
        ItemStatus.Accepted => Results.Json(result, VaultJson.Answers, statusCode: StatusCodes.Status201Created),
        ItemStatus.Duplicate => Results.Json(result, VaultJson.Answers),
        _ => problem!.ToResult(),
    };
}
