using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>A consent as the calls of one party for one campaign relied on it: what is counted of consents, and what contradictions over a campaign are sought in.</summary>
public sealed record ConsentInUse
{
    /// <summary>The event of the grant.</summary>
    public required Guid Consent { get; init; }

    /// <summary>The campaign of the calls; null: none was stated.</summary>
    public string? Campaign { get; init; }

    /// <summary>Who made the calls.</summary>
    public required string Caller { get; init; }

    /// <summary>When the first of these calls began.</summary>
    public required Instant FirstCallAt { get; init; }

    /// <summary>When it was given.</summary>
    public required Instant GrantedAt { get; init; }

    /// <summary>When the vault first recorded it.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>Where it came from.</summary>
    public required ConsentSource Source { get; init; }

    /// <summary>Who handed it in.</summary>
    public required string UploadedBy { get; init; }

    /// <summary>How the person confirmed it, in time and in a way that counts by the policy when the first of these calls began; null: never.</summary>
    public VerificationMethod? VerifiedBy { get; init; }

    /// <summary>The consents of a dossier that calls relied on.</summary>
    public static IEnumerable<ConsentInUse> Of(DossierReport report)
    {
        var uses = FirstCalls(report);
        for (var i = 0; uses.Count > 0 && i < report.Consents.Count; i++)
        {
            var (known, grant) = report.Dossier.Grants[i];
            if (!uses.TryGetValue(known, out var first))
                continue;
            foreach (var ((campaign, caller), at) in first)
                yield return new()
                {
                    Consent = known.EventId,
                    Campaign = campaign,
                    Caller = caller,
                    FirstCallAt = at,
                    GrantedAt = known.OccurredAt,
                    RecordedAt = known.FirstRecordedAt,
                    Source = new(grant.Party, grant.Method, grant.Wording),
                    UploadedBy = grant.UploadedBy,
                    VerifiedBy = VerificationThatCounts(report, known, at),
                };
        }
    }

    // Calls come oldest first. A call relies on what it says, and on what was judged for it: two consents at most.
    private static Dictionary<KnownFact, Dictionary<(string? Campaign, string Caller), Instant>> FirstCalls(DossierReport report)
    {
        var grants = new Dictionary<Guid, KnownFact>();
        foreach (var (known, _) in report.Dossier.Grants)
            grants.TryAdd(known.EventId, known);
        var uses = new Dictionary<KnownFact, Dictionary<(string?, string), Instant>>();
        foreach (var judged in report.Calls)
        {
            var call = (CallAttempted)judged.Call.Fact;
            foreach (var id in new[] { judged.Call.ReliesOn?.EventId, judged.Judgement.Consent })
            {
                if (id is null || !grants.TryGetValue(id.Value, out var grant) || !judged.ReliedOn(grant))
                    continue;
                if (!uses.TryGetValue(grant, out var first))
                    uses[grant] = first = [];
                first.TryAdd((call.Campaign, call.Party), call.StartedAt);
            }
        }

        return uses;
    }

    // A policy that comes later changes nothing about the months before it.
    private static VerificationMethod? VerificationThatCounts(DossierReport report, KnownFact grant, Instant firstCallAt)
    {
        var confirmation = Confirmation.Before(report.Dossier, grant, report.EvaluatedAt.PlusTicks(1), report.Book.PolicyAt(firstCallAt).Verification);
        return confirmation is { Outcome: <= ConfirmationOutcome.ResponseUnproven, Answer.Fact: ConsentVerified verified } ? verified.Method : null;
    }
}

/// <summary>Where consents come from.</summary>
/// <param name="Collector">Who collected them.</param>
/// <param name="Method">How.</param>
/// <param name="Wording">With which wording; null: none was named.</param>
public readonly record struct ConsentSource(string Collector, ConsentMethod Method, string? Wording);
