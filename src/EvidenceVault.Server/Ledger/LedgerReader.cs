using EvidenceVault.Verification.Ledger;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>Reads the ledger: its head, checkpoints, tiles and proofs.</summary>
public sealed class LedgerReader(LedgerDatabase database)
{
    /// <summary>How many leaves there are.</summary>
    public async Task<long> Size(CancellationToken ct)
    {
        await using var read = database.Query("select size from vault.ledger_head where one = 1");
        return await read.ExecuteScalarAsync(ct) is long size ? size : 0;
    }

    /// <summary>By when all of the first leaves were recorded; null: there are not as many, or none.</summary>
    /// <param name="leaves">How many: a position, which is a size of the ledger.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Instant?> RecordedBy(long leaves, CancellationToken ct)
    {
        // Those that were recorded at about the same time may stand in another order, but never a batch apart.
        await using var read = database.Query(
            $"""
            select max(e.timestamp) from vault.ledger_leaf l join vault.mt_events e on e.seq_id = l.seq_id
            where l.leaf_index >= $1 - {Integrator.DefaultBatch} and l.leaf_index < $1 and exists (select from vault.ledger_leaf where leaf_index = $1 - 1)
            """,
            leaves);
        return await read.ExecuteScalarAsync(ct) is DateTime at ? Instant.FromDateTimeUtc(at) : null;
    }

    /// <summary>Those of some events that are not among the first leaves.</summary>
    public async Task<IReadOnlySet<Guid>> After(long leaves, IReadOnlyCollection<Guid> events, CancellationToken ct)
    {
        await using var read = database.Query(
            "select e.id from vault.mt_events e left join vault.ledger_leaf l on l.seq_id = e.seq_id where e.id = any($1) and (l.leaf_index is null or l.leaf_index >= $2)", events.ToArray(), leaves);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var later = new HashSet<Guid>();
        while (await rows.ReadAsync(ct)) later.Add(rows.GetGuid(0));
        return later;
    }

    /// <summary>The last checkpoint, signed; null: the ledger was never opened.</summary>
    public async Task<StoredCheckpoint?> Latest(CancellationToken ct)
    {
        await using var read = database.Query("select c.size, c.note, c.signed_at from vault.ledger_checkpoint c join vault.ledger_head h on h.one = 1 and c.size = h.size");
        await using var rows = await read.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new(rows.GetInt64(0), rows.GetString(1), rows.GetDateTime(2)) : null;
    }

    /// <summary>The hashes of a tile, up to its width; null: it is not there, or not that wide.</summary>
    public async Task<byte[]?> Tile(TilePlace place, CancellationToken ct)
    {
        await using var read = database.Query(
            "select substring(hashes for 32 * $3) from vault.ledger_tile where level = $1 and number = $2 and length(hashes) >= 32 * $3", (short)place.Level, place.Number, place.Width);
        return await read.ExecuteScalarAsync(ct) as byte[];
    }

    /// <summary>Leaves that follow each other, computed from the events; null: there are not as many. An event that is gone leaves a null in its place.</summary>
    public async Task<IReadOnlyList<byte[]?>?> Entries(long from, int count, CancellationToken ct)
    {
        await using var read = database.Query(
            $"""
            select e.id is not null, {StoredLeaves.Columns} from vault.ledger_leaf l left join vault.mt_events e on e.seq_id = l.seq_id
            where l.leaf_index >= $1 and l.leaf_index < $2 order by l.leaf_index
            """,
            from, from + count);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var leaves = new List<byte[]?>(count);
        while (await rows.ReadAsync(ct)) leaves.Add(rows.GetBoolean(0) ? LedgerLeaf.Of(StoredLeaves.Read(rows, 1)) : null);
        return leaves.Count == count ? leaves : null;
    }

    /// <summary>An event with its place; null: the principal has no such event.</summary>
    public async Task<PlacedEvent?> Find(string principal, Guid id, CancellationToken ct) => (await FindAll(principal, [id], ct)).SingleOrDefault();

    /// <summary>Some events of a principal with their places, in the order of these, those that wait last; those that it does not have are left out.</summary>
    public async Task<IReadOnlyList<PlacedEvent>> FindAll(string principal, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await using var read = database.Query(
            $"""
            select l.leaf_index, e.data ->> 'uploadedBy', {StoredLeaves.Columns} from vault.mt_events e left join vault.ledger_leaf l on l.seq_id = e.seq_id
            where e.id = any($1) and e.tenant_id = $2 order by l.leaf_index nulls last
            """,
            ids.ToArray(), principal);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var found = new List<PlacedEvent>(ids.Count);
        while (await rows.ReadAsync(ct)) found.Add(new(StoredLeaves.Read(rows, 2), rows.IsDBNull(0) ? null : rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetString(1)));
        return found;
    }

