using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging;

/// <summary>Lists of event ids that a finding rests on: both versions of a corrected fact, nothing twice, and no call that was not made.</summary>
internal static class Because
{
    internal static Guid[] Of(params ReadOnlySpan<KnownFact?> facts) => Of(facts, null, null);

    internal static Guid[] Of(ReadOnlySpan<KnownFact?> facts, KnownExhibit? exhibit, Filed<WordingFiled>? wording)
    {
        var ids = new List<Guid>(facts.Length + 2);
        foreach (var fact in facts)
        {
            Add(ids, fact?.EventId);
            if (fact?.Corrections.Count > 0)
                Add(ids, fact.LatestEventId);
        }

        Add(ids, exhibit?.Exhibit.EventId);
        Add(ids, wording?.EventId);
        return [.. ids];
    }

    private static void Add(List<Guid> ids, Guid? id)
    {
        if (id is { } known && known != Guid.Empty && !ids.Contains(known))
            ids.Add(known);
    }
}
