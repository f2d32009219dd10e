using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Scorecards;
using static EvidenceVault.Server.Hosting.OpenApi.Requests;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Describes scorecards and the calls behind them.</summary>
public static class ScorecardsDocs
{
    public const string Tag = "Scorecards";

    private static readonly Shape Number = new(new Microsoft.OpenApi.OpenApiSchema { Type = Microsoft.OpenApi.JsonSchemaType.Number });

    private static readonly Shape Interval = Answer(
        "A 95 % interval of Wilson.", Tells("low", Number, "At least, from 0 to 1."), Tells("high", Number, "At most.")).Named("Interval");

    private static readonly Shape Share = Answer(
        "A share.",
        Tells("count", Kinds.Count, "How many."),
        Tells("of", Kinds.Count, "Of how many."),
        MayTell("rate", Number, "The share, from 0 to 1; null: of nothing."),
        MayTell("interval", Interval, "Null: everything was counted, so nothing is an estimate.")).Named("Proportion");

    private static readonly Shape Tally = Answer(
        "Calls.", Tells("attempts", Kinds.Count, "All calls."), Tells("conversations", Kinds.Count, "Those that became conversations.")).Named("Tally");

    private static readonly Shape Results = Answer(
        "Results of a rule.",
        Tells("applicable", Kinds.Count, "Calls it applies to."),
        Tells("met", Kinds.Count, "Met."),
        Tells("breach", Kinds.Count, "Breached."),
        Tells("unproven", Kinds.Count, "The evidence that would decide it is missing."),
        Tells("breachRate", Share, "Breaches over applicable calls."),
        Tells("unprovenRate", Share, "Unproven ones over applicable calls.")).Named("RuleResults");

    private static readonly Shape ProofWord = Vocabularies.OneOf(ListCalls.Proofs);

    private static readonly Shape RuleFigures = Answer(
        "What a rule found.",
        Tells("rule", Vocabularies.Rule, "The rule."),
        Tells("category", Kinds.Word<RuleCategory>(), "What kind of question it answers."),
        Tells("norm", Answer("A norm.", Tells("kind", Kinds.Word<NormKind>(), "What kind of norm."), Tells("ref", Kinds.Any, "Where it stands.")), "Where it comes from."),
        Tells("attempts", Results, "Over all calls it applies to."),
        Tells("conversations", Results, "Over those that were conversations."),
        Tells(
            "byProof",
            ListOf(Answer(
                "The same over calls of one proof grade.",
                Tells("proof", ProofWord, "The grade; `none`: the permission rests on nothing."),
                Tells("attempts", Results, "Over all calls."),
                Tells("conversations", Results, "Over conversations.")).Named("ProofFigures")),
            "Split by how well the permission of the calls is proven."),
        Tells("calls", Kinds.Any, "The path of these calls. Add `result`, `proof` or `kind=conversation` for those behind one figure.")).Named("RuleFigures");

    private static readonly Shape AfterWithdrawal = Answer(
        "Calls made after a withdrawal or an objection that stood.",
        Tells("calls", Kinds.Count, "Calls."),
        Tells("consumers", Kinds.Count, "People called."),
        MayTell("medianHours", Number, "Hours from the withdrawal to the last call after it: the median over these people."),
        MayTell("mostHours", Kinds.Count, "The same: the most.")).Named("AfterWithdrawal");

