using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>How long an exhibit is kept, and why. AVG 5(1)(e): no longer than needed.</summary>
/// <param name="DeleteAfter">The last instant it is kept; null: not to be computed yet, so it stays.</param>
/// <param name="Term">The term that decides, or why none does.</param>
/// <param name="Trigger">The event the term is counted from; null: the making of the exhibit.</param>
public sealed record ExhibitTerm(Instant? DeleteAfter, RetentionTerm Term, Guid? Trigger = null)
{
    /// <summary>The fine's limitation term (Awb 5:45): no recording is kept longer after the last call that relied on it.</summary>
    private static readonly Period Ceiling = Period.FromYears(5);

    /// <summary>What comes in late is kept so long at least: the facts handed in with it, which may give it another term, may come after it.</summary>
    public static readonly Period Arrival = Period.FromDays(7);

    /// <summary>The term of an exhibit: of several purposes the longest counts.</summary>
    /// <param name="exhibit">The exhibit, of this dossier.</param>
    /// <param name="report">The dossier as judged: it says which calls relied on which consent.</param>
    /// <param name="policy">The policy in force.</param>
    public static ExhibitTerm Of(KnownExhibit exhibit, DossierReport report, RetentionPolicy policy) => NotBeforeArrival(OfPurposes(exhibit, report, policy), exhibit.Exhibit);

    private static ExhibitTerm NotBeforeArrival(ExhibitTerm term, Exhibit exhibit) =>
        exhibit.StoredAt is { } came && From(came, Arrival, RetentionTerm.Arrival, null) is var arrival && term.DeleteAfter < arrival.DeleteAfter ? arrival : term;

    private static ExhibitTerm OfPurposes(KnownExhibit exhibit, DossierReport report, RetentionPolicy policy)
    {
        var announced = exhibit.Exhibit.Announced;
        if (announced.Kind == ExhibitKind.CallDetailRecord)
            return From(exhibit.Call?.OccurredAt ?? announced.OccurredAt, policy.Facts, RetentionTerm.CallRecord, exhibit.Call?.EventId);
        if (announced.Kind != ExhibitKind.Voicelog)
            return OfDocument(exhibit, report, policy);
        ExhibitTerm? longest = null;
        foreach (var purpose in announced.Purposes)
        {
            var term = purpose switch
            {
                ExhibitPurpose.Training => From(announced.OccurredAt, policy.Training, RetentionTerm.Training, null),
                ExhibitPurpose.Sale or ExhibitPurpose.Call => OfCall(exhibit, purpose, report.Dossier, policy),
                ExhibitPurpose.Contract => OfContract(exhibit, report, policy),
                _ => OfConsent(exhibit, report, policy),
            };
            longest = longest is null ? term : Longest(longest, term);
        }

        return longest ?? OfRecord(exhibit, report, policy);
    }

    /// <summary>The term of an exhibit about nobody named: that of its purposes alone, and never before what it proves in the book has ended.</summary>
    /// <param name="exhibit">The exhibit.</param>
    /// <param name="book">The principal's book.</param>
    /// <param name="known">The same, made ready for judging at <paramref name="now"/>.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="policy">The policy in force.</param>
    public static ExhibitTerm Of(Exhibit exhibit, Book book, BookAsKnown known, Instant now, RetentionPolicy policy)
    {
        var report = DossierReport.Of(new Dossier(book.Principal, Guid.Empty, [], [exhibit]), known, now);
        var term = Of(report.Dossier.Exhibits[0], report, policy);
        return OfBook(exhibit.Id, book, policy) is not { } filed ? term
            : term.Term is RetentionTerm.NoConsentKnown or RetentionTerm.NoCallKnown ? filed
            : Longest(filed, term);
    }

