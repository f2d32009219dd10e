using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Rights;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using SessionOptions = Marten.Services.SessionOptions;

namespace EvidenceVault.Server.Rights;

/// <summary>A consumer's request as it stands: registered under the AVG, or a <c>consent.proof-requested</c>.</summary>
/// <param name="Id">The principal's reference, or the event of the fact.</param>
/// <param name="Kind">What was asked for.</param>
/// <param name="Consumer">Who asked.</param>
/// <param name="ReceivedAt">From when its term runs.</param>
/// <param name="AnsweredAt">When it was answered; null: it is open.</param>
/// <param name="AnsweredOtherwise">How it was answered outside the vault, or why it needs no answer; null: it is open, or an export answered it.</param>
public sealed record AccessRequest(string Id, AccessRequestKind Kind, Guid Consumer, Instant ReceivedAt, Instant? AnsweredAt, string? AnsweredOtherwise = null);

/// <summary>What became of a request that was to be registered.</summary>
public enum Registration
{
    /// <summary>It is registered.</summary>
    Done,

    /// <summary>There is one by this reference.</summary>
    Reused,

    /// <summary>The person is gone, and nothing can be answered any more.</summary>
    Erased,
}

/// <summary>Keeps the requests of consumers.</summary>
public sealed class AccessRequests(VaultDatabase database, IDocumentStore store, IClock clock)
{
    private const string Columns = "id, kind, consumer, received_at, answered_at, answered_otherwise";

    private static readonly Period Month = Period.FromMonths(1);

    /// <summary>The last instant of the term of a request under the AVG (12(3)): one month.</summary>
    public static Instant DueAt(Instant receivedAt) => Amsterdam.EndOfTerm(receivedAt, Month);

    /// <summary>What a request is that a consumer made, that was registered, and that is unanswered. SQL over the alias given.</summary>
    public static string IsUnanswered(string request) => $"{request}.answered_at is null and {request}.kind <> {(int)AccessRequestKind.Proof}";

    /// <summary>Whether a request that a consumer made, and that was registered, is unanswered. SQL over the alias given.</summary>
    public static string IsOpen(string of) =>
        $"exists (select from {VaultStore.Schema}.access_request q where q.principal = {of}.principal and q.consumer = {of}.consumer and {IsUnanswered("q")})";

    /// <summary>A request registered under the AVG; null: none by this reference.</summary>
    public async Task<AccessRequest?> Find(string principal, string reference, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select {Columns} from {VaultStore.Schema}.access_request where principal = $1 and id = $2 and kind <> $3");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = reference });
        command.Parameters.Add(new() { Value = (int)AccessRequestKind.Proof });
        return (await Read(command, ct)) is [var one] ? one : null;
    }

    /// <summary>Requests of all kinds, the latest first.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="before">Only those received before this one; null: from the latest on.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<AccessRequest>> List(string principal, (Instant At, string Id)? before, int most, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select {Columns} from {VaultStore.Schema}.access_request
            where principal = $1 and ($2::timestamptz is null or (received_at, id) < ($2, $3)) order by received_at desc, id desc limit $4
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = (object?)before?.At ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = before?.Id ?? "" });
        command.Parameters.Add(new() { Value = most });
        return await Read(command, ct);
    }

    /// <summary>Registers one, under the lock of holds: an erasure that was decided finds it before it takes anything away, or has done so already.</summary>
    public async Task<Registration> Register(string principal, AccessRequest request, Caller caller, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand(HoldSql.Take, connection, transaction)) await take.ExecuteNonQueryAsync(ct);
        await using (var there = new NpgsqlCommand($"select exists (select from {VaultStore.Schema}.identity_card where principal = $1 and consumer = $2 and card <> ''::bytea)", connection, transaction))
        {
            there.Parameters.Add(new() { Value = principal });
            there.Parameters.Add(new() { Value = request.Consumer });
            if (!(bool)(await there.ExecuteScalarAsync(ct))!) return Registration.Erased;
        }

        var options = SessionOptions.ForTransaction(transaction);
        options.TenantId = principal;
        await using var session = store.LightweightSession(options);
        session.Events.StartStream(
            Streams.AccessRequest(request.Id), new AccessRequestRegistered(Now(), request.Id, request.Kind, request.Consumer, request.ReceivedAt, caller.KeyId, caller.Doer));
        session.QueueSqlCommand(
            $"insert into {VaultStore.Schema}.access_request (principal, id, kind, consumer, received_at) values (?, ?, ?, ?, ?)",
            principal, request.Id, (int)request.Kind, request.Consumer, request.ReceivedAt);
        try
        {
            await session.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return Registration.Done;
        }
        catch (Exception e) when (Collisions.Is(e))
        {
            return Registration.Reused;
        }
    }

    /// <summary>Says that a request was answered. The first time counts.</summary>
    public async Task Answer(string principal, AccessRequest request, Caller caller, CancellationToken ct)
    {
        if (request.AnsweredAt is not null) return;
        var now = Now();
        await using var session = store.LightweightSession(principal);
        await session.Events.AppendExclusive(Streams.AccessRequest(request.Id), ct, new AccessRequestAnswered(now, request.Id, caller.KeyId, caller.Doer));
        session.QueueSqlCommand(
            $"update {VaultStore.Schema}.access_request set answered_at = ? where principal = ? and id = ? and answered_at is null", now, principal, request.Id);
        await session.SaveChangesAsync(ct);
    }

    /// <summary>Says that a request was answered outside the vault, or needs no answer any more. The first time counts.</summary>
    public async Task AnswerOtherwise(string principal, AccessRequest request, string reason, Caller caller, CancellationToken ct)
    {
        if (request.AnsweredAt is not null) return;
        var now = Now();
        await using var session = store.LightweightSession(principal);
        await session.Events.AppendExclusive(Streams.AccessRequest(request.Id), ct, new AccessRequestAnsweredOtherwise(now, request.Id, reason, caller.KeyId, caller.Doer));
        session.QueueSqlCommand(
            $"update {VaultStore.Schema}.access_request set answered_at = ?, answered_otherwise = ? where principal = ? and id = ? and answered_at is null", now, reason, principal, request.Id);
        await session.SaveChangesAsync(ct);
    }

    /// <summary>What a lane writes with the facts by which proof is asked for: they are found by it; where they stand is read from their dossiers.</summary>
    public static NpgsqlBatchCommand OfFacts(string principal, IReadOnlyList<(Guid EventId, Guid Consumer, Instant At)> asked) => new(
        $"insert into {VaultStore.Schema}.access_request (principal, id, kind, consumer, received_at) select $1, a.id, $2, a.consumer, a.at from unnest($3, $4, $5) as a(id, consumer, at)")
    {
        Parameters =
        {
            new() { Value = principal }, new() { Value = (int)AccessRequestKind.Proof }, new() { Value = asked.Select(a => a.EventId.ToString()).ToArray() },
            new() { Value = asked.Select(a => a.Consumer).ToArray() }, new() { Value = asked.Select(a => a.At).ToArray() },
        },
    };

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());

    private static async Task<IReadOnlyList<AccessRequest>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var requests = new List<AccessRequest>();
        while (await row.ReadAsync(ct))
            requests.Add(new(row.GetString(0), (AccessRequestKind)row.GetInt32(1), row.GetGuid(2), row.GetFieldValue<Instant>(3), row.IsDBNull(4) ? null : row.GetFieldValue<Instant>(4), row.IsDBNull(5) ? null : row.GetString(5)));
        return requests;
    }
}
