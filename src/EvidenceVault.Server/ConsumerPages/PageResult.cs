using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>A page for a consumer: in one language, without script, cookie or anything from elsewhere.</summary>
/// <param name="t">Its language.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">What stands in it.</param>
public sealed class PageResult(Tongue t, string title, Markup body) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The principal's name; null: none is known.</summary>
    public string? Principal { get; init; }

    /// <summary>The address of the same page in the other language; null where there is none, as after a form.</summary>
    public string? OtherLanguage { get; init; }

    /// <summary>After how many seconds it may go better; null: not by waiting.</summary>
    public int? RetryAfter { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = t["nl", "en"];
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return response.WriteAsync(Whole().ToString(), httpContext.RequestAborted);
    }

    private Markup Whole() => Markup.Of(
        $"""
        <!doctype html>
        <html lang="{t["nl", "en"]}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <title>{title}{(Principal is null ? "" : $" – {Principal}")}</title>
        <link rel="stylesheet" href="{PageStyle.Address}">
        </head>
        <body>
        <a class="skip" href="#inhoud">{t["Ga naar de inhoud", "Skip to content"]}</a>
        <header>
        <div class="bar"><p class="who">{Principal ?? t["Uw toestemming", "Your consent"]}</p>{Switch}</div>
        </header>
        <main id="inhoud" tabindex="-1">
        {body}
        </main>
        <footer>
        <p>{t["Deze pagina gebruikt geen cookies en toont geen reclame.", "This page uses no cookies and shows no advertising."]}</p>
        <p>{t["Komt u er niet uit met het bedrijf? Dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.", "If you cannot work it out with the company, you can complain to the Autoriteit Persoonsgegevens, the Dutch privacy authority."]}</p>
        </footer>
        </body>
        </html>

        """);

    private Markup Switch => OtherLanguage is not { } other ? Markup.None
        : t.IsDutch ? Markup.Of($"""<a class="language" lang="en" hreflang="en" href="{other}">English</a>""")
        : Markup.Of($"""<a class="language" lang="nl" hreflang="nl" href="{other}">Nederlands</a>""");
}
