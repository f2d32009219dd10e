using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>
/// <c>GET /bevestigen/{token}</c>: asks a consumer whether a consent is right. Opening it confirms nothing, for machines open links too; only a press of a
/// button does, by <c>POST</c> to the same. Saying no is as easy as saying yes.
/// </summary>
public static class ConfirmPage
{
    public static async Task<IResult> Get(string token, HttpContext http, ConsumerLinks links, ShownConsents consents, KeyStore keyStore, IClock clock, CancellationToken ct)
    {
        var t = PageLanguage.Of(http.Request);
        if (await Find(token, links, consents, ct) is not var (link, shown, consent)) return Pages.DeadLink(t, ConsumerLinks.PrincipalOf(token));
        var form = FormTokens.New(await keyStore.OfPrincipal(link.Principal, ct), Place(token), clock.GetCurrentInstant());
        return new PageResult(t, t["Klopt uw toestemming?", "Is your consent right?"], Body(t, token, form, shown, consent))
        {
            Principal = shown.PrincipalName,
            OtherLanguage = t.There(Address(token)),
        };
    }

    public static async Task<IResult> Post(
        string token, HttpContext http, ConsumerLinks links, ShownConsents consents, ConsumerFacts facts, KeyStore keyStore, IClock clock, CancellationToken ct)
    {
        var t = PageLanguage.Of(http.Request);
        if (await Find(token, links, consents, ct) is not var (link, shown, consent)) return Pages.DeadLink(t, ConsumerLinks.PrincipalOf(token));
        var form = await http.Request.ReadFormAsync(ct);
        var press = form["formulier"].ToString();
        if (!FormTokens.IsGood(await keyStore.OfPrincipal(link.Principal, ct), Place(token), press, clock.GetCurrentInstant())) return Pages.OldForm(t);
        var done = form["antwoord"].ToString() switch
        {
            "ja" => consent.State.State != ConsentStanding.Unverified || await facts.Answer(link, shown.Phone, yes: true, press, ct),
            "nee" => consent.State.State != ConsentStanding.Unverified || await facts.Answer(link, shown.Phone, yes: false, press, ct),
            "intrekken" => !consent.IsStanding || await facts.Withdraw(link.Principal, shown.Phone, consent.EventId, press, ct),
            _ => (bool?)null,
        };
        return done switch
        {
            null => Pages.OldForm(t),
            true => new SeeOther(t.Here(Address(token))),
            _ => Pages.DeadLink(t, link.Principal),
        };
    }

    private static async Task<(ConsumerLink Link, ShownDossier Shown, ShownConsent Consent)?> Find(string token, ConsumerLinks links, ShownConsents consents, CancellationToken ct) =>
        await links.Open(token, LinkPurpose.Verification, ct) is { } link
        && await consents.Load(link.Principal, link.Consumer, ct) is { } shown
        && shown.Consents.FirstOrDefault(c => c.EventId == link.Consent) is { } consent
            ? (link, shown, consent)
            : null;

    private static string Address(string token) => $"/bevestigen/{token}";

    private static string Place(string token) => $"confirm\n{token}";

    private static Markup Body(Tongue t, string token, string form, ShownDossier shown, ShownConsent consent) => consent.State.State switch
    {
        ConsentStanding.Unverified => Ask(t, token, form, shown, consent),
        ConsentStanding.Active => Told(
            t, consent, "good", t["U hebt bevestigd", "You have confirmed"],
            t["Dank u. U hebt bevestigd dat deze toestemming klopt.", "Thank you. You have confirmed that this consent is right."],
            Markup.Of(
                $"""
                <p>{t["Van gedachten veranderd? U kunt uw toestemming op elk moment intrekken.", "Changed your mind? You can withdraw your consent at any time."]}</p>
                {Form(t, token, form, Markup.Of($"""<button type="submit" class="quiet" name="antwoord" value="intrekken">{t["Trek deze toestemming in", "Withdraw this consent"]}</button>"""))}
                """)),
        ConsentStanding.Refused => Told(
            t, consent, "off", t["U hebt nee gezegd", "You said no"],
            t[$"Deze toestemming telt niet. {shown.PrincipalName} mag u er niet op bellen.", $"This consent does not count. {shown.PrincipalName} may not call you because of it."], Markup.None),
        ConsentStanding.Withdrawn => Told(
            t, consent, "off", t["Deze toestemming is ingetrokken", "This consent is withdrawn"],
            t["U hoeft niets meer te doen.", "You need not do anything more."], Markup.None),
        _ => Told(
            t, consent, "off", t["Bevestigen kan niet meer", "It can no longer be confirmed"],
            t["De tijd om te bevestigen is voorbij. Deze toestemming telt niet. U hoeft niets te doen.", "The time to confirm is over. This consent does not count. You need not do anything."],
            Markup.None),
    };

    private static Markup Ask(Tongue t, string token, string form, ShownDossier shown, ShownConsent consent) => Markup.Of(
        $"""
        <h1>{t["Klopt uw toestemming?", "Is your consent right?"]}</h1>
        <p class="lead">{t[
            $"{shown.PrincipalName} kreeg door dat u hieronder toestemming gaf. Klopt dat? Doet u niets, dan geeft u geen toestemming.",
            $"{shown.PrincipalName} was told that you gave the consent below. Is that right? If you do nothing, you give no consent."]}</p>
        {ConsentCard.Of(t, consent, 1, Form(t, token, form, Markup.Of(
            $"""
            <div class="choice">
            <button type="submit" name="antwoord" value="ja">{t["Ja, dat klopt", "Yes, that is right"]}</button>
            <button type="submit" name="antwoord" value="nee">{t["Nee, dat klopt niet", "No, that is not right"]}</button>
            </div>
            """)))}
        """);

    private static Markup Told(Tongue t, ShownConsent consent, string tone, string title, string text, Markup more) => Markup.Of(
        $"""
        <h1>{title}</h1>
        <div class="note {tone}" role="status"><p>{text}</p></div>
        {ConsentCard.Of(t, consent, 1, more)}
        """);

    private static Markup Form(Tongue t, string token, string form, Markup buttons) => Markup.Of(
        $"""
        <form method="post" action="{t.Here(Address(token))}">
        <input type="hidden" name="formulier" value="{form}">
        {buttons}
        </form>
        """);
}
