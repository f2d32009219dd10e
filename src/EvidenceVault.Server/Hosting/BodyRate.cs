using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EvidenceVault.Server.Hosting;

/// <summary>How fast the body of one request must come in at least.</summary>
public static class BodyRate
{
    /// <summary>Asks for a rate where the protocol has one for each request: over HTTP/2 and 3 many share a connection, and Kestrel has one rate for all of them.</summary>
    public static void AtLeast(HttpContext http, MinDataRate rate)
    {
        var ofRequest = HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol);
        if (ofRequest && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } feature) feature.MinDataRate = rate;
    }
}
