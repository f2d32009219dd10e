using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Judges the calls of one dossier, each once: whether a consent was obtained in an unpermitted call takes a judgement of that call.</summary>
internal sealed class JudgingSession(DossierAsKnown dossier, BookAsKnown book, CallAttempted? imagined = null)
{
    private readonly Dictionary<KnownFact, Judgement> _judged = [];
    private readonly Dictionary<Instant, JudgingSession> _before = [];
    private readonly Dictionary<KnownFact, KnownFact?> _answers = [];
    private readonly Dictionary<KnownFact, WeighedAnswer?[]> _weighed = [];
    private readonly Dictionary<KnownFact, bool> _areAskedByOthers = [];
    private readonly Dictionary<KnownFact, MandateLine?> _collectors = [];
    private List<(Guid EventId, Instant RecordedAt)>? _disputes;
    private Recordings? _recordings;
    private FirstAttempts? _firstAttempts;
    private AttemptCounts? _attempts;
    private PersonKinds? _persons;
    private ObjectionOffers? _offers;
    private List<RelationStatement>? _relations;
    private List<KnownFact>? _wrongPersons;

    internal DossierAsKnown Dossier => dossier;

    internal BookAsKnown Book => book;

    /// <summary>Whether the call judged was not made: then it matters how long the outcome would hold.</summary>
    internal bool IsHypothetical => imagined is not null;

    internal PersonKinds Persons => _persons ??= new(Dossier);

    internal ObjectionOffers Offers => _offers ??= new(Dossier);

    /// <summary>Every statement on a relation with the principal, by when it was about.</summary>
    internal List<RelationStatement> Relations => _relations ??= RelationStatements.All(Dossier);

    /// <summary>The calls that somebody else answered, oldest first.</summary>
    internal List<KnownFact> WrongPersons => _wrongPersons ??= AllWrongPersons();

    /// <summary>Complaints, withdrawals, objections and cases about this consumer or a call to it, with when they were recorded.</summary>
    internal List<(Guid EventId, Instant RecordedAt)> Disputes => _disputes ??= AllDisputes();

    /// <summary>The voice recordings.</summary>
    internal Recordings Recordings => _recordings ??= new(dossier);

    /// <summary>The first attempt on each consent.</summary>
    internal FirstAttempts FirstAttempts => _firstAttempts ??= new(this);

    /// <summary>How many attempts there had been with each call.</summary>
    internal AttemptCounts Attempts => _attempts ??= new(this);

    /// <summary>A call's judgement, before it is compared with what it would be without later corrections.</summary>
    internal Judgement Of(KnownFact call)
    {
        if (!_judged.TryGetValue(call, out var judgement))
            _judged[call] = judgement = Conclusions.Of(new(this, call));
        return judgement;
    }

    /// <summary>The first conversation in which a callback request could be answered; null: none yet.</summary>
    internal KnownFact? AnswerTo(Known<CallbackRequested> request)
    {
        if (!_answers.TryGetValue(request.Source, out var answer))
            _answers[request.Source] = answer = CallbackRequests.FirstAnswer(Dossier, Book, request);
        return answer;
    }

    /// <summary>How the confirmation of a consent stands by its n-th answer, by a policy's terms: mostly the same policy for many calls.</summary>
    internal WeighedAnswer Weigh(KnownFact grant, int n, VerificationPolicy policy)
    {
        var answers = Dossier.StepsFor(grant).Answers;
        if (!_weighed.TryGetValue(grant, out var weighed))
            _weighed[grant] = weighed = new WeighedAnswer?[answers.Count];
        if (weighed[n] is not { } found || found.Policy != policy)
            weighed[n] = found = WeighedAnswer.Of(Dossier, grant, answers[n], policy, this);
        return found;
    }

    /// <summary>Whether anybody but the principal and the vault had a confirmation of a consent answered.</summary>
    internal bool IsAskedByOthers(KnownFact grant)
    {
        if (!_areAskedByOthers.TryGetValue(grant, out var others))
        {
            foreach (var (answer, _) in Dossier.StepsFor(grant).Answers)
                others |= Rules.Collectors.IsForeign(Book, answer);
            _areAskedByOthers[grant] = others;
        }

        return others;
    }

    /// <summary>The mandates under which a consent was collected or confirmed then; null: there are none.</summary>
    internal MandateLine? CollectedUnder(KnownFact capture)
    {
        if (!_collectors.TryGetValue(capture, out var line))
            _collectors[capture] = line = MandateLine.Find(
                Book, capture.Fact.Party, capture.Fact.Campaign, capture.OccurredAt, Amsterdam.DateOf(capture.OccurredAt), anyCampaign: capture.Fact.Campaign is null);
        return line;
    }

