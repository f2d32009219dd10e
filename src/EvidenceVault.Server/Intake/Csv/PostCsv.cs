using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Intake.Progress;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary><c>POST P/evidence/csv</c>: evidence as a table, of any length.</summary>
public static class PostCsv
{
    private static readonly Problem NotCsv = new(StatusCodes.Status415UnsupportedMediaType, ProblemCodes.UnsupportedMediaType,
        "Send text/csv, uncompressed; UTF-8 and Windows-1252 are told apart by themselves.");

    public static async Task<IResult> Post(string principal, HttpContext http, LaneSet lanes, PartyRules parties, UploadJournal journal)
    {
        var request = http.Request;
        if (request.Headers.ContentEncoding.Count > 0 || request.GetTypedHeaders().ContentType?.MediaType.Value?.ToLowerInvariant() is not ("text/csv" or "application/csv")) return NotCsv.ToResult();
        string? type = request.Query["type"];
        if (type is not null && !CsvColumns.ByType.ContainsKey(type))
            return new Problem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, $"type is one of: {string.Join(", ", CsvColumns.ByType.Keys)}.").ToResult();
        var (isDryRun, badDryRun) = QueryWord.Flag(request, "dryRun");
        var (results, badResults) = QueryWord.One(request, "results", PostEvidence.ProblemsOnly);
        if ((badDryRun ?? badResults) is { } wrong) return wrong.ToResult();
        var (watch, full) = UploadWatch.Begin(http);
        if (watch is null) return full!.ToResult();
        var (source, problem) = await Open(request, type, watch);
        if (problem is not null) return problem.ToResult();
        http.Response.RegisterForDispose(source!);
        var context = parties.ContextFor(principal, http.Caller());
        TakeItem take = isDryRun
            ? (json, token) => PostEvidence.Look(context, json, token)
            : (json, token) => PostEvidence.Take(context, json, lanes, bulk: true, token);
        return new EvidenceUpload(source!, take, Format(request, source!, results is not null), journal.Begin(principal, http.Caller(), UploadFormat.Csv, isDryRun, request.ContentLength), watch);
    }

    private static async Task<(CsvSource? Source, Problem? Problem)> Open(HttpRequest request, string? type, UploadWatch watch)
    {
        try
        {
            return await CsvSource.Open(request, type, watch.Reading);
        }
        catch (OperationCanceledException) when (watch.Ended is { } ended)
        {
            return (null, ended);
        }
    }

    private static IResultFormat Format(HttpRequest request, CsvSource source, bool problemsOnly) =>
        request.GetTypedHeaders().Accept.FirstOrDefault()?.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/csv" => new CsvResults(problemsOnly, source.Delimiter),
            "application/x-ndjson" => JsonResults.Lines(problemsOnly),
            _ => JsonResults.Array(problemsOnly),
        };
}
