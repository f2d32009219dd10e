using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>Removes a principal's rows from every table that has any, whichever there are; a bounded number at a time.</summary>
public sealed class RowsOfPrincipal(VaultDatabase database)
{
    private const int AtOnce = 10_000;
    private const int EventsAtOnce = 5_000;

    /// <summary>Left alone: what tells of the end, and the keys by which those who were there may still read that, and nothing else.</summary>
    public static readonly IReadOnlyList<string> Kept = ["contract_end", "api_key"];

    // Rows that lead to blobs go with them.
    private static readonly IReadOnlyList<string> GoOtherwise = ["exhibit_upload", "exhibit_part"];

    private static readonly string Statements =
        $"""
        select format('delete from {VaultStore.Schema}.%1$I where ctid = any(array(select ctid from {VaultStore.Schema}.%1$I where principal = $1 limit {AtOnce}))', c.table_name)
        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = '{VaultStore.Schema}' and c.column_name = 'principal' and t.table_type = 'BASE TABLE' and not c.table_name = any($1)
        order by 1
        """;

    private static readonly string Strip =
        $$"""
        with page as (
            select seq_id, headers from {{VaultStore.Schema}}.mt_events where tenant_id = $1 and seq_id > $2 order by seq_id limit {{EventsAtOnce}}),
        stripped as (
            update {{VaultStore.Schema}}.mt_events e set headers = '{}'::jsonb from page p where e.seq_id = p.seq_id and e.tenant_id = $1 and p.headers <> '{}'::jsonb returning e.seq_id)
        select (select max(seq_id) from page), (select count(*) from stripped)
        """;

    /// <summary>Deletes them all; how many there were.</summary>
    public async Task<long> Delete(string principal, CancellationToken ct)
    {
        var all = 0L;
        foreach (var statement in await DeleteStatements(ct))
        {
            int gone;
            do
            {
                await using var command = database.Source.CreateCommand();
                command.CommandText = statement;
                command.Parameters.Add(new() { Value = principal });
                gone = await command.ExecuteNonQueryAsync(ct);
                all += gone;
            }
            while (gone == AtOnce);
        }

        return all;
    }

    /// <summary>
    /// Removes what was handed in beside some of the events after one, which nothing opens any more. What the ledger vouches for, the bodies, stay. The last event
    /// looked at; null: there was none left.
    /// </summary>
    public async Task<(long? Last, long Stripped)> StripAnnexes(string principal, long after, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(Strip);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = after });
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.IsDBNull(0) ? null : row.GetInt64(0), row.GetInt64(1));
    }

    // The database writes the names into them, quoted: whatever has a column of that name is a table of the vault's own.
    private async Task<List<string>> DeleteStatements(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(Statements);
        command.Parameters.Add(new() { Value = (string[])[.. Kept, .. GoOtherwise] });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var statements = new List<string>();
        while (await rows.ReadAsync(ct)) statements.Add(rows.GetString(0));
        return statements;
    }
}