    /// <summary>
    /// The same without the corrections recorded after an instant; null: there are none. There is one session for each set of corrections, so that
    /// however many calls are compared, each is judged once for each set.
    /// </summary>
    internal JudgingSession? Before(Instant instant)
    {
        if (!(Dossier.LastCorrectionAt > instant))
            return null;
        var last = Dossier.LastCorrectionUntil(instant) ?? Instant.MinValue;
        if (!_before.TryGetValue(last, out var session))
            _before[last] = session = new(Dossier.CorrectedUntil(last), Book);
        return session;
    }

    /// <summary>
    /// A finding that is met, but rests on a fact first recorded after a dispute, while it is said to have happened before the dispute was recorded,
    /// is unproven. A fact that happened after the dispute could not have been recorded earlier, and is not suspect for it. So is one that rests on an
    /// exhibit announced after a dispute, to prove what happened before it; not where the vault held its hash by then, and only the bytes came later.
    /// </summary>
    internal Finding AfterDispute(Finding finding)
    {
        if (finding.Result != FindingResult.Met || Disputes.Count == 0 && Dossier.Inquiries.Count == 0)
            return finding;
        Instant? proven = null;
        foreach (var id in finding.Because)
        {
            if (Dossier.Find(id) is not { } fact || !Carries(fact.Fact))
                continue;
            if (DisputeBetween(fact.OccurredAt, fact.FirstRecordedAt, fact.Fact) is { } dispute)
                return After(dispute, finding);
            proven = proven is { } other ? Instant.Max(other, fact.OccurredAt) : fact.OccurredAt;
        }

        if (proven is { } happened)
            foreach (var id in finding.Because)
                if (Dossier.Evidence.AnnouncedBy(id) is { } exhibit && DisputeBetween(happened, exhibit.Exhibit.AnnouncedAt) is { } dispute)
                    return After(dispute, finding);
        return finding;
    }

    /// <summary>
    /// The event of a dispute recorded at or after an instant and before another; null: there is none. A case into a campaign or a party is one for what
    /// it covers, whatever calls there are.
    /// </summary>
    internal Guid? DisputeBetween(Instant happened, Instant recorded, Fact? fact = null)
    {
        foreach (var (dispute, recordedAt) in Disputes)
            if (happened <= recordedAt && recordedAt < recorded)
                return dispute;
        if (fact is not null)
            foreach (var inquiry in Dossier.Inquiries)
                if (happened <= inquiry.RecordedAt && inquiry.RecordedAt < recorded && inquiry.Covers(fact))
                    return inquiry.EventId;
        return null;
    }

    /// <summary>What is left of a finding that is met, but carried by what came after a dispute.</summary>
    internal static Finding After(Guid dispute, Finding finding) => finding with
    {
        Result = FindingResult.Unproven,
        Reason = Texts.SharedTexts.RecordedAfterDispute,
        Because = [.. finding.Because, dispute],
    };

    private static bool Carries(Fact fact) =>
        fact is ConsentGranted or ConsentVerified or RelationshipStarted or RelationshipEnded or CallbackRequested;

    private List<KnownFact> AllWrongPersons()
    {
        var calls = new List<KnownFact>();
        foreach (var (known, call) in Dossier.Calls)
            if (call.Outcome == CallOutcome.WrongPerson)
                calls.Add(known);
        return calls;
    }

    private List<(Guid EventId, Instant RecordedAt)> AllDisputes()
    {
        var disputes = new List<(Guid EventId, Instant RecordedAt)>();
        foreach (var objection in Dossier.Objections)
            disputes.Add((objection.EventId, objection.RecordedAt));
        foreach (var fact in Dossier.Facts)
            if (fact.Fact is ComplaintReceived)
                disputes.Add((fact.EventId, fact.FirstRecordedAt));
        foreach (var inquiry in Dossier.Inquiries)
            if (inquiry.Names(Dossier.Consumer) || CoversCall(inquiry))
                disputes.Add((inquiry.EventId, inquiry.RecordedAt));
        return disputes;
    }

    private bool CoversCall(KnownInquiry inquiry)
    {
        foreach (var (_, call) in Dossier.Calls)
            if (inquiry.Covers(call))
                return true;
        return imagined is not null && inquiry.Covers(imagined);
    }
}
