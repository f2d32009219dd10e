using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Clearances;
using static EvidenceVault.Server.Hosting.OpenApi.Shapes;

namespace EvidenceVault.Server.Hosting.OpenApi;

/// <summary>Dossiers and their parts as they are answered.</summary>
public static class DossierShapes
{
    internal static readonly Shape Explanation = Answer(
        "A text that a lawyer can read, in both languages.", Tells("nl", Kinds.Any, "Dutch."), Tells("en", Kinds.Any, "English.")).Named("Explanation");

    private static readonly Shape Because = ListOf(Kinds.Uuid);

    private static readonly Property Ref = MayTell("ref", Kinds.Any, "The client's reference; null once erased.");

    private static readonly Property EventId = Tells("eventId", Kinds.Uuid, "The event's id.");

    /// <summary>What one rule says.</summary>
    public static Shape Finding { get; } = Answer(
        "What one rule says.",
        Tells("rule", Vocabularies.Rule, "The rule."),
        Tells("category", Kinds.Word<RuleCategory>(), "What kind of question it answers."),
        Tells(
            "norm",
            Answer("Where a rule comes from.", Tells("kind", Kinds.Word<NormKind>(), "What kind of norm."), Tells("ref", Kinds.Any, "Where it stands.")).Named("Norm"),
            "Where it comes from."),
        Tells("result", Kinds.Word<FindingResult>(), "The result."),
        MayTell("reason", Kinds.Any, "A stable code of the reason; null where it is met, except `lawfully-deleted`."),
        Tells("because", Because, "The events it rests on; those of others stand as bare ids."),
        Tells("explanation", Explanation, "The same in words.")).Named("Finding");

    private static readonly Shape Consumer = Answer(
        "Who a dossier is about.",
        Tells("id", Kinds.Uuid, "The id, which says nothing about the person."),
        MayTell("phone", Kinds.Any, "The number, E.164; only its end 24 months after the last call; null once erased."),
        MayTell("phoneMasked", Explanation, "Why only the end of the number can be read; null: all of it can."),
        MayTell("name", Kinds.Any, "The current name, to the principal's own keys; null once erased."),
        Tells("names", ListOf(Answer(
            "A name told on the number.",
            Tells("name", Kinds.Any, "The name."),
            Tells("since", Kinds.Instant, "The first instant it was told for."),
            Tells("lastToldFor", Kinds.Instant, "The last instant it was told for before another was.")).Named("DatedName")),
            "The names by the instants they were told for, to the principal's own keys. Several: the number changed hands, or several persons share it."),
        Tells("kind", Kinds.Word<PersonKind>(), "What kind of person."),
        Tells("erased", Kinds.Flag, "Whether who it is was erased."),
        Tells("restricted", Kinds.Flag, "Whether erasure was asked for: then who it is stands in packs for an inquiry and for the consumer alone (AVG 18)."),
        MayTell("keptUntil", Kinds.Instant, "The last instant it is kept who it is, to the principal's own keys; null: not to be computed yet, or gone."),
        MayTell("keptBecause", Explanation, "Why so long."),
        MayTell("expiredAt", Kinds.Instant, "When no fact had a term left and it went who it is; null: it has not, or it was erased.")).Named("Consumer");

    private static readonly Shape Entry = Answer(
        "A fact.",
        EventId, Ref,
        Tells("type", Vocabularies.Of("FactType", FactTypes.All.Values.Order(StringComparer.Ordinal)), "The type of the item it came in as."),
        Tells("occurredAt", Kinds.Instant, "When it happened."),
        Tells("recordedAt", Kinds.Instant, "When the vault recorded it."),
        Tells("late", Kinds.Flag, $"Whether that was more than {CountedCall.HandedInWithin.TotalHours:0} hours after it happened."),
        Tells("party", Kinds.Any, "Who did it."),
        MayTell("consent", Kinds.Uuid, "The grant it refers to, such as that which it confirms or withdraws; null: none, or not known yet."),
        MayTell("call", Kinds.Uuid, "The call it refers to, such as that which it complains about; null: none, or not known yet."),
        MayTell("correctedBy", Kinds.Uuid, "The correction that came right after this version."),
        Tells("unresolved", ListOf(Kinds.Any), "The fields that refer to something that has not come yet."),
        MayTell("message", Answer(
            "What a complaint or compliment says.",
            Tells("about", Kinds.Word<ComplaintSubject>(), "What it is about."),
            Tells("via", Kinds.Any, "How it came in."),
            MayTell("text", Kinds.Any, "Its text; null once erased, and while who it is, is restricted.")).Named("TimelineMessage"), "Of a complaint or compliment."),
        MayTell("monitoring", Answer(
            "What a listener found in a call.",
            Tells("by", Kinds.Word<Listener>(), "Who listened."),
            Tells("findings", ListOf(Answer(
                "One thing that was listened for.",
                Tells("code", Kinds.Any, "What."),
                Tells("met", Kinds.Flag, "Whether it was there."),
                MayTell("atMs", Kinds.Count, "Where in the recording, in milliseconds from its start.")).Named("TimelineMonitoringFinding")), "What was found.")).Named("TimelineMonitoring"), "Of a listener's record."),
        MayTell("correction", Answer(
            "What a correction changed, and why.",
            MayTell("corrects", Kinds.Uuid, "The version that it replaced; null: it is not known here."),
            MayTell("move", Kinds.Word<CorrectionMove>(), "Whether it moved the fact to (`away`) or from (`here`) another consumer's dossier."),
            MayTell("reason", Kinds.Any, "Why; null once erased, and while who it is, is restricted."),
            Tells("changes", ListOf(Answer(
                "A field that differs.",
                Tells("field", Kinds.Any, "Its name."),
                MayTell("before", Kinds.Any, "In the version that was replaced; null: it was not there."),
                MayTell("after", Kinds.Any, "In the one that counts.")).Named("TimelineChange")), "The fields that differ, in both versions.")).Named("TimelineCorrection"), "Of a correction.")).Named("TimelineEntry");

