using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary><c>GET /mijn-toestemming/stijl.css</c>: how the pages look. A file of its own, so that a page may forbid any style within itself.</summary>
public static class PageStyle
{
    private const string Path = "/mijn-toestemming/stijl.css";

    private static readonly byte[] Css = Read();

    private static readonly string Version = Convert.ToHexStringLower(SHA256.HashData(Css).AsSpan(0, 8));

    /// <summary>Where pages find it: another text is another address, so that it may be kept for long.</summary>
    public static string Address { get; } = $"{Path}?v={Version}";

    public static void MapPageStyle(this IEndpointRouteBuilder routes, Action<IEndpointConventionBuilder> settings) => settings(routes.MapGet(Path, (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(Css, "text/css; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Version}\""));
    }));

    private static byte[] Read()
    {
        using var css = typeof(PageStyle).Assembly.GetManifestResourceStream("EvidenceVault.Server.ConsumerPages.page.css")!;
        using var bytes = new MemoryStream();
        css.CopyTo(bytes);
        return bytes.ToArray();
    }
}
