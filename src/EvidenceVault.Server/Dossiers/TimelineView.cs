using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Structural;
using NodaTime;

namespace EvidenceVault.Server.Dossiers;

/// <summary>A fact on the timeline. <paramref name="Unresolved"/> names the fields that refer to something that has not come yet.</summary>
/// <param name="Late">Whether the vault first heard of it so long after it happened that it counts as handed in late.</param>
/// <param name="Message">Of a complaint or compliment: what it says.</param>
/// <param name="Monitoring">Of a listener's record: what was found.</param>
/// <param name="Correction">Of a correction: what it changed, and why.</param>
public sealed record TimelineView(
    Guid EventId, string? Ref, string Type, Instant OccurredAt, Instant RecordedAt, bool Late, string Party, Guid? Consent, Guid? Call, Guid? CorrectedBy, IReadOnlyList<string> Unresolved,
    MessageView? Message, MonitoringRecordView? Monitoring, CorrectionView? Correction)
{
    /// <summary>The facts that were known, by when they happened.</summary>
    /// <param name="opened">The dossier.</param>
    /// <param name="known">As it was known then.</param>
    /// <param name="at">Then.</param>
    /// <param name="sees">Whether the caller may see an event.</param>
    public static List<TimelineView> Of(OpenedDossier opened, DossierAsKnown known, Instant at, Func<Guid, bool> sees)
    {
        var unresolved = known.Unresolved.ToLookup(u => u.From, u => u.Field);
        var recorded = opened.Dossier.Facts.Where(f => f.RecordedAt <= at).ToDictionary(f => f.EventId);
        return
        [
            .. recorded.Values.Where(f => sees(f.EventId)).OrderBy(f => f.OccurredAt).ThenBy(f => f.Version).Select(f =>
            {
                var fact = known.Find(f.EventId);
                return new TimelineView(
                    f.EventId, opened.RefOf(f.EventId), f.Fact.Type, f.OccurredAt, f.RecordedAt, CountedCall.IsLate(f.RecordedAt, f.OccurredAt), f.Fact.Party, fact?.Consent?.EventId,
                    fact?.Call?.EventId, CorrectionAfter(fact, f), [.. unresolved[f.EventId].Distinct()], MessageView.Of(f, opened), MonitoringRecordView.Of(f.Fact),
                    CorrectionView.Of(f, fact, id => recorded.GetValueOrDefault(id), opened, sees));
            }),
        ];
    }

    // The correction that came right after this version of a fact, whether it is the original or a correction itself.
    private static Guid? CorrectionAfter(KnownFact? known, RecordedFact recorded)
    {
        if (known is null) return null;
        if (known.EventId == recorded.EventId && recorded.Fact is not CorrectionMade) return known.Corrections.Count == 0 ? null : known.Corrections[0].EventId;
        for (var i = 0; i < known.Corrections.Count - 1; i++)
            if (known.Corrections[i].EventId == recorded.EventId) return known.Corrections[i + 1].EventId;
        return null;
    }
}

/// <summary>What a complaint (klacht) or compliment says. <paramref name="Text"/> is null once erased, and while who it is, is restricted.</summary>
public sealed record MessageView(ComplaintSubject About, string Via, string? Text)
{
    public static MessageView? Of(RecordedFact recorded, OpenedDossier opened)
    {
        var text = opened.IsRestricted ? null : opened.AnnexOf(recorded.EventId)?.Text;
        return recorded.Fact switch
        {
            ComplaintReceived c => new(c.About, c.Via, text),
            ComplimentReceived c => new(c.About, c.Via, text),
            _ => null,
        };
    }
}

/// <summary>What a listener found in a call.</summary>
public sealed record MonitoringRecordView(Listener By, IReadOnlyList<MonitoringFinding> Findings)
{
    public static MonitoringRecordView? Of(Fact fact) => fact is MonitoringRecorded m ? new(m.By, m.Findings) : null;
}

/// <summary>What a correction changed.</summary>
/// <param name="Corrects">The version it replaced; null: not known here.</param>
/// <param name="Move">Whether it moved the fact to or from another consumer's dossier.</param>
/// <param name="Reason">Why; null once erased, and while who it is, is restricted.</param>
/// <param name="Changes">The fields that differ, in both versions.</param>
public sealed record CorrectionView(Guid? Corrects, CorrectionMove? Move, string? Reason, IReadOnlyList<ChangedField> Changes)
{
    public static CorrectionView? Of(RecordedFact recorded, KnownFact? known, Func<Guid, RecordedFact?> find, OpenedDossier opened, Func<Guid, bool> sees)
    {
        if (recorded.Fact is not CorrectionMade correction) return null;
        var before = CorrectedFields.Replaced(known, recorded, find);
        return new(
            before?.EventId, correction.Move, opened.IsRestricted ? null : opened.AnnexOf(recorded.EventId)?.Text,
            before is not null && sees(before.EventId) ? CorrectedFields.Between(CorrectedFields.Body(before), correction.Corrected) : []);
    }
}
