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

/// <summary>Stands in until the terms are computed, and says so in the log at every start.</summary>
public sealed class UnknownExhibitTerms : IExhibitTerms
{
    public UnknownExhibitTerms(ILogger<UnknownExhibitTerms> log) =>
        log.LogCritical("No IExhibitTerms is registered: deleteAfter of exhibits is not computed. This server must not be released");

    public Task<IReadOnlyDictionary<string, ExhibitTerm>> Of(string principal, IReadOnlyCollection<Exhibit> exhibits, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, ExhibitTerm>>(new Dictionary<string, ExhibitTerm>());
}
