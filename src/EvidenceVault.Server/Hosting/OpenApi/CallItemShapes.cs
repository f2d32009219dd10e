using EvidenceVault.Domain.Dossiers.Facts;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>The own fields of items about calls and what followed from them.</summary>
public static class CallItemShapes
{
    private static readonly Shape Opening = Input(
        "What was said at the start.",
        May("callerNamed", Kinds.Flag, "Whether the caller was named."),
        May("principalNamed", Kinds.Flag, "Whether the principal was named."),
        May("purposeNamed", Kinds.Flag, "Whether the commercial purpose was named."),
        May("reasonStated", Kinds.Flag, "Whether the reason for calling this person was stated."),
        May("recordingAnnounced", Kinds.Flag, "Whether the recording was announced."),
        May("aiDisclosed", Kinds.Flag, "Whether it was told that an AI speaks.")).Named("CallOpening");

    private static readonly Shape Presentation = Input(
        "What the phone showed.",
        May("viaRcs", Kinds.Flag, "Whether it was shown by RCS."),
        May("brand", Kinds.Text(100), "The brand."),
        May("reason", Kinds.Text(200), "The reason.")).Named("CallPresentation");

    private static readonly Shape DeclaredBasis = Input(
        "The basis declared.",
        Need("basis", Kinds.Word<Basis>(), "The basis."),
        May("ref", Kinds.FactRef, "The fact it rests on.")).Named("DeclaredBasis");

    private static readonly Shape MonitoringFinding = Input(
        "What a listener found.",
        Need("code", Kinds.UrlReference, "What was looked for."),
        Need("met", Kinds.Flag, "Whether it was found."),
        May("atMs", Kinds.Integer(0, 24 * 60 * 60 * 1000), "Where in the recording, in milliseconds.")).Named("MonitoringFinding");

    /// <summary>The own fields of a call.</summary>
    public static IReadOnlyList<Property> Attempted { get; } =
    [
        Need("direction", Kinds.Word<CallDirection>(), "Who called whom."),
        Need("means", Kinds.Word<CallMeans>(), "By what means."),
        Need("nature", Kinds.Word<CallNature>(), "Its nature."),
        May("startedAt", Kinds.Past, "When it began; the same as `occurredAt`, and one of the two is enough."),
        May("answeredAt", Kinds.Past, "When it was answered."),
        May("endedAt", Kinds.Past, "When it ended."),
        Need("outcome", Kinds.Word<CallOutcome>(), "What came of it."),
        May("callerNumber", Kinds.Phone, "The number called from."),
        May("callerIdShown", Kinds.Flag, "Whether that number was shown."),
        May("opening", Opening, "What was said at the start."),
        May("recorded", Kinds.Flag, "Whether it was recorded."),
        May("objectionOffer", Kinds.Word<ObjectionOffer>(), "How the right to object was offered."),
        May("offerMade", Kinds.Flag, "Whether an offer was made."),
        May("saleMade", Kinds.Flag, "Whether a sale was made."),
        May("offeredAt", Kinds.Past, "When the offer was made."),
        May("products", Kinds.Tokens(mayBeEmpty: true), "The products it was about."),
        May("script", Kinds.UrlReference, "The script it followed."),
        May("agent", Kinds.Reference, "A pseudonym of the agent."),
        May("presentation", Presentation, "What the phone showed."),
        May("reliesOn", DeclaredBasis, "The basis it relies on; without it, each conceivable basis is judged."),
        May("clearance", Kinds.UrlReference, "The id of the clearance it was made on."),
    ];

    private static readonly Property Call = Need("call", Kinds.FactRef, "The call.");

    private static readonly Property[] Complaint =
    [
        Need("about", Kinds.Word<ComplaintSubject>(), "What it is about."),
        May("call", Kinds.FactRef, "The call it is about."),
        Need("text", Kinds.Text(20_000), "What the person said."),
        Need("via", Kinds.Text(40).Refused(ProblemCodes.UnknownValue, ProblemCodes.PersonalDataInField), "The way it came, as a short word such as `phone`, `email`, `letter` or `web-form`."),
    ];

    /// <summary>The other types with what they are and their own fields.</summary>
    public static IReadOnlyList<(string Type, string Description, Property[] Own)> All { get; } =
    [
        (SaleAccepted.TypeName, "The consumer accepted an offer.",
        [
            Call,
            Need("via", Kinds.Word<AcceptanceRoute>(), "How."),
            May("acceptanceAskedAt", Kinds.Past, "When acceptance was asked."),
            May("totalValue", Kinds.Money, "The total value in euro."),
            Need("product", Kinds.Token, "The product."),
            May("renewal", Kinds.Flag, "Whether it renews a contract."),
        ]),
        (ContractPerformed.TypeName, "A contract began to be performed.", [Call, Need("act", Kinds.Word<PerformanceAct>(), "What was done.")]),
        (ComplaintReceived.TypeName, "A complaint came in.", Complaint),
        (ComplimentReceived.TypeName, "A compliment came in.", Complaint),
        (MonitoringRecorded.TypeName, "A listener, human or machine, judged a call.",
        [
            Call,
            Need("by", Kinds.Word<Listener>(), "Who listened."),
            Need("findings", Kinds.Objects(MonitoringFinding, 100, mayBeEmpty: false), "What was found."),
        ]),
        (CorrectionMade.TypeName, "An item handed in before was wrong. Nothing is overwritten: both stay visible.",
        [
            Need(
                "corrects", Kinds.FactRef.Refused(ProblemCodes.NotYours),
                "The item corrected. The principal's own keys may correct any; an agency what it handed in itself, and a bare reference to anything else stays unresolved."),
            Need("reason", Kinds.Text(4000), "Why."),
            Need(
                "item", Reference(ItemShapes.AnyName),
                "The corrected item, whole: an item of a dossier, no correction and no announcement. It may name another consumer, which moves the fact. Its `ref` may be any, even left out: the corrected item keeps its own."),
        ]),
    ];
}
