using EvidenceVault.Server.Books;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Messages;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>
/// <c>GET /mijn-toestemming?principal=</c>: where the link in a website's footer leads. Withdrawing needs the number alone; seeing needs a code that is sent to it.
/// </summary>
public static class NumberPage
{
    public const string Path = "/mijn-toestemming";

    /// <summary>The form to withdraw, and the form to see.</summary>
    public const string Withdraw = "stoppen", See = "code";

    public static async Task<IResult> Get(HttpContext http, BookStore books, KeyStore keyStore, MessageSenders senders, IClock clock, CancellationToken ct)
    {
        var t = PageLanguage.Of(http.Request);
        var principal = http.Request.Query["principal"].ToString();
        if (!JsonFields.IsSlug(principal) || await ShownConsents.NameOf(books, principal, ct) is not { } name) return Pages.NoPrincipal(t);
        return await Show(t, principal, name, faultIn: null, keyStore, senders, clock, ct);
    }

    /// <summary>The page, again where something was wrong in one of its forms.</summary>
    public static async Task<PageResult> Show(
        Tongue t, string principal, string name, string? faultIn, KeyStore keyStore, MessageSenders senders, IClock clock, CancellationToken ct)
    {
        var form = FormTokens.New(await keyStore.OfPrincipal(principal, ct), Place, clock.GetCurrentInstant());
        var mayCode = await senders.Take(principal, MessageChannel.Sms, ct);
        return new(t, t["Stoppen of bekijken", "Stop or look"], Body(t, principal, name, form, faultIn, mayCode))
        {
            Principal = name,
            OtherLanguage = t.There(Path, ("principal", principal)),
            Status = faultIn is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    /// <summary>What the forms' tokens are for.</summary>
    public const string Place = "number";

    private static Markup Body(Tongue t, string principal, string name, string form, string? faultIn, bool mayCode) => Markup.Of(
        $"""
        <h1>{t["Uw toestemming", "Your consent"]}</h1>
        <p class="lead">{t[$"Hier trekt u uw toestemming aan {name} in, of bekijkt u welke toestemmingen {name} van u heeft.", $"Here you withdraw your consent to {name}, or look at which consents {name} has from you."]}</p>
        <section class="card" aria-labelledby="stoppen">
        <h2 id="stoppen">{t["Toestemming intrekken", "Withdraw consent"]}</h2>
        <p>{t["Vul uw telefoonnummer in. Meer is niet nodig. Al uw toestemmingen worden ingetrokken.", "Enter your phone number. Nothing else is needed. All your consents are withdrawn."]}</p>
        {Form(t, principal, form, Withdraw, faultIn, Markup.Of($"""<button type="submit">{t["Trek al mijn toestemmingen in", "Withdraw all my consents"]}</button>"""))}
        </section>
        <section class="card" aria-labelledby="bekijken">
        <h2 id="bekijken">{t["Toestemmingen bekijken", "Look at your consents"]}</h2>
        {(mayCode
            ? Markup.Of(
                $"""
                <p>{t["Wij sturen een code naar uw telefoon. Zo weten wij dat u het bent.", "We send a code to your phone. So we know that it is you."]}</p>
                {Form(t, principal, form, See, faultIn, Markup.Of($"""<button type="submit" class="quiet">{t["Stuur mij een code", "Send me a code"]}</button>"""))}
                """)
            : Markup.Of($"""<p>{t[$"Vraag {name} om een link naar uw eigen pagina.", $"Ask {name} for a link to your own page."]}</p>"""))}
        </section>
        """);

    private static Markup Form(Tongue t, string principal, string form, string which, string? faultIn, Markup button)
    {
        var isFaulty = faultIn == which;
        return Markup.Of(
            $"""
            <form method="post" action="{t.Here($"{Path}/{which}")}" novalidate>
            <input type="hidden" name="formulier" value="{form}">
            <input type="hidden" name="principal" value="{principal}">
            <label for="nummer-{which}">{t["Uw telefoonnummer", "Your phone number"]}</label>
            {(isFaulty ? Markup.Of($"""<p class="fault" id="fout-{which}" role="alert">{t["Dit is geen geldig telefoonnummer. Schrijf het bijvoorbeeld zo: 06 1234 5678.", "This is no valid phone number. Write it like this: 06 1234 5678."]}</p>""") : Markup.None)}
            <input type="tel" id="nummer-{which}" name="telefoon" inputmode="tel" autocomplete="tel" maxlength="30" required{(isFaulty ? Markup.Of($""" aria-invalid="true" aria-describedby="fout-{which}" autofocus""") : Markup.None)}>
            <div>{button}</div>
            </form>
            """);
    }
}
