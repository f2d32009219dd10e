using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Suppressions;

/// <summary><c>POST P/suppressions/acknowledgements</c>: a party says up to where it has processed the feed. To say less than before changes nothing.</summary>
public static class AcknowledgeSuppressions
{
    public static async Task<IResult> Post(
        string principal, HttpContext http, VaultDatabase database, KeyStore keyStore, JudgingBooks books, EventNames names, IClock clock, CancellationToken ct)
    {
        var caller = http.Caller();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var position = fields.Text("cursor", 100, required: true) is { } text ? SuppressionCursor.Read(text) ?? -1 : 0;
        var at = fields.Instant("at") ?? now;
        if (at > now) fields.Fault("at", ProblemCodes.InFuture, "at lies in the future; leave it out for now.");
        fields.Done();
        var party = caller.Holder;
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (reached, taken) = await Lock(connection, transaction, principal, party, position, ct);
        if (position < 0 || (position > (reached?.Position ?? 0) && (taken.Count == 0 || taken[^1].Position != position)))
            fields.Fault("cursor", ProblemCodes.UnknownCursor, "cursor is the next of an answer of this principal's feed.");
        else if (taken.Count > 0 && at < taken[^1].RecordedAt)
            fields.Fault("at", ProblemCodes.Contradiction, "at lies before the vault recorded the last entry up to this cursor, so nobody could have processed it then.");
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        if (taken.Count > 0)
        {
            var book = BookAsKnown.Of((await books.Current(principal, ct))!, now);
            reached = Tally.Of(reached, position, at, now, taken.Where(t => t.Kind != SuppressionKind.Corrected && (party == principal || book.PartiesAt(t.OccurredAt).Contains(party))));
            await Save(connection, transaction, await keyStore.OfPrincipal(principal, ct), names, new SuppressionsAcknowledged(at, party, position, caller.KeyId), reached, taken.Select(t => t.Consumer).ToHashSet(), now);
            await transaction.CommitAsync(CancellationToken.None);
        }

        return Results.Json(new ReachedView(party, SuppressionCursor.Of(reached?.Position ?? 0), reached?.AcknowledgedAt, reached?.RecordedAt), VaultJson.Answers);
    }

    // What the party reached before, and what it has processed since: under its lock, so that two of its servers do not tell one of them twice.
    private static async Task<(Tally? Reached, List<Taken> Taken)> Lock(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string principal, string party, long position, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock(hashtextextended('suppression-reader/' || $1 || '/' || $2, 0))") { Parameters = { new() { Value = principal }, new() { Value = party } } },
                new($"select position, acknowledged_at, recorded_at, in_time, late, longest_seconds from {VaultStore.Schema}.suppression_reader where principal = $1 and party = $2")
                {
                    Parameters = { new() { Value = principal }, new() { Value = party } },
                },
                new(
                    $"""
                    select position, kind, occurred_at, recorded_at, consumer from {VaultStore.Schema}.suppression
                    where principal = $1 and position <= $3
                      and position > coalesce((select position from {VaultStore.Schema}.suppression_reader where principal = $1 and party = $2), 0)
                    order by position
                    """)
                {
                    Parameters = { new() { Value = principal }, new() { Value = party }, new() { Value = position } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var reached = await reader.ReadAsync(ct)
            ? new Tally(reader.GetInt64(0), reader.GetFieldValue<Instant>(1), reader.GetFieldValue<Instant>(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5))
            : null;
        await reader.NextResultAsync(ct);
        var taken = new List<Taken>();
        while (await reader.ReadAsync(ct))
            taken.Add(new(reader.GetInt64(0), (SuppressionKind)reader.GetInt32(1), reader.GetFieldValue<Instant>(2), reader.GetFieldValue<Instant>(3), reader.GetGuid(4)));
        return (reached, taken);
    }

    private static async Task Save(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PrincipalKeys keys, EventNames names, SuppressionsAcknowledged said, Tally tally,
        HashSet<Guid> consumers, Instant now)
    {
        var append = new EventAppend(names, keys.Principal, now);
        append.Add(Streams.Suppressions(said.Party), keys.OwnEventId("suppressions", $"{said.Party}\n{said.Position}"), said);
        var events = append.ToCommand();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                events,
                new($"insert into {VaultStore.Schema}.suppression_acknowledgement (principal, party, position, acknowledged_at, recorded_at) values ($1, $2, $3, $4, $5)")
                {
                    Parameters = { new() { Value = keys.Principal }, new() { Value = said.Party }, new() { Value = said.Position }, new() { Value = said.OccurredAt }, new() { Value = now } },
                },
                new(
                    $"""
                    insert into {VaultStore.Schema}.suppression_reader (principal, party, position, acknowledged_at, recorded_at, in_time, late, longest_seconds)
                    values ($1, $2, $3, $4, $5, $6, $7, $8)
                    on conflict (principal, party) do update set position = excluded.position, acknowledged_at = excluded.acknowledged_at,
                        recorded_at = excluded.recorded_at, in_time = excluded.in_time, late = excluded.late, longest_seconds = excluded.longest_seconds
                    """)
                {
                    Parameters =
                    {
                        new() { Value = keys.Principal }, new() { Value = said.Party }, new() { Value = tally.Position }, new() { Value = tally.AcknowledgedAt },
                        new() { Value = tally.RecordedAt }, new() { Value = tally.InTime }, new() { Value = tally.Late }, new() { Value = tally.LongestSeconds },
                    },
                },
                JudgingDue.Add(keys.Principal, consumers),
            },
        };
        await batch.ExecuteNonQueryAsync();
        append.Check(events);
    }

    private sealed record Taken(long Position, SuppressionKind Kind, Instant OccurredAt, Instant RecordedAt, Guid Consumer);

    private sealed record Tally(long Position, Instant AcknowledgedAt, Instant RecordedAt, long InTime, long Late, long LongestSeconds)
    {
        public static Tally Of(Tally? before, long position, Instant at, Instant now, IEnumerable<Taken> taken)
        {
            var (inTime, late, longest) = (before?.InTime ?? 0, before?.Late ?? 0, before?.LongestSeconds ?? 0);
            foreach (var one in taken)
            {
                if (now <= one.OccurredAt + Acknowledgement.Term) inTime++;
                else late++;
                longest = Math.Max(longest, (long)(now - one.OccurredAt).TotalSeconds);
            }

            return new(position, at, now, inTime, late, longest);
        }
    }
}
