using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Domain.Exhibits;

/// <summary>Until when an exhibit is kept was computed for the first time, or came to something else by a later fact or another policy.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Exhibit">The exhibit's id.</param>
/// <param name="DeleteAfter">The last instant it is kept; null: not to be computed, so it stays.</param>
/// <param name="Term">The term that decides, or why none does.</param>
/// <param name="Trigger">The event the term is counted from; null: the making of the exhibit.</param>
/// <param name="Policy">The event that set the policy; null: the vault's own defaults.</param>
public sealed record ExhibitTermSet(Instant OccurredAt, string Exhibit, Instant? DeleteAfter, RetentionTerm Term, Guid? Trigger, Guid? Policy);
