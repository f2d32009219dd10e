using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Server.Exhibits;

/// <summary>How long an exhibit is kept.</summary>
/// <param name="DeleteAfter">When it becomes due; null while nothing makes it due.</param>
/// <param name="Retention">Which term of which policy says so, and what set it going; written out as it is.</param>
public sealed record ExhibitTerm(NodaTime.Instant? DeleteAfter, object? Retention);

/// <summary>Tells how long exhibits are kept. The one place where the terms of the retention policy come into exhibits' documents.</summary>
public interface IExhibitTerms
{
    /// <summary>The terms of a principal's exhibits, by their ids, as they follow from all facts known now.</summary>
    Task<IReadOnlyDictionary<string, ExhibitTerm>> Of(string principal, IReadOnlyCollection<Exhibit> exhibits, CancellationToken ct);
}