    private static ExhibitTerm? OfBook(string exhibit, Book book, RetentionPolicy policy)
    {
        ExhibitTerm? longest = null;
        foreach (var (end, source) in book.EndsOfWhatIsProvenBy(exhibit))
        {
            var term = end is { } day ? From(Amsterdam.StartOf(day), policy.Facts, RetentionTerm.BookRecord, source) : new(null, RetentionTerm.BookRecord, source);
            longest = longest is null ? term : Longest(longest, term);
        }

        return longest;
    }

    private static ExhibitTerm From(Instant start, Period period, RetentionTerm term, Guid? trigger) =>
        new(Amsterdam.EndOfTerm(start, period), term, trigger);

    // A term that cannot be computed yet is the longest: what it waits for may ask for any time.
    private static ExhibitTerm Longest(ExhibitTerm one, ExhibitTerm other) =>
        one.DeleteAfter is null || one.DeleteAfter >= other.DeleteAfter ? one : other;

    private static ExhibitTerm Earliest(ExhibitTerm one, ExhibitTerm other) => other.DeleteAfter < one.DeleteAfter ? other : one;

    private static ExhibitTerm OfConsent(KnownExhibit exhibit, DossierReport report, RetentionPolicy policy)
    {
        var madeAt = exhibit.Exhibit.Announced.OccurredAt;
        var recording = From(madeAt, policy.ConsentVoicelog, RetentionTerm.ConsentVoicelog, null);
        ExhibitTerm? longest = null;
        foreach (var use in ConsentUse.ProvenBy(exhibit, report))
        {
            var term = recording;
            if (use.Withdrawal is { } withdrawal)
                term = Earliest(term, From(withdrawal.At, policy.AfterWithdrawal, RetentionTerm.AfterWithdrawal, withdrawal.EventId));
            if (use.LastCall is { } call)
                term = Earliest(term, From(call.OccurredAt, Ceiling, RetentionTerm.Ceiling, call.EventId));
            longest = longest is null ? term : Longest(longest, term);
        }

        return longest ?? recording;
    }

    // That a sale followed is said by the acceptance of it, or by the call itself.
    private static ExhibitTerm OfCall(KnownExhibit exhibit, ExhibitPurpose purpose, DossierAsKnown dossier, RetentionPolicy policy)
    {
        var announced = exhibit.Exhibit.Announced;
        var hasCall = false;
        foreach (var fact in dossier.Facts)
        {
            var isCall = fact.Fact is CallAttempted && (fact == exhibit.Call || Cites(fact, exhibit));
            hasCall |= isCall;
            if (isCall && fact.Fact is CallAttempted { SaleMade: true }
                || fact.Fact is SaleAccepted && (exhibit.Call is not null && fact.Call == exhibit.Call || Cites(fact, exhibit)))
                return From(announced.OccurredAt, policy.SaleVoicelog, RetentionTerm.SaleVoicelog, fact.EventId);
        }

        if (purpose == ExhibitPurpose.Sale && !hasCall)
            return announced.Call is null ? OfSale(exhibit, policy) : new(null, RetentionTerm.NoCallKnown);
        return From(announced.OccurredAt, policy.NoSale, RetentionTerm.NoSale, null);
    }

    private static ExhibitTerm OfSale(KnownExhibit exhibit, RetentionPolicy policy) =>
        From(exhibit.Exhibit.Announced.OccurredAt, policy.SaleVoicelog, RetentionTerm.SaleVoicelog, null);

    // A contract is kept like a sale; where it proves a relation that a call relied on, as long as that call.
    private static ExhibitTerm OfContract(KnownExhibit exhibit, DossierReport report, RetentionPolicy policy)
    {
        var sale = OfSale(exhibit, policy);
        for (var i = report.Calls.Count - 1; i >= 0; i--)
            if (RestedOn(report.Calls[i], exhibit, report.Dossier))
                return Longest(From(report.Calls[i].Call.OccurredAt, policy.Facts, RetentionTerm.CallRecord, report.Calls[i].Call.EventId), sale);
        return sale;
    }

