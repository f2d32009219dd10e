using System.Globalization;
using EvidenceVault.Domain.Judging.Texts;

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
        return Breach("recorded-after-call", [.. call.Itself, .. Late(call, basis)], new FindingParameter("delay", delay));
    }

    private static List<Guid> Late(CallContext call, BasisCase basis)
    {
        List<Guid> late = [];
        foreach (var finding in basis.Findings)
            foreach (var id in finding.Because)
                if (call.Dossier.Find(id) is { } fact && fact != call.Known && fact.RecordedAt > call.Start && !late.Contains(id))
                    late.Add(id);
        foreach (var exhibit in call.Dossier.Exhibits)
            if (exhibit.Exhibit.AnnouncedAt > call.Start && IsNamed(basis, exhibit.Exhibit.EventId))
                late.Add(exhibit.Exhibit.EventId);
        if (basis.Grant is { } grant)
            foreach (var wording in ConsentTerm.WordingOf(grant, call.Book, call.Start))
                if (wording.RecordedAt > call.Start)
                    late.Add(wording.EventId);
        if (call.MandatesRecordedAt > call.Start)
            late.AddRange(MandateLine.Find(call.Book, call.Call.Party, call.Call.Campaign, call.Start, call.Day)!.EventIds());
        return late;
    }

    private static bool IsNamed(BasisCase basis, Guid id)
    {
        foreach (var finding in basis.Findings)
            if (finding.Because.Contains(id))
                return true;
        return false;
    }
}
