using EvidenceVault.Domain.Dossiers.Facts;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>The own fields of items about consents and relationships.</summary>
public static class ConsentItemShapes
{
    private static readonly Shape Capture = Input(
        "How it was captured.",
        May(
            "place", Kinds.Text(2000).Refused(ProblemCodes.InvalidUrl, ProblemCodes.PersonalDataInReference, ProblemCodes.PersonalDataInField),
            "A URL or the reference of a script. A URL's query may be about a person and is kept apart, encrypted."),
        May("action", Kinds.Word<CaptureAction>(), "What the person did."),
        May("preTicked", Kinds.Flag, "Whether the box was ticked already."),
        May("bundledWithTerms", Kinds.Flag, "Whether it was bundled with terms."),
        May("conditional", Kinds.Flag, "Whether something depended on it."),
        May("purposeNamed", Kinds.Flag, "Whether the purpose was named."),
        May("callerNamed", Kinds.Flag, "Whether the caller was named."),
        May("age16OrOlder", Kinds.Flag, "Whether the person said to be 16 or older."),
        May("guardianConsent", Kinds.Flag, "Whether a guardian consented.")).Named("Capture");

    private static readonly Property Consent = Need("consent", Kinds.FactRef, "The consent.");
    private static readonly Property Call = May("call", Kinds.FactRef, "The call it happened in.");
    private static readonly Property Via = Need("via", Kinds.Word<WithdrawalRoute>(), "The way it came.");
    private static readonly Property Scope = May(
        "scope", Input("What it is limited to.", Need("products", Kinds.Tokens(), "The products.")), "What the person limited it to; without it, it covers everything.");

    private static readonly Property[] Verification =
    [
        Consent,
        Need("method", Kinds.Word<VerificationMethod>(), "How it was asked."),
        May("number", Kinds.Phone, "The number it was asked or answered on."),
        Call,
    ];

    private static readonly Property[] Relationship =
    [
        Need("relationship", Kinds.Reference, "The client's own reference of the relationship."),
        Need("as", Kinds.Word<RelationshipRole>(), "What the consumer is in it."),
        May("products", Kinds.Tokens(mayBeEmpty: true), "The products it is about."),
        May("noticeAtCollection", Kinds.Flag, "Whether the person was told of calls, and how to object, when the number was taken."),
    ];

    /// <summary>The types with what they are and their own fields.</summary>
    public static IReadOnlyList<(string Type, string Description, Property[] Own)> All { get; } =
    [
        (ConsentGranted.TypeName, "A consumer consented to be called.",
        [
            Need("channel", Kinds.Word<ConsentChannel>(), "The channel consented to."),
            Need("products", Kinds.Tokens(), "The products consented to."),
            Need("method", Kinds.Word<ConsentMethod>(), "How it was given."),
            May("wording", Kinds.UrlReference, "The wording it was given to."),
            May("capture", Capture, "How it was captured."),
            May("validUntil", Kinds.Instant, "Until when, as told to the person."),
            Call,
        ]),
        (ConsentVerificationRequested.TypeName, "The consumer was asked to confirm a consent.",
            [.. Verification, May("wording", Kinds.UrlReference, "The wording of the message sent.")]),
        (ConsentVerified.TypeName, "The consumer confirmed a consent.", Verification),
        (ConsentVerificationRefused.TypeName, "The consumer, asked to confirm a consent, said no.", Verification),
        (ConsentWithdrawn.TypeName, "The consumer withdrew a consent, or all of them.", [May("consent", Kinds.FactRef, "The consent; null: all of them."), Via, Scope]),
        (ObjectionRegistered.TypeName, "The consumer objected to calls. Without a scope it covers every call for this principal, by anyone.", [Via, Call, Scope]),
        (ConsentProofRequested.TypeName, "The consumer asked to see the proof of a consent.", [May("consent", Kinds.FactRef, "The consent; null: of any.")]),
        (ConsentProofProvided.TypeName, "The consumer was given the proof of a consent.", [May("consent", Kinds.FactRef, "The consent; null: of any.")]),
        (RelationshipStarted.TypeName, "The consumer became a customer, donor or the like.", Relationship),
        (RelationshipEnded.TypeName, "The relationship ended.", Relationship),
        (CallbackRequested.TypeName, "The consumer asked to be called.",
        [
            Need("via", Kinds.Word<CallbackRoute>(), "The way it came."),
            Need("products", Kinds.Tokens(), "The products it is about."),
            Call,
        ]),
    ];
}
