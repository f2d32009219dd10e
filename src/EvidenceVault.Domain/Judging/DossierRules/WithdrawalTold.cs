using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.DossierRules;

/// <summary>
/// AVG-7.3-WITHDRAW-EASY: whoever gives consent is told how to withdraw it, by a route as easy as giving it. AVG art. 7(3), in force since 25 May 2018.
/// The vault sees that the wording tells it; whether the route is as easy, a reader sees in the text on file. Of what was said of a wording at different
/// times what denies it counts: its text is one.
/// </summary>
internal sealed class WithdrawalTold() : DossierRule(
    "AVG-7.3-WITHDRAW-EASY", RuleCategory.Permission, new(NormKind.Statute, "AVG 7(3)"), new LocalDate(2018, 5, 25))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => WithdrawalToldTexts.All;

    internal override DossierFinding? Judge(DossierAsKnown dossier, BookAsKnown book, Instant at)
    {
        Finding? worst = null;
        foreach (var (known, grant) in dossier.Grants)
            if (grant.Channel == ConsentChannel.Phone && known.OccurredAt <= at && IsInForceOn(Amsterdam.DateOf(known.OccurredAt)))
                worst = Worse(worst, Of(known, grant, book));
        return worst is null ? null : new(worst, null);
    }

    private Finding Of(KnownFact known, ConsentGranted grant, BookAsKnown book)
    {
        Finding? found = null;
        foreach (var version in book.WordingVersions(grant.Wording))
        {
            var because = Because.Of([known], null, [version]);
            found = Worse(found, version.Value.WithdrawalTextSha256 is null ? Breach("not-told", because) : Met(because));
        }

        return found ?? Unproven("unknown", Because.Of(known));
    }
}
