using EvidenceVault.Server.Books;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>Takes exhibits into retention that an earlier version of the vault stored, once for each vault.</summary>
public sealed class TakeUpExhibits(VaultDatabase database, BookStore books, ExhibitStreams streams)
{
    private const string Step = "exhibits-in-retention";
    private const int Page = 500;

    /// <summary>Takes up all there are; nothing where that was done before.</summary>
    public async Task Run(CancellationToken ct)
    {
        await using (var asked = database.Source.CreateCommand($"select 1 from {VaultStore.Schema}.done_step where step = $1"))
        {
            asked.Parameters.Add(new() { Value = Step });
            if (await asked.ExecuteScalarAsync(ct) is not null) return;
        }

        for (var after = ""; await books.Principals(after, Page, ct) is { Count: > 0 } principals; after = principals[^1])
            foreach (var principal in principals) await Run(principal, ct);
        await using var done = database.Source.CreateCommand($"insert into {VaultStore.Schema}.done_step (step) values ($1) on conflict do nothing");
        done.Parameters.Add(new() { Value = Step });
        await done.ExecuteNonQueryAsync(ct);
    }

    private async Task Run(string principal, CancellationToken ct)
    {
        for (var after = ""; await Ids(principal, after, ct) is { Count: > 0 } ids; after = ids[^1])
        {
            var exhibits = await streams.LoadMany(principal, ids, ct);
            await using var connection = await database.Source.OpenConnectionAsync(ct);
            await using var batch = new NpgsqlBatch(connection);
            foreach (var exhibit in exhibits.Values)
                if (exhibit is { StoredAt: not null, DeletedAt: null }) batch.BatchCommands.Add(RetentionRow.Add(principal, exhibit));
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<List<string>> Ids(string principal, string after, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select id from {VaultStore.Schema}.mt_streams where tenant_id = $1 and id > $2 and id like 'exhibit/%' order by id limit {Page}");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = Streams.Exhibit(after) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<string>();
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetString(0)[Streams.Exhibit("").Length..]);
        return ids;
    }
}
