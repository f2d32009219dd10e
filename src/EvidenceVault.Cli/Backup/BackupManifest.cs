using System.Security.Cryptography;
using System.Text.Json;

namespace EvidenceVault.Cli.Backup;

/// <summary>What a backup is of: never of both, since a backup of the keys must be kept shorter than what they open.</summary>
public enum BackupOf
{
    /// <summary>The vault's database.</summary>
    Vault,

    /// <summary>The database of keys.</summary>
    Keys,
}

/// <summary>A column.</summary>
public sealed record BackupColumn(string Name, string Type);

/// <summary>A table in a backup.</summary>
/// <param name="File">The file with its rows, as PostgreSQL's binary COPY, compressed with gzip.</param>
public sealed record BackupTable(string Schema, string Name, IReadOnlyList<BackupColumn> Columns, BackupFile? File = null)
{
    /// <summary>Its name within SQL.</summary>
    public string Quoted => $"{Quote(Schema)}.{Quote(Name)}";

    /// <summary>Its columns within SQL.</summary>
    public string QuotedColumns => string.Join(", ", Columns.Select(c => Quote(c.Name)));

    /// <summary>Whether another is the same but for what is in it.</summary>
    public bool IsLike(BackupTable other) => (Schema, Name) == (other.Schema, other.Name) && Columns.SequenceEqual(other.Columns);

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A sequence, and the last value it gave.</summary>
public sealed record BackupSequence(string Name, long Last);

/// <summary>A file of a backup, by its name in the directory.</summary>
public sealed record BackupFile(string Name, long Size, string Sha256);

/// <summary>What is in a backup. Its file is written last: without it a directory is none.</summary>
/// <param name="Format">The version of this format.</param>
/// <param name="Of">What it is of.</param>
/// <param name="TakenAt">The instant of which it is: all tables were read as they were then.</param>
/// <param name="Postgres">The database's version.</param>
/// <param name="Tables">The tables, each after those it refers to.</param>
/// <param name="Sequences">The sequences.</param>
/// <param name="Blobs">The list of blobs; null: none was asked for.</param>
public sealed record BackupManifest(
    int Format, BackupOf Of, DateTimeOffset TakenAt, string Postgres, IReadOnlyList<BackupTable> Tables, IReadOnlyList<BackupSequence> Sequences, BackupFile? Blobs)
{
    /// <summary>The version that this program writes and reads.</summary>
    public const int Current = 1;

    private const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Reads it, and checks that every file is there as it was written.</summary>
    /// <exception cref="BackupException">It is not whole.</exception>
    public static async Task<BackupManifest> Read(string directory, CancellationToken ct)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) throw new BackupException($"There is no {FileName} in {directory}: it is no backup, or one that broke off.");
        BackupManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllBytesAsync(path, ct), Json);
        }
        catch (JsonException)
        {
            manifest = null;
        }

        if (manifest is not { Format: Current, Tables: not null, Sequences: not null }) throw new BackupException($"{FileName} is not one that this version reads.");
        foreach (var file in manifest.Tables.Select(t => t.File).Append(manifest.Blobs).OfType<BackupFile>())
            if (Path.GetFileName(file.Name) != file.Name || !File.Exists(Path.Combine(directory, file.Name)) || await FileOf(directory, file.Name, ct) != file)
                throw new BackupException($"{file.Name} is missing, or not as it was written.");
        return manifest;
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public async Task Write(string directory, CancellationToken ct)
    {
        var fresh = Path.Combine(directory, $".{FileName}");
        await using (var file = new FileStream(fresh, OwnersOnly()))
        {
            await JsonSerializer.SerializeAsync(file, this, Json, ct);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, Path.Combine(directory, FileName));
    }

    /// <summary>A file as it is in a directory.</summary>
    public static async Task<BackupFile> FileOf(string directory, string name, CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(directory, name));
        return new(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)));
    }

    /// <summary>How files of a backup are made: for their owner alone.</summary>
    public static FileStreamOptions OwnersOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

/// <summary>A backup that cannot be taken or put back, and why.</summary>
public sealed class BackupException(string message) : Exception(message);
