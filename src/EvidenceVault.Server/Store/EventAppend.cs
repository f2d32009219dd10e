using System.Collections.Concurrent;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Verification.Ledger;
using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Store;

/// <summary>Appends many events to many streams in one statement, straight into Marten's tables. See decision 0004.</summary>
/// <remarks>
/// What it writes is what Marten writes: a test compares the rows. Whoever uses it sees to it that no other transaction appends to the same
/// streams meanwhile in another order, as the lanes do.
/// </remarks>
public sealed class EventAppend(EventNames names, string tenant, Instant recordedAt)
{
    // The outer select numbers what the inner has put in order.
    private const string Sql =
        """
        with stream as (
            insert into vault.mt_streams as s (id, version, timestamp, tenant_id)
            select n.id, n.events, now(), $1 from unnest($2, $3) as n(id, events)
            on conflict (tenant_id, id) do update set version = s.version + excluded.version, timestamp = now() where not s.is_archived
            returning s.id, s.version
        )
        insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived, headers)
        select nextval('vault.mt_events_sequence'), o.id, o.stream, o.version, o.data, o.type, $1, $4, o.dotnet_type, false, o.headers
        from (
            select e.id, e.stream, stream.version - e.later as version, e.data, e.type, e.dotnet_type, e.headers
            from unnest($5, $6, $7, $8, $9, $10, $11) with ordinality as e(id, stream, later, data, type, dotnet_type, headers, place)
            join stream on stream.id = e.stream
            order by e.place
        ) o
        returning id, version
        """;

    private readonly Dictionary<Guid, long> _versions = [];
    private readonly Dictionary<string, int> _streams = new(StringComparer.Ordinal);
    private readonly List<Row> _rows = [];

    /// <summary>How many events are to be appended.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds an event.</summary>
    /// <param name="stream">Its stream, which need not be there yet.</param>
    /// <param name="id">Its id, unique in the store.</param>
    /// <param name="body">Its body.</param>
    /// <param name="data">The body as JSON, by <see cref="VaultJson.Options"/>.</param>
    /// <param name="headers">The headers as JSON.</param>
    public void Add(string stream, Guid id, object body, byte[] data, byte[] headers)
    {
        // Its place in the stream, from 1, counted within this batch.
        var place = _streams[stream] = _streams.GetValueOrDefault(stream) + 1;
        _rows.Add(new Row(stream, place, id, names.Of(body), data, headers));
    }

    /// <summary>Adds an event that has no headers.</summary>
    public void Add(string stream, Guid id, object body) => Add(stream, id, body, JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), VaultJson.Options), "{}"u8.ToArray());

    /// <summary>The statement that appends what was added.</summary>
    public NpgsqlBatchCommand ToCommand()
    {
        // One order everywhere, so that two transactions never wait for each other's streams.
        var streams = _streams.OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        return new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                new() { Value = tenant },
                new() { Value = streams.ConvertAll(s => s.Key) },
                new() { Value = streams.ConvertAll(s => s.Value) },
                new() { Value = Instants.CutToMicroseconds(recordedAt) },
                new() { Value = _rows.ConvertAll(r => r.Id) },
                new() { Value = _rows.ConvertAll(r => r.Stream) },
                new() { Value = _rows.ConvertAll(r => _streams[r.Stream] - r.Place) },
                new() { Value = _rows.ConvertAll(r => r.Data), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = _rows.ConvertAll(r => r.Names.Alias) },
                new() { Value = _rows.ConvertAll(r => r.Names.DotNet) },
                new() { Value = _rows.ConvertAll(r => r.Headers), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            },
        };
    }

    /// <summary>When the events are recorded, in microseconds since 1970.</summary>
    public long RecordedMicroseconds => Instants.CutToMicroseconds(recordedAt).ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond;

    /// <summary>Takes note of the versions that the events were given: what the statement returns.</summary>
    public async Task ReadVersions(NpgsqlDataReader rows)
    {
        while (await rows.ReadAsync()) _versions[rows.GetGuid(0)] = rows.GetInt64(1);
    }

    /// <summary>The events as they stand in the store, in the order in which they were added; after <see cref="ReadVersions"/>.</summary>
    public IEnumerable<LedgerEvent> Recorded()
    {
        var at = Instants.CutToMicroseconds(recordedAt).ToDateTimeUtc();
        return _rows.Select(r => new LedgerEvent(r.Id, tenant, r.Stream, _versions[r.Id], r.Names.Alias, at, r.Data));
    }

    /// <summary>Checks that every event was taken.</summary>
    /// <exception cref="InvalidOperationException">One of the streams is archived, so nothing can be appended to it.</exception>
    public void Check(NpgsqlBatchCommand done)
    {
        if (done.Rows != (ulong)_rows.Count) throw new InvalidOperationException("A stream of this batch is archived; nothing can be appended to it.");
    }

    private sealed record Row(string Stream, int Place, Guid Id, EventName Names, byte[] Data, byte[] Headers);
}

/// <summary>The names under which Marten stores the types of events.</summary>
public sealed class EventNames(IDocumentStore store)
{
    private readonly ConcurrentDictionary<Type, EventName> _names = new();

    /// <summary>The names of the type of an event's body.</summary>
    public EventName Of(object body) => _names.GetOrAdd(body.GetType(), static (_, about) =>
    {
        using var session = about.store.LightweightSession(VaultStore.VaultTenant);
        var built = session.Events.BuildEvent(about.body);
        return new EventName(built.EventTypeName, built.DotNetTypeName);
    }, (store, body));
}

/// <summary>The names of one type of events.</summary>
/// <param name="Alias">Its stable name.</param>
/// <param name="DotNet">The class that it is read as.</param>
public sealed record EventName(string Alias, string DotNet);