    private static bool RestedOn(JudgedCall call, KnownExhibit exhibit, DossierAsKnown dossier)
    {
        foreach (var fact in dossier.Facts)
            if (fact.Fact is RelationshipStarted or RelationshipEnded
                && Cites(fact, exhibit)
                && (call.Call.ReliesOn == fact || call.Judgement.Findings.Any(f => f.Because.Contains(fact.EventId))))
                return true;
        return false;
    }

    private static bool Cites(KnownFact fact, KnownExhibit exhibit) => fact.Fact.Exhibits?.Contains(exhibit.Exhibit.Id) == true;

    // A document goes with the consent it proves. One of a sale or a contract has that one's term as well, and alone where it proves nothing else.
    private static ExhibitTerm OfDocument(KnownExhibit exhibit, DossierReport report, RetentionPolicy policy)
    {
        var record = OfRecord(exhibit, report, policy);
        ExhibitTerm? longest = null;
        var provesMore = false;
        foreach (var purpose in exhibit.Exhibit.Announced.Purposes)
        {
            if (purpose is not (ExhibitPurpose.Sale or ExhibitPurpose.Contract))
            {
                provesMore = true;
                continue;
            }

            var term = purpose == ExhibitPurpose.Sale ? OfCall(exhibit, purpose, report.Dossier, policy) : OfContract(exhibit, report, policy);
            longest = longest is null ? term : Longest(longest, term);
        }

        return longest is null ? record
            : record.Term == RetentionTerm.NoConsentKnown && !provesMore ? longest
            : Longest(record, longest);
    }

    private static ExhibitTerm OfRecord(KnownExhibit exhibit, DossierReport report, RetentionPolicy policy)
    {
        ExhibitTerm? longest = null;
        foreach (var use in ConsentUse.ProvenBy(exhibit, report))
        {
            var term = use.LastCall is { } call
                ? Longest(
                    From(call.OccurredAt, policy.Facts, RetentionTerm.ConsentRecord, call.EventId),
                    new(use.State.EndsAt, RetentionTerm.ConsentRecord, use.State.EventId))
                : From(use.State.EndsAt, policy.NeverUsed, RetentionTerm.ConsentNeverUsed, use.State.EventId);
            longest = longest is null ? term : Longest(longest, term);
        }

        return longest ?? new(null, RetentionTerm.NoConsentKnown);
    }
}

/// <summary>Terms that decide how long an exhibit is kept.</summary>
public enum RetentionTerm
{
    /// <summary>A recording that proves a consent, its verification, a person link or a callback request: from its making.</summary>
    ConsentVoicelog,

    /// <summary>The same, from the withdrawal of the consent, since that is earlier.</summary>
    AfterWithdrawal,

    /// <summary>The same, from the last call that relied on it, since that is earlier.</summary>
    Ceiling,

    /// <summary>A recording or document of a sale or a contract, from its making.</summary>
    SaleVoicelog,

    /// <summary>A recording of a call that no sale followed, from its making.</summary>
    NoSale,

    /// <summary>A recording for training, from its making.</summary>
    Training,

    /// <summary>With the record of the consent it proves: its life, and a term after the last call that relied on it.</summary>
    ConsentRecord,

    /// <summary>With the record of the consent it proves, which no call relied on: from the end of its life.</summary>
    ConsentNeverUsed,

    /// <summary>A call detail record, or a contract that a call relied on: from the call.</summary>
    CallRecord,

    /// <summary>Its term had ended when it came in: a few days from then, in which the facts that belong to it can come.</summary>
    Arrival,

    /// <summary>The person it is about was erased: at once.</summary>
    Erased,

    /// <summary>Proves a mandate or a registration: a term after the end of that one.</summary>
    BookRecord,

    /// <summary>Not to be computed: the consent it goes with is not known in this dossier.</summary>
    NoConsentKnown,

    /// <summary>Not to be computed: the call it is of is not known in this dossier.</summary>
    NoCallKnown,
}
