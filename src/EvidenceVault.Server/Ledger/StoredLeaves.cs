using System.Buffers;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>Leaves, computed from what is stored.</summary>
public static class StoredLeaves
{
    /// <summary>What to select of an event, in the order in which <see cref="Read"/> takes it.</summary>
    /// <remarks>A time that no calendar here has, which the vault writes nowhere, counts as infinite: content never stops the ledger.</remarks>
    public const string Columns =
        """
        e.id, e.tenant_id, e.stream_id, e.version, e.type,
          case when isfinite(e.timestamp) and e.timestamp not between '0001-01-02 00:00Z' and '9999-12-30 00:00Z' then 'infinity' else e.timestamp end, e.data
        """;

    /// <summary>The event in the current row, as the ledger commits to it.</summary>
    /// <param name="row">A row.</param>
    /// <param name="from">The place of the first of <see cref="Columns"/>.</param>
    public static LedgerEvent Read(NpgsqlDataReader row, int from = 0) => new(
        row.GetGuid(from), row.GetString(from + 1), row.GetString(from + 2), row.GetInt64(from + 3), row.GetString(from + 4), row.GetDateTime(from + 5),
        row.GetFieldValue<byte[]>(from + 6));

    /// <summary>The hash of an event's leaf.</summary>
    public static byte[] Hash(in LedgerEvent stored, ArrayBufferWriter<byte> buffer)
    {
        LedgerLeaf.Write(stored, buffer);
        return MerkleHash.OfLeaf(buffer.WrittenSpan);
    }
}
