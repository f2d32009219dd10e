using System.Net;
using System.Text;
using System.Text.Json;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Export;

/// <summary>A file that an export names.</summary>
/// <param name="Exhibit">The exhibit's id.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Sha256">Their SHA-256, in hexadecimal.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record ExportedFile(string Exhibit, long Size, string Sha256, string ContentType);

/// <summary>Fetches the lines of an export, whole or not at all, and finds the files that they name.</summary>
public sealed class ExportedLines(VaultConnection vault, string folder)
{
    private const int Tries = 5;

    private readonly Dictionary<string, ExportedFile> _announced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);

    /// <summary>How many events there are.</summary>
    public long Events { get; private set; }

    /// <summary>The files that are stored, in the order of their ids.</summary>
    public IReadOnlyList<ExportedFile> Files => [.. _announced.Values.Where(f => _stored.Contains(f.Exhibit)).OrderBy(f => f.Exhibit, StringComparer.Ordinal)];

    /// <summary>Fetches them.</summary>
    /// <exception cref="UnreachableException">They broke off, again and again.</exception>
    public async Task Fetch(CancellationToken ct)
    {
        var file = Path.Combine(folder, "export.ndjson");
        var part = file + ".part";
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    if (await Fetch(part, ct)) break;
                }
                catch (Exception e) when (e is BrokenOffException or JsonException or KeyNotFoundException or InvalidOperationException)
                {
                    // Nothing of a part is used: it is fetched anew.
                }

                if (attempt == Tries) throw new UnreachableException("The export broke off, again and again.");
            }

            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // Whether it came to its end.
    private async Task<bool> Fetch(string file, CancellationToken ct)
    {
        (Events, var ended) = (0, false);
        _announced.Clear();
        _stored.Clear();
        using var response = await vault.Open(() => new(HttpMethod.Get, "export"), ct);
        if (response.StatusCode >= HttpStatusCode.InternalServerError) throw new UnreachableException((await VaultProblem.Of(response, ct)).Detail);
        if (response.StatusCode != HttpStatusCode.OK) throw new WrongCallException((await VaultProblem.Of(response, ct)).Detail);
        await using var output = PrivateFiles.Create(file);
        await using var body = new ArrivingStream(await response.Content.ReadAsStreamAsync(ct));
        using var reader = new StreamReader(body, Encoding.UTF8);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), ct);
            ended = Read(JsonElement.Parse(line));
        }

        await output.FlushAsync(ct);
        return ended;
    }

    private bool Read(JsonElement line)
    {
        if (line.GetProperty("kind").GetString() is not "event") return line.GetProperty("kind").GetString() == "end";
        Events++;
        var data = line.GetProperty("data");
        switch (line.GetProperty("type").GetString())
        {
            case "exhibit.announced":
                var file = new ExportedFile(data.GetProperty("exhibit").GetString()!, data.GetProperty("size").GetInt64(), data.GetProperty("sha256").GetString()!, data.GetProperty("contentType").GetString()!);
                _announced[file.Exhibit] = file;
                break;
            case "exhibit.stored":
                _stored.Add(data.GetProperty("exhibit").GetString()!);
                break;
            case "exhibit.deleted":
                _stored.Remove(data.GetProperty("exhibit").GetString()!);
                break;
        }

        return false;
    }
}