    private static readonly Shape Figures = Answer(
        "Figures over some calls.",
        Tells("outbound", Tally, "Outbound calls."),
        Tells("inbound", Tally, "Inbound calls."),
        Tells("permission", Each<PermissionConclusion>("What is concluded about permission."), "Calls by what is concluded about permission."),
        Tells("conduct", Each<ConductConclusion>("What is concluded about conduct."), "Calls by what is concluded about conduct."),
        Tells(
            "dropped",
            Answer(
                "Dropped calls.",
                Tells("share", Share, "Outbound calls answered while nobody spoke, over all that were answered."),
                Tells("alarmPercent", Kinds.Count, "From how many per cent on the policy calls it an alarm."),
                Tells("alarm", Kinds.Flag, "Whether it is one.")).Named("DroppedCalls"),
            "Calls answered while nobody spoke."),
        Tells("handedInLate", Share, $"Calls that the vault first heard of more than {CountedCall.HandedInWithin.TotalHours:0} hours after they began. Whether what a permission rests on came late is `VAULT-CONTEMPORANEOUS`."),
        Tells("afterWithdrawal", AfterWithdrawal, "Calls after a withdrawal."),
        Tells("consents", Answer("Consents that these calls relied on.", Tells("neverVerified", Share, "Those that were never confirmed in time and in a way that counts, over all."), Tells("calls", Kinds.Any, "The path of the first call on each of these.")).Named("ConsentsInUse"), "Consents that these calls relied on, each in the month of the first such call. One that several parties or campaigns called on counts for each."),
        Tells("complaints", Tally, "Calls that a complaint names."),
        Tells("compliments", Tally, "Calls that a compliment names."),
        Tells("monitored", Each<Listener>("Calls by who listened."), "Calls that somebody listened to: a machine beside the agent, or a reviewer. What they found counts in the rules."),
        Tells("monitoring", ListOf(Answer("What listeners found of one thing.",
            Tells("code", Kinds.UrlReference, "What was listened for."),
            Tells("met", Tally, "Calls in which it was there."),
            Tells("notMet", Tally, "Calls in which it was not. One of which listeners said both counts in both."),
            Tells("calls", Kinds.Any, "The path of those in which it was not.")).Named("MonitoringFigures")), "What listeners found, by what they listened for."),
        Tells("branded", Tally, "Calls that the phone showed with a brand or reason (RCS)."),
        Tells("rules", ListOf(RuleFigures), "What each rule found, where it found anything."),
        Tells("calls", Kinds.Any, "The path of all these calls.")).Named("Figures");

    private static readonly Shape Card = Answer(
        "A scorecard.",
        MayTell("campaign", Kinds.UrlReference, "The campaign; null: of a party."),
        MayTell("party", Kinds.Slug, "The party; null: of a campaign."),
        MayTell("from", Kinds.Date, "The first day; null: from the beginning."),
        MayTell("to", Kinds.Date, "The first day no longer counted; null: no end."),
        Tells("evaluatedAt", Kinds.Instant, "When it was asked."),
        Tells("rulebook", Kinds.Any, "The version of the rulebook."),
        Tells("book", Kinds.Count, "The version of the principal's book; 0: nothing was judged yet."),
        Tells("recomputing", Kinds.Flag, "Whether dossiers of this principal are being judged again: figures may still change."),
        Tells("remaining", Kinds.Count, $"How many at the least. Of those with new evidence at most {ReadCounts.MostDue} are counted."),
        Tells("total", Figures, "Over everything asked about."),
        Tells(
            "groups",
            ListOf(Answer(
                "Calls of one party for one campaign in one month.",
                MayTell("campaign", Kinds.UrlReference, "The campaign; null: none was stated."),
                Tells("party", Kinds.Slug, "Who made the calls."),
                Tells("month", Kinds.Date, "The first day of the month; of one that is not asked about whole, only the days asked about count."),
                Tells("figures", Figures, "What they come to.")).Named("ScorecardGroup")),
            "The same by month, campaign and party."),
        Tells(
            "completeness",
            ListOf(Answer(
                "Attempts that a party's dialler announced, beside those handed in: over all its calls for this principal.",
                Tells("party", Kinds.Slug, "The party."),
                Tells("announced", Kinds.Count, "Attempts announced; of a day announced twice, what was said last."),
                Tells("handedIn", Kinds.Count, "Outbound attempts handed in for these days."),
                Tells("missing", Kinds.Count, "Announced and not handed in, day by day."),
                Tells("surplus", Kinds.Count, "Handed in and not announced, day by day."),
                Tells("daysAnnounced", Kinds.Count, "Days announced."),
                Tells("daysNotAnnounced", Kinds.Count, "Days with attempts and no announcement."),
                Tells(
                    "days",
                    ListOf(Answer(
                        "A day on which the two differ.",
                        Tells("day", Kinds.Date, "The day."),
                        MayTell("announced", Kinds.Count, "Announced; null: nothing was."),
                        Tells("handedIn", Kinds.Count, "Handed in.")).Named("DialLogDay")),
                    "The days on which the two differ.")).Named("Completeness")),
            "Whether all attempts were handed in."),
        Tells("contradictions", Kinds.Any, "The path of what does not fit together over these calls.")).Named("Scorecard");

