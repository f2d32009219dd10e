using System.Globalization;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>Asks for the code that was sent; and <c>POST /mijn-toestemming/bekijken</c>: leads to the person's own page where it is right.</summary>
public static class CodePage
{
    // Long enough to read and withdraw; the link stays in the browser's history.
    private static readonly Duration PageHolds = Duration.FromMinutes(30);

    /// <summary>What the form's token is for.</summary>
    public static string Place(Guid id) => $"code\n{id:N}";

    public static async Task<IResult> Post(
        HttpContext http, BookStore books, KeyStore keyStore, ConsumerCodes codes, ConsumerLinks links, IClock clock, CancellationToken ct)
    {
        var t = PageLanguage.Of(http.Request);
        var form = await http.Request.ReadFormAsync(ct);
        var principal = form["principal"].ToString();
        if (!JsonFields.IsSlug(principal) || await ShownConsents.NameOf(books, principal, ct) is not { } name) return Pages.NoPrincipal(t);
        var (keys, now) = (await keyStore.OfPrincipal(principal, ct), clock.GetCurrentInstant());
        if (!Guid.TryParseExact(form["aanvraag"].ToString(), "N", out var id) || !FormTokens.IsGood(keys, Place(id), form["formulier"].ToString(), now)) return Pages.OldForm(t);
        var code = string.Concat(form["code"].ToString().Where(char.IsAsciiDigit));
        if (await codes.Try(principal, id, code, ct) is not { } consumer) return Show(t, principal, name, id, FormTokens.New(keys, Place(id), now), isWrong: true);
        var at = Instants.CutToMicroseconds(now);
        var link = new ConsumerLink(
            principal, ConsumerLinks.NewId(), LinkPurpose.Page, consumer, Consent: null, Method: null, IsSent: true, VaultItself.Slug, VaultItself.Slug, at, at + PageHolds);
        return new SeeOther(t.Here(link.Path(await links.Make(link, ct))));
    }

    public static PageResult Show(Tongue t, string principal, string name, Guid id, string form, bool isWrong) =>
        new(t, t["Vul de code in", "Enter the code"], Body(t, principal, name, id, form, isWrong))
        {
            Principal = name,
            Status = isWrong ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        };

    private static Markup Body(Tongue t, string principal, string name, Guid id, string form, bool isWrong) => Markup.Of(
        $"""
        <h1>{t["Vul de code in", "Enter the code"]}</h1>
        <p class="lead">{t[
            $"Heeft {name} gegevens van dit nummer? Dan krijgt u binnen een minuut een bericht met zes cijfers. De code geldt {Minutes} minuten.",
            $"Does {name} have data of this number? Then you get a message with six digits within a minute. The code holds for {Minutes} minutes."]}</p>
        <section class="card">
        <form method="post" action="{t.Here($"{NumberPage.Path}/bekijken")}" novalidate>
        <input type="hidden" name="formulier" value="{form}">
        <input type="hidden" name="principal" value="{principal}">
        <input type="hidden" name="aanvraag" value="{id.ToString("N")}">
        <label for="code">{t["Code van zes cijfers", "Code of six digits"]}</label>
        {(isWrong ? Markup.Of($"""<p class="fault" id="fout" role="alert">{t["Deze code is niet goed, of geldt niet meer. Na vijf keer proberen is een nieuwe nodig.", "This code is not right, or no longer holds. After five tries a new one is needed."]}</p>""") : Markup.None)}
        <input class="code" type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required{(isWrong ? Markup.Of($""" aria-invalid="true" aria-describedby="fout" autofocus""") : Markup.None)}>
        <div><button type="submit">{t["Bekijk mijn toestemmingen", "Look at my consents"]}</button></div>
        </form>
        </section>
        <p><a href="{t.Here(NumberPage.Path, ("principal", principal))}">{t["Geen bericht gekregen? Vraag een nieuwe code", "No message? Ask for a new code"]}</a></p>
        """);

    private static string Minutes { get; } = ConsumerCodes.Minutes.ToString(CultureInfo.InvariantCulture);
}
