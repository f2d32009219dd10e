using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using Marten;
using Marten.Events;

namespace EvidenceVault.Server.Packs;

/// <summary>Reads packs from their streams.</summary>
public sealed class PackStreams(IDocumentStore store)
{
    // What a pack's state follows from. Its reads stand on the same stream and are left where they are.
    private static readonly Type[] Bearing = [typeof(PackRequested), typeof(PackMade), typeof(PackCountersigned), typeof(PackFailed), typeof(PackDeleted)];

    /// <summary>A pack; null where none was asked for under this id.</summary>
    public async Task<Pack?> Load(string principal, string id, CancellationToken ct) =>
        LetterIds.IsId(id) ? (await LoadMany(principal, [id], ct)).GetValueOrDefault(id) : null;

    /// <summary>Packs by their ids, in one query.</summary>
    public async Task<IReadOnlyDictionary<string, Pack>> LoadMany(string principal, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var packs = new Dictionary<string, Pack>(ids.Count, StringComparer.Ordinal);
        if (ids.Count == 0) return packs;
        var streams = ids.Select(Streams.Pack).ToArray();
        await using var session = store.QuerySession(principal);
        var events = await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamKey!.IsOneOf(streams) && e.EventTypesAre(Bearing))
            .OrderBy(e => e.Sequence)
            .ToListAsync(ct);
        foreach (var stream in events.GroupBy(e => e.StreamKey!))
        {
            Pack? pack = null;
            foreach (var e in stream) pack = Pack.With(pack, e.Data, e.Version);
            if (pack is not null) packs[pack.Id] = pack;
        }

        return packs;
    }
}
