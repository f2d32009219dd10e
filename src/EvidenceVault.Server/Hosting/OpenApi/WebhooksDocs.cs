using EvidenceVault.Server.Webhooks;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes webhooks.</summary>
public static class WebhooksDocs
{
    public const string Tag = "Webhooks";

    private static readonly Shape Webhook = Answer(
        "A webhook.",
        Tells("id", Kinds.Slug, "Its id."),
        Tells("url", Kinds.Any, "Where messages are posted."),
        Tells("events", ListOf(Vocabularies.OneOf(WebhookMessage.Created)), "What it is told of."),
        Tells("cursor", Kinds.Any, "Up to where in the feed messages were made for it."),
        Tells("createdAt", Kinds.Instant, "When it was put first."),
        MayTell("secret", Kinds.Any, "`whsec_` and 32 bytes in base64, with which messages are signed. Told once, when it is made.")).Named("Webhook");

    private static readonly Shape Delivery = Answer(
        "A message on its way.",
        Tells("id", Kinds.Any, "Its id; `webhook-id` is `msg_` and this."),
        Tells("eventId", Kinds.Uuid, "The event of the suppression."),
        Tells("cursor", Kinds.Any, "Its place in the feed."),
        Tells("state", Kinds.Word<DeliveryState>(), "Where it stands. `dead`: the receiver did not take it for three days."),
        Tells("attempts", Kinds.Count, "How often it was sent."),
        MayTell("nextAttemptAt", Kinds.Instant, "When it is sent next."),
        MayTell("lastAttemptAt", Kinds.Instant, "When it was sent last."),
        MayTell("lastStatus", Kinds.Count, "What the receiver answered then; null: nothing in time.")).Named("WebhookDelivery");

    private static readonly ParameterDoc Id = Path("id", Kinds.Slug, "The webhook's id.", "dialler");

    private static readonly ProblemsDoc NotFound = new(404, ProblemCodes.NotFound);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("putWebhook", Tag, "Be told of new suppressions",
            """
            From now on; `replay` tells of earlier ones. Each new entry of the feed is posted as `{ "type": "suppression.created", "timestamp": …, "data": { "principal", "party", "cursor",
            "suppression" } }`, where `suppression` is as in the feed, its number hashed under the holder's key. Messages are signed by Standard Webhooks (standardwebhooks.com): `webhook-id`,
            `webhook-timestamp`, `webhook-signature` (`v1`, HMAC-SHA-256). Any 2xx takes a message, within ten seconds; redirects are not followed, and what is answered is not read. It is sent
            again after waits that grow from half a minute to a day, eleven times within three days, at least once and in no certain order: tell messages apart by `webhook-id`. The address must
            be https and lie on the internet; a PUT of another address keeps the secret.
            """)
        {
            Parameters = [Principal, Id],
            Body = JsonBodyOf(
                "Where, and of what.",
                Input(
                    "A webhook.",
                    Need("url", Kinds.Text(500).Refused(ProblemCodes.InvalidUrl, ProblemCodes.PersonalDataInField), "An https address."),
                    Need("events", Kinds.Tokens().Refused(ProblemCodes.UnknownValue), "`suppression.created`, which is all there is.")).Named("WebhookInput"),
                """{ "url": "https://dialler.example/hooks/vault", "events": ["suppression.created"] }"""),
            Answers =
            [
                new(200, "It stood there already; its secret is not told again.", ContentDoc.OfJson(Webhook, Example("null"))),
                new(201, "It is made, with its secret.", ContentDoc.OfJson(Webhook, Example("\"whsec_q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\""))),
            ],
            Problems = [new(409, ProblemCodes.TooManyWebhooks), new(422, ProblemCodes.InvalidReference)],
        },
        new("listWebhooks", Tag, "List webhooks", "The holder's own for this principal, by their ids; all on one page.")
        {
            Parameters = [Principal],
            Answers = [Page("The webhooks.", "WebhookPage", Webhook, Example("null"))],
        },
        new("getWebhook", Tag, "Read a webhook", "One of the holder's own.")
        {
            Parameters = [Principal, Id],
            Answers = [new(200, "The webhook.", ContentDoc.OfJson(Webhook, Example("null")))],
            Problems = [NotFound],
        },
        new("deleteWebhook", Tag, "Delete a webhook", "With all its deliveries, sent or not.")
        {
            Parameters = [Principal, Id],
            Answers = [new(204, "It is gone.")],
            Problems = [NotFound],
        },
        new("listDeliveries", Tag, "See what became of messages", "In the order of the feed. What was delivered is forgotten after thirty days; what is dead stays.")
        {
            Parameters = [Principal, Id, Query("state", Vocabularies.OneOf("pending", "delivered", "dead"), "Only these.", "dead"), .. PageParameters],
            Answers = [Page("The deliveries.", "WebhookDeliveryPage", Delivery, Message("dead", 11, "null", "503"))],
            Problems = [InvalidParameter, NotFound],
        },
        new("retryDelivery", Tag, "Send a message again", "At once, with the same `webhook-id` and all its attempts before it.")
        {
            Parameters = [Principal, Id, Path("delivery", Kinds.Any, "The delivery's id.", "kqzvmwtrbnhxcdypafgj")],
            Answers = [new(200, "It will be sent.", ContentDoc.OfJson(Delivery, Message("pending", 0, "\"2026-09-05T09:00:00Z\"", "503")))],
            Problems = [NotFound],
        },
        new("replayWebhook", Tag, "Send everything after a cursor again", "With the same `webhook-id` each; also what was delivered, and what was there before the webhook was.")
        {
            Parameters = [Principal, Id],
            Body = JsonBodyOf(
                "After which place in the feed.",
                Input("A place in the feed.", Need("cursor", Kinds.Text(100).Refused(ProblemCodes.UnknownCursor), "The `next` of an answer of the feed.")).Named("WebhookReplay"),
                """{ "cursor": "c3VwcHJlc3Npb25zLzA" }"""),
            Answers = [new(200, "The webhook, at that place.", ContentDoc.OfJson(Webhook, Example("null")))],
            Problems = [NotFound],
        },
    ];

    private static string Example(string secret) =>
        $$"""
        { "id": "dialler", "url": "https://dialler.example/hooks/vault", "events": ["suppression.created"], "cursor": "c3VwcHJlc3Npb25zLzA",
          "createdAt": "2026-09-01T08:00:00Z", "secret": {{secret}} }
        """;

    private static string Message(string state, int attempts, string next, string status) =>
        $$"""
        { "id": "kqzvmwtrbnhxcdypafgj", "eventId": "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42", "cursor": "c3VwcHJlc3Npb25zLzE", "state": "{{state}}", "attempts": {{attempts}},
          "nextAttemptAt": {{next}}, "lastAttemptAt": "2026-09-04T08:15:30Z", "lastStatus": {{status}} }
        """;
}
