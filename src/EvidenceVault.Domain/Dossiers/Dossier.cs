using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>Everything the vault holds about one consumer for one principal, without anything that says who it is.</summary>
/// <param name="Principal">The principal's slug.</param>
/// <param name="Consumer">The consumer's random id.</param>
/// <param name="Facts">The facts in the order in which they were recorded.</param>
/// <param name="Exhibits">Every exhibit that a fact cites or that names this consumer.</param>
public sealed record Dossier(string Principal, Guid Consumer, IReadOnlyList<RecordedFact> Facts, IReadOnlyList<Exhibit> Exhibits);
