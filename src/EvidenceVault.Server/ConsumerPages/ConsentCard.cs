using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>A consent on a page: what for, from where, with which words, and where it stands.</summary>
public static class ConsentCard
{
    /// <summary>The card, with what may be done at its end.</summary>
    /// <param name="t">The language.</param>
    /// <param name="consent">The consent.</param>
    /// <param name="number">Tells cards of one page apart.</param>
    /// <param name="action">A form, or nothing.</param>
    public static Markup Of(Tongue t, ShownConsent consent, int number, Markup action)
    {
        var id = $"toestemming-{number}";
        return Markup.Of(
            $"""
            <article class="card" aria-labelledby="{id}">
            <h2 id="{id}">{Title(t, consent.Granted)}</h2>
            <p class="state {Tone(consent.State.State)}">{State(t, consent.State.State)}</p>
            <dl>
            {Row(t["Gegeven op", "Given on"], t.At(consent.State.GrantedAt))}
            {Row(t["Hoe", "How"], How(t, consent.Granted))}
            {Row(t["Waar", "Where"], consent.Place)}
            {Row(t["Gevraagd door", "Asked by"], consent.CollectedBy)}
            {Row(t["Wie mag u bellen", "Who may call you"], consent.Wording is { Callers.Count: > 0 } w ? string.Join(", ", w.Callers) : null)}
            {Row(t["Bevestigd op", "Confirmed on"], consent.State.VerifiedAt is { } at ? t.At(at) : null)}
            {Row(t["Ingetrokken op", "Withdrawn on"], consent.State.WithdrawnAt is { } gone ? t.At(gone) : null)}
            {Row(t["Geldt tot en met", "Holds until"], consent.IsStanding ? t.Date(consent.State.ValidUntil) : null)}
            </dl>
            {Words(t, consent)}
            {action}
            </article>
            """);
    }

    /// <summary>What a consent is for, as a heading.</summary>
    public static string Title(Tongue t, ConsentGranted granted)
    {
        var products = granted.Products.Select(t.Name).ToList();
        var about = products.Count switch
        {
            0 => "",
            1 => $" {t["over", "about"]} {products[0]}",
            _ => $" {t["over", "about"]} {string.Join(", ", products[..^1])} {t["en", "and"]} {products[^1]}",
        };
        return granted.Channel switch
        {
            ConsentChannel.Phone => t["U bellen", "Calling you"],
            ConsentChannel.Email => t["U e-mailen", "E-mailing you"],
            ConsentChannel.Sms => t["U een sms sturen", "Texting you"],
            _ => t["U post sturen", "Sending you post"],
        } + about;
    }

    private static string How(Tongue t, ConsentGranted granted) =>
        granted.Capture?.Action is { } action and not CaptureAction.None ? $"{t.Of(granted.Method)}: {t.Of(action)}" : t.Of(granted.Method);

    private static Markup Words(Tongue t, ShownConsent consent) => consent.Wording is { } w
        ? Markup.Of(
            $"""
            <p class="hint">{t["Dit kreeg u toen te zien of te horen:", "This is what you were shown or told then:"]}</p>
            <blockquote lang="{w.Language}">{w.Text}</blockquote>
            """)
        : Markup.Of(
            $"""<p class="hint">{t["Welke tekst u toen te zien of te horen kreeg, is bij ons niet vastgelegd.", "The text that you were shown or told then is not on record here."]}</p>""");

    private static Markup Row(string name, string? value) => value is null ? Markup.None : Markup.Of($"<dt>{name}</dt><dd>{value}</dd>");

    private static string State(Tongue t, ConsentStanding state) => state switch
    {
        ConsentStanding.Active => t["Geldt nu", "Holds now"],
        ConsentStanding.Unverified => t["Nog niet door u bevestigd", "Not confirmed by you yet"],
        ConsentStanding.Withdrawn => t["Ingetrokken", "Withdrawn"],
        ConsentStanding.Expired => t["Verlopen", "Expired"],
        ConsentStanding.Refused => t["Door u geweigerd", "Refused by you"],
        _ => t["Vervallen: niet op tijd bevestigd", "Lapsed: not confirmed in time"],
    };

    private static string Tone(ConsentStanding state) => state switch
    {
        ConsentStanding.Active => "good",
        ConsentStanding.Unverified => "care",
        _ => "off",
    };
}
