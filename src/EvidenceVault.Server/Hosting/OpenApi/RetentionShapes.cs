using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Retention;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Holds, terms, certificates and cases as they are told.</summary>
public static class RetentionShapes
{
    /// <summary>Free words of the principal's own staff.</summary>
    public static Shape Words(int most) => Kinds.Text(most).Refused(ProblemCodes.PersonalDataInField);

    private static readonly Shape Consumers = Kinds.UrlReferences(ScopeFields.Most).Refused(ProblemCodes.UnknownConsumer);

    private static readonly Property[] ScopeParts =
    [
        May("consumers", Consumers, "About one of these consumers, by id."),
        May("campaigns", Kinds.UrlReferences(ScopeFields.Most), "Of one of these campaigns: its own, or that of a call or consent it proves."),
        May("parties", Kinds.UrlReferences(ScopeFields.Most), "Of one of these parties, likewise."),
        May("from", Kinds.Date, "Made on this day or later."),
        May("to", Kinds.Date.Refused(ProblemCodes.EndsBeforeStart), "Made before this day."),
    ];

    /// <summary>What a hold covers, or a case is about.</summary>
    public static Shape ScopeInput { get; } = Input("Everything of which each part given is true.", ScopeParts).Refused(ProblemCodes.Empty, ProblemCodes.Contradiction).Named("HoldScope");

    private static readonly Shape Scope = Answer(
        "Everything of which each part given is true.",
        MayTell("consumers", ListOf(Kinds.Uuid), "Consumers, by id."), MayTell("campaigns", ListOf(Kinds.UrlReference), "Campaigns."), MayTell("parties", ListOf(Kinds.Slug), "Parties."),
        MayTell("from", Kinds.Date, "The first day."), MayTell("to", Kinds.Date, "The first day no longer in it.")).Named("HoldScopeAnswer");

    private static readonly Shape Explanation = Shapes.Reference("Explanation");

    private static readonly Shape Release = Answer(
        "How the release stands.",
        Tells("requestedAt", Kinds.Instant, "When it was asked for."), Tells("requestedBy", Kinds.Any, "By whom."), MayTell("reason", Kinds.Any, "Why."),
        MayTell("approvedAt", Kinds.Instant, "When a second person approved."), MayTell("approvedBy", Kinds.Any, "Who.")).Named("HoldRelease");

    private static readonly Shape Conflict = Answer(
        "How it stands with what it keeps past its term.",
        Tells("since", Kinds.Instant, "When it first kept something so."), MayTell("usableUntil", Kinds.Instant, "Until when that may be listened to."),
        Tells("isRestricted", Kinds.Flag, "Whether that has passed."), MayTell("decision", Kinds.Word<HoldDecision>(), "The last decision."), MayTell("decidedAt", Kinds.Instant, "When."),
        MayTell("decidedBy", Kinds.Any, "By whom."), MayTell("reason", Kinds.Any, "Why."), MayTell("until", Kinds.Date, "The last day for which it was decided.")).Named("HoldConflict");

    /// <summary>A hold.</summary>
    public static Shape HoldAnswer { get; } = Answer(
        "A hold (bewaarbevel).",
        Tells("ref", Kinds.UrlReference, "Its reference."), Tells("state", Vocabularies.OneOf("active", "release-requested", "released"), "Where it stands; until it is released it keeps everything."),
        Tells("scope", Scope, "What it keeps."), MayTell("inquiry", Kinds.UrlReference, "The case it was placed for."), Tells("reason", Kinds.Any, "Why."),
        Tells("approver", Kinds.Any, "Who approved it."), Tells("reviewOn", Kinds.Date, "When somebody must look whether it is still needed."),
        Tells("reviewIsOverdue", Kinds.Flag, "Whether that day has passed."), Tells("placedAt", Kinds.Instant, "When it was placed."), Tells("placedBy", Kinds.Any, "By whom."),
        MayTell("release", Release, "How its release stands; null: nobody asked."), MayTell("conflict", Conflict, "Null: it keeps nothing past its term."),
        MayTell("alreadyClaimed", ListOf(Kinds.UrlReference), "Answered when it is placed: exhibits of its scope whose deletion had begun."),
        MayTell("stoppedErasures", ListOf(Kinds.Uuid), "Answered when it is placed: persons whose erasure was decided, and that it stops.")).Named("Hold");

