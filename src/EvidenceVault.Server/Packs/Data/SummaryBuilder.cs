using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>Counts and contradictions.</summary>
public static class SummaryBuilder
{
    public static SummaryData Build(IReadOnlyList<CallData> calls) => new(
        calls.Count,
        calls.Count(c => c.IsConversation),
        [
            .. calls.GroupBy(c => (c.Judgement!.Permission, Proof: c.Judgement.Permission == PermissionConclusion.NotAssessed ? null : c.Judgement.Proof))
                .OrderBy(g => g.Key.Permission).ThenBy(g => g.Key.Proof ?? (ProofGrade)int.MaxValue)
                .Select(g => new CountData(g.Key.Permission, g.Key.Proof, g.Count(), g.Count(c => c.IsConversation))),
        ]);

    public static IReadOnlyList<ContradictionData> Contradictions(PackInput input) =>
        [.. input.Report.Contradictions.Select(c => new ContradictionData(c.Code, c.Because, input.Say(ContradictionTexts.Explain(c))))];
}
