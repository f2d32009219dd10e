using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Suppressions;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>
/// A dossier as the vault knew it at an instant: only what was recorded by then, corrections applied, references resolved, in the order in which
/// things happened. The same facts give the same dossier in whatever order they came.
/// </summary>
public sealed class DossierAsKnown
{
    private readonly Dossier _dossier;
    private readonly DossierFold _fold;
    private Dictionary<KnownFact, List<KnownFact>>? _about;
    private Dictionary<KnownFact, ConfirmationSteps>? _steps;
    private EvidenceIndex? _evidence;

    private DossierAsKnown(Dossier dossier, Instant knownAt, Instant correctedUntil)
    {
        _dossier = dossier;
        KnownAt = knownAt;
        _fold = new DossierFold(dossier, knownAt, correctedUntil);
        Grants = Only<ConsentGranted>();
        VerificationRequests = Only<ConsentVerificationRequested>();
        Verifications = Only<ConsentVerified>();
        VerificationRefusals = Only<ConsentVerificationRefused>();
        Callbacks = Only<CallbackRequested>();
        Calls = Only<CallAttempted>();
        Inquiries = dossier.Inquiries.Count == 0 ? []
            : [.. dossier.Inquiries.Where(i => i.RecordedAt <= knownAt && (i.Scope.Consumers is null || i.Names(dossier.Consumer))).OrderBy(i => i.RecordedAt).ThenBy(i => i.EventId)];
    }

    /// <summary>The principal's slug.</summary>
    public string Principal => _dossier.Principal;

    /// <summary>The consumer's random id.</summary>
    public Guid Consumer => _dossier.Consumer;

    /// <summary>What was recorded later does not exist here.</summary>
    public Instant KnownAt { get; }

    /// <summary>The facts that count, by when they happened, then by event id.</summary>
    public IReadOnlyList<KnownFact> Facts => _fold.Facts;

    /// <summary>Consents given, in the same order.</summary>
    public IReadOnlyList<Known<ConsentGranted>> Grants { get; }

    /// <summary>Requests to confirm a consent, in the same order.</summary>
    public IReadOnlyList<Known<ConsentVerificationRequested>> VerificationRequests { get; }

    /// <summary>Consents confirmed, in the same order.</summary>
    public IReadOnlyList<Known<ConsentVerified>> Verifications { get; }

    /// <summary>Consents that the person refused to confirm, in the same order.</summary>
    public IReadOnlyList<Known<ConsentVerificationRefused>> VerificationRefusals { get; }

    /// <summary>Requests to be called, in the same order.</summary>
    public IReadOnlyList<Known<CallbackRequested>> Callbacks { get; }

    /// <summary>Calls, in the same order.</summary>
    public IReadOnlyList<Known<CallAttempted>> Calls { get; }

    /// <summary>Every no to calls, in every version, by when it was made.</summary>
    public IReadOnlyList<Objection> Objections => _fold.Objections;

    /// <summary>Cases about this consumer, and those that name nobody, oldest first.</summary>
    internal IReadOnlyList<KnownInquiry> Inquiries { get; }

    /// <summary>References that do not resolve: not yet, or never, as those of a correction to what its uploader may not correct, or to itself.</summary>
    public IReadOnlyList<UnresolvedReference> Unresolved => _fold.Unresolved;

    /// <summary>The exhibits known, by id.</summary>
    public IReadOnlyList<KnownExhibit> Exhibits => _fold.Exhibits;

    /// <summary>Whether the consumer's number is one of another country.</summary>
    public bool HasForeignNumber => _dossier.HasForeignNumber;

    /// <summary>When the last correction applied was recorded; null: there is none.</summary>
    public Instant? LastCorrectionAt => _fold.LastCorrectionAt;

    /// <summary>When the last correction at or before an instant was recorded; null: there is none.</summary>
    internal Instant? LastCorrectionUntil(Instant instant) => _fold.LastCorrectionUntil(instant);

    /// <summary>Corrections that name what their uploader may not correct, each with the facts of others that it could mean.</summary>
    internal IReadOnlyList<(Guid Correction, IReadOnlyList<Guid> Anothers)> CorrectionsOfOthers => _fold.CorrectionsOfOthers;

    /// <summary>The dossier as known at an instant.</summary>
    public static DossierAsKnown Of(Dossier dossier, Instant knownAt) => new(dossier, knownAt, Instant.MaxValue);

    /// <summary>The same dossier as if nothing had been corrected after an instant: what a late correction changed shows by comparing.</summary>
    public DossierAsKnown CorrectedUntil(Instant instant) => new(_dossier, KnownAt, instant);

    /// <summary>The fact that an event is a version of; null: not known here. A fact moved away is still found.</summary>
    public KnownFact? Find(Guid eventId) => _fold.Find(eventId);

    /// <summary>The fact that a reference means; null: none, not known, moved away, or not to be told which.</summary>
    public KnownFact? Resolve(FactRef? reference) => _fold.Target(reference);

    /// <summary>Whether an exhibit counts as evidence here: its bytes came, and it names this consumer. One about nobody named proves nothing of anybody.</summary>
    public bool IsEvidence(KnownExhibit exhibit) =>
        exhibit.State != ExhibitState.Awaited && exhibit.Exhibit.Announced.Consumer == Consumer;

    /// <summary>The clearance of an id; null: none, or not known.</summary>
    internal KnownClearance? Clearance(string? id) =>
        id is not null && _dossier.Clearances.TryGetValue(id, out var clearance) && clearance.RecordedAt <= KnownAt ? clearance : null;

    /// <summary>When the vault first heard from a party that it has processed a withdrawal or an objection, whatever time it says of it itself; null: not yet.</summary>
    internal Instant? AcknowledgedAt(KnownFact suppression, string party)
    {
        Instant? first = null;
        foreach (var said in _dossier.Acknowledgements)
            if (said.Party == party && said.RecordedAt <= KnownAt && !(first <= said.RecordedAt) && Find(said.Suppression) == suppression)
                first = said.RecordedAt;
        return first;
    }

    /// <summary>The exhibits that count as evidence here, by what they are evidence of.</summary>
    internal EvidenceIndex Evidence => _evidence ??= new(this);

    /// <summary>How many calls had begun at an instant, that very instant included.</summary>
    internal int CallsUntil(Instant instant)
    {
        int first = 0, end = Calls.Count;
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (Calls[middle].Source.OccurredAt <= instant)
                first = middle + 1;
            else
                end = middle;
        }

        return first;
    }

    /// <summary>What was done to have a consent confirmed.</summary>
    internal ConfirmationSteps StepsFor(KnownFact grant) => (_steps ??= ConfirmationSteps.Of(this)).GetValueOrDefault(grant) ?? ConfirmationSteps.None;

    /// <summary>The facts that refer to a call, by when they happened, then by event id.</summary>
    internal IReadOnlyList<KnownFact> About(KnownFact call) => (_about ??= ByCall()).TryGetValue(call, out var facts) ? facts : [];

    private Dictionary<KnownFact, List<KnownFact>> ByCall()
    {
        Dictionary<KnownFact, List<KnownFact>> byCall = [];
        foreach (var known in Facts)
        {
            if (known.Call is not { } call)
                continue;
            if (!byCall.TryGetValue(call, out var facts))
                byCall[call] = facts = [];
            facts.Add(known);
        }

        return byCall;
    }

    private Known<T>[] Only<T>()
        where T : Fact
    {
        List<Known<T>> only = [];
        foreach (var known in Facts)
            if (known.Fact is T fact)
                only.Add(new(known, fact));
        return [.. only];
    }
}
