using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>The short pages: what went wrong, and what to do.</summary>
public static class Pages
{
    /// <summary>A form that is no longer good, or did not come from its page.</summary>
    public static PageResult OldForm(Tongue t) => Short(
        t, StatusCodes.Status400BadRequest, t["Dat is niet gelukt", "That did not work"],
        t["De pagina stond te lang open, of is niet goed verstuurd. Er is niets veranderd. Ga terug, vernieuw de pagina en probeer het opnieuw.",
            "The page was open for too long, or was not sent properly. Nothing has changed. Go back, reload the page and try again."]);

    public static PageResult TooMany(Tongue t, int seconds) => Short(
        t, StatusCodes.Status429TooManyRequests, t["Even wachten", "Please wait"],
        t["Er zijn te veel aanvragen gedaan vanaf uw internetverbinding. Wacht een paar minuten en probeer het dan opnieuw.",
            "Too many requests came from your internet connection. Wait a few minutes and try again."], seconds);

    public static PageResult Unavailable(Tongue t) => Short(
        t, StatusCodes.Status503ServiceUnavailable, t["Het lukt nu even niet", "It does not work just now"],
        t["Door een storing kunnen wij u nu niet helpen. Het is niet zeker dat uw verzoek is aangekomen. Probeer het over een paar minuten opnieuw.",
            "Because of a fault we cannot help you now. It is not certain that your request has arrived. Try again in a few minutes."], 30);

    /// <summary>A link that is wrong, has ended, or leads to data that are gone: one and the same, for whoever tries.</summary>
    public static PageResult DeadLink(Tongue t, string? principal) => new(
        t, t["Deze link werkt niet", "This link does not work"],
        Markup.Of(
            $"""
            <h1>{t["Deze link werkt niet (meer)", "This link does not work (any more)"]}</h1>
            <p class="lead">{t["Een link als deze geldt maar een tijdje. Misschien is de tijd voorbij, of is de link niet helemaal overgenomen.",
                "A link like this holds for a while only. Its time may be over, or it may not have been copied whole."]}</p>
            {(principal is null ? Markup.None : Markup.Of(
                $"""
                <p><a href="{t.Here("/mijn-toestemming", ("principal", principal))}">{t["Intrekken of bekijken met uw telefoonnummer", "Withdraw or look with your phone number"]}</a></p>
                """))}
            """))
    { Status = StatusCodes.Status404NotFound };

    /// <summary>No company is named, or one that is not known.</summary>
    public static PageResult NoPrincipal(Tongue t) => Short(
        t, StatusCodes.Status404NotFound, t["Om welk bedrijf gaat het?", "Which company is this about?"],
        t["Deze pagina hoort bij één bedrijf, en de link noemt er geen dat wij kennen. Ga naar de website van het bedrijf en gebruik daar de link om uw toestemming in te trekken.",
            "This page belongs to one company, and the link names none that we know. Go to the company's website and use its link to withdraw your consent."]);

    private static PageResult Short(Tongue t, int status, string title, string text, int? retryAfter = null) =>
        new(t, title, Markup.Of($"""<h1>{title}</h1><p class="lead">{text}</p>""")) { Status = status, RetryAfter = retryAfter };
}
