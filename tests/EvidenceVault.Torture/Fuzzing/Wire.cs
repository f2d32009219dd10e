using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>A client that sends bytes as they are and keeps its connection while that is of use.</summary>
internal sealed class Wire(Uri server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _buffer = new byte[64 << 10];
    private TcpClient? _connection;
    private int _from;
    private int _to;

    /// <summary>Sends and reads the answer; null where the connection was closed without one.</summary>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public async Task<FuzzAnswer?> Exchange(FuzzRequest request, byte[] bytes)
    {
        var kept = _connection is not null;
        var answer = await Try(request, bytes);
        // A connection that was kept may have been closed meanwhile.
        return answer is null && kept ? await Try(request, bytes) : answer;
    }

    public void Dispose() => _connection?.Dispose();

    private async Task<FuzzAnswer?> Try(FuzzRequest request, byte[] bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        var good = false;
        try
        {
            _connection ??= await Connect(patience.Token);
            // Taken once: a connection that the other side has ended gives none any more.
            var stream = _connection.Connected ? _connection.GetStream() : throw new IOException("The connection was closed.");
            var sending = Send(_connection, stream, bytes, request.PromisesMore, patience.Token);
            var answer = await Read(stream, request.Method == "HEAD", patience.Token);
            good = request.LeavesConnectionGood && answer.Headers.GetValueOrDefault("connection") != "close" && _from == _to && sending.IsCompletedSuccessfully;
            return answer;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {Patience.TotalSeconds} s.");
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            if (!good)
            {
                _connection?.Dispose();
                (_connection, _from, _to) = (null, 0, 0);
            }
        }
    }

    private async Task<TcpClient> Connect(CancellationToken ct)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, ct);
        return client;
    }

    private static async Task Send(TcpClient connection, NetworkStream stream, byte[] bytes, bool end, CancellationToken ct)
    {
        try
        {
            await stream.WriteAsync(bytes, ct);
            // What waits for more than comes is told that no more comes.
            if (end) connection.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Refused before it was read; the answer says why.
        }
    }

    private async Task<FuzzAnswer> Read(NetworkStream stream, bool isHead, CancellationToken ct)
    {
        var status = int.Parse((await Line(stream, ct)).Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (string line; (line = await Line(stream, ct)).Length > 0;)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (isHead || status is 204 or 304) return new(status, headers, []);
        var body = new MemoryStream();
        if (headers.ContainsKey("transfer-encoding"))
        {
            int length;
            do
            {
                length = int.Parse(await Line(stream, ct), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                await Copy(stream, body, length, ct);
                await Line(stream, ct);
            }
            while (length > 0);
        }
        else
        {
            await Copy(stream, body, int.Parse(headers.GetValueOrDefault("content-length") ?? "0", CultureInfo.InvariantCulture), ct);
        }

        return new(status, headers, body.ToArray());
    }

    private async Task<string> Line(NetworkStream stream, CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_from == _to) await More(stream, ct);
            var c = (char)_buffer[_from++];
            if (c == '\n') return line.ToString().TrimEnd('\r');
            line.Append(c);
        }
    }

    private async Task Copy(NetworkStream stream, MemoryStream to, int count, CancellationToken ct)
    {
        while (count > 0)
        {
            if (_from == _to) await More(stream, ct);
            var part = Math.Min(count, _to - _from);
            to.Write(_buffer, _from, part);
            _from += part;
            count -= part;
        }
    }

    private async Task More(NetworkStream stream, CancellationToken ct)
    {
        (_from, _to) = (0, await stream.ReadAsync(_buffer, ct));
        if (_to == 0) throw new IOException("The connection was closed.");
    }
}
