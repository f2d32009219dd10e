using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Suppressions;

/// <summary>
/// <c>GET P/suppressions/acknowledgements</c>: how far each party has processed the feed and how soon; <c>GET P/suppressions/{eventId}</c>: the same of one
/// suppression. A party is told of itself alone.
/// </summary>
public static class ShowAcknowledgements
{
    public static async Task<IResult> Get(string principal, HttpContext http, SuppressionFeed feed, BookStore books, VaultDatabase database, IClock clock, CancellationToken ct)
    {
        await feed.GivePlaces(principal, ct);
        var caller = http.Caller();
        string[] chain = caller.IsPrincipalStaff ? [principal, .. (await books.Current(principal, ct))!.PartiesEverMandated().Order(StringComparer.Ordinal)] : [caller.Holder];
        var now = clock.GetCurrentInstant();
        var parties = new List<ReaderView>(chain.Length);
        // The principal need not acknowledge to itself: it is listed where it does.
        await foreach (var reader in Readers(database, principal, chain, now, ct))
            if (reader.Party != principal || reader.Cursor is not null) parties.Add(reader);
        return Results.Json(new ReadersView(SuppressionCursor.Of(await feed.Last(principal, ct)), parties), VaultJson.Answers);
    }

    public static async Task<IResult> OfOne(string principal, string eventId, HttpContext http, SuppressionFeed feed, JudgingBooks books, VaultDatabase database, IClock clock, CancellationToken ct)
    {
        await feed.GivePlaces(principal, ct);
        var caller = http.Caller();
        if (!Guid.TryParse(eventId, out var id) || await feed.Find(principal, caller.Holder, id, ct) is not { } suppression) return Problem.NotFound.ToResult();
        var now = clock.GetCurrentInstant();
        var said = await Said(database, principal, id, ct);
        var duty = BookAsKnown.Of((await books.Current(principal, ct))!, now).PartiesAt(suppression.OccurredAt);
        var end = suppression.OccurredAt + Acknowledgement.Term;
        var parties = new List<PartyStandingView>();
        foreach (var party in duty.Union(said.Keys).Where(p => caller.IsPrincipalStaff || p == caller.Holder).Order(StringComparer.Ordinal))
        {
            var one = said.GetValueOrDefault(party);
            parties.Add(new(party, one?.AcknowledgedAt, one?.RecordedAt, Hours(one?.RecordedAt - suppression.OccurredAt), one is not null ? one.RecordedAt <= end : now > end ? false : null));
        }

        // Of those who were to: one that came into the chain afterwards is no measure of how soon it was done.
        var last = duty.Count > 0 && parties.Where(p => duty.Contains(p.Party)).All(p => p.RecordedAt is not null)
            ? parties.Where(p => duty.Contains(p.Party)).Max(p => p.RecordedAt)
            : null;
        return Results.Json(new StandingView(SuppressionView.Of(suppression), end, last, Hours(last - suppression.OccurredAt), parties), VaultJson.Answers);
    }

    private static async IAsyncEnumerable<ReaderView> Readers(
        VaultDatabase database, string principal, string[] parties, Instant now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select p.party, r.position, r.acknowledged_at, r.recorded_at, o.count, o.oldest, coalesce(r.in_time, 0), coalesce(r.late, 0), r.longest_seconds
            from unnest($2) with ordinality as p(party, place)
            left join {VaultStore.Schema}.suppression_reader r on r.principal = $1 and r.party = p.party
            cross join lateral (
                select count(*) as count, min(s.occurred_at) as oldest from {VaultStore.Schema}.suppression s
                where s.principal = $1 and s.position > coalesce(r.position, 0) and s.kind <> $3) o
            order by p.place
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = parties });
        command.Parameters.Add(new() { Value = (int)SuppressionKind.Corrected });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var oldest = At(reader, 5);
            yield return new ReaderView(
                reader.GetString(0), reader.IsDBNull(1) ? null : SuppressionCursor.Of(reader.GetInt64(1)), At(reader, 2), At(reader, 3), reader.GetInt64(4),
                oldest, Hours(now - oldest), reader.GetInt64(6), reader.GetInt64(7), reader.IsDBNull(8) ? null : Hours(Duration.FromSeconds(reader.GetInt64(8))));
        }
    }

    private static async Task<Dictionary<string, Acknowledgement>> Said(VaultDatabase database, string principal, Guid suppression, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("select 1"), Acknowledgements.OfOne(principal, suppression) } };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        return (await Acknowledgements.Read(rows, ct)).SelectMany(said => said).ToDictionary(said => said.Party, StringComparer.Ordinal);
    }

    private static Instant? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<Instant>(column);

    private static double? Hours(Duration? time) => time is { } t ? Math.Round(t.TotalHours, 2) : null;
}
