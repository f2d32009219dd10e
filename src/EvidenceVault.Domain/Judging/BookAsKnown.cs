using EvidenceVault.Domain.Books;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// A principal's book as the vault knew it at an instant, made ready for judging. Of a thing's versions, the one that counts on a day is the last
/// recorded among those that had begun by then; before the first day of all of them, the last recorded.
/// </summary>
public sealed class BookAsKnown
{
    private static readonly Policy Defaults = Book.Of("").PolicyOn(LocalDate.MinIsoValue, Instant.MinValue);

    private readonly Book _book;
    private readonly Policy[] _policies;
    private readonly Dictionary<string, List<Filed<MandateGiven>[]>> _mandatesTo;

    private BookAsKnown(Book book, Instant knownAt)
    {
        _book = book;
        KnownAt = knownAt;
        Version = LastVersion(book, knownAt);
        _policies = [.. book.Policies.Where(p => p.RecordedAt <= knownAt)
            .OrderBy(p => p.Value.Policy.ValidFrom).ThenBy(p => p.Version).Select(p => p.Value.Policy)];
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

    /// <summary>The policy in force on a local day.</summary>
    public Policy PolicyOn(LocalDate day)
    {
        for (var i = _policies.Length - 1; i >= 0; i--)
            if (_policies[i].ValidFrom <= day)
                return _policies[i];
        return Defaults;
    }

    /// <summary>A campaign as it was on a local day; null: not known.</summary>
    public CampaignDescribed? CampaignOn(string? reference, LocalDate day) =>
        On(_book.Campaigns, reference, day, static c => c.ValidFrom)?.Value;

    /// <summary>A wording as it was on a local day; null: not filed.</summary>
    public Filed<WordingFiled>? WordingOn(string? reference, LocalDate day) =>
        On(_book.Wordings, reference, day, static w => w.LiveFrom);

    /// <summary>Every version of a wording, oldest first; empty: not filed.</summary>
    public IEnumerable<Filed<WordingFiled>> WordingVersions(string? reference) =>
        reference is not null && _book.Wordings.TryGetValue(reference, out var versions) ? versions.Where(v => v.RecordedAt <= KnownAt) : [];

    /// <summary>The first version of a wording: its text never changes.</summary>
    internal Filed<WordingFiled> FirstVersion(Filed<WordingFiled> wording) => _book.Wordings[wording.Value.Ref][0];

    /// <summary>Whether the principal is registered as something on a local day.</summary>
    public bool IsRegistered(RegistrationKind kind, LocalDate day) =>
        Book.KnownAt(_book.Descriptions, KnownAt)?.Value.Registrations.Any(r => r.Kind == kind && r.ValidFrom <= day && !(r.ValidTo <= day)) == true;

    /// <summary>The mandates that some party holds, each as it was on a local day, with its earlier versions.</summary>
    internal IEnumerable<(Filed<MandateGiven> Mandate, Filed<MandateGiven>[] Versions)> MandatesTo(string party, LocalDate day)
    {
        if (!_mandatesTo.TryGetValue(party, out var mandates))
            yield break;
        foreach (var versions in mandates)
            if (On(versions, day) is { } mandate && mandate.Value.To == party)
                yield return (mandate, versions);
    }

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

    private Filed<T>? On<T>(
        System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableList<Filed<T>>> all,
        string? reference,
        LocalDate day,
        Func<T, LocalDate> from)
    {
        if (reference is null || !all.TryGetValue(reference, out var versions))
            return null;
        Filed<T>? last = null;
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            if (versions[i].RecordedAt > KnownAt)
                continue;
            if (from(versions[i].Value) <= day)
                return versions[i];
            last ??= versions[i];
        }

        return last;
    }
}
