using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>A rule of the rulebook. A new one is a file in <c>Rules</c> and a line in <see cref="Rulebook.Rules"/>.</summary>
public abstract class Rule
{
    private protected Rule(string name, RuleCategory category, Norm norm, LocalDate inForceFrom, LocalDate? inForceUntil = null)
    {
        Name = name;
        Category = category;
        Norm = norm;
        InForceFrom = inForceFrom;
        InForceUntil = inForceUntil;
    }

    /// <summary>Its stable name.</summary>
    public string Name { get; }

    /// <summary>What kind of question it answers.</summary>
    public RuleCategory Category { get; }

    /// <summary>Where it comes from.</summary>
    public Norm Norm { get; }

    /// <summary>The first local day of calls it is in force for.</summary>
    public LocalDate InForceFrom { get; }

    /// <summary>The last such day; null: still in force.</summary>
    public LocalDate? InForceUntil { get; }

    /// <summary>The bases it belongs to; empty: it applies whatever the basis.</summary>
    public virtual IReadOnlyList<Basis> Bases => [];

    /// <summary>
    /// Whether a permission can rest on it: where it belongs to a basis and gave no finding, that basis was not judged, whatever other rules say.
    /// </summary>
    public virtual bool Carries => false;

    /// <summary>Its texts by reason code; the empty code is the text for met.</summary>
    public abstract IReadOnlyDictionary<string, Explanation> Texts { get; }

    /// <summary>Whether it is in force for calls on a local day.</summary>
    public bool IsInForceOn(LocalDate day) => day >= InForceFrom && !(day > InForceUntil);

    /// <summary>What it says of a call on which it is in force; null: it does not apply.</summary>
    /// <param name="call">The call.</param>
    /// <param name="basis">The case for the basis it belongs to; for a rule without a basis, that for the basis taken.</param>
    internal abstract Finding? Judge(CallContext call, BasisCase basis);

    private protected Finding Met(params Guid[] because) => new(Name, Category, Norm, FindingResult.Met, null, because, []);

    private protected Finding Breach(string reason, IReadOnlyList<Guid> because, params FindingParameter[] parameters) =>
        new(Name, Category, Norm, FindingResult.Breach, reason, because, parameters);

    private protected Finding Unproven(string reason, IReadOnlyList<Guid> because, params FindingParameter[] parameters) =>
        new(Name, Category, Norm, FindingResult.Unproven, reason, because, parameters);
}
