using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>What the audience of a pack may see. AVG 5(1)(c): no more than is needed for what the pack is for.</summary>
/// <param name="Notes">Notes that staff and agents made.</param>
/// <param name="Agents">Agents' pseudonyms.</param>
/// <param name="Emails">Mail addresses.</param>
public sealed record Disclosure(bool Notes, bool Agents, bool Emails)
{
    public static Disclosure To(PackAudience audience) => audience switch
    {
        PackAudience.Consumer => new(Notes: true, Agents: false, Emails: true),
        PackAudience.Internal => new(Notes: true, Agents: true, Emails: true),
        _ => new(Notes: false, Agents: true, Emails: false),
    };

    /// <summary>Whether the number is masked: 24 months after the last call it is shown only in packs for an inquiry and to the person. A pack as of an earlier instant shows no more.</summary>
    public static bool MasksNumber(PackRequested asked, bool isForCase, Dossier dossier) =>
        asked.Audience != PackAudience.Consumer && !isForCase && NumberTerm.Masks(DossierAsKnown.Of(dossier, asked.OccurredAt), asked.OccurredAt);
}
