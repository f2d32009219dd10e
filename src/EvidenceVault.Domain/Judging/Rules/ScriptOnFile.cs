using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// VAULT-SCRIPT: a version of the script that a conversation says it followed had been recorded when the call began. Like every rule on proof it decides
/// nothing; it shows what the caller was told to say.
/// </summary>
internal sealed class ScriptOnFile() : Rule(
    "VAULT-SCRIPT", RuleCategory.Proof, Proof.Norm, Always)
{
    public override IReadOnlyDictionary<string, Explanation> Texts => ScriptOnFileTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Call.Direction != CallDirection.Outbound || !Conversation.Is(call.Call))
            return null;
        if (call.Book.FirstScript(call.Call.Script) is not { } script)
            return Unproven("none", call.Itself);
        Guid[] because = [.. call.Itself, script.EventId];
        return script.RecordedAt <= call.Start ? Met(because) : Breach("filed-after-call", because);
    }
}
