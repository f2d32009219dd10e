using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Ledger;
using NodaTime;

namespace EvidenceVault.Cli.Witnessing;

/// <summary>A witness that logs come to: C2SP <c>tlog-witness</c>, <c>add-checkpoint</c> and the checkpoint that it cosigned last.</summary>
/// <param name="witness">The witness.</param>
/// <param name="keys">The logs' keys that it trusts.</param>
/// <param name="file">Where it keeps its state.</param>
/// <param name="log">Where it tells what it did.</param>
/// <param name="clock">Its clock.</param>
/// <param name="patience">How long a request may take before it is cut off; null: ten seconds.</param>
public sealed class WitnessServer(Witness witness, IReadOnlyList<NoteKey> keys, string file, TextWriter log, IClock clock, TimeSpan? patience = null)
{
    private const int MostAtOnce = 64;

    private readonly TextWriter _log = TextWriter.Synchronized(log);

    /// <summary>Answers until it is told to stop.</summary>
    /// <param name="prefix">Where it listens, such as <c>http://127.0.0.1:8123/</c>.</param>
    /// <param name="ct">Tells it to stop.</param>
    public async Task Run(string prefix, CancellationToken ct)
    {
        using var listener = new HttpListener();
        try
        {
            listener.Prefixes.Add(prefix.EndsWith('/') ? prefix : prefix + "/");
        }
        catch (ArgumentException)
        {
            throw new WrongCallException("--listen must be an address such as http://127.0.0.1:8123/.");
        }

        listener.Start();
        using var stop = ct.Register(listener.Stop);
        await _log.WriteLineAsync($"listening on {prefix}");
        var running = new List<Task>();
        while (!ct.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException && ct.IsCancellationRequested)
            {
                break;
            }

            // Beside each other, so that one who never says all keeps nobody waiting. What is cosigned, the witness does one after another.
            running.RemoveAll(r => r.IsCompleted);
            if (running.Count >= MostAtOnce) await Task.WhenAny(running);
            running.Add(Answer(context, ct));
        }

        await Task.WhenAll(running);
    }

    private async Task Answer(HttpListenerContext context, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience ?? TimeSpan.FromSeconds(10));
        try
        {
            var (status, type, body) = await Answer(context.Request, limit.Token);
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body), limit.Token).AsTask().WaitAsync(limit.Token);
            context.Response.Close();
        }
        catch (Exception e) when (e is IOException or HttpListenerException or OperationCanceledException or InvalidOperationException or FormatException or UnauthorizedAccessException)
        {
            await _log.WriteLineAsync($"a request came to nothing: {e.GetType().Name}");
            Cut(context.Response);
        }
    }

    // The listener answers also what is aborted, with what stands there.
    private static void Cut(HttpListenerResponse response)
    {
        try
        {
            response.StatusCode = 408;
            response.KeepAlive = false;
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            // It has begun to answer.
        }

        response.Abort();
    }

    private async Task<(int Status, string Type, string Body)> Answer(HttpListenerRequest request, CancellationToken ct)
    {
        const string text = "text/plain; charset=utf-8";
        var path = request.Url?.AbsolutePath ?? "";
        if (request.HttpMethod == "GET" && keys.FirstOrDefault(k => path.EndsWith($"/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(k.Name)))}/checkpoint", StringComparison.Ordinal)) is { } of)
            return await WitnessState.Read(file, ct) is { Checkpoint: { } latest } state && state.Last()?.Origin == of.Name ? (200, text, latest) : (404, text, "Nothing of it was cosigned yet.\n");
        if (!path.EndsWith("/add-checkpoint", StringComparison.Ordinal)) return (404, text, "There is nothing here.\n");
        if (request.HttpMethod != "POST") return (405, text, "POST it.\n");
        WitnessSubmission submission;
        try
        {
            submission = WitnessSubmission.Parse(await Body(request, ct));
        }
        catch (FormatException e)
        {
            return (400, text, e.Message + "\n");
        }

        var (verdict, cosigned) = await witness.Take(submission, ct);
        var size = (await WitnessState.Read(file, ct)).Last()?.Size ?? 0;
        await _log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{clock.GetCurrentInstant()} {verdict}, {size} leaves"));
        return verdict switch
        {
            WitnessVerdict.Cosign => (200, text, cosigned!.Signatures[^1] + "\n"),
            WitnessVerdict.UnknownLog => (404, text, "This witness does not know that log.\n"),
            WitnessVerdict.NotSigned => (403, text, "No key of that log that this witness trusts has signed it.\n"),
            WitnessVerdict.Alarmed => (503, text, "This witness saw something that may never be, and cosigns nothing until somebody has looked.\n"),
            WitnessVerdict.OldSizeBeyond => (400, text, "The old size is larger than the checkpoint's.\n"),
            WitnessVerdict.OtherOldSize => (409, WitnessSubmission.SizeContentType, string.Create(CultureInfo.InvariantCulture, $"{size}\n")),
            _ => (422, text, "It is not shown to be a later state of what this witness cosigned last.\n"),
        };
    }

    private static async Task<string> Body(HttpListenerRequest request, CancellationToken ct)
    {
        var buffer = new byte[WitnessSubmission.Most + 1];
        // The listener's stream does not listen to being cancelled: it is left, and ends with its connection.
        var length = await request.InputStream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, CancellationToken.None).AsTask().WaitAsync(ct);
        return length <= WitnessSubmission.Most ? Encoding.UTF8.GetString(buffer, 0, length) : throw new FormatException("It is too large.");
    }
}
