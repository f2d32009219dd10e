using Npgsql;

namespace EvidenceVault.Server.Store;

/// <summary>Reads what follows from the events of one stream.</summary>
public static class StreamFold
{
    /// <summary>The fold over a stream; null where it holds nothing that begins one.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">The transaction it is part of; null: none.</param>
    /// <param name="principal">The principal.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="apply">What follows from one more event.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<T?> Read<T>(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, string stream, Func<T?, object, T?> apply, CancellationToken ct)
        where T : class
    {
        await using var command = new NpgsqlCommand(
            $"select {StoredEvent.Columns} from {VaultStore.Schema}.mt_events where tenant_id = $1 and stream_id = $2 order by version", connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = stream });
        await using var rows = await command.ExecuteReaderAsync(ct);
        T? found = null;
        while (await rows.ReadAsync(ct)) found = apply(found, StoredEvent.Read(rows).Data);
        return found;
    }
}
