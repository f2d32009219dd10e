using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>How far the destruction is.</summary>
/// <param name="KeysGoneAt">When the keys were destroyed; null: not yet.</param>
/// <param name="Consumers">How many consumers' keys there were.</param>
/// <param name="Files">The sequence of the last event whose file is gone.</param>
/// <param name="Exhibits">How many exhibits' files went.</param>
/// <param name="Packs">How many packs went.</param>
/// <param name="Annexes">The sequence of the last event that was looked at for what was handed in beside it.</param>
/// <param name="AnnexCount">From how many events it was removed.</param>
public sealed record ContractEndDone(Instant? KeysGoneAt, long Consumers, long Files, long Exhibits, long Packs, long Annexes, long AnnexCount);

/// <summary>Keeps how far the destruction is.</summary>
public sealed class ContractEndProgress(VaultDatabase database)
{
    public async Task<ContractEndDone> Read(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select keys_gone_at, consumers, files, exhibits, packs, annexes, annex_count from {VaultStore.Schema}.contract_end where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new(row.IsDBNull(0) ? null : row.GetFieldValue<Instant>(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));
    }

    /// <summary>Never backwards: of two servers the one that is further counts.</summary>
    public async Task Save(string principal, ContractEndDone done, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            update {VaultStore.Schema}.contract_end set keys_gone_at = coalesce(keys_gone_at, $2), consumers = greatest(consumers, $3), files = $4, exhibits = $5, packs = $6, annexes = $7, annex_count = $8
            where principal = $1 and files <= $4 and annexes <= $7
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = (object?)done.KeysGoneAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        foreach (var value in (object[])[done.Consumers, done.Files, done.Exhibits, done.Packs, done.Annexes, done.AnnexCount]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
