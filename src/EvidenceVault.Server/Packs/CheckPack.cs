using System.Globalization;
using System.Net;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary>
/// <c>GET /controle/{id}</c>: the page that the QR code on a pack leads to. Anyone who holds a pack may see whether the vault made it and
/// compare its hash. It says nothing about whom the pack is about, and an id cannot be guessed.
/// </summary>
public static class CheckPack
{
    public const string Path = "/controle";

    public static async Task<IResult> Get(string id, HttpContext http, PackStreams streams, VaultDatabase database, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var known = id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        var pack = await PrincipalOf(database, known, ct) is { } principal ? await streams.Load(principal, known, ct) : null;
        return pack?.Made is { } made
            ? Results.Content(Page(Found(pack, made)), "text/html; charset=utf-8")
            : Results.Content(Page(NotFound), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
    }

    private const string NotFound =
        "<h1>Niet gevonden</h1><p>Deze kluis heeft geen dossier met dit nummer gemaakt, of het is nog niet gereed.</p>"
        + "<p lang=\"en\">This vault has made no pack of this number, or it is not ready yet.</p>";

    private static async Task<string?> PrincipalOf(VaultDatabase database, string id, CancellationToken ct)
    {
        if (!LetterIds.IsId(id)) return null;
        await using var command = database.Source.CreateCommand($"select principal from {VaultStore.Schema}.pack where id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(ct) as string;
    }

    private static string Found(Pack pack, PackMade made) => string.Create(CultureInfo.InvariantCulture, $"""
        <h1>Dossier {LetterIds.Print(made.Pack)}</h1>
        <p>Deze kluis heeft een dossier met dit nummer gemaakt. Vergelijk de SHA-256 van uw bestand met die hieronder: zijn zij gelijk, dan is uw
        bestand ongewijzigd.</p>
        <p lang="en">This vault has made a pack of this number. Compare the SHA-256 of your file with the one below: if they are the same, your file
        is unaltered.</p>
        <dl><dt>SHA-256{(pack.Countersigned is null ? "" : " zonder medeondertekening / without the countersignature")}</dt><dd><code>{made.Sha256}</code></dd><dt>Gemaakt / Made</dt><dd>{At(made.OccurredAt)}</dd>
        <dt>Omvang / Size</dt><dd>{made.Pages} bladzijden / pages, {made.Size} bytes</dd></dl>
        {Volumes(made)}
        {Sealed(made)}
        {Countersigned(pack)}
        <pre>sha256sum {PackFileName.Of(made.Pack, made.Volumes is null ? null : 1)}</pre>
        """);

    private static string Volumes(PackMade made) => made.Volumes is not { } volumes ? "" : string.Create(CultureInfo.InvariantCulture, $"""
        <p>Het dossier bestaat uit {volumes.Count + 1} delen. Hierboven staat deel 1, hieronder staan de andere. <span lang="en">The pack has {volumes.Count + 1} volumes.
        Above is volume 1, below are the others.</span></p>
        <dl>{string.Concat(volumes.Select(v => string.Create(CultureInfo.InvariantCulture, $"<dt>Deel / Volume {v.Number}</dt><dd><code>{v.Sha256}</code><br>{v.Pages} bladzijden / pages, {v.Size} bytes</dd>")))}</dl>
        """);

    private static string Sealed(PackMade made) => made.Seal is { } seal
        ? $"""<p>Dit dossier is elektronisch verzegeld. <span lang="en">This pack is electronically sealed.</span></p><dl><dt>SHA-256 van het certificaat / of the certificate</dt><dd><code>{seal}</code></dd>{Timestamped("het zegel / the seal", made.TimestampedAt)}</dl>"""
        : """<p>Dit dossier is niet elektronisch verzegeld. <span lang="en">This pack is not electronically sealed.</span></p>""";

    private static string Countersigned(Pack pack) => pack.Countersigned is not { } signed ? "" : string.Create(CultureInfo.InvariantCulture, $"""
        <p>Een tweede persoon heeft dit dossier medeondertekend, achter het einde van het bestand: een bestand zonder en een met medeondertekening zijn beide van deze kluis.
        <span lang="en">A second person countersigned this pack, behind the end of the file: a file without and one with the countersignature both are this vault's.</span></p>
        <dl><dt>SHA-256 met medeondertekening / with the countersignature</dt><dd><code>{signed.Sha256}</code></dd>
        <dt>Medeondertekend / Countersigned</dt><dd>{At(signed.OccurredAt)}, {signed.Size} bytes</dd>
        <dt>SHA-256 van het certificaat / of the certificate</dt><dd><code>{signed.Certificate}</code></dd>{Timestamped("de medeondertekening / the countersignature", signed.TimestampedAt)}</dl>
        """);

    private static string Timestamped(string what, Instant? timestamp) => timestamp is { } at ? $"<dt>Tijdstempel van / Timestamp of {what}</dt><dd>{At(at)}</dd>" : "";

    private static string At(Instant at) => WebUtility.HtmlEncode(new Tongue(PackLanguage.Nl).At(at));

    private static string Page(string body) => $$"""
        <!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
        <title>Controle van een dossier</title><style>
        body{font:17px/1.5 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1.2rem;color:#1c2126}h1{color:#14405c;font-size:1.7rem}
        dt{color:#5a646e;margin-top:.8rem}dd{margin:0}code,pre{font-family:ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}
        [lang=en]{color:#5a646e}</style></head><body>{{body}}</body></html>
        """;
}
