using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EvidenceVault.Server.Tests.Store;

public sealed class ConnectionTests
{
    // Npgsql 10.0.3 with Max Auto Prepare set fails here: where the statement that fails is one that it is just preparing, the connection is out of step afterwards.
    [Fact]
    public async Task a_statement_that_fails_spoils_no_later_one_on_its_connection()
    {
        var host = await VaultHost.SharedAsync();
        var source = host.Services.GetRequiredService<VaultDatabase>().Source;
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var before = 0; before < 12; before++)
        {
            // Another statement each time, which fails after so many times that it did not.
            var statement = $"select length($1){new string(' ', before)}";
            for (var times = 0; times < before; times++) (await Length(connection, statement, "text")).ShouldBe(4);
            (await Should.ThrowAsync<PostgresException>(() => Length(connection, statement, "\0"))).SqlState.ShouldBe("22021");
            for (var times = 0; times < 3; times++) (await Length(connection, statement, "text")).ShouldBe(4);
        }
    }

    private static async Task<int> Length(NpgsqlConnection connection, string statement, string text)
    {
        await using var command = new NpgsqlCommand(statement, connection) { Parameters = { new() { Value = text } } };
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
