using EvidenceVault.Domain.Intake;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Scorecards;

/// <summary>Lays the attempts that diallers announced beside those handed in. A dialler's count is of all a party's calls for the principal, so campaigns are not told apart.</summary>
public sealed class DialLogs(VaultDatabase database)
{
    /// <summary>How the two match, for parties that announced or made any calls in these days.</summary>
    public async Task<IReadOnlyDictionary<string, DialLogMatch>> Of(string principal, IReadOnlyList<string> parties, Days days, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select party, day, attempts from vault.scorecard_day where principal = $1 and party = any($2) and day >= $3 and day < $4 and attempts > 0")
                {
                    Parameters = { new() { Value = principal }, new() { Value = parties.ToArray() }, new() { Value = days.FirstDay }, new() { Value = days.EndDay } },
                },
                // A party's logs stand together in the streams' key, a stream a year.
                new(
                    $"""
                    select {StoredEvent.Columns} from vault.mt_events where tenant_id = $1 and stream_id = any(array(
                        select s.id from unnest($2) as party, lateral (
                            select id from vault.mt_streams where tenant_id = $1 and id = any(select 'dial-log/' || party || '/' || year from generate_series($3, $4) as year)) s))
                    order by stream_id, version
                    """)
                {
                    Parameters = { new() { Value = principal }, new() { Value = parties.ToArray() }, new() { Value = days.FirstDay.Year }, new() { Value = days.EndDay.Year } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var handedIn = parties.ToDictionary(party => party, _ => new Dictionary<LocalDate, long>(), StringComparer.Ordinal);
        var announced = parties.ToDictionary(party => party, _ => new Dictionary<LocalDate, long>(), StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) handedIn[reader.GetString(0)][reader.GetFieldValue<LocalDate>(1)] = reader.GetInt64(2);
        await reader.NextResultAsync(ct);
        // Of one day the last said counts.
        while (await reader.ReadAsync(ct))
            if (StoredEvent.Read(reader).Data is DialLogAnnounced log && log.Date >= days.FirstDay && log.Date < days.EndDay) announced[log.Party][log.Date] = log.Attempts;
        return parties.Where(party => handedIn[party].Count + announced[party].Count > 0)
            .ToDictionary(party => party, party => DialLogMatch.Of(announced[party], handedIn[party]), StringComparer.Ordinal);
    }
}
