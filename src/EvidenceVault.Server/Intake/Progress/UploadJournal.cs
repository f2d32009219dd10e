using System.Collections.Concurrent;
using EvidenceVault.Server.Access;
using NodaTime;

namespace EvidenceVault.Server.Intake.Progress;

/// <summary>The uploads of this server, written down every second and at their end, so that any server can tell how they stand.</summary>
public sealed class UploadJournal(UploadTable table, IClock clock, ILogger<UploadJournal> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // The database is away, or busy: the upload has its results, and how it stood is written with the others of the next second.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static readonly Duration KeptFor = Duration.FromDays(7);

    private readonly ConcurrentDictionary<Guid, (string Principal, UploadProgress Progress)> _here = new();
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>An upload begins.</summary>
    /// <param name="principal">Whose evidence it is.</param>
    /// <param name="caller">Who uploads.</param>
    /// <param name="format">How the items come.</param>
    /// <param name="isDryRun">Whether nothing of it is written.</param>
    /// <param name="totalBytes">Its length, where the request says so.</param>
    public UploadProgress Begin(string principal, Caller caller, UploadFormat format, bool isDryRun, long? totalBytes)
    {
        var now = Now();
        var begun = new UploadBegun(Guid.CreateVersion7(now.ToDateTimeOffset()), caller.Holder, format, isDryRun, now, totalBytes);
        var progress = new UploadProgress(begun);
        _here[begun.Id] = (principal, progress);
        return progress;
    }

    /// <summary>An upload has ended. It is written down by then, where that can be done soon.</summary>
    public async Task End(UploadProgress progress, UploadState state)
    {
        progress.End(state, Now());
        using var soon = new CancellationTokenSource(Soon);
        try
        {
            await WriteEnded(progress.Id, soon.Token);
        }
        catch (Exception e)
        {
            LogNotWritten(e);
        }
    }

    /// <summary>An upload that the caller may see; null where there is none.</summary>
    public async Task<UploadDocument?> Find(string principal, Caller caller, Guid id, CancellationToken ct)
    {
        // What this server has at hand is told though the database is away.
        if (_here.TryGetValue(id, out var here) && here.Progress.At(Now()) is var upload)
            return here.Principal == principal && (caller.IsPrincipalStaff || upload.Party == caller.Holder) ? upload : null;
        return await table.Find(principal, Of(caller), id, Now(), ct);
    }

    /// <summary>The uploads that the caller may see, the latest first, those of this server as of now.</summary>
    public async Task<IReadOnlyList<UploadDocument>> List(string principal, Caller caller, Guid? before, int limit, CancellationToken ct)
    {
        await Write(ct);
        return await table.List(principal, Of(caller), before, limit, Now(), ct);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWrite(cancellationToken);
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        var swept = Instant.MinValue;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!_here.IsEmpty) await TryWrite(stoppingToken);
            if (Now() - swept < Duration.FromHours(1)) continue;
            swept = Now();
            await Try(() => table.Forget(swept - KeptFor, stoppingToken));
        }
    }

    private Task TryWrite(CancellationToken ct) => Try(() => Write(ct));

    private async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The uploads themselves go on: how they stand is told later.
            LogNotWritten(e);
        }
    }

    private async Task Write(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            await WriteThose(_ => true, ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    // One writes for all that ended while they waited for each other.
    private async Task WriteEnded(Guid id, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            if (_here.ContainsKey(id)) await WriteThose(upload => upload.HasEnded, ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteThose(Func<UploadProgress, bool> which, CancellationToken ct)
    {
        // Ended before it was looked at: what is written then is its last word.
        var ended = _here.Where(u => u.Value.Progress.HasEnded).Select(u => u.Key).ToList();
        var now = Now();
        var standing = _here.Values.Where(u => which(u.Progress)).Select(u => (u.Principal, u.Progress.At(now))).ToList();
        if (standing.Count == 0) return;
        await table.Write(standing, ct);
        foreach (var id in ended) _here.TryRemove(id, out _);
    }

    private void LogNotWritten(Exception e) => log.LogWarning("How uploads stand could not be written down ({Exception})", e.GetType().Name);

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());

    private static string? Of(Caller caller) => caller.IsPrincipalStaff ? null : caller.Holder;
}
