using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>What was done to have one consent confirmed, each in the dossier's order.</summary>
internal sealed class ConfirmationSteps
{
    internal static readonly ConfirmationSteps None = new();

    /// <summary>Requests to confirm it.</summary>
    internal List<KnownFact> Requests { get; } = [];

    /// <summary>Confirmations of it.</summary>
    internal List<Known<ConsentVerified>> Answers { get; } = [];

    /// <summary>Refusals to confirm it.</summary>
    internal List<KnownFact> Refusals { get; } = [];

    /// <summary>The steps for each consent of a dossier that has any.</summary>
    internal static Dictionary<KnownFact, ConfirmationSteps> Of(DossierAsKnown dossier)
    {
        var all = new Dictionary<KnownFact, ConfirmationSteps>();
        ConfirmationSteps? For(KnownFact step)
        {
            if (step.Consent is not { } grant)
                return null;
            if (!all.TryGetValue(grant, out var steps))
                all[grant] = steps = new();
            return steps;
        }

        foreach (var (request, _) in dossier.VerificationRequests)
            For(request)?.Requests.Add(request);
        foreach (var answer in dossier.Verifications)
            For(answer.Source)?.Answers.Add(answer);
        foreach (var (refusal, _) in dossier.VerificationRefusals)
            For(refusal)?.Refusals.Add(refusal);
        return all;
    }
}
