using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CTM-NUMBER: the number shown is one that the caller is registered with, so that the consumer can see who calls and call back. Code Telemarketing, in
/// the version of 15 October 2024. Where the number was not shown there is none to see, whatever number the call came from. Which numbers a caller was registered with before the vault recorded any is not known.
/// </summary>
internal sealed class RegisteredNumber() : Rule(
    "CTM-NUMBER", RuleCategory.Code, new(NormKind.Code, "Code Telemarketing 2024"), new LocalDate(2024, 10, 15))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => RegisteredNumberTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!CodeScope.Covers(call, basis))
            return null;
        if (call.Call is not { CallerNumberMac: { } number, CallerIdShown: not false } || call.Book.CallerNumbersAt(call.Call.Party, call.Start) is not { } registered)
            return Unproven("unknown", call.Itself);
        Guid[] because = [.. call.Itself, registered.EventId];
        return registered.Macs.Contains(number) ? Met(because) : Breach("number-not-registered", because);
    }
}
