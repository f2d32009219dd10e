using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes policies.</summary>
public static class PolicyDocs
{
    private const string AsPreset = "Whatever is left out is as the preset says.";

    private static readonly Shape TimeRange = Kinds.Text(20).Like("09:00-21:00");

    private static readonly (string Name, string Description)[] RetentionTerms =
    [
        ("consentVoicelog", "Recordings of consents and verifications, from the recording."),
        ("afterWithdrawal", "The same after a withdrawal, where that is earlier."),
        ("saleVoicelog", "Recordings of sales, from the recording."),
        ("noSale", "Recordings of calls without a sale."),
        ("training", "Recordings for training."),
        ("facts", "Facts, after the last call."),
        ("neverUsed", "Facts of consents never used, after their end."),
        ("packs", "Packs."),
    ];

    private static readonly BookOperations Policies = new(
        "policy",
        Input(
            $"A principal's settings from a day on. {AsPreset}",
            Need("validFrom", Kinds.Date, "First day, today or later; the first policy of all may start earlier, and says so for good."),
            new("justification", Kinds.Text(2000).Refused(ProblemCodes.JustificationRequired).Described("Why these settings: it stands in every judgement and pack."), Required: true),
            May("preset", Kinds.Word<PolicyPreset>(), "Where the defaults come from; `standard` without it."),
            May("verification", Settings(May("methods", Kinds.Words<VerificationMethod>(), "Methods accepted."), May("deadline", Kinds.Term, "Term for the answer, in whole days or longer.")), "How consents must be confirmed."),
            May("consentTerm", Kinds.Term, "The term of a consent where none was told, in whole days or longer."),
            May("callbackTerm", Kinds.Term, "How long a request to be called is valid, in whole days or longer."),
            May("window", Settings(May("weekdays", TimeRange, "Monday to Friday."), May("saturday", TimeRange, "Saturday. Null is a setting here: no calls.")).Refused(ProblemCodes.InvalidPeriod), "The principal's own window for calling."),
            May("holidays", Settings(May("goodFriday", Kinds.Flag, "Good Friday."), May("liberationDay", Kinds.Flag, "5 May.")), "Which days count as public holidays beside those of the law."),
            May("mourningDays", Kinds.Dates(100), "National days of mourning: no calls."),
            May("attempts", Settings(May("perCampaign", Kinds.Integer(1, 1000), "In a campaign."), May("perDay", Kinds.Integer(1, 1000), "On a local day.")), "The most attempts to one consumer."),
            May("coolingOff", Kinds.Term, "The least time between an offer and asking acceptance; null: none set."),
            May("writtenProducts", Kinds.Tokens(mayBeEmpty: true), "Products whose contract must be concluded in writing (BW 6:230v lid 6)."),
            May("inboundProof", Kinds.Word<InboundProof>(), "What proves that an inbound call was inbound."),
            May("clearUnproven", Kinds.Flag, "Whether a clearance says clear where permission is unproven."),
            May("droppedCallAlarm", Kinds.Integer(0, 100), "The share of dropped calls, in per cent, above which a scorecard warns."),
            May("retention", Settings(RetentionTerms.Select(term => May(term.Name, Kinds.Term, term.Description))), "How long things are kept, in whole days or longer."))
            .Named("PolicyInput"),
        Answer(
            "A policy with every setting, the preset's where none was put.",
            Tells("ref", Kinds.Any, "Always `policy`: a principal has one at a time."),
            MayTell("validFrom", Kinds.Date, "First day; null: these are the defaults, in force until a policy is put."),
            MayTell("justification", Kinds.Any, "Why these settings."),
            Tells("preset", Kinds.Word<PolicyPreset>(), "Where the defaults come from."),
            Tells("verification", Settled(Tells("methods", ListOf(Kinds.Word<VerificationMethod>()), "Methods accepted."), Tells("deadline", Kinds.Term, "Term for the answer.")), "How consents must be confirmed."),
            Tells("consentTerm", Kinds.Term, "The term of a consent where none was told."),
            Tells("callbackTerm", Kinds.Term, "How long a request to be called is valid."),
            Tells("window", Settled(Tells("weekdays", Kinds.Any, "Monday to Friday."), MayTell("saturday", Kinds.Any, "Saturday; null: no calls.")), "The principal's own window for calling; no calls on Sundays."),
            Tells("holidays", Settled(Tells("goodFriday", Kinds.Flag, "Good Friday."), Tells("liberationDay", Kinds.Flag, "5 May.")), "Which days count as public holidays beside those of the law."),
            Tells("mourningDays", ListOf(Kinds.Date), "National days of mourning."),
            Tells("attempts", Settled(Tells("perCampaign", Kinds.Count, "In a campaign."), Tells("perDay", Kinds.Count, "On a local day.")), "The most attempts to one consumer."),
            MayTell("coolingOff", Kinds.Term, "The least time between an offer and asking acceptance."),
            Tells("writtenProducts", ListOf(Kinds.Any), "Products whose contract must be concluded in writing."),
            Tells("inboundProof", Kinds.Word<InboundProof>(), "What proves that an inbound call was inbound."),
            Tells("clearUnproven", Kinds.Flag, "Whether a clearance says clear where permission is unproven."),
            Tells("droppedCallAlarm", Kinds.Integer(0, 100), "The share of dropped calls, in per cent, above which a scorecard warns."),
            Tells("retention", Settled(RetentionTerms.Select(term => Tells(term.Name, Kinds.Term, term.Description))), "How long things are kept."),
            Tells("takenOver", Kinds.Flag, "Whether it starts before the day it was recorded: the take-over of a history."),
            Tells("version", Kinds.Count, "Its number, from 1; 0: the defaults."),
            MayTell("recordedAt", Kinds.Instant, "When the vault recorded it.")).Named("Policy"),
        $"{{ \"validFrom\": \"2026-07-01\", \"justification\": \"Energie-Nederland's code.\", {Example} }}",
        $"{{ \"ref\": \"policy\", \"validFrom\": \"2026-07-01\", \"justification\": \"Energie-Nederland's code.\", {Example}, \"takenOver\": false, \"version\": 1, \"recordedAt\": \"2026-06-01T09:00:00Z\" }}");

    private const string Example =
        """
        "preset": "energy", "verification": { "methods": ["sms", "phone"], "deadline": "P14D" }, "consentTerm": "P12M", "callbackTerm": "P14D",
        "window": { "weekdays": "09:00-21:00", "saturday": "10:00-16:00" }, "holidays": { "goodFriday": false, "liberationDay": false },
        "mourningDays": [], "attempts": { "perCampaign": 3, "perDay": 1 }, "coolingOff": "PT24H", "writtenProducts": ["electricity", "gas"],
        "inboundProof": "cdr", "clearUnproven": false, "droppedCallAlarm": 3,
        "retention": { "consentVoicelog": "P24M", "afterWithdrawal": "P6M", "saleVoicelog": "P24M", "noSale": "P6M", "training": "P30D", "facts": "P5Y",
          "neverUsed": "P12M", "packs": "P12M" }
        """;

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        Policies.Put("Settings in force from a day on. A change starts today or later: it never changes how an earlier call was judged.", [Principal], new ProblemsDoc(422, ProblemCodes.PolicyStartsInPast)),
        Policies.Get("The settings in force today, or on the day `at`; the defaults where none were put.", Principal),
        Policies.List("policies", "All there ever were, oldest first; with `at`, the one in force on that day.", Principal),
    ];

    private static Shape Settings(params IEnumerable<Property> settings) => Input(AsPreset, settings);

    private static Shape Settled(params IEnumerable<Property> settings) => Answer("Settings.", settings);
}
