using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Store;
using JasperFx.Events;
using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>Reads exhibits from their streams.</summary>
public sealed class ExhibitStreams(VaultDatabase database)
{
    // What an exhibit's state follows from. Its reads and terms stand on the same stream, can be many, and are left where they are.
    private static readonly Type[] Bearing = [typeof(ExhibitAnnounced), typeof(ExhibitStored), typeof(ExhibitDeleted)];

    /// <summary>The names of the types of events that an exhibit's state follows from.</summary>
    public static IReadOnlyList<string> BearingTypes { get; } = [.. Bearing.Select(t => VaultStore.EventAliases[t])];

    /// <summary>An exhibit; null where none was announced under this id.</summary>
    public async Task<Exhibit?> Load(string principal, string id, CancellationToken ct) => (await LoadMany(principal, [id], ct)).GetValueOrDefault(id);

    /// <summary>Exhibits by their ids, in one query; those never announced are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Exhibit>> LoadMany(string principal, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<string, Exhibit>();
        // Straight from the table: this is asked several times for each file that comes in.
        await using var command = database.Source.CreateCommand(
            $"select {StoredEvent.Columns} from {VaultStore.Schema}.mt_events where tenant_id = $1 and stream_id = any($2) and type = any($3) order by seq_id");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = ids.Select(Streams.Exhibit).ToArray() });
        command.Parameters.Add(new() { Value = BearingTypes.ToArray() });
        var events = new List<StoredEvent>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) events.Add(StoredEvent.Read(reader));
        var exhibits = new Dictionary<string, Exhibit>(ids.Count);
        foreach (var stream in events.GroupBy(e => e.Stream))
        {
            if (Fold(stream) is { } exhibit) exhibits[exhibit.Id] = exhibit;
        }

        return exhibits;
    }

    /// <summary>The exhibit that follows from its events, in their order; null where it was not announced.</summary>
    public static Exhibit? Fold(IEnumerable<IEvent> events) => events.Aggregate((Exhibit?)null, (exhibit, e) => Apply(exhibit, e.Id, Instant.FromDateTimeOffset(e.Timestamp), e.Data));

    /// <summary>As <see cref="Fold(IEnumerable{IEvent})"/>.</summary>
    public static Exhibit? Fold(IEnumerable<StoredEvent> events) => events.Aggregate((Exhibit?)null, (exhibit, e) => Apply(exhibit, e.Id, e.RecordedAt, e.Data));

    private static Exhibit? Apply(Exhibit? exhibit, Guid id, Instant recordedAt, object body) => (exhibit, body) switch
    {
        (null, ExhibitAnnounced announced) => new Exhibit(id, recordedAt, announced),
        ({ StoredAt: null }, ExhibitStored stored) => exhibit with { StoredAt = recordedAt, Blob = stored.Blob, StoredEventId = id },
        ({ DeletedAt: null }, ExhibitDeleted deleted) => exhibit with { DeletedAt = recordedAt, Deletion = deleted, DeletedEventId = id },
        _ => exhibit,
    };
}
