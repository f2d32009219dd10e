using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EvidenceVault.Cli.Import;

/// <summary>A recording as it was when it was announced.</summary>
/// <param name="File">Its name, as the table has it.</param>
/// <param name="Id">The id that the table gives it; empty: none.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Changed">When the file was last written to.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Row">The hash of its row in the table.</param>
/// <param name="Stored">Whether the vault has its content.</param>
public sealed record JournalRecording(string File, string Id, long Size, DateTime Changed, string Sha256, string Row, bool Stored);

/// <summary>Rows that were taken without one refused.</summary>
public sealed record JournalRows(string Sha256, long Taken, long Doubled);

/// <summary>
/// What was done, a line each, so that it is not sent again after a stop. It saves work and decides nothing: without it everything is sent
/// again, and the vault knows what it has.
/// </summary>
public sealed class Journal : IDisposable
{
    public const string Name = ".vault-import.ndjson";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, JournalRows> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JournalRecording> _recordings = new(StringComparer.Ordinal);
    private readonly string _to;
    private readonly StreamWriter _writer;

    /// <summary>One line: to which vault and by which key, and what.</summary>
    private sealed record Line(string To, JournalRows? Rows, JournalRecording? Recording);

    public Journal(ImportOptions options)
    {
        // Whose a fact is follows from the key: what another handed in was not handed in by this one.
        _to = $"{options.Url} {options.Principal} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Key)))[..16]}";
        var file = Path.Combine(options.Out, Name);
        if (File.Exists(file))
            foreach (var line in File.ReadLines(file)) Read(line);
        // Names of files and references are their owner's business.
        var stream = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _writer = new StreamWriter(file, stream) { AutoFlush = true };
        // A line that a crash cut short stays by itself.
        _writer.WriteLine();
    }

    public JournalRows? Rows(string sha256) => _rows.GetValueOrDefault(sha256);

    /// <summary>What is known of a recording, by its file and the id that the table gives it.</summary>
    public JournalRecording? Recording(string file, string id)
    {
        lock (_lock) return _recordings.GetValueOrDefault(Key(file, id));
    }

    public void Note(JournalRows rows)
    {
        lock (_lock) Write(new(_to, rows, null));
    }

    public void Note(JournalRecording recording)
    {
        lock (_lock)
        {
            _recordings[Key(recording.File, recording.Id)] = recording;
            Write(new(_to, null, recording));
        }
    }

    public void Dispose() => _writer.Dispose();

    private void Write(Line line) => _writer.WriteLine(JsonSerializer.Serialize(line, Json));

    private void Read(string text)
    {
        try
        {
            if (text.Length == 0 || JsonSerializer.Deserialize<Line>(text, Json) is not { } line || line.To != _to) return;
            if (line.Rows is { } rows) _rows[rows.Sha256] = rows;
            if (line.Recording is { } recording) _recordings[Key(recording.File, recording.Id)] = recording;
        }
        catch (JsonException)
        {
            // Cut short by a crash: what it told is found out anew.
        }
    }

    private static string Key(string file, string id) => $"{file}\n{id}";
}
