using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Keys;

/// <summary>Looks for keys that are there although they were destroyed, and keeps until when that was done: with the keys, so that it goes back with a backup of them.</summary>
public sealed class ReturnedKeys(KeyDatabase database)
{
    /// <summary>Those of consumers whose keys are there.</summary>
    public async Task<IReadOnlyList<Guid>> Consumers(string principal, IReadOnlyCollection<Guid> consumers, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select consumer from consumer_key where principal = $1 and consumer = any($2) and wrapped is not null");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumers.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<Guid>();
        while (await rows.ReadAsync(ct)) found.Add(rows.GetGuid(0));
        return found;
    }

    /// <summary>The day up to which the list of destroyed keys was followed; null: never.</summary>
    public async Task<LocalDate?> FollowedUntil(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select day::text from destruction_followed");
        return await command.ExecuteScalarAsync(ct) is string day ? LocalDatePattern.Iso.Parse(day).Value : null;
    }

    /// <summary>Notes that day.</summary>
    public async Task Followed(LocalDate day, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("insert into destruction_followed (one, day) values (1, $1::text::date) on conflict (one) do update set day = excluded.day");
        command.Parameters.Add(new() { Value = LocalDatePattern.Iso.Format(day) });
        await command.ExecuteNonQueryAsync(ct);
    }
}
