using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using static EvidenceVault.Server.Hosting.OpenApi.BookOperations;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes mandates and campaigns.</summary>
public static class MandateDocs
{
    private static readonly BookOperations Mandates = new(
        "mandate",
        Input(
            "Who may call for whom.",
            Need("from", Kinds.Slug, "Who gives it: the principal itself or a party."),
            Need("to", Kinds.Slug, "The party that gets it."),
            May("campaigns", Kinds.UrlReferences(1000), "The campaigns it covers; null: all."),
            Need("validFrom", Kinds.Date, "First day."),
            May("validTo", Kinds.Date, "First day it no longer holds; null: open."),
            May("mayDelegate", Kinds.Flag, "Whether the party may pass it on; it may not where nothing is said."),
            May("capacity", Kinds.Word<MandateCapacity>(), "Its role in the AVG."),
            May("contract", Kinds.UrlReference, "The exhibit with the contract."))
            .Refused(ProblemCodes.EndsBeforeStart, ProblemCodes.UnknownParty, ProblemCodes.Contradiction).Named("MandateInput"),
        Answer(
            "A mandate.",
            [
                Tells("ref", Kinds.UrlReference, "Its reference."),
                Tells("from", Kinds.Slug, "Who gives it."),
                Tells("to", Kinds.Slug, "The party that gets it."),
                MayTell("campaigns", ListOf(Kinds.UrlReference), "The campaigns it covers; null: all."),
                Tells("validFrom", Kinds.Date, "First day."),
                MayTell("validTo", Kinds.Date, "First day it no longer holds; null: open."),
                Tells("mayDelegate", Kinds.Flag, "Whether the party may pass it on."),
                MayTell("capacity", Kinds.Word<MandateCapacity>(), "Its role in the AVG."),
                MayTell("contract", Kinds.UrlReference, "The exhibit with the contract."),
                .. Versioned,
            ]).Named("Mandate"),
        """
        { "from": "zonkracht-energie", "to": "belbureau-noord", "campaigns": ["najaar-2026"], "validFrom": "2026-01-01", "validTo": null,
          "mayDelegate": false, "capacity": "processor", "contract": null }
        """,
        """
        { "ref": "MND-2026-01", "from": "zonkracht-energie", "to": "belbureau-noord", "campaigns": ["najaar-2026"], "validFrom": "2026-01-01",
          "validTo": null, "mayDelegate": false, "capacity": "processor", "contract": null, "version": 1, "recordedAt": "2026-01-05T08:40:00Z" }
        """);

    private static readonly BookOperations Campaigns = new(
        "campaign",
        Input(
            "What is called about, and on which basis.",
            Need("name", Kinds.Text(200).Refused(ProblemCodes.PersonalDataInField), "Its name."),
            Need("products", Kinds.Tokens(), "The products it is about."),
            Need("nature", Kinds.Word<CallNature>(), "The nature of its calls."),
            Need("validFrom", Kinds.Date, "First day."),
            May("validTo", Kinds.Date, "First day it no longer runs; null: open."),
            May("basis", Kinds.Word<Basis>(), "The basis it intends to rely on."))
            .Refused(ProblemCodes.EndsBeforeStart).Named("CampaignInput"),
        Answer(
            "A campaign.",
            [
                Tells("ref", Kinds.UrlReference, "Its reference."),
                Tells("name", Kinds.Any, "Its name."),
                Tells("products", ListOf(Kinds.Any), "The products it is about."),
                Tells("nature", Kinds.Word<CallNature>(), "The nature of its calls."),
                Tells("validFrom", Kinds.Date, "First day."),
                MayTell("validTo", Kinds.Date, "First day it no longer runs; null: open."),
                MayTell("basis", Kinds.Word<Basis>(), "The basis it intends to rely on."),
                .. Versioned,
            ]).Named("Campaign"),
        """
        { "name": "Najaarsactie 2026", "products": ["electricity", "gas"], "nature": "commercial", "validFrom": "2026-07-01", "validTo": null,
          "basis": "consent" }
        """,
        """
        { "ref": "najaar-2026", "name": "Najaarsactie 2026", "products": ["electricity", "gas"], "nature": "commercial", "validFrom": "2026-07-01",
          "validTo": null, "basis": "consent", "version": 1, "recordedAt": "2026-06-15T12:00:00Z" }
        """);

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        .. Mandates.OfPrincipal("Chains are judged link by link: an agency's sub-agency needs a mandate of its own.", "MND-2026-01", " A party sees those it gives and gets."),
        .. Campaigns.OfPrincipal("Calls name the campaign they are made for by this reference.", "najaar-2026"),
    ];
}
