using EvidenceVault.Server.Books;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Messages;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>A form of the number page as it came in.</summary>
/// <param name="T">The language.</param>
/// <param name="Principal">The principal's slug.</param>
/// <param name="Name">The principal's name.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Press">Tells presses of the button apart.</param>
public sealed record NumberForm(Tongue T, string Principal, string Name, string Phone, string Press);

/// <summary>Reads the forms of the number page.</summary>
public sealed class NumberForms(BookStore books, KeyStore keyStore, MessageSenders senders, IClock clock)
{
    // Longer than taking in a withdrawal or making a code takes, so that the time does not tell what was found.
    private static readonly Duration Shortest = Duration.FromMilliseconds(400);

    /// <summary>The form, or the page that says what is wrong with it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="which">Which of the two forms.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<(NumberForm? Form, PageResult? Page)> Read(HttpContext http, string which, CancellationToken ct)
    {
        var t = PageLanguage.Of(http.Request);
        var form = await http.Request.ReadFormAsync(ct);
        var principal = form["principal"].ToString();
        if (!JsonFields.IsSlug(principal) || await ShownConsents.NameOf(books, principal, ct) is not { } name) return (null, Pages.NoPrincipal(t));
        var press = form["formulier"].ToString();
        if (!FormTokens.IsGood(await keyStore.OfPrincipal(principal, ct), NumberPage.Place, press, clock.GetCurrentInstant())) return (null, Pages.OldForm(t));
        return PhoneNumberCache.Normalise(form["telefoon"].ToString().Trim()) is { } phone
            ? (new(t, principal, name, phone, press), null)
            : (null, await NumberPage.Show(t, principal, name, which, keyStore, senders, clock, ct));
    }

    /// <summary>Waits until an answer has taken as long as every answer takes at least.</summary>
    /// <param name="since">When it began, by <see cref="System.Diagnostics.Stopwatch"/>.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task TakeTime(long since, CancellationToken ct)
    {
        var left = Shortest.ToTimeSpan() - System.Diagnostics.Stopwatch.GetElapsedTime(since);
        if (left > TimeSpan.Zero) await Task.Delay(left, ct);
    }
}
