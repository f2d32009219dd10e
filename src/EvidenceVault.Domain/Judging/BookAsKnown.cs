using System.Collections.Concurrent;
using EvidenceVault.Domain.Books;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// A principal's book as the vault knew it at an instant, made ready for judging. Of a thing's versions, the one that counts on a day is the last
/// recorded among those that had begun by then; before the first day of all of them, the last recorded. For a call that is so among what had been
/// recorded when it began: what is recorded later about wordings, campaigns and policies makes no earlier call better.
/// </summary>
public sealed class BookAsKnown
{
    /// <summary>The policy before the first one.</summary>
    internal static readonly Policy Defaults = Book.Of("").PolicyOn(LocalDate.MinIsoValue, Instant.MinValue);

    private readonly Book _book;
    private readonly Filed<PrincipalDescribed>[] _descriptions;
    private readonly Filed<PolicySet>[] _policies;
    private readonly Dictionary<string, List<Filed<MandateGiven>[]>> _mandatesTo;
    private readonly ConcurrentDictionary<string, Filed<WordingFiled>[]> _wordings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Party, MandateNeed Need), MandateLine?> _lines = new();

    private BookAsKnown(Book book, Instant knownAt)
    {
        _book = book;
        KnownAt = knownAt;
        Version = LastVersion(book, knownAt);
        _descriptions = [.. book.Descriptions.Where(d => d.RecordedAt <= knownAt)];
        _policies = [.. book.Policies.Where(p => p.RecordedAt <= knownAt)
            .OrderBy(p => p.Value.Policy.ValidFrom).ThenBy(p => p.Version)];
        _mandatesTo = new(StringComparer.Ordinal);
        foreach (var versions in book.Mandates.Values)
        {
            Filed<MandateGiven>[] known = [.. versions.Where(v => v.RecordedAt <= knownAt)];
            foreach (var party in known.Select(v => v.Value.To).Distinct(StringComparer.Ordinal))
            {
                if (!_mandatesTo.TryGetValue(party, out var mandates))
                    _mandatesTo[party] = mandates = [];
                mandates.Add(known);
            }
        }
    }

    /// <summary>The principal's slug.</summary>
    public string Principal => _book.Principal;

    /// <summary>What was recorded later does not exist here.</summary>
    public Instant KnownAt { get; }

    /// <summary>The version of the book that was the last one then.</summary>
    public long Version { get; }

    /// <summary>The book as known at an instant.</summary>
    public static BookAsKnown Of(Book book, Instant knownAt) => new(book, knownAt);

    /// <summary>
    /// The policy in force at an instant: each counts from the start of its day, and not before it was recorded, save the first one where it takes
    /// over a history.
    /// </summary>
    public Policy PolicyAt(Instant at) => PolicyFiledAt(at)?.Value.Policy ?? Defaults;

    /// <summary>The same with when it was recorded; null where the defaults are in force.</summary>
    public Filed<PolicySet>? PolicyFiledAt(Instant at)
    {
        var day = Amsterdam.DateOf(at);
        for (var i = _policies.Length - 1; i >= 0; i--)
            if (_policies[i] is var filed && filed.Value.Policy.ValidFrom <= day && (filed.Value.TakenOver || filed.RecordedAt <= at))
                return filed;
        return null;
    }

    /// <summary>
    /// The products of a campaign for a call that names none, with when that was recorded; null: not known. Where it was only described after the
    /// call began, every version that had begun that day counts: describing it anew takes no product away.
    /// </summary>
    internal (IReadOnlyList<string> Products, Instant RecordedAt)? CampaignProducts(string? reference, Instant start)
    {
        var day = Amsterdam.DateOf(start);
        if (On(_book.Campaigns, reference, day, static c => c.ValidFrom, start) is { } then)
            return (then.Value.Products, then.RecordedAt);
        if (On(_book.Campaigns, reference, day, static c => c.ValidFrom, KnownAt) is not { } last)
            return null;
        var begun = last.Value.ValidFrom <= day;
        return ([.. Known(_book.Campaigns[reference!]).Where(c => !begun || c.Value.ValidFrom <= day).SelectMany(c => c.Value.Products).Distinct(StringComparer.Ordinal)], last.RecordedAt);
    }

    /// <summary>A wording as it was on a local day; null: not filed.</summary>
    public Filed<WordingFiled>? WordingOn(string? reference, LocalDate day) =>
        On(_book.Wordings, reference, day, static w => w.LiveFrom, KnownAt);

    /// <summary>
    /// What was recorded of a wording shown on a local day, for a call: first the version that counted when the call began (where it was only filed
    /// later, the first), then every later one. Its text never changes, so a later version can only deny what an earlier one says of it.
    /// </summary>
    internal IReadOnlyList<Filed<WordingFiled>> WordingFor(string? reference, LocalDate day, Instant start)
    {
        var then = On(_book.Wordings, reference, day, static w => w.LiveFrom, start);
        if (then is null)
            return [.. WordingVersions(reference)];
        var versions = _book.Wordings[reference!];
        return versions[^1].RecordedAt <= start ? [then] : [then, .. Known(versions).Where(v => v.RecordedAt > start)];
    }

    /// <summary>Every version of a wording, oldest first; empty: not filed.</summary>
    public IEnumerable<Filed<WordingFiled>> WordingVersions(string? reference) =>
        reference is not null && _book.Wordings.TryGetValue(reference, out var versions) ? Known(versions) : [];

    /// <summary>The first version of a wording; null: not filed.</summary>
    internal Filed<WordingFiled>? FirstWording(string? reference) => First(_book.Wordings, reference);

    /// <summary>
    /// Whether a wording was shown on a local day at a place, by what had been recorded at an instant and by all that was since: of what is known at once,
    /// the last version for that place says from when to when it was. Where either place is not stated, only the days count.
    /// </summary>
    /// <param name="reference">The wording.</param>
    /// <param name="day">The day.</param>
    /// <param name="place">The place; null: not stated.</param>
    /// <param name="recordedUntil">The instant; null: from when it was first said to be shown at that place.</param>
    internal bool IsWordingLive(string reference, LocalDate day, string? place, Instant? recordedUntil)
    {
        List<Filed<WordingFiled>> there = [];
        foreach (var version in _wordings.GetOrAdd(reference, static (name, book) => [.. book.Known(book._book.Wordings[name])], this))
        {
            // What is recorded later only denies: the versions until then are one stand, and each later one is another.
            if (version.RecordedAt > recordedUntil && !IsLive(there, day))
                return false;
            if (IsAt(version.Value.Place, place))
                there.Add(version);
            if (recordedUntil is null && there.Count > 0 && !IsLive(there, day))
                return false;
        }

        return IsLive(there, day);
    }

    private static bool IsLive(List<Filed<WordingFiled>> there, LocalDate day)
    {
        for (var i = there.Count - 1; i >= 0; i--)
            if (there[i].Value.LiveFrom <= day)
                return !(there[i].Value.LiveTo <= day);
        return false;
    }

    /// <summary>The first version of a script; null: not filed.</summary>
    internal Filed<ScriptFiled>? FirstScript(string? reference) => First(_book.Scripts, reference);

    /// <summary>The numbers a party, or the principal, was registered to call from at an instant; null: not known.</summary>
    internal CallerNumbers? CallerNumbersAt(string party, Instant at)
    {
        if (!_book.CallerNumbers.TryGetValue(party, out var versions))
            return null;
        for (var i = versions.Count - 1; i >= 0; i--)
            if (versions[i].RecordedAt <= at && versions[i].RecordedAt <= KnownAt)
                return versions[i];
        return null;
    }

    /// <summary>
    /// The parties in the principal's chain at an instant: those that mandates in force then lead to. One passed on without leave counts too: whoever
    /// got it will call. As for calls, a mandate that begins or ends at that very instant is not in force.
    /// </summary>
    public IReadOnlyList<string> PartiesAt(Instant at)
    {
        var day = Amsterdam.DateOf(at);
        List<string> chain = [];
        for (var added = true; added;)
        {
            added = false;
            foreach (var party in _mandatesTo.Keys)
                if (party != Principal && !chain.Contains(party) && IsMandated(party, chain, at, day))
                {
                    chain.Add(party);
                    added = true;
                }
        }

        chain.Sort(StringComparer.Ordinal);
        return chain;
    }

    /// <summary>
    /// The registration of the principal, of one of some kinds, that holds on a local day, with when it was first filed as it counts; null: none on file.
    /// What the last description says counts.
    /// </summary>
    internal RegisteredAs? RegisteredOn(LocalDate day, params ReadOnlySpan<RegistrationKind> kinds)
    {
        RegisteredAs? registered = null;
        for (var i = _descriptions.Length - 1; i >= 0 && Registrations.Holds(_descriptions[i].Value, day, kinds); i--)
            registered = new(_descriptions[i].RecordedAt, _descriptions[i].EventId);
        return registered;
    }

    /// <summary>The first later day on which policies, registrations, mandates or a campaign say something else; null: none.</summary>
    internal LocalDate? NextChange(string? campaign, LocalDate day)
    {
        LocalDate? next = null;
        foreach (var policy in _policies)
            Note(policy.Value.Policy.ValidFrom);
        foreach (var registration in _descriptions.Length == 0 ? [] : _descriptions[^1].Value.Registrations)
        {
            Note(registration.ValidFrom);
            Note(registration.ValidTo);
        }

        foreach (var mandates in _mandatesTo.Values)
            foreach (var versions in mandates)
                foreach (var mandate in versions)
                    Note(mandate.Value.ValidFrom);
        if (campaign is not null && _book.Campaigns.TryGetValue(campaign, out var described))
            foreach (var version in Known(described))
                Note(version.Value.ValidFrom);
        return next;

        void Note(LocalDate? change)
        {
            if (change > day && !(next <= change))
                next = change;
        }
    }

    /// <summary>The mandates that some party holds, each as it was on a local day, with its earlier versions.</summary>
    internal IEnumerable<(Filed<MandateGiven> Mandate, Filed<MandateGiven>[] Versions)> MandatesTo(string party, LocalDate day)
    {
        if (!_mandatesTo.TryGetValue(party, out var mandates))
            yield break;
        foreach (var versions in mandates)
            if (On(versions, day) is { } mandate && mandate.Value.To == party)
                yield return (mandate, versions);
    }

    /// <summary>The line of mandates to a party with the fewest faults, looked for once for each need; null: there is none.</summary>
    internal MandateLine? LineTo(string party, MandateNeed need) =>
        _lines.GetOrAdd((party, need), static (key, book) => MandateLine.Find(book, key.Party, key.Need), this);

    private bool IsMandated(string party, List<string> chain, Instant at, LocalDate day)
    {
        foreach (var (mandate, _) in MandatesTo(party, day))
            if ((mandate.Value.From == Principal || chain.Contains(mandate.Value.From))
                && Amsterdam.StartOf(mandate.Value.ValidFrom) < at
                && !(mandate.Value.ValidTo is { } end && Amsterdam.StartOf(end) <= at))
                return true;
        return false;
    }

    private Filed<T>? First<T>(
        System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableList<Filed<T>>> all, string? reference) =>
        reference is not null && all.TryGetValue(reference, out var versions) && versions[0].RecordedAt <= KnownAt ? versions[0] : null;

    private static bool IsAt(string? shown, string? captured) =>
        shown is null || captured is null || shown.AsSpan().TrimEnd('/').SequenceEqual(captured.AsSpan().TrimEnd('/'));

    private static Filed<MandateGiven>? On(Filed<MandateGiven>[] known, LocalDate day)
    {
        for (var i = known.Length - 1; i >= 0; i--)
            if (known[i].Value.ValidFrom <= day)
                return known[i];
        return known.Length == 0 ? null : known[^1];
    }

    private static long LastVersion(Book book, Instant knownAt) =>
        Recorded(book.Descriptions).Concat(Recorded(book.Policies))
            .Concat(book.Mandates.Values.SelectMany(Recorded)).Concat(book.Campaigns.Values.SelectMany(Recorded))
            .Concat(book.Wordings.Values.SelectMany(Recorded)).Concat(book.Scripts.Values.SelectMany(Recorded))
            .Where(r => r.RecordedAt <= knownAt).Select(r => r.Version).DefaultIfEmpty().Max();

    private static IEnumerable<(Instant RecordedAt, long Version)> Recorded<T>(IEnumerable<Filed<T>> versions) =>
        versions.Select(v => (v.RecordedAt, v.Version));

    private IEnumerable<Filed<T>> Known<T>(IEnumerable<Filed<T>> versions) => versions.Where(v => v.RecordedAt <= KnownAt);

    private Filed<T>? On<T>(
        System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableList<Filed<T>>> all,
        string? reference,
        LocalDate day,
        Func<T, LocalDate> from,
        Instant recordedUntil)
    {
        if (reference is null || !all.TryGetValue(reference, out var versions))
            return null;
        Filed<T>? last = null;
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            if (versions[i].RecordedAt > KnownAt || versions[i].RecordedAt > recordedUntil)
                continue;
            if (from(versions[i].Value) <= day)
                return versions[i];
            last ??= versions[i];
        }

        return last;
    }
}
