using System.Text;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary><c>GET /v1/templates/{type}.csv</c>: an empty table with the headers of a type of evidence.</summary>
public static class GetTemplate
{
    public static IResult Get(string type, HttpContext http)
    {
        if (!CsvColumns.ByType.TryGetValue(type, out var columns)) return Problem.NotFound.ToResult();
        var (language, problem) = QueryWord.One(http.Request, "language", "nl", "en");
        if (problem is not null) return problem.ToResult();
        // Spreadsheets in Dutch take a semicolon for the separator, those in English a comma; the mark before tells them that it is UTF-8.
        var header = language == "en" ? string.Join(',', columns.Select(c => c.Path)) : string.Join(';', columns.Select(c => c.Dutch));
        return Results.File(Encoding.UTF8.GetBytes($"\uFEFF{header}\r\n"), "text/csv; charset=utf-8", $"{type}.csv");
    }
}
