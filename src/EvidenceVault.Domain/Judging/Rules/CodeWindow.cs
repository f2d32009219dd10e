using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CTM-WINDOW: when calls may be made. Code Telemarketing, in the version of 15 October 2024: Monday to Friday from 9:00 to 22:00, Saturday from 10:00
/// to 16:00, never on Sundays, public holidays and days of mourning, and no later than 18:30 on 4 May and on 5 and 24 December.
/// </summary>
internal sealed class CodeWindow() : Rule(
    "CTM-WINDOW", RuleCategory.Code, new(NormKind.Code, "Code Telemarketing 2024"), new LocalDate(2024, 10, 15))
{
    private static readonly CallingWindow Window = new(new(new(9, 0), new(22, 0)), new(new(10, 0), new(16, 0)));

    public override IReadOnlyDictionary<string, Explanation> Texts => CodeWindowTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!CodeScope.Covers(call, basis))
            return null;
        if (call.Session.IsHypothetical)
            call.Until(CallingHours.NextChange(call.Local, Window, call.Policy));
        return CallingHours.Fault(call.Local, Window, call.Policy) is { } fault ? Breach(fault, call.Itself) : Met(call.Itself);
    }
}
