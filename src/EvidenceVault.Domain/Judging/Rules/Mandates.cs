using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CHAIN-MANDATE: an unbroken line of mandates from the principal to the caller. Under Telecommunicatiewet art. 11.7 lid 2 the sender, that is the
/// principal, must be able to show the consent; courts hold it to a duty of care for its call centres (ECLI:NL:RBROT:2023:7534). A missing mandate
/// does not relieve it.
/// </summary>
internal sealed class Mandates() : Rule(
    "CHAIN-MANDATE", RuleCategory.Chain, new(NormKind.Statute, "Tw 11.7 lid 2"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => MandatesTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        var party = call.Call.Party;
        if (party == call.Book.Principal)
            return null;
        var line = MandateLine.Find(call.Book, party, call.Call.Campaign, call.Start, call.Day);
        var because = line is null ? Because.Of(call.Known) : line.EventIds;
        if (line is { Faults: MandateFaults.None })
        {
            call.MandatesRecordedAt = line.RecordedAt;
            call.Until(line.EndsAt);
            return call.Session.DisputeBetween(call.Start, line.RecordedAt) is { } dispute
                ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute])
                : Met(because);
        }

        call.Until(line?.BeginsAt);
        return Breach(MandateLine.Reason(line), because, new FindingParameter("party", party));
    }
}
