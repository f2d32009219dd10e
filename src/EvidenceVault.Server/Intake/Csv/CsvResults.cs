using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using Microsoft.Net.Http.Headers;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary>Results as a CSV file to keep beside the one handed in: a row each, with the line it stands on there.</summary>
/// <param name="problemsOnly">Whether only rejected rows are told.</param>
/// <param name="delimiter">What stands between cells, as in the file handed in.</param>
public sealed class CsvResults(bool problemsOnly, char delimiter) : IResultFormat
{
    private static readonly string[] Header = ["line", "ref", "status", "eventId", "code", "column", "detail"];

    public void Describe(HttpResponse response)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "results.csv" }.ToString();
    }

    // The byte-order mark tells spreadsheets that it is UTF-8.
    public void Start(IBufferWriter<byte> answer)
    {
        answer.Write("\uFEFF"u8);
        WriteRow(answer, Header);
    }

    public void Write(IBufferWriter<byte> answer, long line, string? reference, ItemOutcome outcome)
    {
        if (problemsOnly && outcome.Status != ItemStatus.Rejected) return;
        var status = JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.Status.ToString());
        if (outcome.Problem is not { Errors: { Count: > 0 } errors })
        {
            WriteRow(answer, Number(line), reference, status, outcome.EventId?.ToString(), outcome.Problem?.Code, null, outcome.Problem?.Detail);
            return;
        }

        foreach (var error in errors) WriteRow(answer, Number(line), reference, status, null, error.Code, Column(error.Pointer), error.Detail);
    }

    public void End(IBufferWriter<byte> answer, ResultTotals totals)
    {
        if (problemsOnly)
            WriteRow(answer, null, null, "totals", null, null, null, $"accepted {Number(totals.Accepted)}, duplicate {Number(totals.Duplicate)}, rejected {Number(totals.Rejected)}");
    }

    public void Dispose()
    {
        // It holds nothing.
    }

    private static string Column(string pointer) => pointer.TrimStart('/').Replace('/', '.');

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void WriteRow(IBufferWriter<byte> answer, params IEnumerable<string?> cells) =>
        Encoding.UTF8.GetBytes(string.Join(delimiter, cells.Select(Cell)) + "\r\n", answer);

    private string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        // A spreadsheet would take it for a formula (CWE-1236).
        if (value[0] is '=' or '+' or '-' or '@' or '\t') value = "'" + value;
        return value.AsSpan().IndexOfAny(delimiter, '"', '\n') < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