    /// <summary>The places of some events of a principal; null: it waits for one. Those that it does not have are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, long?>> Places(string principal, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await using var read = database.Query(
            "select e.id, l.leaf_index from vault.mt_events e left join vault.ledger_leaf l on l.seq_id = e.seq_id where e.id = any($1) and e.tenant_id = $2", ids.ToArray(), principal);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var places = new Dictionary<Guid, long?>(ids.Count);
        while (await rows.ReadAsync(ct)) places[rows.GetGuid(0)] = rows.IsDBNull(1) ? null : rows.GetInt64(1);
        return places;
    }

    /// <summary>The proofs of events, each with its leaf, so that it needs nothing beside it but the ledger's key.</summary>
    /// <param name="covering">A checkpoint that covers all of them.</param>
    /// <param name="events">The events, each with its place.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="LedgerDamagedException">A tile is missing, or an event is not what stands in the ledger.</exception>
    public async Task<IReadOnlyList<LedgerProof>> Prove(StoredCheckpoint covering, IReadOnlyList<PlacedEvent> events, CancellationToken ct)
    {
        var note = SignedNote.Parse(covering.Note);
        var checkpoint = Checkpoint.Parse(note.Text);
        var paths = await FromTiles(tiles => events.Select(e => tiles.Inclusion(e.Index!.Value, covering.Size)).ToList(), ct);
        return [.. events.Zip(paths, (e, path) =>
        {
            var leaf = LedgerLeaf.Of(e.Event);
            return ProofCheck.Includes(MerkleHash.OfLeaf(leaf), e.Index!.Value, checkpoint.Size, checkpoint.Root, path)
                ? new LedgerProof(e.Index!.Value, path, note) { Extra = leaf }
                : throw new LedgerDamagedException("An event is not what stands in the ledger.");
        })];
    }

    /// <summary>What is made from tiles alone, such as a proof.</summary>
    /// <param name="make">Makes it; called twice, first to learn which tiles it needs.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="LedgerDamagedException">A tile is missing.</exception>
    public async Task<T> FromTiles<T>(Func<ProofMaker, T> make, CancellationToken ct)
    {
        if (ProofMaker.TilesOf(make) is not { Count: > 0 } needed) return make(new ProofMaker(_ => []));
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        var tiles = await StoredTiles.Read(connection, [.. needed], ct);
        return make(new ProofMaker(place => tiles[place]));
    }

    /// <summary>The keys that it is and was signed with, the current one last.</summary>
    public async Task<IReadOnlyList<DatedKey>> Keys(CancellationToken ct)
    {
        await using var read = database.Query("select key, valid_from, valid_until from vault.ledger_key order by valid_from, key");
        await using var rows = await read.ExecuteReaderAsync(ct);
        var keys = new List<DatedKey>();
        while (await rows.ReadAsync(ct)) keys.Add(new(NoteKey.Parse(rows.GetString(0)), rows.GetDateTime(1), rows.IsDBNull(2) ? null : rows.GetDateTime(2)));
        return keys;
    }

    /// <summary>How it stands.</summary>
    public async Task<LedgerStanding?> Standing(CancellationToken ct)
    {
        await using var read = database.Query(
            $"""
            select h.origin, h.size, exists (select from vault.ledger_incident where acknowledged_at is null), exists (select from vault.ledger_incident where {LedgerIncidents.Stopping}),
              (select extract(epoch from clock_timestamp() - queued_at)::float8 from vault.ledger_pending order by seq_id limit 1)
            from vault.ledger_head h where h.one = 1
            """);
        await using var rows = await read.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new(rows.GetString(0), rows.GetInt64(1), rows.GetBoolean(2), rows.GetBoolean(3), rows.IsDBNull(4) ? 0 : Math.Max(0, rows.GetDouble(4))) : null;
    }
}

/// <summary>A checkpoint as it was signed.</summary>
public sealed record StoredCheckpoint(long Size, string Note, DateTime SignedAt);

/// <summary>An event with its place in the ledger; null: it waits for it.</summary>
public sealed record PlacedEvent(LedgerEvent Event, long? Index, string? UploadedBy);

/// <summary>A key with the time it was in use.</summary>
public sealed record DatedKey(NoteKey Key, DateTime From, DateTime? Until);

/// <summary>How the ledger stands.</summary>
/// <param name="Origin">Its name.</param>
/// <param name="Size">How many leaves it has.</param>
/// <param name="HasOpenIncidents">Whether something is amiss of which nobody took note.</param>
/// <param name="IsStopped">Whether nothing is numbered until somebody does.</param>
/// <param name="LagSeconds">For how long the first of those waiting has waited; 0: none waits.</param>
public sealed record LedgerStanding(string Origin, long Size, bool HasOpenIncidents, bool IsStopped, double LagSeconds);
