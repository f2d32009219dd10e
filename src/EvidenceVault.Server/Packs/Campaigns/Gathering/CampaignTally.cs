using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Campaigns.Data;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Gathering;

/// <summary>Counts over judged dossiers, one after the other; none of them is kept.</summary>
public sealed class CampaignTally(PackRequested asked)
{
    private readonly Dictionary<(string Party, LocalDate Month, string Rule, string Result), int> _marks = [];
    private readonly Dictionary<(string Party, LocalDate Month), Dictionary<Guid, (int Calls, int Hours)>> _after = [];
    private readonly Dictionary<(PermissionConclusion, ProofGrade?), (int Attempts, int Conversations)> _permissions = [];
    private readonly Dictionary<(string Party, LocalDate Month), (int Outbound, int Inbound, int Conversations)> _calls = [];
    private readonly Dictionary<(string Rule, FindingResult Result), int> _onDossiers = [];
    private readonly Dictionary<string, List<Guid>> _contradictions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ExhibitKind Kind, ExhibitState State)> _exhibits = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _parties = new(StringComparer.Ordinal);
    private readonly List<(Guid Consumer, ConsentInUse Use)> _consents = [];

    /// <summary>Attempts by party, month, and what they count for.</summary>
    public IReadOnlyDictionary<(string Party, LocalDate Month, string Rule, string Result), int> Marks => _marks;

    /// <summary>Attempts and conversations by what is concluded of the basis.</summary>
    public IReadOnlyDictionary<(PermissionConclusion Permission, ProofGrade? Proof), (int Attempts, int Conversations)> Permissions => _permissions;

    /// <summary>Calls by party and month.</summary>
    public IReadOnlyDictionary<(string Party, LocalDate Month), (int Outbound, int Inbound, int Conversations)> Calls => _calls;

    /// <summary>Findings of the rules on dossiers.</summary>
    public IReadOnlyDictionary<(string Rule, FindingResult Result), int> OnDossiers => _onDossiers;

    /// <summary>People in whose dossiers something does not fit together, by its code.</summary>
    public IReadOnlyDictionary<string, List<Guid>> Contradictions => _contradictions;

    /// <summary>The consents that the calls relied on, each once for each caller.</summary>
    public IReadOnlyList<(Guid Consumer, ConsentInUse Use)> Consents => _consents;

    /// <summary>The exhibits that belong to the calls and their consents.</summary>
    public IReadOnlyCollection<(ExhibitKind Kind, ExhibitState State)> Exhibits => _exhibits.Values;

    /// <summary>How many calls name each script.</summary>
    public IReadOnlyDictionary<string, int> Scripts => _scripts;

    /// <summary>Who did or handed in something.</summary>
    public IReadOnlyCollection<string> Parties => _parties;

    /// <summary>The people called.</summary>
    public int People { get; private set; }

    /// <summary>Recordings of the calls that were announced and have not come.</summary>
    public int RecordingsAwaited { get; private set; }

    /// <summary>Calls that were recorded and of which no recording is there.</summary>
    public int RecordingsMissing { get; private set; }

    /// <summary>What withdrawals came to, for a party and month.</summary>
    public AfterWithdrawalData? AfterWithdrawal(string party, LocalDate month)
    {
        if (!_after.TryGetValue((party, month), out var people)) return null;
        var hours = people.Values.Select(p => p.Hours).Order().ToList();
        var middle = hours.Count / 2;
        return new(people.Values.Sum(p => p.Calls), people.Count, hours.Count % 2 == 1 ? hours[middle] : (hours[middle - 1] + hours[middle]) / 2.0, hours[^1]);
    }

    /// <summary>Counts a dossier with its calls in scope, of which there is one at least.</summary>
    public void Add(DossierReport report, IReadOnlyList<(LoggedCall Call, CountedCall Counted)> calls)
    {
        People++;
        foreach (var (call, counted) in calls) Add(call, counted);
        foreach (var finding in report.Findings) Count(_onDossiers, (finding.Rule, finding.Result));
        foreach (var code in report.Contradictions.Select(c => c.Code).Distinct(StringComparer.Ordinal)) ListOf(code).Add(report.Dossier.Consumer);
        var used = ConsentInUse.Of(report).Where(use => LoggedCallBuilder.IsInScope(use.Campaign, use.Caller, use.FirstCallAt, asked.Campaign!)).ToList();
        foreach (var use in used)
        {
            _consents.Add((report.Dossier.Consumer, use));
            _parties.UnionWith([use.Source.Collector, use.UploadedBy]);
        }

        AddExhibits(report, calls, used);
    }

    private void Add(LoggedCall call, CountedCall counted)
    {
        var month = counted.Day.With(DateAdjusters.StartOfMonth);
        foreach (var mark in counted.Marks) Count(_marks, (counted.Party, month, mark.Rule, mark.Result));
        var (outbound, inbound, conversations) = _calls.GetValueOrDefault((counted.Party, month));
        _calls[(counted.Party, month)] = counted.IsDialled ? (outbound + 1, inbound, conversations + (counted.IsConversation ? 1 : 0)) : (outbound, inbound + 1, conversations + (counted.IsConversation ? 1 : 0));
        var key = (counted.Permission, counted.Permission == PermissionConclusion.Shown ? counted.Proof : null);
        var (attempts, spoken) = _permissions.GetValueOrDefault(key);
        _permissions[key] = (attempts + 1, spoken + (counted.IsConversation ? 1 : 0));
        if (counted.HoursAfterWithdrawal is { } hours)
        {
            if (!_after.TryGetValue((counted.Party, month), out var people)) _after[(counted.Party, month)] = people = [];
            var (called, most) = people.GetValueOrDefault(call.Person);
            people[call.Person] = (called + 1, Math.Max(most, hours));
        }

        if (call.Script is { } script) Count(_scripts, script);
        _parties.UnionWith([call.Party, call.UploadedBy]);
    }

    private void AddExhibits(DossierReport report, IReadOnlyList<(LoggedCall Call, CountedCall Counted)> calls, List<ConsentInUse> used)
    {
        var states = report.Dossier.Exhibits.ToDictionary(e => e.Exhibit.Id, e => (e.Exhibit.Announced.Kind, e.State), StringComparer.Ordinal);
        foreach (var (call, _) in calls)
        {
            var own = (call.Exhibits ?? []).Where(states.ContainsKey).ToList();
            foreach (var id in own) _exhibits[id] = states[id];
            var recordings = own.Where(id => states[id].Kind == ExhibitKind.Voicelog).ToList();
            RecordingsAwaited += recordings.Count(id => states[id].State == ExhibitState.Awaited);
            if (call.Recorded == true && recordings.TrueForAll(id => states[id].State == ExhibitState.Awaited)) RecordingsMissing++;
        }

        foreach (var exhibit in report.Dossier.Exhibits)
            if (exhibit.Consent is { } consent && used.Exists(u => u.Consent == consent.EventId)) _exhibits[exhibit.Exhibit.Id] = (exhibit.Exhibit.Announced.Kind, exhibit.State);
        foreach (var use in used)
            foreach (var id in report.Dossier.Find(use.Consent)?.Fact.Exhibits ?? [])
                if (states.TryGetValue(id, out var state)) _exhibits[id] = state;
    }

    private List<Guid> ListOf(string code) => _contradictions.TryGetValue(code, out var people) ? people : _contradictions[code] = [];

    private static void Count<T>(Dictionary<T, int> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
