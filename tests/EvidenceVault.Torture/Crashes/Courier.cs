using System.Diagnostics;
using System.Net;
using EvidenceVault.TestBed;

namespace EvidenceVault.Torture.Crashes;

/// <summary>One try at something.</summary>
/// <param name="Server">The server that was asked.</param>
/// <param name="Since">When it began, as a timestamp of <see cref="Stopwatch"/>.</param>
internal readonly record struct Attempt(Uri Server, long Since)
{
    /// <summary>One that begins now.</summary>
    public static Attempt At(HttpClient client) => new(client.BaseAddress!, Stopwatch.GetTimestamp());
}

/// <summary>Sends requests, counts what comes back, and holds each answer against what was down at the time.</summary>
internal sealed class Courier(Counts counts, Outages outages, Faults faults)
{
    // As long as a client of the ground waits.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>The answer; null where there was none, or where it says to send it again.</summary>
    public async Task<(HttpStatusCode Status, string Text)?> Send(HttpClient client, Func<HttpRequestMessage> make, CancellationToken ct)
    {
        var (since, server, brings) = (Stopwatch.GetTimestamp(), client.BaseAddress!, false);
        Interlocked.Increment(ref counts.Requests);
        try
        {
            using var request = make();
            // A file that the server cannot pass on while it comes in: it answers, and breaks off what it no longer reads.
            brings = request.RequestUri!.ToString().EndsWith("/content", StringComparison.Ordinal);
            using var answer = await client.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return Judge((int)answer.StatusCode, answer.Headers.RetryAfter is not null, server, since, $"{request.Method} of {Shorten(text)}") ? (answer.StatusCode, text) : null;
        }
        catch (Exception e) when (IsSilence(e) && !ct.IsCancellationRequested)
        {
            Hung(server, since);
            return null;
        }
        catch (Exception e) when (IsLoss(e))
        {
            Lost(server, since, brings, e);
            return null;
        }
    }

    /// <summary>Sends lines over a bare socket, which is read while it is written.</summary>
    /// <param name="cutAfter">After how many lines to break off.</param>
    /// <returns>The lines of results that came before the end.</returns>
    public async Task<IReadOnlyList<string>> Upload(HttpClient client, string path, IReadOnlyList<string> lines, int? cutAfter, CancellationToken ct)
    {
        var (since, server) = (Stopwatch.GetTimestamp(), client.BaseAddress!);
        Interlocked.Increment(ref counts.Requests);
        Interlocked.Increment(ref counts.UploadsNow);
        try
        {
            using var upload = await RawUpload.StartAsync(server, path, client, ct);
            var reading = upload.ReadToEndAsync();
            if (cutAfter is { } cut)
            {
                // Half a line more, which is nobody's item.
                await upload.SendAsync(string.Concat(lines.Take(cut)) + lines[cut][..(lines[cut].Length / 2)]);
                await Task.WhenAny(reading, Task.Delay(150, ct));
                upload.Cut();
                Interlocked.Increment(ref counts.UploadsCutByClient);
                await Quietly(reading);
            }
            else
            {
                await upload.SendAllAsync(lines, atATime: 20, TimeSpan.FromMilliseconds(15)).WaitAsync(Longest, ct);
                await reading.WaitAsync(Longest, ct);
                if (!upload.Ended)
                {
                    Interlocked.Increment(ref counts.UploadsBroken);
                    Lost(server, since, brings: false, null);
                }
            }

            if (upload.Head is not { } head || !Judge(head.Status, head.Answer.Contains("\r\nRetry-After: ", StringComparison.OrdinalIgnoreCase), server, since, head.Answer)) return [];
            if (head.Status == 200) return upload.ResultsSoFar().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            faults.Add($"An upload was refused: {Shorten(head.Answer)}");
            return [];
        }
        catch (Exception e) when (IsSilence(e) && !ct.IsCancellationRequested)
        {
            Hung(server, since);
            return [];
        }
        catch (Exception e) when (IsLoss(e))
        {
            Lost(server, since, brings: false, e);
            return [];
        }
        finally
        {
            Interlocked.Decrement(ref counts.UploadsNow);
        }
    }

    /// <summary>Judges a problem that stands in the place of one item's result; false where the item is to be sent again.</summary>
    /// <param name="attempt">What it came with.</param>
    /// <param name="status">Its status.</param>
    /// <param name="text">What to tell of it.</param>
    public bool JudgeItem(Attempt attempt, int status, string text)
    {
        if (status == 503)
        {
            Interlocked.Increment(ref counts.ItemsUnavailable);
            if (!outages.OfStorage(attempt.Since) && !outages.OfServer(attempt.Server, attempt.Since)) faults.Add($"An item was unavailable while nothing that it needs was down: {Shorten(text)}");
            return false;
        }

        if (status == 500) Interlocked.Increment(ref counts.InternalErrors);
        faults.Add($"An item was rejected: {Shorten(text)}");
        return status != 500;
    }

    // False: to be sent again.
    private bool Judge(int status, bool hasRetryAfter, Uri server, long since, string what)
    {
        if (status == 503)
        {
            if (!hasRetryAfter) faults.Add($"503 without Retry-After: {Shorten(what)}");
            if (outages.OfStorage(since) || outages.OfServer(server, since))
            {
                Interlocked.Increment(ref counts.UnavailableWhileDown);
            }
            else
            {
                Interlocked.Increment(ref counts.UnavailableOtherwise);
                faults.Add($"503 while nothing that it needs was down: {Shorten(what)}");
            }

            return false;
        }

        if (status < 500) return true;
        Interlocked.Increment(ref counts.InternalErrors);
        faults.Add($"{status}{(outages.OfStorage(since) || outages.OfServer(server, since) ? " while something was down" : "")}: {Shorten(what)}");
        return false;
    }

    // Only a server that dies, or is not there, loses a connection; storage that dies makes it answer.
    private void Lost(Uri server, long since, bool brings, Exception? e)
    {
        Interlocked.Increment(ref counts.ConnectionsLost);
        if (!outages.OfServer(server, since) && !(brings && outages.OfStorage(since)))
            faults.Add($"A connection was lost while its server was up ({e?.GetType().Name ?? "cut off"}: {e?.Message}).");
    }

    // Whatever is killed ends its connections with it: who waits for so long is not being answered by something that runs.
    private void Hung(Uri server, long since)
    {
        Interlocked.Increment(ref counts.Unanswered);
        faults.Add($"Nothing was answered in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s{(outages.OfStorage(since) || outages.OfServer(server, since) ? ", while something was down for a part of it" : "")}.");
    }

    private static async Task Quietly(Task reading)
    {
        try
        {
            await reading;
        }
        catch (Exception e) when (IsLoss(e))
        {
            // It was we who broke it off.
        }
    }

    private static bool IsSilence(Exception e) => e is OperationCanceledException or TimeoutException;

    private static bool IsLoss(Exception e) => e is HttpRequestException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException;

    private static string Shorten(string text) => text.Length > 400 ? text[..400] : text;
}
