namespace EvidenceVault.Server.Hosting;

/// <summary>Every problem code there is. A code, once released, never changes meaning.</summary>
public static class ProblemCodes
{
    // Access
    public const string Unauthenticated = "unauthenticated";
    public const string KeyExpired = "key-expired";
    public const string ScopeMissing = "scope-missing";
    public const string NotFound = "not-found";
    public const string RateLimited = "rate-limited";
    public const string ScopeNotAllowed = "scope-not-allowed";

    // The shape of a request
    public const string MalformedJson = "malformed-json";
    public const string MalformedCsv = "malformed-csv";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string TooLarge = "too-large";
    public const string LineTooLong = "line-too-long";
    public const string TooManyItems = "too-many-items";
    public const string InvalidParameter = "invalid-parameter";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string SeveralProblems = "several-problems";
    public const string BadRequest = "bad-request";
    public const string RequestTimeout = "request-timeout";

    // Fields
    public const string Required = "required";
    public const string UnknownField = "unknown-field";
    public const string DuplicateField = "duplicate-field";
    public const string UnknownType = "unknown-type";
    public const string UnknownValue = "unknown-value";
    public const string WrongType = "wrong-type";
    public const string TooLong = "too-long";
    public const string Empty = "empty";
    public const string InvalidText = "invalid-text";
    public const string InvalidReference = "invalid-reference";
    public const string PersonalDataInReference = "personal-data-in-reference";
    public const string PersonalDataInField = "personal-data-in-field";
    public const string InvalidInstant = "invalid-instant";
    public const string OffsetRequired = "offset-required";
    public const string InvalidDate = "invalid-date";
    public const string InvalidPeriod = "invalid-period";
    public const string InvalidPhoneNumber = "invalid-phone-number";
    public const string InvalidEmail = "invalid-email";
    public const string InvalidHash = "invalid-hash";
    public const string InvalidKvk = "invalid-kvk";
    public const string InvalidUrl = "invalid-url";
    public const string OutOfRange = "out-of-range";
    public const string EndsBeforeStart = "ends-before-start";
    public const string InFuture = "in-future";
    public const string InPast = "in-past";
    public const string Contradiction = "contradiction";
    public const string UnknownPrincipal = "unknown-principal";
    public const string UnknownParty = "unknown-party";
    public const string PartyNotAllowed = "party-not-allowed";
    public const string NotYours = "not-yours";
    public const string UnknownCampaign = "unknown-campaign";
    public const string UnknownConsumer = "unknown-consumer";
    public const string UnknownConsent = "unknown-consent";
    public const string UnknownCursor = "unknown-cursor";
    public const string UnknownInquiry = "unknown-inquiry";

    // State
    public const string ReferenceReused = "reference-reused";
    public const string ConsumerErased = "consumer-erased";
    public const string ConsumerRestricted = "consumer-restricted";
    public const string HoldStands = "hold-stands";
    public const string TermStands = "term-stands";
    public const string RequestUnanswered = "request-unanswered";
    public const string NothingStands = "nothing-stands";
    public const string ErasureNotRequested = "erasure-not-requested";
    public const string ContractEnded = "contract-ended";
    public const string ContractEndStands = "contract-end-stands";
    public const string ContractEndNotRequested = "contract-end-not-requested";
    public const string NoticeTooShort = "notice-too-short";
    public const string ExportFirst = "export-first";
    public const string ContentMismatch = "content-mismatch";
    public const string ContentAlreadyStored = "content-already-stored";
    public const string ContentNotStored = "content-not-stored";
    public const string UploadOffsetMismatch = "upload-offset-mismatch";
    public const string TooManyParts = "too-many-parts";
    public const string ContentDeleted = "content-deleted";
    public const string RangeNotSatisfiable = "range-not-satisfiable";
    public const string WordingTextChanged = "wording-text-changed";
    public const string PolicyStartsInPast = "policy-starts-in-past";
    public const string JustificationRequired = "justification-required";
    public const string PositionUnknown = "position-unknown";
    public const string PackNotReady = "pack-not-ready";
    public const string PackFailed = "pack-failed";
    public const string PackEnded = "pack-ended";
    public const string PackNotSealed = "pack-not-sealed";
    public const string PackCountersigned = "pack-countersigned";
    public const string CertificateMissing = "certificate-missing";
    public const string CertificateUnusable = "certificate-unusable";
    public const string TooManyWebhooks = "too-many-webhooks";
    public const string HoldScopeFixed = "hold-scope-fixed";
    public const string HoldReleased = "hold-released";
    public const string ReleaseNotRequested = "release-not-requested";
    public const string SecondPersonRequired = "second-person-required";
    public const string HolderRequired = "holder-required";
    public const string NoConflict = "no-conflict";
    public const string InquiryClosed = "inquiry-closed";
    public const string ContentNotDeleted = "content-not-deleted";
    public const string ContentRestricted = "content-restricted";
    public const string NoMessageGateway = "no-message-gateway";
    public const string NoPublicUrl = "no-public-url";
    public const string MessageNotSent = "message-not-sent";
    public const string ChangedMeanwhile = "changed-meanwhile";
    public const string NotInLedgerYet = "not-in-ledger-yet";
    public const string LedgerDamaged = "ledger-damaged";
    public const string MalformedNote = "malformed-note";
    public const string UnknownWitness = "unknown-witness";
    public const string UnknownCheckpoint = "unknown-checkpoint";

    // The vault itself
    public const string Unavailable = "unavailable";
    public const string TimestampUnavailable = "timestamp-unavailable";
    public const string Internal = "internal";
}
