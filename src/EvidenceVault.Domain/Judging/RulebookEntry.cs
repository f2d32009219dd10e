using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>What every rule of the rulebook has, whether it judges a call or a dossier as a whole.</summary>
public abstract class RulebookEntry
{
    /// <summary>The first day of a rule that holds for calls of any date.</summary>
    public static readonly LocalDate Always = LocalDate.MinIsoValue;

    private protected RulebookEntry(string name, RuleCategory category, Norm norm, LocalDate inForceFrom, LocalDate? inForceUntil)
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

    /// <summary>The first local day it is in force for; <see cref="Always"/>: any.</summary>
    public LocalDate InForceFrom { get; }

    /// <summary>The last such day; null: still in force.</summary>
    public LocalDate? InForceUntil { get; }

    /// <summary>Its texts by reason code; the empty code is the text for met.</summary>
    public abstract IReadOnlyDictionary<string, Explanation> Texts { get; }

    /// <summary>Whether it is in force on a local day.</summary>
    public bool IsInForceOn(LocalDate day) => day >= InForceFrom && !(day > InForceUntil);

    /// <summary>That it does not apply.</summary>
    internal Finding NotApplicable() => new(Name, Category, Norm, FindingResult.NotApplicable, null, [], []);

    private protected Finding Met(params Guid[] because) => new(Name, Category, Norm, FindingResult.Met, null, because, []);

    private protected Finding Breach(string reason, IReadOnlyList<Guid> because, params FindingParameter[] parameters) =>
        new(Name, Category, Norm, FindingResult.Breach, reason, because, parameters);

    private protected Finding Unproven(string reason, IReadOnlyList<Guid> because, params FindingParameter[] parameters) =>
        new(Name, Category, Norm, FindingResult.Unproven, reason, because, parameters);

    /// <summary>Of what is found about several things, the worst, and of equals the first.</summary>
    private protected static Finding Worse(Finding? one, Finding other) => one is null || Rank(other.Result) > Rank(one.Result) ? other : one;

    private static int Rank(FindingResult result) => result switch
    {
        FindingResult.Breach => 2,
        FindingResult.Unproven => 1,
        _ => 0,
    };
}
