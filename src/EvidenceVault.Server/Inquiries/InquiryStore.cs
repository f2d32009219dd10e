using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Inquiries;

/// <summary>Case files: their events, and the hold that each has of its own.</summary>
public sealed class InquiryStore(VaultDatabase database, HoldStore holds, EventNames names, IClock clock)
{
    /// <summary>The hold that a case places when it is opened.</summary>
    public static string HoldOf(string inquiry) => $"inquiry-{inquiry}";

    public async Task<Inquiry?> Find(string principal, string inquiry, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        return await Find(connection, null, principal, inquiry, ct);
    }

    public async Task<List<Inquiry>> List(string principal, Paging paging, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select ref from {VaultStore.Schema}.inquiry where principal = $1 and ref collate \"C\" > $2 order by ref collate \"C\" limit $3");
        foreach (var value in (object[])[principal, paging.After, paging.Limit + 1]) command.Parameters.Add(new() { Value = value });
        var refs = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct)) refs.Add(rows.GetString(0));
        var found = new List<Inquiry>(refs.Count);
        foreach (var inquiry in refs)
            if (await Find(principal, inquiry, ct) is { } one) found.Add(one);
        return found;
    }

    /// <summary>Changes a case as decided about how it stands, and places or moves what its hold needs in the same transaction.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="inquiry">The case.</param>
    /// <param name="decide">What is to be recorded; null: nothing.</param>
    /// <param name="hold">What is done to its hold; null: nothing.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(Inquiry? Inquiry, Problem? Problem)> Change(
        string principal, string inquiry, Func<Inquiry?, Instant, (object? Event, Problem? Problem)> decide, Func<Hold?, Instant, HoldChange>? hold, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand(HoldSql.Take, connection, transaction)) await take.ExecuteNonQueryAsync(ct);
        var before = await Find(connection, transaction, principal, inquiry, ct);
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var (body, problem) = decide(before, now);
        if (problem is not null) return (null, problem);
        if (body is null) return (before, null);
        var append = new EventAppend(names, principal, now);
        append.Add(Streams.Inquiry(inquiry), Guid.CreateVersion7(now.ToDateTimeOffset()), body);
        var command = append.ToCommand();
        var row = new NpgsqlBatchCommand($"insert into {VaultStore.Schema}.inquiry (principal, ref) values ($1, $2) on conflict do nothing")
        {
            Parameters = { new() { Value = principal }, new() { Value = inquiry } },
        };
        await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command, row } })
            await batch.ExecuteNonQueryAsync(ct);

        append.Check(command);
        if (hold is not null && (await holds.Change(transaction, principal, HoldOf(inquiry), hold, ct)).Problem is { } refused) return (null, refused);
        // From when a case is recorded on, what comes in of before it is suspect.
        if (before is null && body is InquiryOpened) await CasesAbout.JudgeAgain(transaction, principal, now, ct);
        await transaction.CommitAsync(ct);
        return (Inquiry.Apply(before, body), null);
    }

    private static Task<Inquiry?> Find(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, string inquiry, CancellationToken ct) =>
        StreamFold.Read<Inquiry>(connection, transaction, principal, Streams.Inquiry(inquiry), Inquiry.Apply, ct);
}
