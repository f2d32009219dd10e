using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>Findings, put into the pack's language.</summary>
public static class FindingBuilder
{
    public static IReadOnlyList<FindingData> Of(PackInput input, IEnumerable<Finding> findings) =>
        [.. findings.Select(f => new FindingData(f.Rule, f.Category, f.Norm, f.Result, f.Reason, f.Because, input.Say(FindingTexts.Explain(f))))];
}
