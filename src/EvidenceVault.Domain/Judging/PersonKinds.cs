using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>What kind of person the law sees in the called party: what was last stated of it at or before a call, and last of all by the call itself.</summary>
internal sealed class PersonKinds
{
    private readonly List<(Instant From, PersonAsStated Person)> _steps = [];

    internal PersonKinds(DossierAsKnown dossier)
    {
        var person = PersonAsStated.Unknown;
        foreach (var known in dossier.Facts)
        {
            var next = person.With(known);
            if (next == person)
                continue;
            _steps.Add((known.OccurredAt, next));
            person = next;
        }
    }

    internal PersonAsStated At(KnownFact call)
    {
        int first = 0, end = _steps.Count;
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_steps[middle].From <= call.OccurredAt)
                first = middle + 1;
            else
                end = middle;
        }

        return (first == 0 ? PersonAsStated.Unknown : _steps[first - 1].Person).With(call);
    }
}

/// <summary>What the statements up to some moment say of a person: each speaks until one of another kind.</summary>
internal sealed class PersonAsStated
{
    internal static readonly PersonAsStated Unknown = new(PersonKind.Unknown, [], []);

    private readonly KnownFact[] _sources;
    private readonly FormCheck[] _checks;

    private PersonAsStated(PersonKind kind, KnownFact[] sources, FormCheck[] checks)
    {
        Kind = kind;
        _sources = sources;
        _checks = checks;
    }

    internal PersonKind Kind { get; }

    /// <summary>Who first said so; null: nobody said anything.</summary>
    internal KnownFact? Source => _sources.Length > 0 ? _sources[0] : null;

    /// <summary>All who said so, without those that were recorded no sooner, and no sooner after they were said, than another: they add nothing.</summary>
    internal IReadOnlyList<KnownFact> Sources => _sources;

    /// <summary>Of a legal person: who last said before that it was a natural person; null: nobody did.</summary>
    internal KnownFact? Natural { get; private init; }

    /// <summary>Whether its legal form was stated, and is one that legal persons have.</summary>
    internal bool HasForm { get; private init; }

    /// <summary>The checks of its legal form in the trade register, oldest statement first.</summary>
    internal IReadOnlyList<FormCheck> Checks => _checks;

    internal PersonAsStated With(KnownFact known)
    {
        if (known.Fact.Person is not { } stated || KindOf(stated) is not { } kind)
            return this;
        var hasForm = !string.IsNullOrWhiteSpace(stated.LegalForm) && (kind != PersonKind.LegalPerson || LegalForms.IsOfLegalPerson(stated.LegalForm));
        var same = kind == Kind;
        var isNews = hasForm && stated.KindCheckedAt is { } checkedAt && !(same && IsKnown(checkedAt, known.FirstRecordedAt));
        var isSooner = !same || !IsStated(known);
        if (!isSooner && !isNews && (HasForm || !hasForm))
            return this;
        var before = same ? _checks : [];
        return new(
            kind,
            !same ? [known] : isSooner ? [.. _sources, known] : _sources,
            isNews ? [.. before, new(known, stated.KindCheckedAt!.Value)] : before)
        {
            HasForm = hasForm || same && HasForm,
            Natural = kind != PersonKind.LegalPerson ? null : same || Kind == PersonKind.Unknown ? Natural : Source,
        };
    }

    private bool IsStated(KnownFact known)
    {
        foreach (var source in _sources)
            if (source.FirstRecordedAt <= known.FirstRecordedAt && source.FirstRecordedAt - source.OccurredAt <= known.FirstRecordedAt - known.OccurredAt)
                return true;
        return false;
    }

    // A check that is only told again, later, says nothing new.
    private bool IsKnown(Instant checkedAt, Instant recordedAt)
    {
        foreach (var check in _checks)
            if (check.CheckedAt == checkedAt && check.Source.FirstRecordedAt <= recordedAt)
                return true;
        return false;
    }

    private static PersonKind? KindOf(StatedPerson person) =>
        person.Kind is not { } kind || kind == PersonKind.Unknown ? null
        : kind == PersonKind.LegalPerson && person.LegalForm is { } form && LegalForms.IsOfNaturalPerson(form) ? PersonKind.SoleTrader
        : kind;
}

/// <summary>A check of a legal form in the trade register.</summary>
/// <param name="Source">The fact it was stated with.</param>
/// <param name="CheckedAt">When it was made.</param>
internal readonly record struct FormCheck(KnownFact Source, Instant CheckedAt);
