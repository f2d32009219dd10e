using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Clearances;

/// <summary>
/// What the vault signs of a clearance. The number is part of it, so that an agency can show what it was told about which number; for the same reason
/// the signature goes to the asker only and is not kept: whoever has it and the public key could try all numbers there are.
/// </summary>
public static class ClearanceSignature
{
    private const string Heading = "evidence-vault clearance v1";

    /// <summary>The signature, base64; null: no key is configured.</summary>
    public static string? Of(SigningKey key, string principal, string id, ClearanceRequest request, ClearanceDecision decision) =>
        key.Sign(Lines(principal, id, request.Phone, request.Question, decision)) is { } signature ? Convert.ToBase64String(signature) : null;

    /// <summary>The lines that are signed.</summary>
    public static string[] Lines(string principal, string id, string phone, ClearanceQuestion question, ClearanceDecision decision) =>
    [
        Heading, principal, id, phone, question.Campaign, question.Party, Vocabulary<CallMeans>.Of(question.Means),
        decision.Clear ? "clear" : "block", Text(decision.DecidedAt), Text(decision.RecheckAfter),
    ];

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
