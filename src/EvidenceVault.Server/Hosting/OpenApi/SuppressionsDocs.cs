using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Suppressions;
using Microsoft.OpenApi;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the feed of suppressions and its acknowledgements.</summary>
public static class SuppressionsDocs
{
    public const string Tag = "Suppressions";

    private static readonly Shape Hours = new(new OpenApiSchema { Type = JsonSchemaType.Number });

    private static readonly Property[] Said =
    [
        MayTell("acknowledgedAt", Kinds.Instant, "When the party had processed it, as it said: shown, and nothing is measured by it."),
        MayTell("recordedAt", Kinds.Instant, "When the vault recorded that."),
    ];

    /// <summary>An entry of the feed.</summary>
    public static Shape Suppression { get; } = Answer(
        "A person who said no to calls, or a correction of that.",
        Tells("eventId", Kinds.Uuid, "Its event."),
        Tells("kind", Kinds.Word<SuppressionKind>(), "What it is. `corrected` tells that what `corrects` names counts otherwise now; it lifts nothing: a no stands whatever is said of it later."),
        Tells("occurredAt", Kinds.Instant, "When the person said it."),
        Tells("recordedAt", Kinds.Instant, "When the vault recorded it."),
        MayTell("numberHash", Kinds.Sha256, "HMAC-SHA-256, in hex, of the number as E.164 (`+31612345678`) under the party's own key; null where the number was erased."),
        Tells("limited", Kinds.Flag, "Whether the person limited it. Unlimited, it covers every call for this principal, by anyone."),
        MayTell("products", ListOf(Kinds.Any), "The products it is limited to."),
        Tells("oneConsent", Kinds.Flag, "Whether it is limited to one consent."),
        MayTell("campaign", Kinds.UrlReference, "The campaign stated with it."),
        MayTell("corrects", Kinds.Uuid, "The entry that it is another version of, or a correction of.")).Named("Suppression");

    private static readonly Shape Feed = Answer(
        "A stretch of the feed.",
        Tells("items", ListOf(Suppression), "In the order of the feed, which never changes."),
        Tells("next", Kinds.Any, "Where to go on: the next `since`, and what to acknowledge once these are processed."),
        Tells("more", Kinds.Flag, "Whether there is more already.")).Named("SuppressionPage");

    private static readonly Shape Key = Answer(
        "A party's own key.",
        Tells("party", Kinds.Slug, "Whose it is."),
        Tells("algorithm", Vocabularies.OneOf("HMAC-SHA-256"), "Always the same."),
        Tells("key", Kinds.Any, "32 bytes, base64.")).Named("SuppressionKey");

    private static readonly Shape Reached = Answer(
        "How far a party has processed the feed.",
        [Tells("party", Kinds.Slug, "The party."), Tells("cursor", Kinds.Any, "Up to where."), .. Said]).Named("SuppressionsReached");

    private static readonly Shape Reader = Answer(
        "How far a party has processed the feed, and how soon.",
        [
            Tells("party", Kinds.Slug, "The party."),
            MayTell("cursor", Kinds.Any, "Up to where; null: it never said so."),
            .. Said,
            Tells("open", Kinds.Count, "How many suppressions it has not processed."),
            MayTell("oldestOpenAt", Kinds.Instant, "When the oldest of them was said."),
            MayTell("oldestOpenHours", Hours, "How long ago that is."),
            Tells("inTime", Kinds.Count, "How many, said while it was in the chain, it told the vault of within 72 hours that it had processed them."),
            Tells("late", Kinds.Count, "How many of those it processed later."),
            MayTell("longestHours", Hours, "The longest that one of them took."),
        ]).Named("SuppressionReader");

    private static readonly Shape Readers = Answer(
        "How far each party has processed the feed.",
        Tells("cursor", Kinds.Any, "Where the feed ends now."),
        Tells("parties", ListOf(Reader), "The parties that work or worked for the principal; to a party, itself alone.")).Named("SuppressionReaders");

