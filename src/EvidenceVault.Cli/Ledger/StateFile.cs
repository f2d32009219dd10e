using System.Text.Json;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Ledger;

/// <summary>A file that keeps what was seen. It holds the old or the new, whatever happens while it is written.</summary>
public static class StateFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keeps others from the file until it is disposed: two who look at it and then write it could both be right, and not together.</summary>
    /// <exception cref="WrongCallException">Another process has it.</exception>
    public static IDisposable Hold(string file)
    {
        try
        {
            return new FileStream($"{file}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException)
        {
            throw new WrongCallException("Another process uses the state file: one has one process.");
        }
    }

    /// <summary>What it keeps; null: there is none.</summary>
    /// <exception cref="FormatException">It is not what it should be.</exception>
    public static async Task<T?> Read<T>(string file, CancellationToken ct)
        where T : class
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<T>(await File.ReadAllTextAsync(file, ct)) : null;
        }
        catch (JsonException)
        {
            throw new FormatException($"{file} is no state file.");
        }
    }

    /// <summary>Writes it whole, and is done once that is on the disk.</summary>
    public static async Task Write<T>(string file, T state, CancellationToken ct)
    {
        var beside = $"{file}.new";
        await using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await JsonSerializer.SerializeAsync(stream, state, Json, ct);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
        // The name as well: what was forgotten by a power cut could be said otherwise the next time.
        await using var moved = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        moved.Flush(flushToDisk: true);
    }
}
