using System.Net;
using System.Net.Sockets;

namespace EvidenceVault.Server.Webhooks;

/// <summary>
/// Where deliveries may go: nowhere inside the network that the vault stands in. A name is looked up each time it is connected to, and the connection goes
/// to the very address that was looked at: a name that points elsewhere a moment later gains nothing.
/// </summary>
public static class WebhookAddress
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Of IPv6 only what is handed out to networks is on the internet.
    private static readonly IPNetwork Internet6 = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address is one of the internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !Internet6.Contains(address)) return false;
        foreach (var network in Closed)
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address)) return false;
        return true;
    }

    /// <summary>Whether a text is an address that a webhook may have: https, or http to this machine where that is allowed at all.</summary>
    public static bool IsAllowed(string text, bool privateToo)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Fragment.Length > 0) return false;
        if (url.Scheme == Uri.UriSchemeHttp) return privateToo && url.IsLoopback;
        if (url.Scheme != Uri.UriSchemeHttps) return false;
        return privateToo || !(url.IsLoopback || (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && !IsPublic(address)));
    }

    /// <summary>A client that keeps to it, follows no redirect and knows no proxy.</summary>
    public static HttpMessageInvoker Client(bool privateToo) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        MaxResponseHeadersLength = 16,
        ConnectCallback = async (context, ct) =>
        {
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
            if (addresses.Length == 0 || (!privateToo && !addresses.All(IsPublic))) throw new HttpRequestException("The name leads to no address that deliveries may go to.");
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}
