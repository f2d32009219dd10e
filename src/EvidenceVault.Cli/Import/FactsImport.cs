using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace EvidenceVault.Cli.Import;

/// <summary>Hands in tables of facts, some rows at a time.</summary>
public sealed class FactsImport(VaultConnection vault, Journal journal, Report report, ProgressLine progress)
{
    /// <summary>Hands in one table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its name, for the report.</param>
    /// <param name="ct">Stops it between rows; what was sent stays.</param>
    public async Task Send(string file, string name, CancellationToken ct)
    {
        if (CsvChunks.Header(file) is not { } header)
        {
            report.Refuse(name, 1, null, new(0, "malformed-csv", "The first line is too long for a header.", []));
            return;
        }

        var type = await TypeOf(name, ct);
        await foreach (var chunk in CsvChunks.Read(file, header, ct))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(type ?? ""), .. chunk.Bytes]));
            if (journal.Rows(hash) is { } known)
            {
                // Taken by an earlier run of this, whatever it was then.
                report.Facts(0, known.Taken + known.Doubled);
                progress.Done(chunk.OfFile, before: true);
                continue;
            }

            if (!await Send(chunk, name, type, hash, ct)) return;
            progress.Done(chunk.OfFile);
        }
    }

    // False where the table as such is refused: then so are the other rows.
    private async Task<bool> Send(CsvChunk chunk, string name, string? type, string hash, CancellationToken ct)
    {
        using var response = await vault.Send(() => Csv(chunk.Bytes, type, problemsOnly: true), ct);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            report.Refuse(name, 1, null, await VaultProblem.Of(response, ct));
            return false;
        }

        var (refused, taken, doubled) = (0L, 0L, 0L);
        foreach (var line in (await response.Content.ReadAsStringAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var result = JsonElement.Parse(line);
            if (result.TryGetProperty("totals", out var totals))
            {
                (taken, doubled) = (totals.GetProperty("accepted").GetInt64(), totals.GetProperty("duplicate").GetInt64());
                continue;
            }

            refused++;
            report.Refuse(name, result.GetProperty("line").GetInt64() + chunk.LinesBefore, result.GetProperty("ref").GetString(), VaultProblem.Of(result.GetProperty("problem")));
        }

        report.Facts(taken, doubled);
        // Rows that were refused are sent again: what they lacked may be there by then.
        if (refused == 0) journal.Note(new JournalRows(hash, taken, doubled));
        return true;
    }

    /// <summary>A request that hands in rows.</summary>
    public static HttpRequestMessage Csv(byte[] rows, string? type, bool problemsOnly) =>
        new(HttpMethod.Post, $"evidence/csv?{(problemsOnly ? "results=problems&" : "")}{(type is null ? "" : $"type={Uri.EscapeDataString(type)}")}")
        {
            Content = new ByteArrayContent(rows) { Headers = { ContentType = new("text/csv") } },
            Headers = { Accept = { new("application/x-ndjson") } },
        };

    // The type that a file is named after, if there is such a type.
    private async Task<string?> TypeOf(string name, CancellationToken ct)
    {
        var type = Path.GetFileNameWithoutExtension(name).Split('_', ' ')[0];
        if (!type.Contains('.', StringComparison.Ordinal)) return null;
        using var template = await vault.Send(() => new(HttpMethod.Get, $"/v1/templates/{Uri.EscapeDataString(type)}.csv"), ct);
        return template.IsSuccessStatusCode ? type : null;
    }
}
