using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>How the retention of an exhibit stands, as clients read it.</summary>
/// <param name="DeleteAfter">The last instant it is kept; null while nothing makes it due.</param>
/// <param name="Term">The term that decides, or why none does.</param>
/// <param name="Trigger">The event it is counted from; null: the making of the exhibit.</param>
/// <param name="PolicyFrom">The first day of the policy that sets it; null: the vault's own defaults.</param>
/// <param name="Explanation">The same in words.</param>
/// <param name="Holds">The holds that keep it whatever its term.</param>
/// <param name="IsRestricted">Whether a hold keeps it past its term and nobody decided so in time: then nobody may listen.</param>
public sealed record ExhibitTermView(
    [property: System.Text.Json.Serialization.JsonIgnore] Instant? DeleteAfter, RetentionTerm Term, Guid? Trigger, LocalDate? PolicyFrom, Explanation Explanation,
    IReadOnlyList<string> Holds, bool IsRestricted);

/// <summary>Tells how long exhibits are kept. The one place where the terms of the retention policy and holds come into exhibits' documents.</summary>
public interface IExhibitTerms
{
    /// <summary>The terms of a principal's exhibits, by their ids, as they follow from all facts known now.</summary>
    Task<IReadOnlyDictionary<string, ExhibitTermView>> Of(string principal, IReadOnlyCollection<Exhibit> exhibits, CancellationToken ct);

    /// <summary>Whether nobody may listen to an exhibit now.</summary>
    Task<bool> IsRestricted(string principal, string exhibit, CancellationToken ct);
}
