using EvidenceVault.Server.Access;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes API keys.</summary>
public static class KeysDocs
{
    public const string Tag = "Keys";

    private static readonly Shape Scope = Vocabularies.Of("Scope", Scopes.OfPrincipal.Order(StringComparer.Ordinal));

    private static readonly Shape Request = Input(
        "A key to be issued.",
        May("principal", Kinds.Slug, "The principal it is for. A principal's own key issues keys of that principal alone, so it may leave this out; null: any that the party works for."),
        May("party", Kinds.Slug, "The agency or other party that holds it; null: the principal itself."),
        Need("name", Kinds.Text(100).Refused(ProblemCodes.PersonalDataInField), "What it is for."),
        May("holder", Kinds.Text(100).Refused(ProblemCodes.PersonalDataInField), "An opaque name of the person behind it: a second person means another holder."),
        May("scopes", Kinds.Objects(Scope, 50, mayBeEmpty: false), "What it may do; null: all that such a holder may."),
        May("expiresAt", Kinds.Instant, "When it stops working; null: never."))
        .Refused(
            ProblemCodes.Required, ProblemCodes.UnknownValue, ProblemCodes.InvalidText, ProblemCodes.PersonalDataInField, ProblemCodes.InPast, ProblemCodes.UnknownPrincipal,
            ProblemCodes.UnknownParty, ProblemCodes.Contradiction, ProblemCodes.ScopeNotAllowed)
        .Named("KeyRequest");

    private static readonly Shape Issued = Answer(
        "A key, shown this once.",
        Tells("id", Kinds.Any, "Its public id."),
        Tells("key", Kinds.Any, "The whole key: send it as `Authorization: Bearer <key>`. Only a hash of its secret is kept."),
        Tells("scopes", ListOf(Scope), "What it may do.")).Named("IssuedKey");

    private static readonly Shape Key = Answer(
        "A key as the vault keeps it, without its secret.",
        Tells("id", Kinds.Any, "Its public id."),
        MayTell("principal", Kinds.Slug, "The principal it is for; null: any that the party works for."),
        MayTell("party", Kinds.Slug, "The party that holds it; null: the principal itself."),
        Tells("name", Kinds.Any, "What it is for."),
        MayTell("holder", Kinds.Any, "An opaque name of the person behind it."),
        Tells("scopes", ListOf(Scope), "What it may do."),
        Tells("createdAt", Kinds.Instant, "When it was issued."),
        Tells("createdBy", Kinds.Any, "The id of the key it was issued with; `operator` for the operator's."),
        MayTell("expiresAt", Kinds.Instant, "When it stops working."),
        MayTell("revokedAt", Kinds.Instant, "When it was revoked.")).Named("Key");

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("issueKey", Tag, "Issue a key", "Its secret is answered once. A key cannot give a scope that it does not have itself, nor its own holder another key to decide as a second person.")
        {
            Body = JsonBodyOf(
                "Whom the key is for and what it may do.", Request,
                """
                { "principal": "zonkracht-energie", "party": "belbureau-noord", "name": "Uploads from the dialler", "holder": null,
                  "scopes": ["evidence:write", "evidence:read", "clearance:request"], "expiresAt": "2027-09-01T00:00:00+02:00" }
                """),
            Answers =
            [
                new(201, "The key.", ContentDoc.OfJson(Issued,
                    """
                    { "id": "kqzvmwtrbnhxcdyp", "key": "ev_kqzvmwtrbnhxcdyp_<secret>", "scopes": ["clearance:request", "evidence:read", "evidence:write"] }
                    """)),
            ],
        },
        new("listKeys", Tag, "List keys", "Revoked ones too. A principal sees its own and those of its agencies for it; secrets are never shown.")
        {
            Parameters = PageParameters,
            Answers =
            [
                Page("Keys by their ids.", "KeyPage", Key,
                    """
                    { "id": "kqzvmwtrbnhxcdyp", "principal": "zonkracht-energie", "party": "belbureau-noord", "name": "Uploads from the dialler", "holder": null,
                      "scopes": ["clearance:request", "evidence:read", "evidence:write"], "createdAt": "2026-08-14T09:00:00Z", "createdBy": "operator",
                      "expiresAt": "2027-08-31T22:00:00Z", "revokedAt": null }
                    """),
            ],
            Problems = [InvalidParameter],
        },
        new("revokeKey", Tag, "Revoke a key", "At once on this server and within two seconds on the others. Revoking it again changes nothing.")
        {
            Parameters = [Path("id", Kinds.Any, "The key's public id.", "kqzvmwtrbnhxcdyp")],
            Answers = [new(204, "It is revoked.")],
            Problems = [new(404, ProblemCodes.NotFound)],
        },
    ];
}
