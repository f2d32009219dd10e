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
    internal static readonly PersonAsStated Unknown = new(PersonKind.Unknown, null, []);

    private readonly FormCheck[] _checks;

    private PersonAsStated(PersonKind kind, KnownFact? source, FormCheck[] checks)
    {
        Kind = kind;
        Source = source;
        _checks = checks;
    }

    internal PersonKind Kind { get; }

    /// <summary>Who first said so; null: nobody said anything.</summary>
    internal KnownFact? Source { get; }

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
        if (same && !isNews && (HasForm || !hasForm))
            return this;
        var before = same ? _checks : [];
        return new(kind, same ? Source : known, isNews ? [.. before, new(known, stated.KindCheckedAt!.Value)] : before) { HasForm = hasForm || same && HasForm };
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
