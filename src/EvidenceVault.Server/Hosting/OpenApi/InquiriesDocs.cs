using EvidenceVault.Domain.Retention;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.RetentionShapes;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes case files.</summary>
public static class InquiriesDocs
{
    public const string Tag = "Inquiries";

    private static readonly ParameterDoc Ref = Path("inquiry", Kinds.UrlReference, "The case's reference.", "acm-2026");

    private static readonly ProblemsDoc NotFound = new(404, ProblemCodes.NotFound);

    private static readonly ProblemsDoc Closed = new(409, ProblemCodes.InquiryClosed);

    private static readonly Shape Inquiry = Answer(
        "A case file.",
        Tells("ref", Kinds.UrlReference, "Its reference."), Tells("state", Vocabularies.OneOf("open", "closed"), "Where it stands."), Tells("kind", Kinds.Word<InquiryKind>(), "What kind of case it is."),
        Tells("authority", Kinds.Any, "Who asks."), Tells("reference", Kinds.Any, "The authority's own reference."), Tells("legalBasis", Kinds.Any, "What the duty to answer rests on."),
        Tells("scope", Shapes.Reference("HoldScopeAnswer"), "Whom and what it is about, with its period."), MayTell("deadline", Kinds.Date, "The last day to answer."),
        MayTell("daysLeft", Kinds.Integer(-100_000, 100_000), "Days until then, below nought once it passed; null: none was set, or it is closed."), Tells("openedAt", Kinds.Instant, "When it was opened."),
        Tells("openedBy", Kinds.Any, "By whom it was described last."), Tells("hold", HoldAnswer, "The hold that began with it."), Tells("packs", ListOf(Kinds.Any), "The packs made for it."),
        Tells("produced", ListOf(Answer(
            "What was handed over.", Tells("at", Kinds.Instant, "When."), Tells("what", Kinds.Any, "What."), MayTell("pack", Kinds.Any, "The pack."), Tells("by", Kinds.Any, "By whom.")).Named("Produced")), "What was handed over, oldest first."),
        MayTell("closedAt", Kinds.Instant, "When it was closed."), MayTell("closedBy", Kinds.Any, "By whom."), MayTell("outcome", Kinds.Any, "How it ended.")).Named("Inquiry");

    private static readonly string Example =
        $$"""
        { "ref": "acm-2026", "state": "open", "kind": "authority", "authority": "ACM", "reference": "ACM/UIT/2026/123", "legalBasis": "Awb 5:16",
          "scope": { "consumers": null, "campaigns": ["najaar-2026"], "parties": null, "from": "2026-07-01", "to": "2026-09-01" }, "deadline": "2026-10-15", "daysLeft": 30,
          "openedAt": "2026-09-15T10:00:00Z", "openedBy": "anna", "hold": {{HoldExample}}, "packs": [], "produced": [], "closedAt": null, "closedBy": null, "outcome": null }
        """;

    private static readonly Shape Period = Input(
        "A period.", May("from", Kinds.Date, "Its first day."), May("to", Kinds.Date.Refused(ProblemCodes.EndsBeforeStart), "The first day no longer in it.")).Named("InquiryPeriod");

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("listInquiries", Tag, "List cases", "By their references.")
        {
            Parameters = [Principal, .. PageParameters],
            Answers = [Page("Cases by their references.", "InquiryPage", Inquiry, Example)],
            Problems = [InvalidParameter],
        },
        new("getInquiry", Tag, "Read a case", "What is asked, what was produced, and how long there is.")
        {
            Parameters = [Principal, Ref],
            Answers = [new(200, "The case.", ContentDoc.OfJson(Inquiry, Example))],
            Problems = [NotFound],
        },
        new("putInquiry", Tag, "Open a case", "By an authority, a complaint or a dispute. A hold on its scope begins with it; its period does not limit that hold, since what proves a call may be older than the call. Put again, it is described anew; its scope never changes.")
        {
            Parameters = [Principal, Ref],
            Body = JsonBodyOf(
                "The case.",
                Input(
                    "A case.",
                    May("kind", Kinds.Word<InquiryKind>(), "What kind of case it is; `authority` without it."), Need("authority", Words(200), "Who asks, such as `ACM`; naming no person."),
                    Need("reference", Words(200), "The authority's own reference."), Need("legalBasis", Words(300), "What the duty to answer rests on, such as `Awb 5:16`."),
                    May("period", Period, "What period is asked about."), May("scope", ScopeInput, "Whom and what it is about; needed where there is no period."), May("deadline", Kinds.Date, "The last day to answer.")).Named("InquiryInput"),
                """
                { "authority": "ACM", "reference": "ACM/UIT/2026/123", "legalBasis": "Awb 5:16", "period": { "from": "2026-07-01", "to": "2026-09-01" },
                  "scope": { "campaigns": ["najaar-2026"] }, "deadline": "2026-10-15" }
                """),
            Answers =
            [
                new(200, "It is described so.", ContentDoc.OfJson(Inquiry, Example)),
                new(201, "It is opened.", ContentDoc.OfJson(Inquiry, Example)) { Headers = [Location] },
            ],
            Problems = [new(409, ProblemCodes.InquiryClosed, ProblemCodes.HoldScopeFixed), new(422, ProblemCodes.InvalidReference, ProblemCodes.Required)],
        },
        new("recordProduced", Tag, "Record what was handed over", "With the pack, where it was one of this case's.")
        {
            Parameters = [Principal, Ref],
            Body = JsonBodyOf(
                "What.",
                Input("What was handed over.", Need("what", Words(500), "What it was, naming nobody."), May("pack", Kinds.Text(40).Refused(ProblemCodes.NotFound), "The pack."), May("at", Kinds.Past, "When; now without it.")).Named("ProducedInput"),
                """{ "what": "Bewijsdossiers van zeven consumenten." }"""),
            Answers = [new(200, "The case.", ContentDoc.OfJson(Inquiry, Example))],
            Problems = [NotFound, Closed],
        },
        new("closeInquiry", Tag, "Close a case", "Once all appeals are over. The release of its hold is asked for with it, and waits for a second person.")
        {
            Parameters = [Principal, Ref],
            Body = JsonBodyOf("How it ended.", Input("An ending.", Need("outcome", Words(1_000), "How it ended, naming nobody.")).Named("CloseInput"), """{ "outcome": "Geen overtreding vastgesteld." }"""),
            Answers = [new(200, "The case.", ContentDoc.OfJson(Inquiry, Example))],
            Problems = [NotFound, Closed],
        },
    ];
}
