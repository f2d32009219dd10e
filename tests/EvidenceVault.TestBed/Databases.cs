using Npgsql;

namespace EvidenceVault.TestBed;

/// <summary>Databases that are made for one run and go with it.</summary>
public static class Databases
{
    private const int Tries = 50;

    /// <summary>Runs a statement.</summary>
    /// <param name="server">A connection string to any database of the server that the statement is not about.</param>
    /// <param name="sql">The statement.</param>
    public static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Drops a database, with whoever is connected to it. None of that name is no fault.</summary>
    /// <param name="server">As for <see cref="ExecuteAsync"/>.</param>
    /// <param name="name">Its name.</param>
    public static async Task DropAsync(string server, string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ExecuteAsync(server, $"drop database if exists {name} with (force)");
                return;
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege && attempt < Tries)
            {
                // An autovacuum worker is in it, whom only a superuser may end. A small database takes it a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }
}
