using System.Collections.Immutable;
using NodaTime;

namespace EvidenceVault.Domain.Books;

/// <summary>A value of a book with the time the vault recorded it.</summary>
/// <param name="Value">The value.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
/// <param name="Version">The book's version it came with.</param>
/// <param name="EventId">The event it came with.</param>
/// <typeparam name="T">An event of the book.</typeparam>
public sealed record Filed<T>(T Value, Instant RecordedAt, long Version, Guid EventId);

/// <summary>
/// Everything a principal set up, every version of it: a fold over the stream <c>book/{principal}</c>, with the parties of the vault beside it.
/// </summary>
public sealed record Book
{
    /// <summary>The principal's slug.</summary>
    public required string Principal { get; init; }

    /// <summary>The version of the stream.</summary>
    public long Version { get; init; }

    /// <summary>The versions of the principal's own description, oldest first.</summary>
    public ImmutableList<Filed<PrincipalDescribed>> Descriptions { get; init; } = [];

    /// <summary>The versions of each mandate by its reference, oldest first.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<Filed<MandateGiven>>> Mandates { get; init; } = Empty<MandateGiven>();

    /// <summary>The versions of each campaign by its reference, oldest first.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<Filed<CampaignDescribed>>> Campaigns { get; init; } = Empty<CampaignDescribed>();

    /// <summary>The versions of each wording by its reference, oldest first. Versions of one wording have one text.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<Filed<WordingFiled>>> Wordings { get; init; } = Empty<WordingFiled>();

    /// <summary>The versions of each script by its reference, oldest first.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<Filed<ScriptFiled>>> Scripts { get; init; } = Empty<ScriptFiled>();

    /// <summary>The policies in the order in which they were recorded.</summary>
    public ImmutableList<Filed<PolicySet>> Policies { get; init; } = [];

    /// <summary>
    /// The numbers that the principal and parties are registered to call from, by their slugs, oldest first. Not of the stream: whoever holds the
    /// principal's key lays them beside it.
    /// </summary>
    public ImmutableDictionary<string, ImmutableList<CallerNumbers>> CallerNumbers { get; init; } = ImmutableDictionary<string, ImmutableList<CallerNumbers>>.Empty;

    /// <summary>A book before anything was recorded.</summary>
    public static Book Of(string principal) => new() { Principal = principal };

    /// <summary>The version of a mandate, campaign, wording or script that the vault held at an instant; null: none yet.</summary>
    public static Filed<T>? KnownAt<T>(ImmutableSortedDictionary<string, ImmutableList<Filed<T>>> filed, string reference, Instant knownAt) =>
        filed.TryGetValue(reference, out var versions) ? KnownAt(versions, knownAt) : null;

    /// <summary>The last version that the vault held at an instant; null: none yet.</summary>
    public static Filed<T>? KnownAt<T>(ImmutableList<Filed<T>> versions, Instant knownAt) => versions.FindLast(v => v.RecordedAt <= knownAt);

    /// <summary>Every mandate as the vault held it at an instant.</summary>
    public IEnumerable<Filed<MandateGiven>> MandatesKnownAt(Instant knownAt) =>
        Mandates.Values.Select(versions => KnownAt(versions, knownAt)).OfType<Filed<MandateGiven>>();

    /// <summary>
    /// The parties that work or ever worked for the principal: those that a mandate of any version and date reaches from it, directly or
    /// through other parties. Whether a mandate was in force, or might be passed on, is for the judgement to say.
    /// </summary>
    public ImmutableHashSet<string> PartiesEverMandated()
    {
        var given = Mandates.Values.SelectMany(versions => versions).ToLookup(m => m.Value.From, m => m.Value.To, StringComparer.Ordinal);
        var reached = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var open = new Stack<string>([Principal]);
        while (open.TryPop(out var from))
            foreach (var to in given[from])
                if (to != Principal && reached.Add(to)) open.Push(to);
        return reached.ToImmutable();
    }

    /// <summary>The mandates and registrations that an exhibit proves: from which day each of them is no longer in force (null: none is set), and the event that says so.</summary>
    public IEnumerable<(LocalDate? End, Guid EventId)> EndsOfWhatIsProvenBy(string exhibit)
    {
        foreach (var versions in Mandates.Values)
            if (versions.Exists(v => v.Value.Contract == exhibit)) yield return (versions[^1].Value.ValidTo, versions[^1].EventId);
        foreach (var description in Descriptions)
            foreach (var registration in description.Value.Registrations)
                if (registration.Exhibit == exhibit) yield return (registration.ValidTo, description.EventId);
    }

    /// <summary>The policy in force on a local day, as known at an instant: the one that starts last, at or before that day; else the defaults.</summary>
    public Policy PolicyOn(LocalDate day, Instant knownAt) => PolicyFiledOn(day, knownAt)?.Value.Policy ?? DefaultPolicy;

    /// <summary>The same with when it was recorded; null where the defaults are in force.</summary>
    public Filed<PolicySet>? PolicyFiledOn(LocalDate day, Instant knownAt) =>
        Policies.Where(p => p.RecordedAt <= knownAt && p.Value.Policy.ValidFrom <= day)
            .OrderBy(p => p.Value.Policy.ValidFrom).ThenBy(p => p.Version)
            .LastOrDefault();

    private static readonly Policy DefaultPolicy = new() { ValidFrom = LocalDate.MinIsoValue };

    /// <summary>The book with one more event of its stream.</summary>
    /// <exception cref="ArgumentException">The event is not one of a book.</exception>
    public Book With(object e, Instant recordedAt, long version, Guid eventId) => (e switch
    {
        PrincipalDescribed p => this with { Descriptions = Descriptions.Add(new(p, recordedAt, version, eventId)) },
        MandateGiven m => this with { Mandates = Add(Mandates, m.Ref, new(m, recordedAt, version, eventId)) },
        CampaignDescribed c => this with { Campaigns = Add(Campaigns, c.Ref, new(c, recordedAt, version, eventId)) },
        WordingFiled w => this with { Wordings = Add(Wordings, w.Ref, new(w, recordedAt, version, eventId)) },
        ScriptFiled s => this with { Scripts = Add(Scripts, s.Ref, new(s, recordedAt, version, eventId)) },
        PolicySet p => this with { Policies = Policies.Add(new(p, recordedAt, version, eventId)) },
        _ => throw new ArgumentException($"{e.GetType().Name} is not an event of a book.", nameof(e)),
    }) with
    { Version = version };

    private static ImmutableSortedDictionary<string, ImmutableList<Filed<T>>> Add<T>(
        ImmutableSortedDictionary<string, ImmutableList<Filed<T>>> all, string reference, Filed<T> filed) =>
        all.SetItem(reference, all.GetValueOrDefault(reference, []).Add(filed));

    private static ImmutableSortedDictionary<string, ImmutableList<Filed<T>>> Empty<T>() =>
        ImmutableSortedDictionary.Create<string, ImmutableList<Filed<T>>>(StringComparer.Ordinal);
}