    private static readonly Shape Contradictions = Answer(
        "What does not fit together over the calls of a campaign or a party.",
        MayTell("campaign", Kinds.UrlReference, "The campaign; null: of a party."),
        MayTell("party", Kinds.Slug, "The party; null: of a campaign."),
        MayTell("from", Kinds.Date, "The first day; null: from the beginning."),
        MayTell("to", Kinds.Date, "The first day no longer looked at; null: no end."),
        Tells("evaluatedAt", Kinds.Instant, "When it was asked."),
        MayTell(
            "dossiers",
            Answer(
                "What is found over whole dossiers.",
                Tells("consumers", Kinds.Count, "The people called."),
                Tells(
                    "findings",
                    ListOf(Answer(
                        "What a rule on dossiers found.",
                        Tells("rule", Vocabularies.Rule, "The rule."),
                        Tells("category", Kinds.Word<RuleCategory>(), "What kind of question it answers."),
                        Tells("norm", Answer("A norm.", Tells("kind", Kinds.Word<NormKind>(), "What kind of norm."), Tells("ref", Kinds.Any, "Where it stands.")), "Where it comes from."),
                        Tells("results", Results, "Over the dossiers it applies to.")).Named("DossierRuleFigures")),
                    "What each rule on dossiers found, where it found anything.")).Named("DossierFigures"),
            "Over the whole dossiers of the people called, as they are now. For the principal's own keys."),
        Tells(
            "contradictions",
            ListOf(Answer(
                "Something that does not fit together: a reason to look, not a finding.",
                Tells("code", Vocabularies.OneOf(StructuralContradiction.Codes), "What."),
                Tells("count", Kinds.Count, "How many, of what the explanation counts."),
                Tells("because", ListOf(Kinds.Uuid), $"The events it rests on; at most {StructuralContradiction.MostNamed}."),
                Tells("consumers", ListOf(Kinds.Uuid), $"The people it is about; at most {StructuralContradiction.MostNamed}."),
                Tells("explanation", DossierShapes.Explanation, "It in words.")).Named("StructuralContradiction")),
            "What does not fit together. An agency is shown what its own calls, and the consents they relied on, come to."),
        Tells(
            "truncated", Kinds.Flag,
            $"Whether there was more of something than is looked at ({ReadStructure.MostCandidates} consents or numbers of each code): then a count says \"so many at least\". Ask for fewer days to see all.")).Named("Contradictions");

