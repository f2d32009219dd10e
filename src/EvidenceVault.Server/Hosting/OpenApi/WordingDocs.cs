using EvidenceVault.Domain.Dossiers.Facts;
using static EvidenceVault.Server.Hosting.OpenApi.BookOperations;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes wordings and scripts.</summary>
public static class WordingDocs
{
    private static readonly BookOperations Wordings = new(
        "wording",
        Input(
            "The exact text shown to a consumer.",
            Need("text", Kinds.Text(20_000), "The text; another text is another reference."),
            Need("language", Kinds.Text(10).Refused(ProblemCodes.UnknownValue), "A language tag, such as `nl` or `nl-BE`."),
            May("products", Kinds.Tokens(mayBeEmpty: true), "The products it names."),
            May("callersNamed", Kinds.Slugs, "The principals and parties it names as callers."),
            May("means", Kinds.Words<CallMeans>(mayBeEmpty: true), "The means of calling it names."),
            May("withdrawalText", Kinds.Text(20_000), "What it says on withdrawing."),
            May("place", Kinds.Text(500).Refused(ProblemCodes.InvalidUrl, ProblemCodes.PersonalDataInField), "Where it is shown or spoken: a URL without query, fragment and user, or the name of a script or place."),
            May("firstCallTerm", Kinds.Term, "The term for the first call that it states, in whole days, weeks, months or years."),
            May("consentTerm", Kinds.Term, "The term of consent that it states, in whole days, weeks, months or years."),
            Need("liveFrom", Kinds.Date, "First day it was shown."),
            May("liveTo", Kinds.Date, "First day it was no longer shown; null: still shown."))
            .Refused(ProblemCodes.EndsBeforeStart).Named("WordingInput"),
        Answer(
            "A wording.",
            [
                Tells("ref", Kinds.UrlReference, "Its reference."),
                MayTell("text", Kinds.Any, "The text."),
                Tells("language", Kinds.Any, "Its language."),
                Tells("products", ListOf(Kinds.Any), "The products it names."),
                Tells("callersNamed", ListOf(Kinds.Slug), "The principals and parties it names as callers."),
                Tells("means", ListOf(Kinds.Word<CallMeans>()), "The means of calling it names."),
                MayTell("withdrawalText", Kinds.Any, "What it says on withdrawing."),
                MayTell("place", Kinds.Any, "Where it is shown or spoken."),
                MayTell("firstCallTerm", Kinds.Term, "The term for the first call that it states."),
                MayTell("consentTerm", Kinds.Term, "The term of consent that it states."),
                Tells("liveFrom", Kinds.Date, "First day it was shown."),
                MayTell("liveTo", Kinds.Date, "First day it was no longer shown."),
                Tells("sha256", Kinds.Sha256, "SHA-256 of the text in UTF-8."),
                .. Versioned,
            ]).Named("Wording"),
        """
        { "text": "Ja, Zonkracht mag mij bellen over stroom en gas.", "language": "nl", "products": ["electricity", "gas"],
          "callersNamed": ["zonkracht-energie"], "means": ["human"], "withdrawalText": "Intrekken kan via zonkracht.example/stop.",
          "place": "https://zonkracht.example/aanvraag", "firstCallTerm": null, "consentTerm": "P12M", "liveFrom": "2026-01-01", "liveTo": null }
        """,
        """
        { "ref": "web-2026-01", "text": "Ja, Zonkracht mag mij bellen over stroom en gas.", "language": "nl", "products": ["electricity", "gas"],
          "callersNamed": ["zonkracht-energie"], "means": ["human"], "withdrawalText": "Intrekken kan via zonkracht.example/stop.",
          "place": "https://zonkracht.example/aanvraag", "firstCallTerm": null, "consentTerm": "P12M", "liveFrom": "2026-01-01", "liveTo": null,
          "sha256": "cad8bff15e0b36a017dfb14595a4e9e12c454d3510ede16bc7094a845869ff3f", "version": 1, "recordedAt": "2026-01-05T08:45:00Z" }
        """);

    private static readonly BookOperations Scripts = new(
        "script",
        Input(
            "A call script.",
            May("campaign", Kinds.UrlReference, "The campaign it is for; null: any."),
            Need("text", Kinds.Text(200_000), "The text.")).Named("ScriptInput"),
        Answer(
            "A call script.",
            [
                Tells("ref", Kinds.UrlReference, "Its reference."),
                MayTell("campaign", Kinds.UrlReference, "The campaign it is for; null: any."),
                MayTell("text", Kinds.Any, "The text."),
                Tells("sha256", Kinds.Sha256, "SHA-256 of the text in UTF-8."),
                .. Versioned,
            ]).Named("Script"),
        """{ "campaign": "najaar-2026", "text": "Goedemiddag, u spreekt met Sam van Belbureau Noord, namens Zonkracht Energie." }""",
        """
        { "ref": "najaar-2026-v1", "campaign": "najaar-2026", "text": "Goedemiddag, u spreekt met Sam van Belbureau Noord, namens Zonkracht Energie.",
          "sha256": "10ed0f509896479fe4be683a09f9f3cb4945d600f15dd543ba758a74c5b7d158", "version": 1, "recordedAt": "2026-06-20T07:00:00Z" }
        """);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        .. Wordings.OfPrincipal(
            "A consent names the wording it was given to. Its text never changes, nor whom and what it names and which terms it states; where and when it was shown, and its language, may be mended.", "web-2026-01", problems: new ProblemsDoc(409, ProblemCodes.WordingTextChanged)),
        .. Scripts.OfPrincipal("A version counts as filed from the moment the vault recorded it.", "najaar-2026-v1"),
    ];
}
