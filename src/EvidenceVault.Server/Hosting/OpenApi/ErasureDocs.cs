using EvidenceVault.Domain.Retention;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the erasure of persons.</summary>
public static class ErasureDocs
{
    public const string Tag = "Erasure";

    private static readonly ParameterDoc Id = Path("id", Kinds.Uuid, "The consumer's id, as a search answers it.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10");

    private static readonly Shape Words = Reference("Explanation");

    private static readonly Shape Erasure = Answer(
        "An erasure.",
        Tells("consumer", Kinds.Uuid, "Whom it is about."), Tells("state", Vocabularies.OneOf("requested", "restricted", "erasing", "erased"), "Where it stands."),
        Tells("ground", Kinds.Word<ErasureGround>(), "On what ground (AVG 17(1))."), Tells("requestedAt", Kinds.Instant, "When it was asked for."), Tells("requestedBy", Kinds.Any, "By whom."),
        MayTell("approver", Kinds.Any, "Who is to decide; null: whoever may."), Tells("answerBy", Kinds.Date, "The last day on which the person must have an answer (AVG 12(3))."),
        Tells("obstacles", ListOf(Answer(
            "Something that stands against it.",
            Tells("code", Vocabularies.OneOf("limitation-term", "hold", "open-request"), "What."), MayTell("until", Kinds.Instant, "When it ends; null: not known."), MayTell("hold", Kinds.UrlReference, "The hold."),
            Tells("explanation", Words, "In words.")).Named("ErasureObstacle")), "What stands against it now."),
        MayTell("decidedAt", Kinds.Instant, "When it was decided."), MayTell("decidedBy", Kinds.Any, "By whom."), MayTell("reason", Kinds.Any, "Why so."),
        MayTell("erasedAt", Kinds.Instant, "When card and key went."), Tells("answer", Words, "What to tell the person.")).Named("Erasure");

    private static readonly string Example =
        """
        { "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "state": "requested", "ground": "consent-withdrawn", "requestedAt": "2026-09-15T10:00:00Z", "requestedBy": "anna",
          "approver": null, "answerBy": "2026-10-15", "obstacles": [], "decidedAt": null, "decidedBy": null, "reason": null, "erasedAt": null,
          "answer": { "nl": "U wordt niet meer gebeld. Uw gegevens zijn afgeschermd en worden gewist.", "en": "You are not called any more. Your data are restricted and will be erased." } }
        """;

    private static readonly ProblemsDoc NotFound = new(404, ProblemCodes.NotFound);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("requestErasure", Tag, "Ask for the erasure of a person",
            "Marketing stops at once: it counts as an objection to every call, which stays whatever is decided. The card is restricted from now on (AVG 18). Asked again, it answers how it stands.")
        {
            Parameters = [Principal, Id],
            Body = JsonBodyOf(
                "The request.",
                Input("A request.", Need("ground", Kinds.Word<ErasureGround>(), "On what ground."), May("approver", Kinds.Reference, "The opaque name of the person who is to decide.")).Named("ErasureInput"),
                """{ "ground": "consent-withdrawn" }"""),
            Answers = [new(202, "It waits for a second person's decision.", ContentDoc.OfJson(Erasure, Example)) { Headers = [Location] }],
            Problems = [NotFound, new(403, ProblemCodes.HolderRequired)],
        },
        new("approveErasure", Tag, "Decide about an erasure",
            "By another holder than who asked. `erase` destroys card, key, recordings and packs, and cannot be undone; what remains are facts that can be linked to nobody. While a call lies within five years it needs `despiteTerm`; while a hold stands, or a request of the person waits for an answer, it cannot be; one that comes up after the decision and before the card is gone stops it too. `restrict` keeps the card for inquiries and the person until what stands against it has ended, and erases then by itself.")
        {
            Parameters = [Principal, Id],
            Body = JsonBodyOf(
                "The decision.",
                Input(
                    "A decision.", Need("decision", Kinds.Word<ErasureDecision>(), "What is decided."), Need("reason", RetentionShapes.Words(1_000), "Why, naming nobody."),
                    May("despiteTerm", Kinds.Flag.Refused(ProblemCodes.Contradiction), "That it goes although a call lies within the limitation term.")).Named("ErasureDecisionInput"),
                """{ "decision": "restrict", "reason": "Gebeld in 2026." }"""),
            Answers = [new(200, "It is decided.", ContentDoc.OfJson(Erasure, Example))],
            Problems =
            [
                NotFound, new(403, ProblemCodes.SecondPersonRequired),
                new(409, ProblemCodes.ErasureNotRequested, ProblemCodes.HoldStands, ProblemCodes.RequestUnanswered, ProblemCodes.TermStands, ProblemCodes.NothingStands),
            ],
        },
        new("getErasure", Tag, "See how an erasure stands", "With what stands against it, and what to tell the person.")
        {
            Parameters = [Principal, Id],
            Answers = [new(200, "The erasure.", ContentDoc.OfJson(Erasure, Example))],
            Problems = [NotFound],
        },
    ];
}
