using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using EvidenceVault.Domain.Suppressions;
using NodaTime;

namespace EvidenceVault.Domain.Judging.DossierRules;

/// <summary>
/// SUPPRESSION-ACK: each party in the chain says within 72 hours that it has processed a withdrawal or an objection. No statute names a number of hours;
/// this is the bar that VodafoneZiggo set itself towards ACM in June 2025, which expects all to follow; so it is in force for what was said from 1 July
/// 2025 on. The hours count from when the person said it, not from when the vault was told, until the vault recorded the acknowledgement: when
/// a party says that it was done proves nothing. The very end of the 72 hours is still inside.
/// </summary>
internal sealed class SuppressionAcknowledged() : DossierRule(
    "SUPPRESSION-ACK", RuleCategory.Chain, new(NormKind.Regulator, "ACM, VodafoneZiggo 2025"), new LocalDate(2025, 7, 1))
{
    private const string Pending = "pending";

    public override IReadOnlyDictionary<string, Explanation> Texts => SuppressionAcknowledgedTexts.All;

    internal override DossierFinding? Judge(DossierAsKnown dossier, BookAsKnown book, Instant at) => Judge(dossier, book, at, null);

    // Who else is in the chain, and what it failed to do, is no party's business.
    internal override DossierFinding? JudgeTo(string party, DossierAsKnown dossier, BookAsKnown book, Instant at) => Judge(dossier, book, at, party);

    private DossierFinding? Judge(DossierAsKnown dossier, BookAsKnown book, Instant at, string? only)
    {
        Finding? worst = null;
        Instant? changesAt = null;
        HashSet<KnownFact> judged = [];
        // Of several versions of one no the first counts: it was said then.
        foreach (var objection in dossier.Objections)
        {
            if (objection.At > at || !IsInForceOn(Amsterdam.DateOf(objection.At)) || !IsAboutCalls(objection) || !judged.Add(objection.Source))
                continue;
            var end = objection.At + Acknowledgement.Term;
            foreach (var party in book.PartiesAt(objection.At))
            {
                if (only is not null && party != only)
                    continue;
                var found = Of(dossier, objection, party, end, at);
                if (found.Reason == Pending && !(changesAt <= end))
                    changesAt = end;
                worst = Worse(worst, found);
            }
        }

        if (worst is { Result: FindingResult.Met })
            worst = worst with { Parameters = [new("party", only ?? CodeWords.EachParty)] };
        return worst is null ? null : new(worst, changesAt);
    }

    private static bool IsAboutCalls(Objection objection) => objection.Consent?.Fact is not ConsentGranted { Channel: not ConsentChannel.Phone };

    private Finding Of(DossierAsKnown dossier, Objection objection, string party, Instant end, Instant at)
    {
        var said = dossier.AcknowledgedAt(objection.Source, party);
        if (said <= end)
            return Met(objection.EventId);
        var parameter = new FindingParameter("party", party);
        return said is not null ? Breach("acknowledged-late", [objection.EventId], parameter)
            : at > end ? Breach("not-acknowledged", [objection.EventId], parameter)
            : Unproven(Pending, [objection.EventId], parameter);
    }
}
