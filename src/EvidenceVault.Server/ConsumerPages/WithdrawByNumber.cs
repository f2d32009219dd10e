using System.Diagnostics;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>
/// <c>POST /mijn-toestemming/stoppen</c>: withdraws all consents of a number. The answer is the same whether or not the number is known; one that is not is
/// remembered all the same, for a consent that was given before may still come in.
/// </summary>
public static class WithdrawByNumber
{
    public static async Task<IResult> Post(HttpContext http, NumberForms forms, ConsumerFacts facts, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var (form, page) = await forms.Read(http, NumberPage.Withdraw, ct);
        if (form is null) return page!;
        // Refused only where the data were erased, and an erasure is a no already.
        await facts.Withdraw(form.Principal, form.Phone, consent: null, $"{form.Phone}\n{form.Press}", ct);
        await NumberForms.TakeTime(began, ct);
        return new PageResult(form.T, form.T["Gedaan", "Done"], Body(form.T, form.Name)) { Principal = form.Name };
    }

    private static Markup Body(Tongue t, string name) => Markup.Of(
        $"""
        <h1>{t["Gedaan", "Done"]}</h1>
        <div class="note good" role="status"><p>{t[
            $"Hebt u met dit nummer toestemming gegeven aan {name}? Dan is die nu ingetrokken.",
            $"Did you give {name} consent with this number? Then it is withdrawn now."]}</p></div>
        <p>{t[
            $"Bedrijven die voor {name} bellen, krijgen dit door. Dat duurt hooguit een paar dagen. U hoeft niets meer te doen.",
            $"Companies that call for {name} are told. That takes a few days at most. You need not do anything more."]}</p>
        <p>{t["Wordt u daarna toch gebeld? Schrijf op wanneer en door wie. Daarmee kunt u een melding doen bij ACM ConsuWijzer.", "Are you called after that? Note when and by whom. With that you can report it to ACM ConsuWijzer."]}</p>
        """);
}
