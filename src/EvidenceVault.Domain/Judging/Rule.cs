using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>A rule of the rulebook on calls. A new one is a file in <c>Rules</c> and a line in <see cref="Rulebook.Rules"/>.</summary>
public abstract class Rule : RulebookEntry
{
    private protected Rule(string name, RuleCategory category, Norm norm, LocalDate inForceFrom, LocalDate? inForceUntil = null)
        : base(name, category, norm, inForceFrom, inForceUntil)
    {
    }

    /// <summary>The bases it belongs to; empty: it applies whatever the basis.</summary>
    public virtual IReadOnlyList<Basis> Bases => [];

    /// <summary>
    /// Whether a permission can rest on it: where it belongs to a basis and gave no finding, that basis was not judged, whatever other rules say.
    /// </summary>
    public virtual bool Carries => false;

    /// <summary>
    /// Whether it asks nothing that only the making of the call can tell, such as what was said in it. A rule that does judges no call that was not made.
    /// </summary>
    public virtual bool IsKnownBeforehand => true;

    /// <summary>What it says of a call on which it is in force; null: it does not apply.</summary>
    /// <param name="call">The call.</param>
    /// <param name="basis">The case for the basis it belongs to; for a rule without a basis, that for the basis taken.</param>
    internal abstract Finding? Judge(CallContext call, BasisCase basis);
}
