using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Exhibits;

/// <summary>A part of a resumable upload: some of the file's bytes, in a blob of their own.</summary>
public sealed record UploadPart(string Blob, long From, long Count);

/// <summary>Where a resumable upload stands.</summary>
/// <param name="Offset">How many bytes there are, from the first; all of them where the content is stored.</param>
/// <param name="Parts">In how many parts.</param>
/// <param name="Stored">Whether the content is stored.</param>
public sealed record PartsState(long Offset, int Parts, bool Stored);

/// <summary>The parts of resumable uploads that came in so far.</summary>
/// <remarks>
/// A part is first an upload like any other (<see cref="Uploads"/>), and turns into a part, or back into something to be removed, in a
/// transaction that holds the lock on the exhibit's stream. So several servers agree on what comes next, and none adds to what is stored.
/// </remarks>
public sealed class UploadParts(VaultDatabase database, Uploads uploads, IClock clock, ILogger<UploadParts> log)
{
    /// <summary>The most parts of one upload.</summary>
    public const int Most = 4_000;

    private const string LockStream = $"select from {VaultStore.Schema}.mt_streams where tenant_id = $1 and id = $2 for update";

    private const string FindState =
        $"""
        select coalesce(max(from_byte + byte_count), 0), count(*),
            (select exists (select from {VaultStore.Schema}.mt_events where tenant_id = $1 and stream_id = $3 and type = 'exhibit.stored'))
        from {VaultStore.Schema}.exhibit_part where principal = $1 and exhibit = $2
        """;

    private const string Keep =
        $"""
        with kept as (update {VaultStore.Schema}.exhibit_part set received_at = $3 where principal = $1 and exhibit = $2 returning blob, from_byte, byte_count)
        select blob, from_byte, byte_count from kept order by from_byte
        """;

    private const string Release =
        $"""
        with gone as (delete from {VaultStore.Schema}.exhibit_part where principal = $1 and exhibit = $2 returning blob, received_at)
        insert into {VaultStore.Schema}.exhibit_upload (blob, principal, exhibit, started_at) select blob, $1, $2, received_at from gone
        returning blob
        """;

    /// <summary>How many bytes of an awaited exhibit there are, and in how many parts.</summary>
    public async Task<PartsState> Find(string principal, string exhibit, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(FindState);
        With(command.Parameters, principal, exhibit, Streams.Exhibit(exhibit));
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new(reader.GetInt64(0), (int)reader.GetInt64(1), reader.GetBoolean(2));
    }

    /// <summary>Makes an upload the part from a byte on. False where that is not where the next one belongs; then nothing changes.</summary>
    public async Task<bool> Add(string principal, string exhibit, UploadPart part, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockAndFind(transaction, principal, exhibit, ct) is not { Stored: false } state || state.Offset != part.From || state.Parts >= Most) return false;
        if (!await Uploads.End(transaction, part.Blob, ct)) throw new BlobsUnavailableException("The upload took too long and was swept.");
        await using var insert = new NpgsqlCommand(
            $"insert into {VaultStore.Schema}.exhibit_part (principal, exhibit, from_byte, byte_count, blob, received_at) values ($1, $2, $3, $4, $5, $6)", connection, transaction);
        With(insert.Parameters, principal, exhibit, part.From, part.Count, part.Blob, clock.GetCurrentInstant());
        await insert.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The parts in their order, to be put together. Until then they do not grow old.</summary>
    public async Task<IReadOnlyList<UploadPart>> Take(string principal, string exhibit, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Lock(transaction, principal, exhibit, ct);
        await using var command = new NpgsqlCommand(Keep, connection, transaction);
        With(command.Parameters, principal, exhibit, clock.GetCurrentInstant());
        var parts = new List<UploadPart>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) parts.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        await transaction.CommitAsync(ct);
        return parts;
    }

    /// <summary>Gives up an upload: its parts are removed.</summary>
    public async Task Drop(string principal, string exhibit, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Lock(transaction, principal, exhibit, ct);
        var blobs = await End(transaction, principal, exhibit, ct);
        await transaction.CommitAsync(ct);
        await Remove(blobs);
    }

    /// <summary>Gives up all uploads for a principal.</summary>
    public async Task DropAllOf(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select distinct exhibit from {VaultStore.Schema}.exhibit_part where principal = $1");
        command.Parameters.Add(new() { Value = principal });
        var exhibits = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct)) exhibits.Add(rows.GetString(0));
        foreach (var exhibit in exhibits) await Drop(principal, exhibit, ct);
    }

    /// <summary>Ends an upload, as part of the transaction that stores the content, and gives its blobs. See <see cref="Remove"/>.</summary>
    public static async Task<IReadOnlyList<string>> End(NpgsqlTransaction transaction, string principal, string exhibit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Release, transaction.Connection, transaction);
        With(command.Parameters, principal, exhibit);
        var blobs = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) blobs.Add(reader.GetString(0));
        return blobs;
    }

    /// <summary>Removes the blobs of an upload that ended. What cannot be removed now, the sweep removes.</summary>
    public async Task Remove(IReadOnlyList<string> blobs)
    {
        foreach (var blob in blobs)
            if (!await uploads.Abandon(blob)) return;
    }

    /// <summary>Gives up the uploads to which nothing came since an instant.</summary>
    public async Task Sweep(Instant before, CancellationToken ct)
    {
        foreach (var (principal, exhibit) in await Forsaken(before, ct))
        {
            try
            {
                await DropForsaken(principal, exhibit, before, ct);
            }
            catch (NpgsqlException e)
            {
                log.LogWarning("An upload that was given up could not be dropped ({Exception})", e.GetType().Name);
            }
        }
    }

    /// <summary>Takes the lock on the exhibit's stream, as part of a transaction, and says where it stands.</summary>
    public static async Task<PartsState> LockAndFind(NpgsqlTransaction transaction, string principal, string exhibit, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { new(LockStream), new(FindState) } };
        With(batch.BatchCommands[0].Parameters, principal, Streams.Exhibit(exhibit));
        With(batch.BatchCommands[1].Parameters, principal, exhibit, Streams.Exhibit(exhibit));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return new(reader.GetInt64(0), (int)reader.GetInt64(1), reader.GetBoolean(2));
    }

    private async Task<List<(string, string)>> Forsaken(Instant before, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select principal, exhibit from {VaultStore.Schema}.exhibit_part group by principal, exhibit having max(received_at) < $1");
        command.Parameters.Add(new() { Value = before });
        var found = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }

    private async Task DropForsaken(string principal, string exhibit, Instant before, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Lock(transaction, principal, exhibit, ct);
        await using var last = new NpgsqlCommand(
            $"select max(received_at) < $3 from {VaultStore.Schema}.exhibit_part where principal = $1 and exhibit = $2", connection, transaction);
        With(last.Parameters, principal, exhibit, before);
        // A part may have come in since it was looked for.
        if (await last.ExecuteScalarAsync(ct) is not true) return;
        await End(transaction, principal, exhibit, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task Lock(NpgsqlTransaction transaction, string principal, string exhibit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(LockStream, transaction.Connection, transaction);
        With(command.Parameters, principal, Streams.Exhibit(exhibit));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void With(NpgsqlParameterCollection parameters, params ReadOnlySpan<object> values)
    {
        foreach (var value in values) parameters.Add(new() { Value = value });
    }
}
