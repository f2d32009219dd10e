namespace EvidenceVault.Domain.Judging;

/// <summary>Something in a dossier that does not fit with something else. <see cref="ContradictionTexts"/> puts it into words.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Because">The ids of the events that do not fit together.</param>
/// <param name="Parameters">What the texts need beside the code.</param>
public sealed record Contradiction(string Code, IReadOnlyList<Guid> Because, IReadOnlyList<FindingParameter> Parameters);
