using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Exhibits;

/// <summary>The blobs being uploaded: a row stands from before the first byte until the event that cites the blob is committed.</summary>
/// <remarks>
/// The row goes in the transaction that commits the event. So a blob with a row is cited by nothing and may be removed at any time, by
/// whoever holds the row's lock, and a blob removed so can no longer be cited.
/// </remarks>
public sealed class Uploads(VaultDatabase database, EvidenceBlobs blobs, IClock clock, ILogger<Uploads> log)
{
    private const int MostASweep = 10_000;

    private const string Insert = $"insert into {VaultStore.Schema}.exhibit_upload (blob, principal, exhibit, started_at) values ($1, $2, $3, $4)";

    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(2);

    /// <summary>Notes that an upload begins, and gives the name of its blob.</summary>
    public async Task<string> Begin(string principal, string exhibit, CancellationToken ct)
    {
        var blob = EvidenceBlobs.NewName();
        await using var command = database.Source.CreateCommand(Insert);
        foreach (var value in (object[])[blob, principal, exhibit, clock.GetCurrentInstant()]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
        return blob;
    }

    /// <summary>Says, in the transaction by which nothing needs a blob any more, that it may go: the sweep removes it as it does what an upload left. Whoever reads it now has a day to the end of it.</summary>
    public async Task Retire(NpgsqlTransaction transaction, string principal, string exhibit, string blob, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Insert, transaction.Connection, transaction);
        foreach (var value in (object[])[blob, principal, exhibit, clock.GetCurrentInstant()]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes the upload's row away, as part of the transaction that cites the blob; false where it was swept meanwhile.</summary>
    public static async Task<bool> End(NpgsqlTransaction transaction, string blob, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"delete from {VaultStore.Schema}.exhibit_upload where blob = $1", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = blob });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Removes what a failed upload left. False where that fails: then the sweep does it later.</summary>
    public async Task<bool> Abandon(string blob)
    {
        using var patience = new CancellationTokenSource(CleanUpPatience);
        try
        {
            await Remove("blob = $1", blob, patience.Token);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or BlobsUnavailableException or OperationCanceledException)
        {
            log.LogWarning(e, "What a failed upload left is removed by the next sweep");
            return false;
        }
    }

    /// <summary>Removes what uploads left that began before an instant; gives how many.</summary>
    public async Task<int> Sweep(Instant before, CancellationToken ct)
    {
        var removed = 0;
        foreach (var blob in await Begun(before, ct))
        {
            try
            {
                if (await Remove("blob = $1", blob, ct)) removed++;
            }
            catch (Exception e) when (e is NpgsqlException or BlobsUnavailableException)
            {
                // One that cannot be removed keeps none of the others; the next sweep tries again.
                log.LogWarning("A blob that an upload left could not be removed ({Exception})", e.GetType().Name);
            }
        }

        return removed;
    }

    /// <summary>Removes what all uploads for a principal left.</summary>
    /// <exception cref="BlobsUnavailableException">Some could not be removed.</exception>
    public async Task RemoveAllOf(string principal, CancellationToken ct)
    {
        while (await Remove("principal = $1", principal, ct))
        {
            // One at a time.
        }

        await using var left = database.Source.CreateCommand($"select exists (select from {VaultStore.Schema}.exhibit_upload where principal = $1)");
        left.Parameters.Add(new() { Value = principal });
        if (await left.ExecuteScalarAsync(ct) is true) throw new BlobsUnavailableException("An upload of this principal is being ended by another.");
    }

    private async Task<List<string>> Begun(Instant before, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select blob from {VaultStore.Schema}.exhibit_upload where started_at < $1 order by started_at limit {MostASweep}");
        command.Parameters.Add(new() { Value = before });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var blobs = new List<string>();
        while (await reader.ReadAsync(ct)) blobs.Add(reader.GetString(0));
        return blobs;
    }

    private async Task<bool> Remove(string which, object value, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var pick = new NpgsqlCommand(
            $"select blob from {VaultStore.Schema}.exhibit_upload where {which} order by started_at limit 1 for update skip locked", connection, transaction);
        pick.Parameters.Add(new() { Value = value });
        if (await pick.ExecuteScalarAsync(ct) is not string blob) return false;
        await blobs.Discard(blob, ct);
        await End(transaction, blob, ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
