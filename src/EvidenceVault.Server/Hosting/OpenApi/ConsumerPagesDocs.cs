using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.ConsumerPages;
using EvidenceVault.Server.Messages;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes links to consumers' own pages, and how messages reach them.</summary>
public static class ConsumerPagesDocs
{
    public const string Tag = "Consumer pages";

    private static readonly Shape Gateway = Answer(
        "Where text messages are handed over.",
        Tells("url", Kinds.Any, "Where they are posted."),
        Tells("createdAt", Kinds.Instant, "When it was put first."),
        MayTell("secret", Kinds.Any, "`whsec_` and 32 bytes in base64, with which messages are signed. Told once, when it is made.")).Named("MessageGateway");

    private static readonly Shape Link = Answer(
        "A link.",
        Tells("for", Kinds.Word<LinkPurpose>(), "What it is for."),
        MayTell("url", Kinds.Any, "The link, told once; null: the vault sent it."),
        MayTell("sent", Kinds.Word<MessageChannel>(), "How the vault sent it; null: it did not."),
        Tells("expiresAt", Kinds.Instant, "When it ends.")).Named("ConsumerLink");

    private static readonly ProblemsDoc NotFound = new(404, ProblemCodes.NotFound);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("makeConsumerLink", Tag, "Make a link for a consumer",
            """
            `page`: to see and withdraw all of the consumer's consents for this principal. `verification`: to confirm one consent, or refuse to; opening it confirms nothing. With `send` the
            vault sends it to the number or mail address on the card, tells it to nobody else, and for a verification records `consent.verification-requested`; the answer then proves
            itself, as `consent.verified` by `_vault`. Without, `url` is told once, for a message of your own: since whoever is told a link can open it, the answer then counts as handed in by you, and
            wants an exhibit. A withdrawal becomes `consent.withdrawn` with `via: footer-link`. An agency makes links for consents that it handed in itself.
            Whoever is told a link needs `evidence:read` as well, and it is in the access log. A consumer is sent three in a day, whoever asks; of one whose erasure was asked for no links are made.
            The footer of a website links to `/mijn-toestemming?principal={principal}`, which needs no link of this kind.
            """)
        {
            Parameters = [Principal, Path("id", Kinds.Uuid, "The consumer's id.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10")],
            Body = JsonBodyOf(
                "What for.",
                Input(
                    "A link.",
                    Need("for", Kinds.Word<LinkPurpose>().Refused(ProblemCodes.NotYours), "What it is for."),
                    May("consent", Kinds.FactRef.Refused(ProblemCodes.UnknownConsent, ProblemCodes.Contradiction, ProblemCodes.Required), "For a verification: the consent, as a fact would name it."),
                    May("send", Kinds.Word<MessageChannel>().Refused(ProblemCodes.Contradiction), "How the vault sends it; null: it does not."),
                    May("method", Kinds.Word<VerificationMethod>(), "For a verification that you send: how."),
                    May("validFor", Kinds.Term.Refused(ProblemCodes.OutOfRange), "How long it holds, at most 90 days; P14D without it."),
                    May("language", Kinds.Word<PackLanguage>(), "Of the message; `nl` without it. The page itself is in both.")).Named("ConsumerLinkInput"),
                """{ "for": "page", "validFor": "P14D" }"""),
            Answers =
            [
                new(201, "It is made.", ContentDoc.OfJson(
                    Link,
                    """
                    { "for": "page", "url": "https://vault.example/mijn-toestemming/zonkracht-energie.q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA", "sent": null,
                      "expiresAt": "2026-10-01T08:00:00Z" }
                    """)),
            ],
            Problems = [NotFound, new(409, ProblemCodes.ConsumerErased, ProblemCodes.ConsumerRestricted, ProblemCodes.NoPublicUrl, ProblemCodes.NoMessageGateway, ProblemCodes.ChangedMeanwhile), new(503, ProblemCodes.Unavailable, ProblemCodes.MessageNotSent)],
        },
        new("putMessageGateway", Tag, "Have text messages sent",
            """
            Codes and links for consumers are posted to this address as `{ "type": "message.send", "timestamp": …, "data": { "principal", "sender", "channel": "sms", "to", "text" } }`, signed as
            webhooks are (Standard Webhooks). Any 2xx within ten seconds takes a message; it is not sent again. What receives them sends the text on to the number as it is.
            """)
        {
            Parameters = [Principal],
            Body = JsonBodyOf(
                "Where.",
                Input(
                    "A gateway.",
                    Need("url", Kinds.Text(500).Refused(ProblemCodes.InvalidUrl, ProblemCodes.PersonalDataInField), "An https address.")).Named("MessageGatewayInput"),
                """{ "url": "https://sms.example/hooks/vault" }"""),
            Answers =
            [
                new(200, "There was one already; it has this address now, and its secret is not told again.", ContentDoc.OfJson(Gateway, Example("null"))),
                new(201, "It is made, with its secret.", ContentDoc.OfJson(Gateway, Example("\"whsec_q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\""))),
            ],
        },
        new("getMessageGateway", Tag, "Read where text messages go", "Without its secret.")
        {
            Parameters = [Principal],
            Answers = [new(200, "The gateway.", ContentDoc.OfJson(Gateway, Example("null")))],
            Problems = [NotFound],
        },
        new("deleteMessageGateway", Tag, "Have no text messages sent", "Consumers can then withdraw as before, and see their consents by a link alone.")
        {
            Parameters = [Principal],
            Answers = [new(204, "It is gone.")],
            Problems = [NotFound],
        },
    ];

    private static string Example(string secret) => $$"""{ "url": "https://sms.example/hooks/vault", "createdAt": "2026-09-01T08:00:00Z", "secret": {{secret}} }""";
}
