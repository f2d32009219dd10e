using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging.Contradictions;

/// <summary>A call after a withdrawal or an objection that stands. Tw 11.7; AVG 7(3), 21.</summary>
internal sealed class CallAfterWithdrawal() : ContradictionCheck("call-after-withdrawal", new(
    "Er is gebeld {hours} uur nadat de persoon toestemming had ingetrokken of bezwaar had gemaakt.",
    "A call was made {hours} hours after the person had withdrawn consent or objected."), new(
    "{count} personen zijn gebeld nadat zij toestemming hadden ingetrokken of bezwaar hadden gemaakt.",
    "{count} people were called after they had withdrawn consent or objected."))
{
    internal override IEnumerable<Contradiction> Find(DossierAsKnown dossier, BookAsKnown book, IReadOnlyList<JudgedCall> calls)
    {
        foreach (var call in calls)
            if (call.Judgement.Of("TW-11.7-WITHDRAWN") is { Result: FindingResult.Breach } finding)
                yield return new(Code, [.. finding.Because, call.Call.EventId], finding.Parameters);
    }
}
