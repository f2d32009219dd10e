using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Judges the calls of one dossier, each once: whether a consent was obtained in an unpermitted call takes a judgement of that call.</summary>
internal sealed class JudgingSession(DossierAsKnown dossier, BookAsKnown book, bool isHypothetical = false)
{
    private readonly Dictionary<KnownFact, Judgement> _judged = [];
    private List<(Guid EventId, Instant RecordedAt)>? _disputes;

    internal DossierAsKnown Dossier => dossier;

    internal BookAsKnown Book => book;

    /// <summary>Whether the call judged was not made: then it matters how long the outcome would hold.</summary>
    internal bool IsHypothetical => isHypothetical;

    /// <summary>Complaints, withdrawals and objections, with when they were recorded.</summary>
    internal List<(Guid EventId, Instant RecordedAt)> Disputes => _disputes ??= AllDisputes();

    /// <summary>A call's judgement, before it is compared with what it would be without later corrections.</summary>
    internal Judgement Of(KnownFact call)
    {
        if (!_judged.TryGetValue(call, out var judgement))
            _judged[call] = judgement = Conclusions.Of(new(this, call));
        return judgement;
    }

    /// <summary>
    /// A finding that is met, but rests on a fact first recorded after a dispute, while it is said to have happened before the dispute was recorded,
    /// is unproven. A fact that happened after the dispute could not have been recorded earlier, and is not suspect for it.
    /// </summary>
    internal Finding AfterDispute(Finding finding)
    {
        if (finding.Result != FindingResult.Met || Disputes.Count == 0)
            return finding;
        foreach (var id in finding.Because)
        {
            if (Dossier.Find(id) is { } fact && DisputeBefore(fact) is { } dispute)
                return finding with
                {
                    Result = FindingResult.Unproven,
                    Reason = Texts.SharedTexts.RecordedAfterDispute,
                    Because = [.. finding.Because, dispute],
                };
        }

        return finding;
    }

    /// <summary>Whether a fact that can carry a permission was first recorded after a dispute, though it is said to have happened before.</summary>
    internal bool IsAfterDispute(KnownFact fact) => DisputeBefore(fact) is not null;

    private Guid? DisputeBefore(KnownFact fact)
    {
        if (Carries(fact.Fact))
            foreach (var (dispute, recordedAt) in Disputes)
                if (fact.OccurredAt <= recordedAt && recordedAt < fact.FirstRecordedAt)
                    return dispute;
        return null;
    }

    private static bool Carries(Fact fact) =>
        fact is ConsentGranted or ConsentVerified or RelationshipStarted or RelationshipEnded or CallbackRequested;

    private List<(Guid EventId, Instant RecordedAt)> AllDisputes()
    {
        var disputes = new List<(Guid EventId, Instant RecordedAt)>();
        foreach (var objection in Dossier.Objections)
            disputes.Add((objection.EventId, objection.RecordedAt));
        foreach (var fact in Dossier.Facts)
            if (fact.Fact is ComplaintReceived)
                disputes.Add((fact.EventId, fact.FirstRecordedAt));
        return disputes;
    }
}
