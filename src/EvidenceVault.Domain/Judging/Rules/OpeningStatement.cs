using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// BW-6:230v-OPENING: whoever calls a consumer to conclude a contract says at the start who calls, for whom, and that the purpose is commercial.
/// Burgerlijk Wetboek art. 6:230v lid 6, in force since 13 June 2014.
/// </summary>
internal sealed class OpeningStatement() : Rule(
    "BW-6:230v-OPENING", RuleCategory.Conduct, new(NormKind.Statute, "BW 6:230v lid 6"), new LocalDate(2014, 6, 13))
{
    private static readonly CallOpening NotStated = new();

    public override IReadOnlyDictionary<string, Explanation> Texts => OpeningStatementTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.IsSalesTalkWithConsumer)
            return null;
        return (call.Call.Opening ?? NotStated) switch
        {
            { CallerNamed: false } => Breach("caller-not-named", call.Itself),
            { PrincipalNamed: false } => Breach("principal-not-named", call.Itself),
            { PurposeNamed: false } => Breach("purpose-not-named", call.Itself),
            { CallerNamed: true, PrincipalNamed: true, PurposeNamed: true } => Met(call.Itself),
            _ => Unproven("unknown", call.Itself),
        };
    }
}