    /// <summary>How long an exhibit is kept.</summary>
    public static Shape Retention { get; } = Answer(
        "Which term decides, and why.",
        Tells("term", Vocabularies.Of(typeof(RetentionTerm)), "The term."), MayTell("trigger", Kinds.Uuid, "The event it is counted from; null: the making of the exhibit."),
        MayTell("policyFrom", Kinds.Date, "The first day of the policy that sets it; null: the defaults."), Tells("explanation", Explanation, "The same in words."),
        Tells("holds", ListOf(Kinds.UrlReference), "The holds that keep it whatever its term."),
        Tells("isRestricted", Kinds.Flag, "Whether a hold keeps it past its term and nobody decided so in time: then nobody may listen.")).Named("ExhibitRetention");

    private static readonly Shape Segment = Answer(
        "A named part.", Tells("label", Kinds.Any, "What it was."), Tells("fromMs", Kinds.Count, "Start."), Tells("toMs", Kinds.Count, "End.")).Named("DestroyedSegment");

    private static readonly Shape Storage = Answer(
        "What the storage answered.",
        Tells("step", Kinds.Word<DeletionStep>(), "To what."), Tells("status", Kinds.Count, "The HTTP status; 404 when read back: absent."), MayTell("requestId", Kinds.Any, "By which the storage's log tells of it."))
        .Named("StorageAnswer");

    /// <summary>A destruction certificate.</summary>
    public static Shape Certificate { get; } = Answer(
        "A destruction certificate (vernietigingsverklaring).",
        Tells("exhibit", Kinds.UrlReference, "The exhibit."), Tells("kind", Kinds.Word<ExhibitKind>(), "What kind of file it was."),
        Tells("purposes", ListOf(Kinds.Word<ExhibitPurpose>()), "What it proved."), Tells("sha256", Kinds.Sha256, "The SHA-256 of the bytes that went."), Tells("size", Kinds.Count, "Their length."),
        MayTell("durationMs", Kinds.Count, "The duration of the recording."), MayTell("segments", ListOf(Segment), "Its named parts."),
        Tells("term", Vocabularies.Of(typeof(RetentionTerm)), "The term that had ended."), Tells("explanation", Explanation, "The same in words."),
        MayTell("trigger", Kinds.Uuid, "The event it was counted from; null: the making of the exhibit."), MayTell("policy", Kinds.Uuid, "The event that set the policy; null: the defaults."),
        Tells("deleteAfter", Kinds.Instant, "The last instant it was to be kept."), Tells("claimedAt", Kinds.Instant, "When its deletion began."),
        Tells("keyDestroyedAt", Kinds.Instant, "When its key was gone: from then on nobody could read it."), Tells("deletedAt", Kinds.Instant, "When its absence was proved."),
        Tells("blob", Kinds.Any, "The random name it had in the storage."), Tells("storage", ListOf(Storage), "What the storage answered."),
        MayTell("softDeleteDays", Kinds.Count, "For how many days the storage keeps what was deleted, unreadable without the key."), Tells("software", Kinds.Any, "The version that did it."),
        MayTell("eventId", Kinds.Uuid, "The event that records it; null within an exhibit's document."),
        MayTell("signature", Kinds.Any, "The vault's Ed25519 signature, base64, over the lines `evidence-vault destruction v1`, principal, exhibit, sha256, size, eventId, keyDestroyedAt and deletedAt, each ended by a line feed."))
        .Named("DestructionCertificate");

