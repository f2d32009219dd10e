using System.Text.Json;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Clearances;

/// <summary>Answers as many clearances as were asked for, in their order, each written once it is durable: tens of thousands never stand in memory at once.</summary>
/// <remarks>A question that could not be read, or not be decided, is answered by its problem, and takes no other down with it.</remarks>
public sealed class ClearancesAnswer(IReadOnlyList<(ClearanceRequest? Request, Problem? Problem)> asked, bool words) : IResult
{
    private const int FlushAt = 64 << 10;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // An outage before anything is written is answered as a problem.
        if (asked.FirstOrDefault(a => a.Request is not null).Request is { } first && (await Task.WhenAny(first.Answer)).Exception is { InnerException: var fault } && ProblemHandling.IsOutage(fault))
            await first.Answer;
        var body = httpContext.Response.BodyWriter;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = VaultJson.Answers.Encoder, SkipValidation = true });
        json.WriteStartArray();
        foreach (var (request, problem) in asked)
        {
            if (request is null) JsonSerializer.Serialize(json, new { problem = problem!.ToDetails() }, VaultJson.Answers);
            else await Write(json, request);
            if (json.BytesPending < FlushAt) continue;
            await json.FlushAsync(httpContext.RequestAborted);
        }

        json.WriteEndArray();
        await json.FlushAsync(httpContext.RequestAborted);
    }

    private async Task Write(Utf8JsonWriter json, ClearanceRequest request)
    {
        ClearanceGiven given;
        try
        {
            given = await request.Answer;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            JsonSerializer.Serialize(json, new { problem = ProblemHandling.Of(e).ToDetails() }, VaultJson.Answers);
            return;
        }

        JsonSerializer.Serialize(json, ClearanceView.Of(given, words), VaultJson.Answers);
    }
}
