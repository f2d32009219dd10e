using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the ends of contracts.</summary>
public static class ContractEndDocs
{
    public const string Tag = "Contract end";

    private static readonly Shape End = Answer(
        "The end of a contract.",
        Tells("state", Vocabularies.OneOf("requested", "approved", "ending", "ended"), "Where it stands."),
        MayTell("endsOn", Kinds.Date, "The contract's last day, in Amsterdam."), MayTell("goesAt", Kinds.Instant, "The first instant after it: from then on all goes."),
        MayTell("reason", Kinds.Any, "Why."), MayTell("requestedAt", Kinds.Instant, "When it was asked for."), MayTell("requestedBy", Kinds.Any, "By whom."),
        MayTell("exportedAt", Kinds.Instant, "When all was last exported since; null: not, or all is gone."),
        MayTell("approvedAt", Kinds.Instant, "When a second person agreed."), MayTell("approvedBy", Kinds.Any, "Who."), MayTell("withoutExport", Kinds.Any, "Why nothing was taken along."),
        MayTell("obstacles", Answer(
            "What keeps it from beginning.",
            Tells("holds", ListOf(Kinds.UrlReference), "Holds that stand."), Tells("inquiries", ListOf(Kinds.UrlReference), "Cases that are not closed."),
            Tells("accessRequests", Kinds.Count, "How many consumers wait for an answer.")).Named("ContractEndObstacles"), "What keeps it from beginning now."),
        MayTell("begunAt", Kinds.Instant, "From when nothing was taken in or shown any more."),
        MayTell("certificate", Answer(
            "What went.",
            Tells("endedAt", Kinds.Instant, "When the last of it was gone."), Tells("keysDestroyedAt", Kinds.Instant, "From when nothing could be read any more."),
            Tells("consumers", Kinds.Count, "How many consumers' cards and keys went."), Tells("exhibits", Kinds.Count, "How many exhibits' files went now."),
            Tells("packs", Kinds.Count, "How many packs went now."), Tells("annexes", Kinds.Count, "From how many events what was handed in beside them was removed."),
            MayTell("softDeleteDays", Kinds.Count, "For how many days the storage keeps what is deleted, unreadable without its key; null: not.")).Named("ContractEndCertificate"), "What went; null: not all is gone yet."),
        Tells("explanation", Reference("Explanation"), "In words.")).Named("ContractEnd");

    private static readonly string Example =
        """
        { "state": "requested", "endsOn": "2026-12-31", "goesAt": "2026-12-31T23:00:00Z", "reason": "Opgezegd.", "requestedAt": "2026-09-15T10:00:00Z", "requestedBy": "anna", "exportedAt": null,
          "approvedAt": null, "approvedBy": null, "withoutExport": null, "obstacles": null, "begunAt": null, "certificate": null,
          "explanation": { "nl": "Een tweede persoon moet hiermee instemmen.", "en": "A second person has to agree to this." } }
        """;

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("requestContractEnd", Tag, "Ask that all goes when the contract ends",
            "What a processor owes whoever it worked for (AVG 28(3)(g)): take everything along with `exportPrincipal`, then all of it goes. Nothing happens before a second person agrees and the last day is over, and until then it can be withdrawn. Asked again, it answers how it stands.")
        {
            Parameters = [Principal],
            Body = JsonBodyOf(
                "The request.",
                Input(
                    "A request.", Need("endsOn", Kinds.Date.Refused(ProblemCodes.OutOfRange), "The contract's last day, a week to two years ahead."),
                    Need("reason", RetentionShapes.Words(1_000), "Why, naming nobody.")).Named("ContractEndInput"),
                """{ "endsOn": "2026-12-31", "reason": "Opgezegd." }"""),
            Answers = [new(202, "It waits for a second person.", ContentDoc.OfJson(End, Example)) { Headers = [Location] }],
            Problems = [new(403, ProblemCodes.HolderRequired), new(409, ProblemCodes.ContractEndStands)],
        },
        new("approveContractEnd", Tag, "Agree to the end of a contract",
            "By another holder than who asked, a week before the last day at least, after everything was exported to the end since, or with the reason why not. After the last day, unless a hold, an open case or an unanswered request stands against it, nothing is taken in or shown any more: every address of the principal answers 410. Half a minute later the principal's key is destroyed, and with it every recording, pack, card and text can be read by nobody; then the files go, and are seen to be absent, and the rows. What remains are facts that can be linked to nobody, so that the ledger can still be verified.")
        {
            Parameters = [Principal],
            Body = JsonBodyOf(
                "The agreement.",
                Input("An agreement.", Need("endsOn", Kinds.Date, "The last day that is agreed to: that of the request."), May("withoutExport", RetentionShapes.Words(1_000), "Why nothing was taken along, naming nobody.")).Named("ContractEndApproval"),
                """{ "endsOn": "2026-12-31" }"""),
            Answers = [new(200, "It is agreed.", ContentDoc.OfJson(End, Example))],
            Problems = [new(403, ProblemCodes.SecondPersonRequired), new(409, ProblemCodes.ContractEndNotRequested, ProblemCodes.ContractEndStands, ProblemCodes.NoticeTooShort, ProblemCodes.ExportFirst)],
        },
        new("withdrawContractEnd", Tag, "Call it off", "As long as nothing went.")
        {
            Parameters = [Principal],
            Answers = [new(204, "It is called off.")],
            Problems = [new(409, ProblemCodes.ContractEndNotRequested)],
        },
        new("getContractEnd", Tag, "See how the end of a contract stands", "Also after it: then with the certificate of what went. It is the one address of the principal that answers then.")
        {
            Parameters = [Principal],
            Answers = [new(200, "The end of the contract.", ContentDoc.OfJson(End, Example))],
        },
    ];
}
