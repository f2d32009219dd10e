namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>All that is described, by capability.</summary>
public static class Capabilities
{
    /// <summary>The capabilities in the order of reading.</summary>
    public static IReadOnlyList<(string Name, string Description)> Tags { get; } =
    [
        (KeysDocs.Tag, "API keys and their scopes."),
        (BooksDocs.Tag, "Principals, parties, mandates, campaigns, wordings, scripts and policy: what evidence is judged by. A PUT with the same content changes nothing; another one is a new version, and earlier ones stay readable at their dates."),
        (IntakeDocs.Tag, "What happened: consents, calls, objections, sales."),
        (ExhibitsDocs.Tag, "Files that prove something: announced first, then stored, read by whoever may, and deleted when their term is over."),
        (DossiersDocs.Tag, "All that is known of a consumer, each call with its judgement."),
        (ClearancesDocs.Tag, "Whether a number may be dialled, asked before the call."),
        (ScorecardsDocs.Tag, "What calls come to by rule, party, campaign and month, and the calls behind each figure."),
        (SuppressionsDocs.Tag, "Who said no to calls, for everybody who calls for the principal; and how soon each has processed it."),
        (WebhooksDocs.Tag, "Being told of new suppressions as they come."),
        (PacksDocs.Tag, "Evidence packs: a consumer's dossier as a PDF for an authority, a court, the person it is about, or the principal itself."),
        (RetentionDocs.Tag, "Recordings go when their terms end, facts stay: what goes when, holds that stop it, and certificates of destruction."),
        (InquiriesDocs.Tag, "Case files: inquiries by authorities, complaints and disputes, each with a hold of its own."),
        (ContractEndDocs.Tag, "The end of a principal's contract: everything is taken along, then all of it goes (AVG 28(3)(g))."),
        (ErasureDocs.Tag, "The erasure of a person (AVG 17): what stands against it, who decides, and what to tell the person."),
        (ConsumerPagesDocs.Tag, "Links to the pages on which consumers see, confirm and withdraw their consents, and how messages reach them."),
        (LedgerDocs.Tag, "The Merkle tree over every event, in the formats of C2SP (tlog-tiles, tlog-checkpoint, tlog-proof): anybody can follow it, and check that nothing was changed, removed or inserted."),
        (RightsDocs.Tag, "What consumers ask for under the AVG: all that is kept about them, and by when."),
        (AccessLogDocs.Tag, "Who looked at what is kept about people, when and why."),
        (OperatingDocs.Tag, "For whoever runs the vault."),
    ];

    /// <summary>Every operation.</summary>
    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        .. KeysDocs.Operations,
        .. BooksDocs.Operations,
        .. IntakeDocs.Operations,
        .. ExhibitsDocs.Operations,
        .. DossiersDocs.Operations,
        .. ClearancesDocs.Operations,
        .. ScorecardsDocs.Operations,
        .. SuppressionsDocs.Operations,
        .. WebhooksDocs.Operations,
        .. PacksDocs.Operations,
        .. RetentionDocs.Operations,
        .. InquiriesDocs.Operations,
        .. ContractEndDocs.Operations,
        .. ErasureDocs.Operations,
        .. ConsumerPagesDocs.Operations,
        .. LedgerDocs.Operations,
        .. RightsDocs.Operations,
        .. AccessLogDocs.Operations,
        .. OperatingDocs.Operations,
    ];

    /// <summary>What holds for every operation.</summary>
    public const string Conventions =
        """
        JSON is camelCase. Instants are RFC 3339 with an offset (`2026-09-01T10:15:00+02:00`), kept in microseconds; a date means the start of that day
        in Europe/Amsterdam; durations are ISO 8601; hashes are lower-case hex SHA-256. Unknown fields are refused. In a request, null says as much as
        leaving a field out; in an answer every field stands, as null where there is nothing to tell. What is said to have happened more than five minutes
        ahead of the vault's clock is refused as `in-future`.

        Errors are problem documents (RFC 9457, `application/problem+json`) with a stable `code`, a `detail` that says what to do, and for bad fields
        `errors` with a JSON pointer each. Every operation lists the codes it can answer with. An address or method that does not exist answers
        `not-found` or `method-not-allowed`.

        Phone numbers are taken in any form for the Netherlands or with a country code, and kept as E.164. Numbers, names and mail addresses never stand in a
        path or query: look-ups are POSTs. A reference or id that reads as a phone number or mail address is refused.

        Every write is idempotent by the client's own reference, in the scope of the holder of the uploading key: the same reference with the same content
        answers as the first time did, with other content it is `reference-reused`.

        Lists are paged by cursor. Reads of one thing carry an `ETag`. Every answer carries `X-Correlation-ID`, the client's own where it sent a short token
        that says nothing about a person, and those to a key its `RateLimit`. A caller sees what its party may; what is not its own does not exist.
        """;
}
