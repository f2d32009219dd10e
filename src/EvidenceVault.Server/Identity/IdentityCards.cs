using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Identity;

/// <summary>Finds consumers by number and opens their cards.</summary>
public sealed class IdentityCards(VaultDatabase database, KeyStore keyStore)
{
    /// <summary>The consumer behind a number; null where there is none, or who it was is gone: then no number leads to the dossier.</summary>
    public async Task<Guid?> Find(string principal, string e164, CancellationToken ct)
    {
        var keys = await keyStore.OfPrincipal(principal, ct);
        await using var command = database.Source.CreateCommand("select consumer from vault.identity_card where principal = $1 and number_mac = $2 and card <> ''::bytea");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = keys.NumberMac(e164) });
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }

    /// <summary>Whether there is such a consumer, erased or not.</summary>
    public async Task<bool> Exists(string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select 1 from vault.identity_card where principal = $1 and consumer = $2");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>Whether who a consumer is, is for an inquiry and the person alone.</summary>
    public async Task<bool> IsRestricted(string principal, Guid consumer, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select 1 from vault.identity_card where principal = $1 and consumer = $2 and is_restricted");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>A consumer's card with the keys that open what else is theirs; no card where the keys were destroyed.</summary>
    /// <param name="box">The card as it is stored.</param>
    public async Task<OpenedCard> Open(string principal, Guid consumer, byte[] box, CancellationToken ct)
    {
        if (IdentityCard.IsErased(box)) return new OpenedCard(null, null);
        var principalKeys = await keyStore.OfPrincipal(principal, ct);
        var keys = await keyStore.OfConsumer(principalKeys, consumer, ct);
        return new OpenedCard(keys is null ? null : IdentityCard.Open(principal, keys, box), keys);
    }
}

/// <summary>A card and the keys it was opened with; both null where the keys were destroyed.</summary>
public sealed record OpenedCard(IdentityCard? Card, ConsumerKeys? Keys);
