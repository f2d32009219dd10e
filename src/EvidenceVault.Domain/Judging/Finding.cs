namespace EvidenceVault.Domain.Judging;

/// <summary>What one rule says of one call. Codes only: <see cref="FindingTexts"/> puts it into words.</summary>
/// <param name="Rule">The rule's name, such as <c>TW-11.7-CONSENT</c>.</param>
/// <param name="Category">What kind of question the rule answers.</param>
/// <param name="Norm">Where the rule comes from.</param>
/// <param name="Result">The result.</param>
/// <param name="Reason">The stable code of the reason; null when met, except <c>lawfully-deleted</c>, and when not applicable.</param>
/// <param name="Because">The ids of the events it rests on; both versions of a corrected fact.</param>
/// <param name="Parameters">What the texts need beside the codes, such as the hours between two events.</param>
public sealed record Finding(
    string Rule,
    RuleCategory Category,
    Norm Norm,
    FindingResult Result,
    string? Reason,
    IReadOnlyList<Guid> Because,
    IReadOnlyList<FindingParameter> Parameters);

/// <summary>A value that a text shows.</summary>
/// <param name="Name">Its name in the text.</param>
/// <param name="Value">A plain value or a code; never personal data.</param>
public readonly record struct FindingParameter(string Name, string Value);

/// <summary>The norm behind a rule.</summary>
/// <param name="Kind">What kind of norm.</param>
/// <param name="Ref">Where it stands, such as <c>Tw 11.7 lid 2</c>.</param>
public sealed record Norm(NormKind Kind, string Ref);

/// <summary>Kinds of norm.</summary>
public enum NormKind
{
    /// <summary>A statute.</summary>
    Statute,

    /// <summary>A regulator's reading (ACM), which may be disputed.</summary>
    Regulator,

    /// <summary>Self-regulation.</summary>
    Code,

    /// <summary>The principal's own house rules.</summary>
    Policy,
}

/// <summary>Kinds of question a rule answers.</summary>
public enum RuleCategory
{
    /// <summary>Was there a basis to call.</summary>
    Permission,

    /// <summary>Who made the call for whom.</summary>
    Chain,

    /// <summary>How the call was made.</summary>
    Conduct,

    /// <summary>Self-regulation.</summary>
    Code,

    /// <summary>The principal's own rules.</summary>
    Policy,

    /// <summary>How well it is proven.</summary>
    Proof,
}

/// <summary>Results of a rule.</summary>
public enum FindingResult
{
    /// <summary>Met.</summary>
    Met,

    /// <summary>Breached.</summary>
    Breach,

    /// <summary>The evidence that would decide it is missing.</summary>
    Unproven,

    /// <summary>The rule does not apply to this call.</summary>
    NotApplicable,
}
