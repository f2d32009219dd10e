using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace EvidenceVault.Benchmarks;

/// <summary>Makes a store of many events out of one of some: each dossier again and again under other ids, with all that the vault keeps of it.</summary>
/// <remarks>
/// The ids follow from those of the originals and the number of the copy, so that the same store grows the same way each time. Copies are read, counted, judged and put in
/// the ledger as any event is; their sealed parts cannot be opened, for their keys are those of others.
/// </remarks>
public static class BigStore
{
    private static readonly (string Table, string Columns, string Values)[] Copied =
    [
        ("mt_streams", "id, version, timestamp, tenant_id, is_archived", "'dossier/' || replace(md5(substr(t.id, 9) || {0})::uuid::text, '-', ''), version, timestamp, tenant_id, is_archived"),
        ("mt_events", "seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived, headers",
            "nextval('vault.mt_events_sequence'), md5(t.id::text || {0})::uuid, 'dossier/' || replace(md5(substr(t.stream_id, 9) || {0})::uuid::text, '-', ''), version, data, type, "
            + "timestamp, tenant_id, mt_dotnet_type, is_archived, headers"),
        ("identity_card", "principal, number_mac, consumer, card, is_foreign, names, is_restricted",
            "principal, sha256(number_mac || convert_to({0}, 'UTF8')), md5(replace(consumer::text, '-', '') || {0})::uuid, card, is_foreign, names, is_restricted"),
        ("judged_dossier", "principal, consumer, shard, generation, judged_at, changes_at, findings, contradictions",
            "principal, md5(replace(consumer::text, '-', '') || {0})::uuid, shard, generation, judged_at, changes_at, findings, contradictions"),
        ("judged_call",
            "principal, consumer, call, started_at, day, campaign, party, is_dialled, is_conversation, permission, conduct, basis, proof, nature, hours_after_withdrawal, marks, reasons",
            "principal, md5(replace(consumer::text, '-', '') || {0})::uuid, md5(call::text || {0})::uuid, started_at, day, campaign, party, is_dialled, is_conversation, permission, conduct, "
            + "basis, proof, nature, hours_after_withdrawal, marks, reasons"),
        ("consent_in_use", "principal, consumer, consent, campaign, caller, first_call_at, granted_at, recorded_at, day, collector, method, wording, uploaded_by, verified_by",
            "principal, md5(replace(consumer::text, '-', '') || {0})::uuid, md5(consent::text || {0})::uuid, campaign, caller, first_call_at, granted_at, recorded_at, day, collector, "
            + "method, wording, uploaded_by, verified_by"),
    ];

    /// <summary>Adds copies until the store holds so many events, and waits until they stand in the ledger and the tables are analysed.</summary>
    /// <param name="vault">A vault whose dossiers are judged.</param>
    /// <param name="events">How many.</param>
    /// <returns>How many there are then: at most one copy fewer.</returns>
    public static async Task<long> Grow(VaultUnderTest vault, long events)
    {
        var clock = Stopwatch.StartNew();
        await ScorecardBenchmark.Settled(vault);
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(vault.Database) { CommandTimeout = 3_600 }.ConnectionString);
        await Run(database, $"create schema original; {string.Join(';', Copied.Select(c => $"create table original.{c.Table} as select * from vault.{c.Table} {Dossiers(c.Table)}"))}");
        var copied = await Number(database, "select count(*) from original.mt_events");
        var present = await Number(database, "select count(*) from vault.mt_events");
        for (var copy = 1; present + copied <= events; copy++, present += copied)
        {
            var text = $"'/{copy.ToString(CultureInfo.InvariantCulture)}'";
            await Run(database, string.Join(';', Copied.Select(c =>
                $"insert into vault.{c.Table} ({c.Columns}) select {string.Format(CultureInfo.InvariantCulture, c.Values, text)} from original.{c.Table} t{(c.Table == "mt_events" ? " order by t.seq_id" : "")}")));
        }

        await Run(database,
            """
            drop schema original cascade;
            truncate vault.scorecard_count, vault.scorecard_day;
            insert into vault.scorecard_count
            select principal, campaign, party, date_trunc('month', day)::date, split_part(mark, ' ', 1), split_part(mark, ' ', 2), proof, count(*), count(*) filter (where is_conversation)
            from vault.judged_call, unnest(marks) mark group by 1, 2, 3, 4, 5, 6, 7;
            insert into vault.scorecard_day select principal, party, day, count(*) from vault.judged_call where is_dialled group by 1, 2, 3
            """);
        while (await Number(database, "select count(*) from vault.ledger_pending") > 0) await Task.Delay(500);
        await Run(database, "vacuum analyze");
        Console.WriteLine($"grown to {present:N0} events in {clock.Elapsed.TotalSeconds:0} s");
        return present;
    }

    private static string Dossiers(string table) => table switch
    {
        "mt_streams" => "where id like 'dossier/%'",
        "mt_events" => "where stream_id like 'dossier/%'",
        _ => "",
    };

    private static async Task Run(NpgsqlDataSource database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Number(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
