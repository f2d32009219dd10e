using EvidenceVault.Domain.Books;
using static EvidenceVault.Server.Hosting.OpenApi.BookOperations;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes principals and parties.</summary>
public static class PartyDocs
{
    private static readonly Shape BusinessName = Kinds.Text(200).Refused(ProblemCodes.PersonalDataInField);

    private static readonly Property[] Registration =
    [
        Need("kind", Kinds.Word<RegistrationKind>(), "What it is registered as."),
        May("article", Kinds.Text(40), "The article of the Wok, for a licence."),
        Need("reference", Kinds.Reference, "The registration's own reference."),
        Need("validFrom", Kinds.Date, "First day."),
        May("validTo", Kinds.Date, "First day it no longer holds; null: open."),
        May("exhibit", Kinds.UrlReference, "The exhibit that proves it."),
    ];

    private static readonly Shape RegistrationInput =
        Input("A registration that opens a basis of Tw 11.7 lid 5 or 6.", Registration).Refused(ProblemCodes.EndsBeforeStart, ProblemCodes.Contradiction).Named("Registration");

    private static readonly BookOperations Principals = new(
        "principal",
        Input(
            "Whom calls are made for.",
            Need("name", BusinessName, "Its name in the trade register."),
            Need("kvk", Kinds.Kvk, "Its trade-register (KvK) number."),
            May("callerNumbers", Kinds.Phones(1000), "The numbers it calls from."),
            May("registrations", Kinds.Objects(RegistrationInput, 50), "What it is registered as.")).Named("PrincipalInput"),
        Answer(
            "A principal.",
            [
                Tells("ref", Kinds.Slug, "Its slug."),
                Tells("name", Kinds.Any, "Its name in the trade register."),
                Tells("kvk", Kinds.Kvk, "Its trade-register (KvK) number."),
                Tells("callerNumbers", ListOf(Kinds.Phone), "The numbers it calls from, E.164."),
                Tells("registrations", ListOf(RegistrationInput), "What it is registered as."),
                .. Versioned,
            ]).Named("Principal"),
        """{ "name": "Zonkracht Energie B.V.", "kvk": "12345678", "callerNumbers": ["+31201234567"], "registrations": [] }""",
        """
        { "ref": "zonkracht-energie", "name": "Zonkracht Energie B.V.", "kvk": "12345678", "callerNumbers": ["+31201234567"], "registrations": [],
          "version": 1, "recordedAt": "2026-01-05T08:30:00Z" }
        """);

    private static readonly BookOperations Parties = new(
        "party",
        Input(
            "An agency or other party.",
            Need("name", BusinessName, "Its name in the trade register."),
            Need("kvk", Kinds.Kvk, "Its trade-register (KvK) number."),
            Need("role", Kinds.Word<PartyRole>(), "What it does in the chain."),
            May("callerNumbers", Kinds.Phones(1000), "The numbers it calls from.")).Named("PartyInput"),
        Answer(
            "A party.",
            [
                Tells("ref", Kinds.Slug, "Its slug."),
                Tells("name", Kinds.Any, "Its name in the trade register."),
                Tells("kvk", Kinds.Kvk, "Its trade-register (KvK) number."),
                Tells("role", Kinds.Word<PartyRole>(), "What it does in the chain."),
                Tells("callerNumbers", ListOf(Kinds.Phone), "The numbers it calls from, E.164."),
                .. Versioned,
            ]).Named("Party"),
        """{ "name": "Belbureau Noord B.V.", "kvk": "23456789", "role": "agency", "callerNumbers": ["+31501234567"] }""",
        """
        { "ref": "belbureau-noord", "name": "Belbureau Noord B.V.", "kvk": "23456789", "role": "agency", "callerNumbers": ["+31501234567"],
          "version": 1, "recordedAt": "2026-01-05T08:31:00Z" }
        """);

    private static readonly ParameterDoc Party = Path("party", Kinds.Slug, "The party's slug.", "belbureau-noord");

    private static readonly ProblemsDoc BadSlug = new(422, ProblemCodes.InvalidReference, ProblemCodes.PersonalDataInReference);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        Principals.Put("The operator creates it; afterwards its own key may describe it anew. Its slug stands in every address of its own.", [Principal], BadSlug),
        Principals.Get("As last put, or as it was on the day `at`.", Principal),
        Principals.List("principals", "Those that the caller sees, by their slugs."),
        Parties.Put("All principals share the parties. A principal's key may add one that is not known yet; only the operator changes it.", [Party], BadSlug),
        Parties.Get("As last put, or as it was on the day `at`. A party sees only itself.", Party),
        Parties.List("parties", "By their slugs. A party sees only itself."),
    ];
}
