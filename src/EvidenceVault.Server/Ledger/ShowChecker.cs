using System.Text.RegularExpressions;

namespace EvidenceVault.Server.Ledger;

/// <summary><c>GET /check</c>: a page that checks proofs, receipts and checkpoints on the visitor's own device. It is one file, and works as well when it is saved and opened from a disk.</summary>
/// <remarks>Its sources are beside it; <c>ops/pages/build-checker.mjs</c> makes it. It may send nothing and load nothing, by its own policy.</remarks>
public static partial class ShowChecker
{
    private static readonly string Page = Read();

    // The page's own, which names its script by its hash; and nobody may frame it.
    private static readonly string Policy = $"{OwnPolicy().Match(Page).Groups[1].Value}; frame-ancestors 'none'";

    public static IResult Get(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Results.Content(Page, "text/html; charset=utf-8");
    }

    private static string Read()
    {
        using var page = typeof(ShowChecker).Assembly.GetManifestResourceStream("EvidenceVault.Server.Ledger.check.html")!;
        using var reader = new StreamReader(page);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""http-equiv="Content-Security-Policy" content="([^"]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex OwnPolicy();
}
