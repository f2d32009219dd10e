using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Keys;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>What consumers do on their pages, handed in as any fact is: judging, the feed of suppressions and webhooks follow as always.</summary>
public sealed class ConsumerFacts(LaneSet lanes, KeyStore keyStore, IClock clock)
{
    /// <summary>Withdraws one consent, or all. True: it is durable.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="phone">The consumer's number.</param>
    /// <param name="consent">The event of the consent; null: all of them.</param>
    /// <param name="press">Tells presses of the button apart: one pressed twice counts once.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<bool> Withdraw(string principal, string phone, Guid? consent, string press, CancellationToken ct) => await HandIn(
        principal, ConsentWithdrawn.TypeName, phone, $"withdraw\n{consent:N}\n{press}", VaultItself.Slug, VaultItself.Slug, number: null,
        keys => new ConsentWithdrawn { Consent = consent is { } id ? new FactRef(id) : null, Via = WithdrawalRoute.FooterLink }, ct);

    /// <summary>Confirms a consent, or refuses to. True: it is durable.</summary>
    /// <remarks>
    /// A link that the vault sent to the consumer itself proves the answer. One that was told to whoever asked for it does not: anyone who held it may have
    /// pressed, so the answer counts as handed in by that holder, who has to prove it.
    /// </remarks>
    public async Task<bool> Answer(ConsumerLink link, string phone, bool yes, string press, CancellationToken ct)
    {
        var (holder, key) = link.IsSent ? (VaultItself.Slug, VaultItself.Slug) : (link.Holder, link.KeyId);
        // By text message the vault sends to the number on the card alone.
        var number = link is { IsSent: true, Method: VerificationMethod.Sms } ? phone : null;
        var (consent, method) = (new FactRef(link.Consent!.Value), link.Method!.Value);
        return await HandIn(
            link.Principal, yes ? ConsentVerified.TypeName : ConsentVerificationRefused.TypeName, phone, $"answer\n{yes}\n{press}", holder, key, number,
            keys => yes
                ? new ConsentVerified { Consent = consent, Method = method, SameNumber = keys.SameNumber(number) }
                : new ConsentVerificationRefused { Consent = consent, Method = method, SameNumber = keys.SameNumber(number) },
            ct);
    }

    /// <summary>Says that the vault asked a consumer to confirm a consent.</summary>
    public async Task<bool> Asked(ConsumerLink link, string phone, CancellationToken ct)
    {
        var number = link.Method == VerificationMethod.Sms ? phone : null;
        return await HandIn(
            link.Principal, ConsentVerificationRequested.TypeName, phone, $"asked\n{link.Id:N}", VaultItself.Slug, VaultItself.Slug, number,
            keys => new ConsentVerificationRequested { Consent = new FactRef(link.Consent!.Value), Method = link.Method!.Value, SameNumber = keys.SameNumber(number) }, ct);
    }

    private async Task<bool> HandIn(
        string principal, string type, string phone, string what, string holder, string key, string? number, Func<FactKeys, Fact> fact, CancellationToken ct)
    {
        var reference = LetterIds.Of((await keyStore.OfPrincipal(principal, ct)).OwnEventId("consumer-page", what));
        var item = new Item
        {
            Type = type,
            Ref = reference,
            Holder = holder,
            KeyId = key,
            OccurredAt = Instants.CutToMicroseconds(clock.GetCurrentInstant()),
            Party = holder,
            Consumer = new StatedConsumer(phone),
            Annex = new Annex { Ref = reference, Number = number },
            Fact = fact,
        };
        var outcome = await await lanes.Submit(principal, item, bulk: false, ct);
        // The same press a second time comes at another instant, and finds the first.
        return outcome.Status != ItemStatus.Rejected || outcome.Problem?.Code == ProblemCodes.ReferenceReused;
    }
}
