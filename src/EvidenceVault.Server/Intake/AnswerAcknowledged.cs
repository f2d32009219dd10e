using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// Whether the client's system takes more of an answer. The vault's own system takes megabytes ahead, and wants room for many more before it takes
/// again: of a slow reader that looks as if nothing moved for minutes.
/// </summary>
/// <remarks>Known on Linux, where a connection has one request at a time (HTTP/1.1). Elsewhere it never says so.</remarks>
/// <param name="http">The request.</param>
public sealed class AnswerAcknowledged(HttpContext http)
{
    // From the struct tcp_info of linux/tcp.h: tcpi_bytes_acked, since Linux 4.1.
    private const int Tcp = 6, TcpInfo = 11, BytesAcked = 120;

    private readonly Socket? _socket =
        OperatingSystem.IsLinux() && HttpProtocol.IsHttp11(http.Request.Protocol) ? http.Features.Get<IConnectionSocketFeature>()?.Socket : null;

    private long _before;

    /// <summary>Whether it took any since this was asked last.</summary>
    public bool More()
    {
        var now = Acknowledged();
        return now != Interlocked.Exchange(ref _before, now);
    }

    private long Acknowledged()
    {
        if (_socket is null) return 0;
        Span<byte> info = stackalloc byte[BytesAcked + sizeof(long)];
        try
        {
            return _socket.GetRawSocketOption(Tcp, TcpInfo, info) == info.Length ? BitConverter.ToInt64(info[BytesAcked..]) : 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is no TCP, or gone.
            return 0;
        }
    }
}