    private static readonly Shape Consent = Answer(
        "A consent.",
        Ref, EventId,
        Tells("state", Kinds.Word<ConsentStanding>(), "Where it stands."),
        Tells("grantedAt", Kinds.Instant, "When it was given."),
        MayTell("verifiedAt", Kinds.Instant, "When it was confirmed."),
        MayTell("withdrawnAt", Kinds.Instant, "When it was withdrawn."),
        Tells("validUntil", Kinds.Instant, "The end of its term.")).Named("ConsentStatus");

    private static readonly Shape Call = Answer(
        "A call with its judgement: facts and rule results, never whether it was lawful.",
        Ref, EventId,
        Tells("startedAt", Kinds.Instant, "When it began."),
        Tells("permission", Kinds.Word<PermissionConclusion>(), "Whether there was a permission to call."),
        Tells("conduct", Kinds.Word<ConductConclusion>(), "How it was made."),
        MayTell("basis", Kinds.Word<Basis>(), "The basis judged."),
        MayTell("proof", Kinds.Word<ProofGrade>(), "How well the permission is proven."),
        Tells("effectiveNature", Kinds.Word<CallNature>(), "The nature that every rule goes by."),
        MayTell("changesAt", Kinds.Instant, "When time alone may change this judgement, at or just after that instant."),
        MayTell("clearance", Answer(
            "The clearance that a call cites.",
            Tells("id", Kinds.Any, "Its id."),
            MayTell("decision", Kinds.Word<ClearanceWord>(), "What was decided; null: no such clearance is known."),
            MayTell("decidedAt", Kinds.Instant, "When.")).Named("CitedClearance"), "The clearance that it cites; null: none."),
        MayTell("brand", Answer(
            "How the phone presented a call (RCS).",
            Tells("shown", Kinds.Flag, "Whether it showed a brand or reason."),
            MayTell("brand", Kinds.Any, "The brand."),
            MayTell("reason", Kinds.Any, "The reason for calling.")).Named("CallBrand"), "How the phone presented it; null: not stated."),
        Tells("findings", ListOf(Finding), "Each rule that applies, once.")).Named("JudgedCall");

    private static readonly Shape Exhibit = Answer(
        "An exhibit of the dossier.",
        Tells("id", Kinds.Any, "Its id."),
        Tells("kind", Kinds.Word<ExhibitKind>(), "What kind of file it is."),
        Tells("state", Kinds.Word<ExhibitState>(), "Where it stands."),
        Tells("sha256", Kinds.Sha256, "Its SHA-256."),
        MayTell("deleteAfter", Kinds.Instant, "When it becomes due.")).Named("DossierExhibit");

    private static readonly Shape Contradiction = Answer(
        "Something that does not fit with something else.",
        Tells("code", Vocabularies.Of("ContradictionCode", ContradictionTexts.Codes), "What."),
        Tells("because", Because, "The events that do not fit together."),
        Tells("explanation", Explanation, "The same in words.")).Named("Contradiction");

    /// <summary>A dossier.</summary>
    public static Shape Dossier { get; } = Answer(
        "All that is known of a consumer.",
        Tells("consumer", Consumer, "Who it is about."),
        MayTell("asOf", Kinds.Instant, "The instant asked for, or by which the first events up to the position asked for were recorded; null: now."),
        Tells("evaluatedAt", Kinds.Instant, "The instant it was judged at."),
        Tells("rulebook", Kinds.Any, "The version of the rules."),
        Tells("book", Kinds.Count, "The version of the principal's book."),
        MayTell("position", Kinds.Count, "The size of the ledger when it was read: all that stands in it by then is in the answer."),
        Tells("timeline", ListOf(Entry), "The facts that the caller may see, by when they happened."),
        Tells("consents", ListOf(Consent), "The consents with their state."),
        Tells("calls", ListOf(Call), "Every call with its judgement, which rests on all facts."),
        Tells("exhibits", ListOf(Exhibit), "The exhibits."),
        Tells("findings", ListOf(Finding), "Findings on the dossier as a whole."),
        Tells("contradictions", ListOf(Contradiction), "What does not fit together.")).Named("Dossier");
}
