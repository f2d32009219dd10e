using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Intake.Progress;

/// <summary>How far an upload has come. Its reader and its answerer each count their own; anybody may look.</summary>
/// <param name="begun">What is known of it from the start.</param>
public sealed class UploadProgress(UploadBegun begun)
{
    private readonly long[] _answered = new long[Enum.GetValues<ItemStatus>().Length];
    private long _lines;
    private long _bytes;
    private Ending? _ending;

    /// <summary>Its id.</summary>
    public Guid Id => begun.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Volatile.Read(ref _ending) is not null;

    /// <summary>How many items became what.</summary>
    public ResultTotals Totals => new(Answered(ItemStatus.Accepted), Answered(ItemStatus.Duplicate), Answered(ItemStatus.Rejected));

    /// <summary>It was read as far as this.</summary>
    public void Read(long line, long bytes)
    {
        Volatile.Write(ref _lines, line);
        Volatile.Write(ref _bytes, bytes);
    }

    /// <summary>One more item has its result.</summary>
    public void Answer(ItemStatus status) => Interlocked.Increment(ref _answered[(int)status]);

    /// <summary>It ended; the first word counts.</summary>
    public void End(UploadState state, Instant at) => Interlocked.CompareExchange(ref _ending, new(state, at), null);

    /// <summary>How it stands at an instant.</summary>
    public UploadDocument At(Instant now)
    {
        var ending = Volatile.Read(ref _ending);
        return UploadDocument.Of(begun, ending?.State ?? UploadState.Running, ending?.At ?? now, Volatile.Read(ref _lines), Volatile.Read(ref _bytes), Totals);
    }

    private long Answered(ItemStatus status) => Interlocked.Read(ref _answered[(int)status]);

    private sealed record Ending(UploadState State, Instant At);
}

/// <summary>What is known of an upload from its start.</summary>
/// <param name="Id">Its id, later ones greater.</param>
/// <param name="Holder">The holder of the uploading key.</param>
/// <param name="Format">How the items come.</param>
/// <param name="IsDryRun">Whether nothing of it is written.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="TotalBytes">Its length, where the request says so.</param>
public sealed record UploadBegun(Guid Id, string Holder, UploadFormat Format, bool IsDryRun, Instant StartedAt, long? TotalBytes);

/// <summary>How the items of an upload come.</summary>
public enum UploadFormat
{
    /// <summary>An item a line, as JSON.</summary>
    Ndjson,

    /// <summary>A table with an item a row.</summary>
    Csv,
}

/// <summary>Where an upload stands.</summary>
public enum UploadState
{
    /// <summary>It is being read or answered.</summary>
    Running,

    /// <summary>It was read to its end, and every item has its result.</summary>
    Complete,

    /// <summary>It ended before its end: the connection broke or fell silent, the key ended, the rest could not be read, or the server stopped. Send again what has no result.</summary>
    CutOff,
}

/// <summary>An upload as clients see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Party">Who uploads: the holder of the key.</param>
/// <param name="Format">How the items come.</param>
/// <param name="DryRun">Whether nothing of it is written.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="UpdatedAt">When the figures were true; its end, where it has ended.</param>
/// <param name="EndedAt">When it ended; null: it runs.</param>
/// <param name="Lines">The last line read, from 1.</param>
/// <param name="Accepted">Items accepted.</param>
/// <param name="Duplicate">Items that were there already.</param>
/// <param name="Rejected">Items refused.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="TotalBytes">Its length in bytes, where the request said so.</param>
/// <param name="SecondsLeft">How long it will take at the pace so far; null where that cannot be said.</param>
public sealed record UploadDocument(
    Guid Id, string Party, UploadFormat Format, bool DryRun, UploadState State, Instant StartedAt, Instant UpdatedAt, Instant? EndedAt,
    long Lines, long Accepted, long Duplicate, long Rejected, long Bytes, long? TotalBytes, long? SecondsLeft)
{
    /// <summary>What can be said of an upload.</summary>
    /// <param name="begun">What is known of it from the start.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="at">When the figures were true.</param>
    /// <param name="lines">Lines read.</param>
    /// <param name="bytes">Bytes read.</param>
    /// <param name="totals">How many items became what.</param>
    public static UploadDocument Of(UploadBegun begun, UploadState state, Instant at, long lines, long bytes, ResultTotals totals) => new(
        begun.Id, begun.Holder, begun.Format, begun.IsDryRun, state, begun.StartedAt, at, state == UploadState.Running ? null : at,
        lines, totals.Accepted, totals.Duplicate, totals.Rejected, bytes, begun.TotalBytes,
        state == UploadState.Running ? Left(at - begun.StartedAt, bytes, begun.TotalBytes) : null);

    // Bytes left at the pace of those that came, up to a whole second.
    private static long? Left(Duration elapsed, long bytes, long? total) =>
        total is { } all && bytes > 0 && bytes <= all ? (long)Math.Ceiling(elapsed.TotalSeconds / bytes * (all - bytes)) : null;
}