    private static readonly Shape Standing = Answer(
        "How soon a suppression was processed.",
        Tells("suppression", Suppression, "The entry."),
        Tells("dueAt", Kinds.Instant, "The end of the 72 hours since the person said it."),
        MayTell("lastAcknowledgedAt", Kinds.Instant, "When the vault recorded it of the last party that was in the chain then; null: not of all."),
        MayTell("hoursToLast", Hours, "The hours until then."),
        Tells(
            "parties",
            ListOf(Answer(
                "A party.",
                [
                    Tells("party", Kinds.Slug, "Its slug."), .. Said, MayTell("hours", Hours, "The hours until the vault recorded it."),
                    MayTell("inTime", Kinds.Flag, "Whether within 72 hours; null: they have not ended."),
                ]).Named("SuppressionReaderOfOne")),
            "Those in the chain when the person said it, and others that acknowledged it; to a party, itself alone.")).Named("SuppressionStanding");

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("followSuppressions", Tag, "Follow who said no to calls",
            """
            Withdrawals, objections and calls that ended because a person is vulnerable, of everybody, for every party that works or worked for the principal, in an order that
            never changes: keep `next` and ask again with it. Numbers are told as hashes under the asker's own key, so that strangers' numbers stay strange. The feed says no, never
            yes: whether somebody who consented anew may be called is asked with a clearance.
            """)
        {
            Parameters =
            [
                Principal,
                Query("since", Kinds.Any, "The `next` of an earlier answer; without it, from the beginning.", "c3VwcHJlc3Npb25zLzA"),
                Query("limit", Kinds.Integer(1, FollowSuppressions.Most), "At most so many; 1000 without it.", "1000"),
            ],
            Answers = [new(200, "What follows.", ContentDoc.OfJson(Feed, $$"""{ "items": [{{Example}}], "next": "c3VwcHJlc3Npb25zLzE", "more": false }"""))],
            Problems = [InvalidParameter],
        },
        new("getSuppressionKey", Tag, "Read the key that numbers are hashed with", "The holder's own, for this principal; it never changes. Keep it as you keep an API key.")
        {
            Parameters = [Principal],
            Answers = [new(200, "The key.", ContentDoc.OfJson(Key, """{ "party": "belbureau-noord", "algorithm": "HMAC-SHA-256", "key": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=" }"""))],
        },
        new("listAcknowledgements", Tag, "See how far parties have processed the feed", "And how soon: the bar is 72 hours from when a person says no.")
        {
            Parameters = [Principal],
            Answers =
            [
                new(200, "The parties.", ContentDoc.OfJson(Readers,
                    """
                    { "cursor": "c3VwcHJlc3Npb25zLzE", "parties": [{ "party": "belbureau-noord", "cursor": "c3VwcHJlc3Npb25zLzA", "acknowledgedAt": "2026-09-02T06:00:00Z",
                      "recordedAt": "2026-09-02T06:00:00Z", "open": 1, "oldestOpenAt": "2026-09-01T08:15:00Z", "oldestOpenHours": 26.5, "inTime": 211, "late": 2, "longestHours": 80.25 }] }
                    """)),
            ],
        },
        new("acknowledgeSuppressions", Tag, "Say up to where the feed is processed",
            "For the holder of the key. Saying it again, or saying less than before, changes nothing and answers what was reached. What is judged is `at`; the vault keeps beside it when it was told.")
        {
            Parameters = [Principal],
            Body = JsonBodyOf(
                "Up to where.",
                Input(
                    "An acknowledgement.",
                    Need("cursor", Kinds.Text(100).Refused(ProblemCodes.UnknownCursor), "The `next` of an answer of the feed."),
                    May("at", Kinds.Past.Refused(ProblemCodes.Contradiction), "When everything up to there was processed; now, where nothing is said. Not before the vault recorded the last of it."))
                    .Named("SuppressionAcknowledgement"),
                """{ "cursor": "c3VwcHJlc3Npb25zLzE" }"""),
            Answers =
            [
                new(200, "What is reached.", ContentDoc.OfJson(Reached,
                    """{ "party": "belbureau-noord", "cursor": "c3VwcHJlc3Npb25zLzE", "acknowledgedAt": "2026-09-02T10:45:00Z", "recordedAt": "2026-09-02T10:45:00Z" }""")),
            ],
        },
        new("getSuppression", Tag, "See how soon a suppression was processed", "By each party that was in the chain when the person said it.")
        {
            Parameters = [Principal, Path("eventId", Kinds.Uuid, "Its event.", "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42")],
            Answers =
            [
                new(200, "How soon.", ContentDoc.OfJson(Standing,
                    $$"""
                    { "suppression": {{Example}}, "dueAt": "2026-09-04T08:15:00Z", "lastAcknowledgedAt": "2026-09-02T10:45:00Z", "hoursToLast": 26.5,
                      "parties": [{ "party": "belbureau-noord", "acknowledgedAt": "2026-09-02T10:45:00Z", "recordedAt": "2026-09-02T10:45:00Z", "hours": 26.5, "inTime": true }] }
                    """)),
            ],
            Problems = [new(404, ProblemCodes.NotFound)],
        },
    ];

    private const string Example =
        """
        { "eventId": "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42", "kind": "withdrawal", "occurredAt": "2026-09-01T08:15:00Z", "recordedAt": "2026-09-01T08:15:04.118320Z",
          "numberHash": "0f5c2d1be7a94f60a8c3d2e1f0b9a8877665544332211000ffeeddccbbaa9988", "limited": false, "products": null, "oneConsent": false,
          "campaign": "najaar-2026", "corrects": null }
        """;
}
