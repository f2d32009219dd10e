using EvidenceVault.Domain.Dossiers;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// A rule of the rulebook on a dossier as a whole. A new one is a file in <c>DossierRules</c> and a line in <see cref="Rulebook.OnDossiers"/>. What it
/// finds changes no conclusion on a call.
/// </summary>
public abstract class DossierRule : RulebookEntry
{
    private protected DossierRule(string name, RuleCategory category, Norm norm, LocalDate inForceFrom)
        : base(name, category, norm, inForceFrom, null)
    {
    }

    /// <summary>What it says of a dossier; null: it does not apply.</summary>
    /// <param name="dossier">The dossier as known.</param>
    /// <param name="book">The principal's book as known.</param>
    /// <param name="at">The instant it is seen at.</param>
    internal abstract DossierFinding? Judge(DossierAsKnown dossier, BookAsKnown book, Instant at);

    /// <summary>What of it a party may be shown; null: it does not apply to that party.</summary>
    internal virtual DossierFinding? JudgeTo(string party, DossierAsKnown dossier, BookAsKnown book, Instant at) => Judge(dossier, book, at);
}

/// <summary>What a rule says of a dossier.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="ChangesAt">The last instant at which time alone leaves it as it is; null: time changes nothing.</param>
internal readonly record struct DossierFinding(Finding Finding, Instant? ChangesAt);
