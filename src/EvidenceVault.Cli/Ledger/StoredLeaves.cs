using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Leaves that follow each other: what the tiles have of them, and the events that stand there.</summary>
public sealed class StoredLeaves
{
    // Whole tiles, so that none is read twice.
    private const int AtATime = 40 * TilePlace.Full;
    private const int ToEach = 512;

    /// <summary>The time of an event; of one that no calendar here has, as of one without: infinite. Whoever edits it must not stop the check.</summary>
    public const string RecordedAt = "case when isfinite(e.timestamp) and e.timestamp not between '0001-01-02 00:00Z' and '9999-12-30 00:00Z' then 'infinity' else e.timestamp end";

    private readonly List<StoredLeaf> _all = [];

    private StoredLeaves(long from, long to)
    {
        (From, To) = (from, to);
        Tiles = new byte[to - from][];
    }

    /// <summary>The first.</summary>
    public long From { get; }

    /// <summary>The first that follows.</summary>
    public long To { get; }

    /// <summary>How many places there are.</summary>
    public int Count => (int)(To - From);

    /// <summary>The hashes that the tiles have; null: the tiles lack it.</summary>
    public byte[]?[] Tiles { get; }

    /// <summary>The leaves, in their order; places may be missing.</summary>
    public IReadOnlyList<StoredLeaf> All => _all;

    /// <summary>Reads as many as are looked at together.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="from">The first.</param>
    /// <param name="size">How many the ledger has.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<StoredLeaves> Read(NpgsqlConnection connection, long from, long size, CancellationToken ct)
    {
        var leaves = new StoredLeaves(from, Math.Max(from, Math.Min(size, from + AtATime)));
        if (leaves.Count == 0) return leaves;
        await leaves.ReadTiles(connection, ct);
        await leaves.ReadEvents(connection, ct);
        return leaves;
    }

    /// <summary>Computes the hashes of what stands there, on all processors.</summary>
    public void Hash() => Parallel.ForEach(Partitioner.Create(0, _all.Count, ToEach), part =>
    {
        var buffer = new ArrayBufferWriter<byte>(4 << 10);
        for (var i = part.Item1; i < part.Item2; i++)
        {
            if (!_all[i].IsThere) continue;
            LedgerLeaf.Write(_all[i].Event, buffer);
            _all[i] = _all[i] with { Hash = MerkleHash.OfLeaf(buffer.WrittenSpan), HasOtherNumbers = HasOtherNumbers(_all[i].Event.Data.Span) };
        }
    });

    private async Task ReadTiles(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select number, hashes from vault.ledger_tile where level = 0 and number >= $1 and number < $2 order by number", connection)
        {
            Parameters = { new() { Value = From / TilePlace.Full }, new() { Value = (To + TilePlace.Full - 1) / TilePlace.Full } },
        };
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (first, bytes) = ((rows.GetInt64(0) * TilePlace.Full) - From, rows.GetFieldValue<byte[]>(1));
            for (var i = 0; i < Math.Min(TilePlace.Full, bytes.Length / MerkleHash.Size) && first + i < Tiles.Length; i++) Tiles[first + i] = bytes[(i * MerkleHash.Size)..((i + 1) * MerkleHash.Size)];
        }
    }

    private async Task ReadEvents(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            $"""
            select l.leaf_index, l.event_id, l.seq_id, e.id, e.tenant_id, e.stream_id, e.version, e.type, {RecordedAt}, e.data
            from vault.ledger_leaf l left join vault.mt_events e on e.seq_id = l.seq_id where l.leaf_index >= $1 and l.leaf_index < $2 order by l.leaf_index
            """, connection)
        { Parameters = { new() { Value = From }, new() { Value = To } } };
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var leaf = new StoredLeaf(rows.GetInt64(0), rows.GetGuid(1), rows.GetInt64(2));
            _all.Add(rows.IsDBNull(3) ? leaf : leaf with
            {
                IsThere = true,
                Event = new(rows.GetGuid(3), rows.GetString(4), rows.GetString(5), rows.GetInt64(6), rows.GetString(7), rows.GetDateTime(8), rows.GetFieldValue<byte[]>(9)),
            });
        }
    }

    // The vault writes whole numbers only. 5.0 has the leaf of 5, and what reads whole numbers does not take it.
    private static bool HasOtherNumbers(ReadOnlySpan<byte> body)
    {
        if (!body.Contains((byte)'.')) return false;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Contains((byte)'.')) return true;
        }
        catch (JsonException)
        {
            // It stands by the hash of its bytes, which leaves no choice of writing.
        }

        return false;
    }
}

/// <summary>A leaf as the database has it.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Named">The event that the ledger's table of leaves names.</param>
/// <param name="Sequence">The number of the event in the store.</param>
public readonly record struct StoredLeaf(long Index, Guid Named, long Sequence)
{
    /// <summary>Whether the event is in the store.</summary>
    public bool IsThere { get; init; }

    /// <summary>The event.</summary>
    public LedgerEvent Event { get; init; }

    /// <summary>The hash of its leaf; null: it was not computed, or there is none.</summary>
    public byte[]? Hash { get; init; }

    /// <summary>Whether a number in its body is written as the vault writes none.</summary>
    public bool HasOtherNumbers { get; init; }
}
