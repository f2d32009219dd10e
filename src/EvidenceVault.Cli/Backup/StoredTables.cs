using Npgsql;

namespace EvidenceVault.Cli.Backup;

/// <summary>What tables and sequences a database has.</summary>
public static class StoredTables
{
    /// <summary>The schema in which everything lies.</summary>
    public static string SchemaOf(BackupOf of) => of == BackupOf.Vault ? "vault" : "public";

    /// <summary>The table without which it is not the database that was meant, and which is empty before a restore.</summary>
    public static string MainTableOf(BackupOf of) => of == BackupOf.Vault ? "mt_events" : "principal_key";

    /// <summary>The tables, each after those it refers to.</summary>
    /// <exception cref="BackupException">It is another database.</exception>
    public static async Task<List<BackupTable>> Read(NpgsqlConnection connection, BackupOf of, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and n.nspname = $1 and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by c.relname, a.attnum
            """, connection);
        command.Parameters.Add(new() { Value = SchemaOf(of) });
        var columns = new List<(string Table, BackupColumn Column)>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct)) columns.Add((rows.GetString(0), new(rows.GetString(1), rows.GetString(2))));
        var tables = columns.GroupBy(c => c.Table, c => c.Column, StringComparer.Ordinal).Select(t => new BackupTable(SchemaOf(of), t.Key, [.. t])).ToList();
        if (!tables.Exists(t => t.Name == MainTableOf(of)))
            throw new BackupException($"The database has no table {SchemaOf(of)}.{MainTableOf(of)}: it is not the one meant, or has no schema yet. The server makes it: EvidenceVault.Server apply-schema.");
        return Ordered(tables, await References(connection, of, ct));
    }

    /// <summary>The sequences that gave values.</summary>
    public static async Task<List<BackupSequence>> Sequences(NpgsqlConnection connection, BackupOf of, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select sequencename, last_value from pg_sequences where schemaname = $1 and last_value is not null order by 1", connection);
        command.Parameters.Add(new() { Value = SchemaOf(of) });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var sequences = new List<BackupSequence>();
        while (await rows.ReadAsync(ct)) sequences.Add(new(rows.GetString(0), rows.GetInt64(1)));
        return sequences;
    }

    private static async Task<ILookup<string, string>> References(NpgsqlConnection connection, BackupOf of, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select f.relname, t.relname from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid join pg_namespace n on n.oid = f.relnamespace
            where k.contype = 'f' and n.nspname = $1 and f.oid <> t.oid
            """, connection);
        command.Parameters.Add(new() { Value = SchemaOf(of) });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var references = new List<(string From, string To)>();
        while (await rows.ReadAsync(ct)) references.Add((rows.GetString(0), rows.GetString(1)));
        return references.ToLookup(r => r.From, r => r.To, StringComparer.Ordinal);
    }

    private static List<BackupTable> Ordered(List<BackupTable> tables, ILookup<string, string> references)
    {
        var ordered = new List<BackupTable>(tables.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        while (ordered.Count < tables.Count)
        {
            var next = tables.Where(t => !placed.Contains(t.Name) && references[t.Name].All(placed.Contains)).ToList();
            if (next.Count == 0) throw new BackupException("Tables refer to each other in a circle, which no version of the vault has.");
            ordered.AddRange(next);
            placed.UnionWith(next.Select(t => t.Name));
        }

        return ordered;
    }
}