    private static readonly Shape Call = Answer(
        "A call as it was last judged, in codes. Its dossier says it in words.",
        MayTell("ref", Kinds.Any, "The client's own reference of the call; null: it was erased, or handed in by somebody else than the agency that asks."),
        Tells("consumer", Kinds.Uuid, "The consumer's id."),
        Tells("eventId", Kinds.Uuid, "The call's event."),
        Tells("startedAt", Kinds.Instant, "When it began."),
        MayTell("campaign", Kinds.UrlReference, "The campaign."),
        Tells("party", Kinds.Slug, "Who made it."),
        Tells("direction", Kinds.Word<CallDirection>(), "From whom to whom."),
        Tells("conversation", Kinds.Flag, "Whether it became one."),
        Tells("permission", Kinds.Word<PermissionConclusion>(), "Whether there was a permission to call."),
        Tells("conduct", Kinds.Word<ConductConclusion>(), "How it was made."),
        MayTell("basis", Kinds.Word<Basis>(), "The basis judged."),
        MayTell("proof", Kinds.Word<ProofGrade>(), "How well the permission is proven; null: it rests on nothing."),
        Tells("effectiveNature", Kinds.Word<CallNature>(), "The nature that rules go by."),
        MayTell("hoursAfterWithdrawal", Kinds.Count, "Whole hours since the withdrawal or objection that stood; null: none did."),
        Tells(
            "findings",
            ListOf(Answer(
                "What one rule found.",
                Tells("rule", Vocabularies.Rule, "The rule."),
                Tells("result", Vocabularies.OneOf(ListCalls.Results), "The result."),
                MayTell("reason", Kinds.Any, "The code of the reason.")).Named("CountedFinding")),
            "What each rule found that applies."),
        Tells("dossier", Kinds.Any, "The path of the dossier.")).Named("CountedCall");

    private static readonly ParameterDoc From = Query("from", Kinds.Date, "The first day, in Europe/Amsterdam; without it, from the beginning.", "2026-09-01");

    private static readonly ParameterDoc To = Query("to", Kinds.Date, "The first day that no longer counts; without it, no end.", "2026-10-01");

    private const string UpToDate =
        """
        Always what judging every dossier afresh comes to: within seconds of new evidence, and of the moment at which time alone changes a result. After a change of
        mandates, policy or parties all dossiers are judged again, and `recomputing` says so meanwhile.
        """;

    public static IReadOnlyList<OperationDoc> Operations { get; } =
    [
        new("getCampaignScorecard", Tag, "Read a campaign's scorecard", UpToDate + "\nFor the principal's own keys.")
        {
            Parameters = [Principal, Path("ref", Kinds.UrlReference, "The campaign's reference.", "najaar-2026"), From, To],
            Answers = [new(200, "The scorecard.", ContentDoc.OfJson(Card, OfCampaign))],
            Problems = [InvalidParameter],
        },
        new("getPartyScorecard", Tag, "Read a party's scorecard", UpToDate + "\nA principal's own keys see every party's, an agency its own.")
        {
            Parameters = [Principal, Path("party", Kinds.Slug, "The party's slug, or the principal's own.", "belbureau-noord"), From, To],
            Answers = [new(200, "The scorecard.", ContentDoc.OfJson(Card, OfParty))],
            Problems = [InvalidParameter],
        },
        new("getCampaignContradictions", Tag, "Read what does not fit together over a campaign",
            "Bursts of grants, consents recorded minutes before their calls, shared numbers and addresses, dial logs, and what does not fit within dossiers, over the calls of these days. Of a large campaign it takes a second or more.\nFor the principal's own keys.")
        {
            Parameters = [Principal, Path("ref", Kinds.UrlReference, "The campaign's reference.", "najaar-2026"), From, To],
            Answers = [new(200, "The contradictions.", ContentDoc.OfJson(Contradictions, $$"""{ "campaign": "najaar-2026", "party": null, {{SomeContradictions}}"""))],
            Problems = [InvalidParameter],
        },
        new("getPartyContradictions", Tag, "Read what does not fit together over a party's calls", "The same over the calls of a party. A principal's own keys see every party's, an agency its own.")
        {
            Parameters = [Principal, Path("party", Kinds.Slug, "The party's slug, or the principal's own.", "belbureau-noord"), From, To],
            Answers = [new(200, "The contradictions.", ContentDoc.OfJson(Contradictions, $$"""{ "campaign": null, "party": "belbureau-noord", {{SomeContradictions}}"""))],
            Problems = [InvalidParameter],
        },
        new("listCalls", Tag, "List the calls behind a figure",
            "As last judged, oldest first. With the parameters of a figure there are as many as it counts. A principal's own keys see all, an agency those that it made.")
        {
            Parameters =
            [
                Principal,
                Query("rule", Vocabularies.OneOf(ListCalls.Rules), "Only calls that this rule applies to; or `permission`, `conduct`, `calls`, `dropped`, `handed-in-late`, `branded`, `complaint`, `compliment`, `monitored`, `monitoring-met`, `monitoring-not-met`, or `consents`: the first call on each.", "permission"),
                Query("result", Kinds.UrlReference, "Only those with this result of the rule; of `monitoring-met` and `monitoring-not-met` the code of what was listened for, which must be given.", "not-shown"),
                Query("campaign", Kinds.UrlReference, "Only this campaign's; empty: calls of no campaign.", "najaar-2026"),
                Query("party", Kinds.Slug, "Only this party's.", "belbureau-noord"),
                From, To,
                Query("proof", Vocabularies.OneOf(ListCalls.Proofs), "Only calls of this proof grade.", "none"),
                Query("kind", Vocabularies.OneOf("conversation"), "`conversation`: only calls that became one.", "conversation"),
                .. PageParameters,
            ],
            Answers = [Page("Calls by when they began.", "CountedCallPage", Call, ACall)],
            Problems = [InvalidParameter],
        },
        new("rebuildJudgements", Tag, "Have all judgements made anew", "For the operator. Throws away what is kept of judgements, none of which is evidence, and makes it anew from the events. Scorecards are `recomputing` meanwhile.")
        {
            Parameters = [Path("slug", Kinds.Slug, "The principal's slug.", "zonkracht-energie")],
            Answers = [new(202, "It has begun.")],
        },
    ];

