using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>Reads tiles.</summary>
public static class StoredTiles
{
    /// <summary>The hashes of tiles, as many as each one's width.</summary>
    /// <exception cref="LedgerDamagedException">One is not there, or not as wide.</exception>
    public static async Task<Dictionary<TilePlace, byte[]>> Read(NpgsqlConnection connection, IReadOnlyList<TilePlace> places, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            """
            select n, substring(t.hashes for 32 * w)
            from unnest($1, $2, $3) with ordinality p (l, m, w, n) join vault.ledger_tile t on t.level = p.l and t.number = p.m and length(t.hashes) >= 32 * w
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = places.Select(p => (short)p.Level).ToArray() },
                new() { Value = places.Select(p => p.Number).ToArray() },
                new() { Value = places.Select(p => p.Width).ToArray() },
            },
        };
        var tiles = new Dictionary<TilePlace, byte[]>(places.Count);
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) tiles[places[(int)rows.GetInt64(0) - 1]] = rows.GetFieldValue<byte[]>(1);
        return tiles.Count == places.Distinct().Count() ? tiles : throw new LedgerDamagedException("A tile of the ledger is missing, or lacks hashes. vault ledger verify says which.");
    }
}

/// <summary>The ledger's own tables are not as they were written.</summary>
public sealed class LedgerDamagedException(string message) : Exception(message);
