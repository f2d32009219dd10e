using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary><c>GET /mijn-toestemming/{token}</c>: a consumer's consents; and <c>POST</c> to the same: withdraws one, or all, with one press.</summary>
public static class MyConsentsPage
{
    private const string All = "alle";

    public static async Task<IResult> Get(string token, HttpContext http, ConsumerLinks links, ShownConsents consents, KeyStore keyStore, IClock clock, CancellationToken ct)
    {
        var t = PageLanguage.Of(http.Request);
        if (await links.Open(token, LinkPurpose.Page, ct) is not { } link || await consents.Load(link.Principal, link.Consumer, ct) is not { } shown)
            return Pages.DeadLink(t, ConsumerLinks.PrincipalOf(token));
        var form = FormTokens.New(await keyStore.OfPrincipal(link.Principal, ct), Place(token), clock.GetCurrentInstant());
        return new PageResult(t, t["Uw toestemmingen", "Your consents"], Body(t, token, form, shown, http.Request.Query["gedaan"].ToString()))
        {
            Principal = shown.PrincipalName,
            OtherLanguage = t.There(Address(token)),
        };
    }

    public static async Task<IResult> Post(
        string token, HttpContext http, ConsumerLinks links, ShownConsents consents, ConsumerFacts facts, KeyStore keyStore, IClock clock, CancellationToken ct)
    {
        var t = PageLanguage.Of(http.Request);
        if (await links.Open(token, LinkPurpose.Page, ct) is not { } link || await consents.Load(link.Principal, link.Consumer, ct) is not { } shown)
            return Pages.DeadLink(t, ConsumerLinks.PrincipalOf(token));
        var form = await http.Request.ReadFormAsync(ct);
        var press = form["formulier"].ToString();
        if (!FormTokens.IsGood(await keyStore.OfPrincipal(link.Principal, ct), Place(token), press, clock.GetCurrentInstant())) return Pages.OldForm(t);
        var which = form["toestemming"].ToString();
        var one = shown.Consents.FirstOrDefault(c => c.EventId.ToString() == which);
        if (which != All && one is null) return Pages.OldForm(t);
        // What was withdrawn meanwhile, on another page, is what the person wanted.
        var done = one is { IsStanding: false } || await facts.Withdraw(link.Principal, shown.Phone, one?.EventId, press, ct);
        return done ? new SeeOther(t.Here(Address(token), ("gedaan", one is null ? All : "een"))) : Pages.DeadLink(t, link.Principal);
    }

    private static string Address(string token) => $"/mijn-toestemming/{token}";

    private static string Place(string token) => $"page\n{token}";

    private static Markup Body(Tongue t, string token, string form, ShownDossier shown, string done)
    {
        var ending = NumberTerm.Ending(shown.Phone);
        return Markup.Of(
            $"""
            {Done(t, shown, done)}
            <h1>{t["Uw toestemmingen", "Your consents"]}</h1>
            <p class="lead">{t[
                $"Hier ziet u welke toestemmingen {shown.PrincipalName} van u heeft voor het nummer dat eindigt op {ending}. U kunt ze op elk moment intrekken. U hoeft niet te zeggen waarom.",
                $"Here you see which consents {shown.PrincipalName} has from you for the number that ends in {ending}. You can withdraw them at any time. You need not say why."]}</p>
            {Stopped(t, shown, done)}
            {WithdrawAll(t, token, form, shown)}
            {(shown.Consents.Count == 0
                ? Markup.Of($"""<p>{t["Er staan geen toestemmingen van u in deze kluis.", "There are no consents of yours in this vault."]}</p>""")
                : Markup.Of($"""<ol class="plain">{Markup.Join(shown.Consents.Select((c, i) => Markup.Of($"<li>{ConsentCard.Of(t, c, i + 1, Withdraw(t, token, form, c, i + 1))}</li>")))}</ol>"""))}
            <p class="hint">{t[
                $"Klopt er iets niet, of wilt u het bewijs of al uw gegevens zien? Vraag {shown.PrincipalName} erom. Het bedrijf moet u dat geven.",
                $"Is something wrong, or do you want to see the proof or all your data? Ask {shown.PrincipalName} for it. The company must give it to you."]}</p>
            """);
    }

    // Only what is so is said: whoever writes the address by hand learns nothing false.
    private static Markup Done(Tongue t, ShownDossier shown, string done) => done switch
    {
        All when !shown.HasStanding => Note(t["Gedaan. Al uw toestemmingen zijn ingetrokken.", "Done. All your consents are withdrawn."], t, shown),
        "een" when shown.Consents.Any(c => c.State.WithdrawnAt is not null) => Note(t["Gedaan. Uw toestemming is ingetrokken.", "Done. Your consent is withdrawn."], t, shown),
        _ => Markup.None,
    };

    private static Markup Note(string text, Tongue t, ShownDossier shown) => Markup.Of(
        $"""
        <div class="note good" role="status"><p><strong>{text}</strong></p><p>{t[
            $"Bedrijven die voor {shown.PrincipalName} bellen, krijgen dit door. Dat duurt hooguit een paar dagen.",
            $"Companies that call for {shown.PrincipalName} are told. That takes a few days at most."]}</p></div>
        """);

    private static Markup Stopped(Tongue t, ShownDossier shown, string done) => shown.StoppedAt is { } at && done != All
        ? Markup.Of($"""<div class="note off"><p>{t[$"U hebt op {t.At(at)} al uw toestemmingen ingetrokken of gezegd dat u niet gebeld wilt worden.", $"On {t.At(at)} you withdrew all your consents or said that you do not want to be called."]}</p></div>""")
        : Markup.None;

    private static Markup WithdrawAll(Tongue t, string token, string form, ShownDossier shown) => !shown.HasStanding && shown.StoppedAt is not null ? Markup.None : Markup.Of(
        $"""
        <section class="card" aria-labelledby="alles">
        <h2 id="alles">{t["Alles in één keer intrekken", "Withdraw everything at once"]}</h2>
        <p>{t[$"Daarna mag {shown.PrincipalName} u niet meer bellen of benaderen op grond van een toestemming.", $"After that, {shown.PrincipalName} may no longer call or approach you because of a consent."]}</p>
        {Form(t, token, form, All, Markup.Of($"""<button type="submit">{t["Trek al mijn toestemmingen in", "Withdraw all my consents"]}</button>"""))}
        </section>
        """);

    private static Markup Withdraw(Tongue t, string token, string form, ShownConsent consent, int number) => !consent.IsStanding ? Markup.None : Form(
        t, token, form, consent.EventId.ToString(),
        Markup.Of($"""<button type="submit" class="quiet" aria-describedby="toestemming-{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}">{t["Trek deze toestemming in", "Withdraw this consent"]}</button>"""));

    private static Markup Form(Tongue t, string token, string form, string which, Markup button) => Markup.Of(
        $"""
        <form method="post" action="{t.Here(Address(token))}">
        <input type="hidden" name="formulier" value="{form}">
        <input type="hidden" name="toestemming" value="{which}">
        {button}
        </form>
        """);
}
