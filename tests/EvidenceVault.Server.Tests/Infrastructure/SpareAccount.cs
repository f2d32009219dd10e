using Azure.Storage.Blobs;
using Npgsql;

namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>
/// One of the blob server's spare accounts, empty and nobody else's for as long as it is held. Services outlive the processes that test with them: one that was killed
/// has not emptied its accounts, nor has one that ended well emptied that of the server shared by all, and a fresh database beside a ledger published before is rightly called forked.
/// </summary>
public sealed class SpareAccount : IAsyncDisposable
{
    private const int Accounts = 200;

    private readonly NpgsqlConnection _claim;

    private SpareAccount(ServiceConnections connections, NpgsqlConnection claim, int number)
    {
        (_claim, Number) = (claim, number);
        Blobs = connections.WithSpareAccount(number).Blobs;
    }

    /// <summary>Which, from 1.</summary>
    public int Number { get; }

    /// <summary>Its connection string.</summary>
    public string Blobs { get; }

    /// <summary>Takes the first that is free, whichever process has the others, and empties it.</summary>
    public static async Task<SpareAccount> TakeAsync(ServiceConnections server)
    {
        // Whoever holds the lock holds the account; a process that is killed lets go of both.
        var claim = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.Vault) { Pooling = false, KeepAlive = 60 }.ConnectionString);
        try
        {
            await claim.OpenAsync();
            await using var take = new NpgsqlCommand("select n from generate_series(1, $1) n where pg_try_advisory_lock(hashtext('spare-account'), n) limit 1", claim)
            {
                Parameters = { new() { Value = Accounts } },
            };
            if (await take.ExecuteScalarAsync() is not int number) throw new InvalidOperationException("All spare blob accounts are in use: some test does not dispose of its database.");
            var account = new SpareAccount(server, claim, number);
            await account.EmptyAsync();
            return account;
        }
        catch
        {
            await claim.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets go of it as it is, as a process that is killed does, but at once: the server notices only after a moment that a connection is gone.</summary>
    public async ValueTask LeaveAsync()
    {
        try
        {
            await using var release = new NpgsqlCommand("select pg_advisory_unlock_all()", _claim);
            await release.ExecuteNonQueryAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The server was killed, and the lock went with it.
        }

        await _claim.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EmptyAsync();
        await LeaveAsync();
    }

    private async Task EmptyAsync()
    {
        var blobs = new BlobServiceClient(Blobs);
        await foreach (var container in blobs.GetBlobContainersAsync()) await blobs.DeleteBlobContainerAsync(container.Name);
    }
}