    private static Shape Each<T>(string description)
        where T : struct, Enum =>
        Answer(description, Enum.GetNames<T>().Select(name => Tells(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name), Tally, "Calls."))).Named($"{typeof(T).Name}Tally");

    private const string ACall =
        """
        { "ref": "CALL-2026-0001", "consumer": "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "eventId": "5b1e0d7c-2f7e-4b0f-8a53-5f8d6c1e9a42", "startedAt": "2026-09-20T09:00:00Z",
          "campaign": "najaar-2026", "party": "belbureau-noord", "direction": "outbound", "conversation": true, "permission": "not-shown", "conduct": "clean",
          "basis": null, "proof": null, "effectiveNature": "commercial", "hoursAfterWithdrawal": null,
          "findings": [{ "rule": "TW-11.7-CONSENT", "result": "breach", "reason": "no-grant" }],
          "dossier": "/v1/principals/zonkracht-energie/consumers/0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10/dossier" }
        """;

    private const string SomeFigures =
        """
        { "outbound": { "attempts": 3, "conversations": 1 }, "inbound": { "attempts": 0, "conversations": 0 },
          "permission": { "shown": { "attempts": 2, "conversations": 0 }, "not-shown": { "attempts": 1, "conversations": 1 }, "unproven": { "attempts": 0, "conversations": 0 }, "not-assessed": { "attempts": 0, "conversations": 0 } },
          "conduct": { "clean": { "attempts": 3, "conversations": 1 }, "breach": { "attempts": 0, "conversations": 0 }, "unproven": { "attempts": 0, "conversations": 0 }, "not-assessed": { "attempts": 0, "conversations": 0 } },
          "dropped": { "share": { "count": 0, "of": 1, "rate": 0, "interval": null }, "alarmPercent": 3, "alarm": false },
          "handedInLate": { "count": 0, "of": 3, "rate": 0, "interval": null },
          "afterWithdrawal": { "calls": 0, "consumers": 0, "medianHours": null, "mostHours": null },
          "consents": { "neverVerified": { "count": 1, "of": 3, "rate": 0.3333333333333333, "interval": null },
            "calls": "/v1/principals/zonkracht-energie/calls?campaign=najaar-2026&party=belbureau-noord&from=2026-09-01&to=2026-10-01&rule=consents&result=never-verified" },
          "complaints": { "attempts": 0, "conversations": 0 }, "compliments": { "attempts": 0, "conversations": 0 },
          "monitored": { "agent-assist": { "attempts": 1, "conversations": 1 }, "reviewer": { "attempts": 0, "conversations": 0 } }, "monitoring": [], "branded": { "attempts": 0, "conversations": 0 },
          "rules": [{ "rule": "TW-11.7-CALLER-ID", "category": "conduct", "norm": { "kind": "statute", "ref": "Tw 11.7 lid 8" },
            "attempts": { "applicable": 3, "met": 3, "breach": 0, "unproven": 0, "breachRate": { "count": 0, "of": 3, "rate": 0, "interval": null }, "unprovenRate": { "count": 0, "of": 3, "rate": 0, "interval": null } },
            "conversations": { "applicable": 1, "met": 1, "breach": 0, "unproven": 0, "breachRate": { "count": 0, "of": 1, "rate": 0, "interval": null }, "unprovenRate": { "count": 0, "of": 1, "rate": 0, "interval": null } },
            "byProof": [], "calls": "/v1/principals/zonkracht-energie/calls?campaign=najaar-2026&party=belbureau-noord&from=2026-09-01&to=2026-10-01&rule=TW-11.7-CALLER-ID" }],
          "calls": "/v1/principals/zonkracht-energie/calls?campaign=najaar-2026&party=belbureau-noord&from=2026-09-01&to=2026-10-01" }
        """;

    private const string Rest =
        $$"""
        "from": "2026-09-01", "to": "2026-10-01", "evaluatedAt": "2026-10-02T09:00:00Z", "rulebook": "2026.11", "book": 12, "recomputing": false, "remaining": 0,
          "total": {{SomeFigures}},
          "groups": [{ "campaign": "najaar-2026", "party": "belbureau-noord", "month": "2026-09-01", "figures": {{SomeFigures}} }],
          "completeness": [{ "party": "belbureau-noord", "announced": 4, "handedIn": 3, "missing": 1, "surplus": 0, "daysAnnounced": 1, "daysNotAnnounced": 0,
            "days": [{ "day": "2026-09-20", "announced": 4, "handedIn": 3 }] }],
          "contradictions": "/v1/principals/zonkracht-energie/campaigns/najaar-2026/contradictions?from=2026-09-01&to=2026-10-01" }
        """;

    private const string SomeContradictions =
        """
        "from": "2026-09-01", "to": "2026-10-01", "evaluatedAt": "2026-10-02T09:00:00Z",
          "dossiers": { "consumers": 3, "findings": [{ "rule": "CTM-PROOF-5WD", "category": "code", "norm": { "kind": "code", "ref": "CTM 2024" },
            "results": { "applicable": 1, "met": 1, "breach": 0, "unproven": 0, "breachRate": { "count": 0, "of": 1, "rate": 0, "interval": null }, "unprovenRate": { "count": 0, "of": 1, "rate": 0, "interval": null } } }] },
          "contradictions": [{ "code": "dial-log-mismatch", "count": 1, "because": [], "consumers": [], "explanation": {
            "nl": "Op 1 dagen komt het aantal belpogingen dat de belcomputer opgaf niet overeen met het aantal dat is aangeleverd.",
            "en": "On 1 days the number of attempts that the dialler announced is not the number that was handed in." } }], "truncated": false }
        """;

    private const string OfCampaign = $$"""{ "campaign": "najaar-2026", "party": null, {{Rest}}""";

    private const string OfParty = $$"""{ "campaign": null, "party": "belbureau-noord", {{Rest}}""";
}
