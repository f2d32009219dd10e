using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging;

/// <summary>Lists of event ids that a finding rests on: both versions of a corrected fact, nothing twice, and no call that was not made.</summary>
internal static class Because
{
    internal static Guid[] Of(params ReadOnlySpan<KnownFact?> facts) => Of(facts, null, []);

    internal static Guid[] Of(ReadOnlySpan<KnownFact?> facts, KnownExhibit? exhibit, IReadOnlyList<Filed<WordingFiled>> wording)
    {
        var room = facts.Length * 2 + 1 + wording.Count;
        var ids = room <= 16 ? stackalloc Guid[room] : new Guid[room];
        var count = 0;
        foreach (var fact in facts)
        {
            Add(ids, ref count, fact?.EventId);
            if (fact?.Corrections.Count > 0)
                Add(ids, ref count, fact.LatestEventId);
        }

        Add(ids, ref count, exhibit?.Exhibit.EventId);
        foreach (var version in wording)
            Add(ids, ref count, version.EventId);
        return ids[..count].ToArray();
    }

    private static void Add(Span<Guid> ids, ref int count, Guid? id)
    {
        if (id is { } known && known != Guid.Empty && !ids[..count].Contains(known))
            ids[count++] = known;
    }
}
