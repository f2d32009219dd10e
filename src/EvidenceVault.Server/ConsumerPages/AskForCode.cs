using System.Diagnostics;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Messages;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary><c>POST /mijn-toestemming/code</c>: sends a code to a number that is known. The answer is the same where it is not.</summary>
public static class AskForCode
{
    public static async Task<IResult> Post(
        HttpContext http, NumberForms forms, IdentityCards cards, KeyStore keyStore, ConsumerCodes codes, MessageQueue queue, IClock clock, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var (form, page) = await forms.Read(http, NumberPage.See, ct);
        if (form is null) return page!;
        var keys = await keyStore.OfPrincipal(form.Principal, ct);
        var consumer = await cards.Find(form.Principal, form.Phone, ct);
        // To somebody who was erased nothing is shown, so nothing is sent.
        if (consumer is { } found && await keyStore.OfConsumer(keys, found, ct) is null) consumer = null;
        var (id, code) = await codes.Make(form.Principal, form.Phone, consumer, ct);
        if (code is not null) queue.Add(ConsumerMessages.Code(form.T, form.Principal, form.Name, form.Phone, code));
        await NumberForms.TakeTime(began, ct);
        return CodePage.Show(form.T, form.Principal, form.Name, id, FormTokens.New(keys, CodePage.Place(id), clock.GetCurrentInstant()), isWrong: false);
    }
}
