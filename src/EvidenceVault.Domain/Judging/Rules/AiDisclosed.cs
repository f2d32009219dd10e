using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// AI-DISCLOSED: whoever speaks with an AI voice agent is told so at the start. AI Act (EU) 2024/1689 art. 50, which binds the provider of the system;
/// in force since 2 August 2026.
/// </summary>
internal sealed class AiDisclosed() : Rule(
    "AI-DISCLOSED", RuleCategory.Conduct, new(NormKind.Statute, "AI Act 50"), new LocalDate(2026, 8, 2))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => AiDisclosedTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Call.Means != CallMeans.AiAgent || !Conversation.Is(call.Call))
            return null;
        return call.Call.Opening?.AiDisclosed switch
        {
            true => Met(call.Itself),
            false => Breach("not-disclosed", call.Itself),
            null => Unproven("unknown", call.Itself),
        };
    }
}
