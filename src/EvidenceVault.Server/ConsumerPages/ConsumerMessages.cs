using System.Globalization;
using EvidenceVault.Server.Messages;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>What consumers are sent: who asks, what for, and nothing that advertises.</summary>
public static class ConsumerMessages
{
    /// <summary>A code that proves a number.</summary>
    public static ConsumerMessage Code(Tongue t, string principal, string name, string phone, string code) => new(
        principal, name, MessageChannel.Sms, phone, t["Uw code", "Your code"],
        t[
            $"{name}: uw code is {code}. Hij geldt {Minutes} minuten. Geef hem aan niemand. Hebt u niets gevraagd? Dan hoeft u niets te doen.",
            $"{name}: your code is {code}. It holds for {Minutes} minutes. Give it to nobody. Did you not ask for it? Then you need not do anything."]);

    /// <summary>A link to confirm a consent, or to see all.</summary>
    public static ConsumerMessage Link(Tongue t, ConsumerLink link, string name, MessageChannel channel, string to, string address) => link.Purpose == LinkPurpose.Verification
        ? new(
            link.Principal, name, channel, to, t["Klopt uw toestemming?", "Is your consent right?"],
            t[
                $"{name} kreeg door dat u toestemming gaf om benaderd te worden. Klopt dat? Zeg ja of nee op {address} Doet u niets, dan geeft u geen toestemming.",
                $"{name} was told that you consented to being approached. Is that right? Say yes or no at {address} If you do nothing, you give no consent."])
        : new(
            link.Principal, name, channel, to, t["Uw toestemmingen", "Your consents"],
            t[
                $"Bekijk welke toestemmingen {name} van u heeft, of trek ze in: {address} Deze link is alleen voor u.",
                $"See which consents {name} has from you, or withdraw them: {address} This link is for you alone."]);

    private static string Minutes { get; } = ConsumerCodes.Minutes.ToString(CultureInfo.InvariantCulture);
}
