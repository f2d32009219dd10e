using System.Net;
using System.Security.Cryptography;

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
        try
        {
            if (CsvChunks.Header(file) is { } header) await Send(file, header, name, ct);
            else report.Refuse(name, 1, null, new(0, "malformed-csv", "The first line is too long for a header.", []));
        }
        catch (FileUnreadableException)
        {
            report.Refuse(name, 0, null, new(0, ReadableFile.Code, $"{ReadableFile.Detail} What could be read of it was handed in.", []));
        }
    }

    /// <summary>A request that hands in rows.</summary>
    public static HttpRequestMessage Csv(byte[] rows, string? type, bool problemsOnly) =>
        new(HttpMethod.Post, $"evidence/csv?{(problemsOnly ? "results=problems&" : "")}{(type is null ? "" : $"type={Uri.EscapeDataString(type)}")}")
        {
            Content = new ByteArrayContent(rows) { Headers = { ContentType = new("text/csv") } },
            Headers = { Accept = { new("application/x-ndjson") } },
        };

    private async Task Send(string file, byte[] header, string name, CancellationToken ct)
    {
        var type = await TypeOf(name, ct);
        var (left, from) = (0L, 0L);
        await foreach (var chunk in CsvChunks.Read(file, header, ct))
        {
            if (from > 0)
            {
                // The table as such was refused: then so would be the other rows. They are counted.
                left += chunk.Lines;
                continue;
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(type ?? ""), .. chunk.Bytes]));
            if (journal.Rows(hash) is { } known)
            {
                // Taken by an earlier run of this, whatever it was then.
                report.Facts(0, known.Taken + known.Doubled);
                progress.Done(chunk.OfFile, before: true);
                continue;
            }

            if (await Send(chunk, name, type, hash, ct)) progress.Done(chunk.OfFile);
            else (left, from) = (chunk.Lines, chunk.FirstLine);
        }

        if (left > 0) report.NotHandedIn(name, from, left);
    }

    // False where the table as such is refused.
    private async Task<bool> Send(CsvChunk chunk, string name, string? type, string hash, CancellationToken ct)
    {
        for (var takenBefore = 0L; ;)
        {
            using var response = await vault.Send(() => Csv(chunk.Bytes, type, problemsOnly: true), ct);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                report.Facts(takenBefore, 0);
                report.Refuse(name, chunk.LinesBefore + 1, null, await VaultProblem.Of(response, ct));
                if (response.StatusCode < HttpStatusCode.InternalServerError) return false;
                // Something is the matter with the vault, or with these rows: the others have their chance.
                report.NotHandedIn(name, chunk.FirstLine, chunk.Lines);
                return true;
            }

            var answer = ChunkAnswer.Read(await response.Content.ReadAsStringAsync(ct));
            if (answer.IsUnavailable && await vault.Pause(ct))
            {
                takenBefore += answer.Taken;
                continue;
            }

            if (!answer.IsUnavailable) vault.Resume();
            Tell(chunk, name, answer, takenBefore, hash);
            return true;
        }
    }

    // Of what was sent again, what was taken the first time is no duplicate.
    private void Tell(CsvChunk chunk, string name, ChunkAnswer answer, long takenBefore, string hash)
    {
        foreach (var (line, reference, problem, isLast) in answer.Refused)
        {
            report.Refuse(name, line + chunk.LinesBefore, reference, problem);
            // The vault read no further in these rows; the line itself is refused. The header is the first as they were sent.
            if (isLast && chunk.Lines + 1 - line is > 0 and var left) report.NotHandedIn(name, line + chunk.LinesBefore + 1, left);
        }

        var (taken, doubled) = (answer.Taken + takenBefore, Math.Max(0, answer.Doubled - takenBefore));
        report.Facts(taken, doubled);
        // Rows that were refused are sent again: what they lacked may be there by then.
        if (answer.Refused.Count == 0) journal.Note(new JournalRows(hash, taken, doubled));
    }

    // The type that a file is named after, if there is such a type.
    private async Task<string?> TypeOf(string name, CancellationToken ct)
    {
        var type = Path.GetFileNameWithoutExtension(name).Split('_', ' ')[0];
        if (!type.Contains('.', StringComparison.Ordinal)) return null;
        using var template = await vault.Send(() => new(HttpMethod.Get, $"/v1/templates/{Uri.EscapeDataString(type)}.csv"), ct);
        return template.IsSuccessStatusCode ? type : null;
    }
}
