using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Server.AccessLog;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes the log of who looked at what.</summary>
public static class AccessLogDocs
{
    public const string Tag = "Access log";

    /// <summary>Why somebody looks.</summary>
    public static ParameterDoc Reason { get; } = Header(
        AccessReason.Header, "Why you look, as a short code such as a ticket's number: at most 60 letters, digits and `.:/_-`. Kept in the access log. One that reads as personal data is refused.",
        "case-2026-118");

    /// <summary>What is wrong with a reason.</summary>
    public static ProblemsDoc BadReason { get; } = new(400, ProblemCodes.InvalidParameter, ProblemCodes.PersonalDataInReference);

    private static readonly Shape Entry = Answer(
        "An access.",
        Tells("at", Kinds.Instant, "When."),
        Tells("kind", Kinds.Word<AccessKind>(), "What was done."),
        Tells("key", Kinds.Any, "The id of the key."),
        MayTell("holder", Kinds.Any, "The person behind the key, by the opaque name it was issued for."),
        Tells("party", Kinds.Slug, "The party or principal that holds the key."),
        MayTell("consumer", Kinds.Uuid, "Whom it was about; null: a search that found nobody, or an exhibit that names nobody."),
        MayTell("exhibit", Kinds.Any, "The exhibit whose content was given."),
        MayTell("pack", Kinds.Any, "The pack whose file was given."),
        MayTell("reason", Kinds.Any, "Why, as given in `Vault-Reason`.")).Named("Access");

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("searchAccessLog", Tag, "See who looked",
            """
            Every search by number, dossier read, exhibit content and pack given, export, and link to a consumer's page that was told, the latest first. Each was noted, durably, before anything was told. For the principal's own staff; it
            holds what agencies looked at as well. Reading the log is not itself in it.
            """)
        {
            Parameters =
            [
                Principal,
                Query("consumer", Kinds.Uuid, "Only about this consumer.", "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10"),
                Query("exhibit", Kinds.Any, "Only this exhibit.", "VL-2026-0001"),
                Query("holder", Kinds.Any, "Only by this person, or by this party.", "zonkracht-energie"),
                Query("kind", Vocabularies.OneOf("search", "dossier", "exhibit-content", "pack-content", "export", "link"), "Only of this kind.", "dossier"),
                Query("from", Kinds.Instant, "Not before this.", "2026-09-01T00:00:00Z"),
                Query("to", Kinds.Instant, "Before this.", "2027-09-01T00:00:00Z"),
                .. PageParameters,
            ],
            Answers =
            [
                Page(
                    "The accesses.", "AccessPage", Entry,
                    """
                    { "at": "2026-09-20T09:00:00.120077Z", "kind": "dossier", "key": "kqzvmwtrbnhxcdyp", "holder": "privacy-officer-1", "party": "zonkracht-energie",
                      "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "exhibit": null, "pack": null, "reason": "case-2026-118" }
                    """),
            ],
            Problems = [InvalidParameter, new(404, ProblemCodes.NotFound)],
        },
    ];
}
