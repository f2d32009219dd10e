using Azure.Storage.Blobs;
using Npgsql;

namespace EvidenceVault.Server.Tests.Infrastructure;

public sealed class EmbeddedServicesTests
{
    [Fact]
    public async Task test_databases_share_neither_tables_nor_blobs()
    {
        await using var one = await EmbeddedServices.CreateDatabaseAsync("isolation");
        await using var other = await EmbeddedServices.CreateDatabaseAsync("isolation");
        await ExecuteAsync(one.Connections.Vault, "create table only_here (id int)");
        await new BlobServiceClient(one.Connections.Blobs).CreateBlobContainerAsync("only-here", cancellationToken: Cancellation);

        (await ExecuteAsync(other.Connections.Vault, "select to_regclass('only_here')::text")).ShouldBe(DBNull.Value);
        (await ExecuteAsync(one.Connections.Keys, "select to_regclass('only_here')::text")).ShouldBe(DBNull.Value);
        (await ContainerExistsAsync(other.Connections.Blobs, "only-here")).ShouldBeFalse();
    }

    [Fact]
    public async Task killed_services_come_back_at_the_same_ports_with_what_they_acknowledged()
    {
        await using var services = await PrivateServices.StartAsync();
        var before = services.Connections;
        await ExecuteAsync(before.Vault, "create table kept as select 42 as answer");

        await services.KillPostgres();
        await services.KillBlob();
        await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(before.Vault, "select 1"));
        await services.StartAgainAsync();

        services.Connections.ShouldBe(before);
        (await ExecuteAsync(before.Vault, "select answer from kept")).ShouldBe(42);
        (await ContainerExistsAsync(before.Blobs, "any")).ShouldBeFalse();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<bool> ContainerExistsAsync(string blobs, string name) =>
        await new BlobServiceClient(blobs).GetBlobContainerClient(name).ExistsAsync(Cancellation);

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
