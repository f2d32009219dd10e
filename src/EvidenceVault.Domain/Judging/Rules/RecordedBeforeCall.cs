using System.Globalization;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// VAULT-CONTEMPORANEOUS: what the permission rests on had been recorded when the call began, at that very instant at the latest. What is written down
/// only afterwards proves less: AVG art. 5(2) and 7(1), and Telecommunicatiewet art. 11.7 lid 2, lay the proof on the principal.
/// </summary>
internal sealed class RecordedBeforeCall() : Rule(
    "VAULT-CONTEMPORANEOUS", RuleCategory.Proof, Proof.Norm, Always)
{
    public override IReadOnlyDictionary<string, Explanation> Texts => RecordedBeforeCallTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.LastRecordedAt(basis) is not { } last)
            return null;
        if (last <= call.Start)
            return Met(call.Itself);
        var late = last - call.Start;
        var delay = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(late.TotalHours):0}:{late.Minutes:00}");
        return Breach("recorded-after-call", [.. call.Itself, .. With(call, basis, last)], new FindingParameter("delay", delay));
    }

    // The event that brought the last of it; for a mandate the whole line.
    private static Guid[] With(CallContext call, BasisCase basis, Instant last) =>
        last == basis.RecordedAt ? basis.LastEventId is { } id ? [id] : []
        : last == call.MandatesRecordedAt ? MandateLine.Find(call.Book, call.Call.Party, call.Call.Campaign, call.Start, call.Day)!.EventIds
        : [];
}
