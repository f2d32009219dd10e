using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The register: every fact recorded by the pack's instant, numbered in the order in which things happened.</summary>
public static class FactBuilder
{
    public static IReadOnlyList<FactData> Build(PackInput input) =>
    [
        .. input.Opened.Dossier.Facts.Where(f => f.RecordedAt <= input.AsOf).OrderBy(f => f.OccurredAt).ThenBy(f => f.Version).Select((f, i) => new FactData(
            i + 1, f.EventId, input.Opened.RefOf(f.EventId), f.Fact.Type, f.OccurredAt, f.RecordedAt, f.Fact.Party, f.Fact.UploadedBy,
            CorrectedBy(input.Dossier.Find(f.EventId), f))),
    ];

    // The correction that came right after this version of a fact, whether it is the original or a correction itself.
    private static Guid? CorrectedBy(KnownFact? known, RecordedFact recorded)
    {
        if (known is null || known.Corrections.Count == 0) return null;
        if (recorded.Fact is not CorrectionMade) return known.EventId == recorded.EventId ? known.Corrections[0].EventId : null;
        for (var i = 0; i < known.Corrections.Count - 1; i++)
            if (known.Corrections[i].EventId == recorded.EventId) return known.Corrections[i + 1].EventId;
        return null;
    }
}
