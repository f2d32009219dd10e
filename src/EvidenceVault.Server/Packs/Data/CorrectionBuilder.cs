using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Dossiers;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The corrections, each with the fields it changed in both versions.</summary>
public static class CorrectionBuilder
{
    public static IReadOnlyList<CorrectionData> Build(PackInput input)
    {
        var recorded = input.Opened.Dossier.Facts.Where(f => f.RecordedAt <= input.AsOf).ToDictionary(f => f.EventId);
        return [.. recorded.Values.Where(f => f.Fact is CorrectionMade).OrderBy(f => f.OccurredAt).ThenBy(f => f.Version).Select(f => Of(input, f, recorded))];
    }

    private static CorrectionData Of(PackInput input, RecordedFact recorded, Dictionary<Guid, RecordedFact> all)
    {
        var correction = (CorrectionMade)recorded.Fact;
        var before = CorrectedFields.Replaced(input.Dossier.Find(recorded.EventId), recorded, id => all.GetValueOrDefault(id));
        return new(
            recorded.EventId, recorded.OccurredAt, recorded.RecordedAt, correction.Party, before?.EventId, (correction.Corrected ?? CorrectedFields.Body(before))?.Type, correction.Move,
            input.Opened.AnnexOf(recorded.EventId)?.Text,
            [.. CorrectedFields.Between(CorrectedFields.Body(before), correction.Corrected).Select(c => new ChangeData(c.Field, c.Before, c.After))]);
    }
}
