using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EvidenceVault.TestBed;

/// <summary>An NDJSON upload in chunks over a bare socket, whose answer is read only when asked for.</summary>
public sealed class RawUpload : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK";
    private const string LastChunk = "0\r\n\r\n";

    // With the line end before it: the head of an answer may end in a header whose value ends in a nought.
    private const string End = "\r\n" + LastChunk;

    private readonly TcpClient _client;
    // Taken once: a client whose server is gone gives no stream any more, while the stream tells it as the fault of the network it is.
    private readonly NetworkStream _stream;
    private readonly StringBuilder _answer = new();
    private readonly CancellationToken _ct;
    private long _received;

    private RawUpload(TcpClient client, CancellationToken ct) => (_client, _stream, _ct) = (client, client.GetStream(), ct);

    /// <summary>Connects and sends the head of the request.</summary>
    /// <param name="client">Whose key it goes by.</param>
    public static async Task<RawUpload> StartAsync(Uri server, string path, HttpClient client, CancellationToken ct)
    {
        var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(server.Host, server.Port, ct);
            var upload = new RawUpload(connection, ct);
            await upload.WriteAsync(
                $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\n"
                + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            return upload;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Task SendAsync(string text) => WriteAsync($"{Encoding.UTF8.GetByteCount(text).ToString("x", CultureInfo.InvariantCulture)}\r\n{text}\r\n");

    /// <summary>Sends what is no chunk.</summary>
    public Task BreakAsync() => WriteAsync("ZZ\r\n");

    public Task EndAsync() => WriteAsync(LastChunk);

    /// <summary>Reads the head of the answer, and gives a header of it.</summary>
    public async Task<string> HeaderAsync(string name)
    {
        while (!_answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            if (!await ReadMoreAsync()) throw new InvalidOperationException("The answer ended early.");
        return _answer.ToString().Split("\r\n").Single(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
    }

    /// <summary>Reads on until so many results have come, and gives all that have.</summary>
    public async Task<string> ReadAsync(int results)
    {
        while (Body().Count(c => c == '\n') < results)
            if (!await ReadMoreAsync()) throw EndedEarly();
        return ResultsSoFar();
    }

    /// <summary>Sends lines, some at a time; ends early where the server is gone.</summary>
    public async Task SendAllAsync(IReadOnlyList<string> lines, int atATime, TimeSpan pause)
    {
        try
        {
            foreach (var part in lines.Chunk(atATime))
            {
                await SendAsync(string.Concat(part));
                await Task.Delay(pause, _ct);
            }

            await EndAsync();
        }
        catch (IOException)
        {
            // What was not sent now is sent again.
        }
    }

    /// <summary>Reads until the answer ends, or the connection does.</summary>
    public async Task ReadToEndAsync()
    {
        try
        {
            while (!Ended && await ReadMoreAsync())
            {
                // On.
            }
        }
        catch (IOException)
        {
            // The server is gone; what it said before stands.
        }
    }

    /// <summary>Reads what has come, some times over, with pauses between.</summary>
    public async Task ReadSlowlyAsync(int times, TimeSpan pause)
    {
        for (var i = 0; i < times; i++)
        {
            if (!await ReadMoreAsync()) throw EndedEarly();
            await Task.Delay(pause, _ct);
        }
    }

    /// <summary>Reads until the answer ends, keeps nothing of it, and gives the number of results.</summary>
    public async Task<int> CountToEndAsync()
    {
        var (buffer, tail, results) = (new byte[64 << 10], Array.Empty<byte>(), 0);
        while (!tail.AsSpan().EndsWith("\r\n0\r\n\r\n"u8))
        {
            var read = await _stream.ReadAsync(buffer, _ct);
            if (read == 0) throw EndedEarly();
            Interlocked.Add(ref _received, read);
            var text = (byte[])[.. tail, .. buffer[..read]];
            // A line of results ends in a bare line feed; the head and the marks of chunks have a carriage return before theirs.
            for (var i = Math.Max(1, tail.Length); i < text.Length; i++)
                if (text[i] == '\n' && text[i - 1] != '\r') results++;
            tail = text[^Math.Min(7, text.Length)..];
        }

        return results;
    }

    /// <summary>The whole results that have come.</summary>
    public string ResultsSoFar()
    {
        var body = Body();
        return body[..(body.LastIndexOf('\n') + 1)];
    }

    /// <summary>How many bytes of the answer have come: cheap enough to ask for often, from elsewhere.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Whether the answer has come whole, to its last chunk.</summary>
    public bool Ended => _answer.Length > End.Length && _answer.ToString(_answer.Length - End.Length, End.Length) == End;

    /// <summary>The status and, for a refusal of the whole, all that was said; null before it has come.</summary>
    public (int Status, string Answer)? Head =>
        _answer.Length >= Ok.Length ? (int.Parse(_answer.ToString(9, 3), CultureInfo.InvariantCulture), _answer.ToString()) : null;

    /// <summary>Ends the connection at once, as a crash of the client does.</summary>
    public void Cut()
    {
        _client.LingerState = new LingerOption(true, 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();

    private async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), _ct);

    private static InvalidOperationException EndedEarly() => new("The answer ended early.");

    private async Task<bool> ReadMoreAsync()
    {
        var buffer = new byte[64 << 10];
        var read = await _stream.ReadAsync(buffer, _ct);
        _answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        Interlocked.Add(ref _received, read);
        return read > 0;
    }

    // The answer without its head and the marks of its chunks.
    private string Body()
    {
        var text = _answer.ToString();
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return "";
        if (!text.StartsWith(Ok, StringComparison.Ordinal)) throw new InvalidOperationException($"The upload was refused: {text}");
        var body = new StringBuilder(text.Length);
        for (var at = head + 4; at < text.Length;)
        {
            var end = text.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (end < 0 || !int.TryParse(text.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length)) break;
            body.Append(text, end + 2, Math.Min(length, text.Length - end - 2));
            at = end + 2 + length + 2;
        }

        return body.ToString();
    }
}
