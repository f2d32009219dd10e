using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>A link to a page of one consumer at one principal.</summary>
/// <param name="Principal">The principal.</param>
/// <param name="Id">Its random id.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Consumer">The consumer.</param>
/// <param name="Consent">For a verification: the consent to be confirmed.</param>
/// <param name="Method">For a verification: how the consumer is asked.</param>
/// <param name="IsSent">Whether the vault itself sent it to the consumer, and told it to nobody else.</param>
/// <param name="Holder">The holder of the key that asked for it.</param>
/// <param name="KeyId">The public id of that key.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record ConsumerLink(
    string Principal, Guid Id, LinkPurpose Purpose, Guid Consumer, Guid? Consent, VerificationMethod? Method, bool IsSent, string Holder, string KeyId, Instant CreatedAt,
    Instant ExpiresAt)
{
    /// <summary>Where it leads, below the vault's address.</summary>
    public string Path(string token) => Purpose == LinkPurpose.Page ? $"/mijn-toestemming/{token}" : $"/bevestigen/{token}";
}

/// <summary>What a link is for.</summary>
public enum LinkPurpose
{
    /// <summary>To see one's consents, and withdraw them.</summary>
    Page = 1,

    /// <summary>To confirm a consent, or refuse to.</summary>
    Verification = 2,
}