    /// <summary>A preview of what goes.</summary>
    public static Shape Preview { get; } = Answer(
        "What goes when.",
        Tells("until", Kinds.Date, "What is due by the end of this day is told."), Tells("evaluatedAt", Kinds.Instant, "When it was so."),
        MayTell("summary", Answer(
            "The sums.",
            Tells("count", Kinds.Count, "Exhibits due by then."), Tells("bytes", Kinds.Count, "Their size."), Tells("held", Kinds.Count, "How many of them a hold keeps."),
            Tells("withoutTerm", Kinds.Count, "How many have no term yet, and stay."), Tells("bytesWithoutTerm", Kinds.Count, "Their size."),
            Tells("consumers", Kinds.Count, "Of how many consumers no fact has a term left by then, so that card and key go."),
            Tells("months", ListOf(Answer(
                "A month and a term.",
                Tells("month", Kinds.Any, "Such as `2027-03`, in Europe/Amsterdam."), Tells("term", Vocabularies.Of(typeof(RetentionTerm)), "The term."), Tells("count", Kinds.Count, "Exhibits."),
                Tells("bytes", Kinds.Count, "Their size."), Tells("held", Kinds.Count, "How many a hold keeps.")).Named("PreviewMonth")), "By month and term.")).Named("PreviewSummary"), "On the first page."),
        Tells("items", ListOf(Answer(
            "An exhibit that is due.",
            Tells("exhibit", Kinds.UrlReference, "Its id."), Tells("kind", Kinds.Word<ExhibitKind>(), "What kind of file it is."), Tells("size", Kinds.Count, "Its size."),
            Tells("dueAt", Kinds.Instant, "The last instant it is kept."), Tells("term", Vocabularies.Of(typeof(RetentionTerm)), "The term."), Tells("explanation", Explanation, "In words."),
            MayTell("trigger", Kinds.Uuid, "The event it is counted from."), MayTell("policy", Kinds.Uuid, "The event that set the policy."), MayTell("consumer", Kinds.Uuid, "Whom it is about."),
            Tells("isClaimed", Kinds.Flag, "Whether its deletion has begun."), Tells("holds", ListOf(Kinds.UrlReference), "The holds that keep it."),
            Tells("failedAttempts", Kinds.Count, "How often the storage failed to delete it."), MayTell("fault", Kinds.Any, "How it failed last.")).Named("PreviewItem")), "Those due first."),
        MayTell("next", Kinds.Any, "The cursor of the next page.")).Named("RetentionPreview");

    private const string HoldFields =
        """
        "scope": { "consumers": null, "campaigns": ["najaar-2026"], "parties": null, "from": null, "to": null }, "inquiry": null,
        "reason": "Verzoek om inlichtingen van de ACM.", "approver": "hoofd-juridisch", "reviewOn": "2027-03-01", "reviewIsOverdue": false,
        "placedAt": "2026-09-02T08:15:00Z", "placedBy": "anna"
        """;

    /// <summary>A hold that stands.</summary>
    public static string HoldExample { get; } = $$"""{ "ref": "acm-2026", "state": "active", {{HoldFields}}, "release": null, "conflict": null, "alreadyClaimed": null, "stoppedErasures": null }""";

    /// <summary>The certificate of a recording.</summary>
    public const string CertificateExample =
        """
        { "exhibit": "VL-2026-0001", "kind": "voicelog", "purposes": ["call"], "sha256": "47f497988f9fe1ca171a7a0ddf1608fffd0bb2a3a4884c364e29e31fe30daca5", "size": 45542,
          "durationMs": 33601, "segments": null, "term": "no-sale",
          "explanation": { "nl": "Opname van een gesprek waarop geen verkoop volgde: de bewaartermijn loopt vanaf de opname.", "en": "Recording of a call that no sale followed: the term runs from the recording." },
          "trigger": null, "policy": null, "deleteAfter": "2027-03-01T09:15:00Z", "claimedAt": "2027-03-01T09:15:03.112Z", "keyDestroyedAt": "2027-03-01T09:15:03.131Z",
          "deletedAt": "2027-03-01T09:15:03.2Z", "blob": "3f9d0a6b1c2e4d5f8a7b6c5d4e3f2a1b",
          "storage": [{ "step": "delete", "status": 202, "requestId": "5b1e0d7c" }, { "step": "read-back", "status": 404, "requestId": "6c2f1e8d" }],
          "softDeleteDays": null, "software": "1.0.0.0", "eventId": "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42", "signature": "mX0…" }
        """;
}
