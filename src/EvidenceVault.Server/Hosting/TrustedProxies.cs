using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace EvidenceVault.Server.Hosting;

/// <summary>
/// Whose word on where a request comes from is taken: proxies by their networks, as <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> say it. Behind one that is
/// not named here all visitors share one address, and one limit.
/// </summary>
public static class TrustedProxies
{
    public static void UseTrustedProxies(this WebApplication app, VaultSettings settings)
    {
        if (settings.TrustedProxies.Length == 0) return;
        // Hops are followed back as long as each is trusted: what comes before, anybody may have written.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(Read(network)!.Value);
        app.UseForwardedHeaders(options);
    }

    /// <summary>A network such as <c>10.1.0.0/16</c>, or one address; null: neither.</summary>
    public static IPNetwork? Read(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
