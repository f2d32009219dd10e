using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Server.Erasure;

/// <summary>An erasure as clients read it.</summary>
/// <param name="Consumer">Whom it is about.</param>
/// <param name="State"><c>requested</c>, <c>restricted</c>, <c>erasing</c> or <c>erased</c>.</param>
/// <param name="Ground">The ground.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="RequestedBy">By whom.</param>
/// <param name="Approver">Who is to decide; null: whoever may.</param>
/// <param name="AnswerBy">The last day on which the person must have an answer.</param>
/// <param name="Obstacles">What stands against it now.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="DecidedBy">By whom.</param>
/// <param name="Reason">Why so.</param>
/// <param name="ErasedAt">When card and key went.</param>
/// <param name="Answer">What to tell the person.</param>
public sealed record ErasureView(
    Guid Consumer, string State, ErasureGround Ground, Instant RequestedAt, string RequestedBy, string? Approver, LocalDate AnswerBy, IReadOnlyList<ObstacleView> Obstacles, Instant? DecidedAt,
    string? DecidedBy, string? Reason, Instant? ErasedAt, Explanation Answer)
{
    public static ErasureView Of(Domain.Retention.Erasure erasure, ErasureObstacles obstacles, Instant now)
    {
        IReadOnlyList<ObstacleView> stand = erasure.Erased is not null ? [] : [.. ObstacleView.Of(obstacles, now)];
        var state = erasure.Erased is not null ? "erased" : erasure.Decided is not { } decided ? "requested" : decided.Decision == ErasureDecision.Erase ? "erasing" : "restricted";
        return new(
            erasure.Requested.Consumer, state, erasure.Requested.Ground, erasure.Requested.OccurredAt, erasure.Requested.Holder, erasure.Requested.Approver, erasure.AnswerBy, stand, erasure.Decided?.OccurredAt,
            erasure.Decided?.Holder, erasure.Decided?.Reason, erasure.Erased?.OccurredAt, ErasureTexts.Of(state, stand));
    }
}

/// <summary>Something that stands against an erasure.</summary>
/// <param name="Code"><c>limitation-term</c>, <c>hold</c> or <c>open-request</c>.</param>
/// <param name="Until">When it ends; null: not known.</param>
/// <param name="Hold">The hold.</param>
/// <param name="Explanation">In words.</param>
public sealed record ObstacleView(string Code, Instant? Until, string? Hold, Explanation Explanation)
{
    public static IEnumerable<ObstacleView> Of(ErasureObstacles obstacles, Instant now)
    {
        if (obstacles.TermStands(now))
            yield return new("limitation-term", obstacles.TermEndsAt, null, new(
                "Er is in de afgelopen vijf jaar gebeld: zolang kan een boete volgen, en is het bewijs nodig (Awb 5:45, AVG artikel 17 lid 3 onder e).",
                "A call was made within the last five years: so long a fine can follow, and the proof is needed (Awb 5:45, GDPR Article 17(3)(e))."));
        foreach (var hold in obstacles.Holds)
            yield return new("hold", null, hold, new(
                "Een bewaarbevel houdt deze gegevens vast (AVG artikel 17 lid 3 onder e).", "A hold keeps these data (GDPR Article 17(3)(e))."));
        if (obstacles.HasOpenRequest)
            yield return new("open-request", null, null, new(
                "U hebt om uw gegevens gevraagd en daarop nog geen antwoord: eerst krijgt u die (AVG artikel 12 lid 3 en 15).",
                "You asked for your data and had no answer yet: you get them first (GDPR Articles 12(3) and 15)."));
    }
}

/// <summary>What to tell the person, who is owed the reason and where to complain (AVG 12(4)).</summary>
public static class ErasureTexts
{
    public static Explanation Of(string state, IReadOnlyList<ObstacleView> obstacles) => state switch
    {
        "erased" => new(
            "Uw gegevens zijn gewist. Alleen een onomkeerbare code blijft, zodat u niet meer gebeld wordt.",
            "Your data were erased. Only a code that cannot be turned back remains, so that you are not called again."),
        _ when obstacles.Count > 0 => new(
            $"U wordt niet meer gebeld. Uw gegevens zijn afgeschermd en worden gewist zodra het kan: {string.Join(" ", obstacles.Select(o => o.Explanation.Nl).Distinct())} U kunt een klacht indienen bij de Autoriteit Persoonsgegevens of naar de rechter gaan.",
            $"You are not called any more. Your data are restricted and will be erased as soon as they can be: {string.Join(" ", obstacles.Select(o => o.Explanation.En).Distinct())} You can complain to the Dutch data protection authority (Autoriteit Persoonsgegevens) or go to court."),
        _ => new("U wordt niet meer gebeld. Uw gegevens zijn afgeschermd en worden gewist.", "You are not called any more. Your data are restricted and will be erased."),
    };
}
