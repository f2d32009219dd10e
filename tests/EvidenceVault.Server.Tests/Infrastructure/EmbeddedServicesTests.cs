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
    public async Task a_spare_account_that_was_left_full_comes_empty_to_the_next_and_is_held_by_one_only()
    {
        await using var services = await PrivateServices.StartAsync();
        var left = await SpareAccount.TakeAsync(services.Connections);
        await new BlobServiceClient(left.Blobs).CreateBlobContainerAsync("evidence-ledger", cancellationToken: Cancellation);
        await using (var beside = await SpareAccount.TakeAsync(services.Connections)) beside.Number.ShouldNotBe(left.Number);
        await left.LeaveAsync();

        await using var next = await SpareAccount.TakeAsync(services.Connections);
        next.Number.ShouldBe(left.Number);
        (await ContainerExistsAsync(next.Blobs, "evidence-ledger")).ShouldBeFalse("what the one before published is nobody's ledger now");
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

    [Fact]
    public async Task a_blob_server_killed_right_after_its_answer_keeps_what_it_answered()
    {
        await using var services = await PrivateServices.StartAsync();
        var container = new BlobServiceClient(services.Connections.Blobs).GetBlobContainerClient("kept");
        await container.CreateAsync(cancellationToken: Cancellation);
        for (var round = 0; round < 3; round++)
        {
            using var processes = await services.ProcessesAsync();
            await container.GetBlobClient($"{round}").UploadAsync(BinaryData.FromString($"content {round}"), Cancellation);
            if (round > 0) await container.DeleteBlobAsync($"{round - 1}", cancellationToken: Cancellation);
            processes.KillBlob();
            await services.StartAgainAsync();

            var names = new List<string>();
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancellation)) names.Add(blob.Name);
            names.ShouldBe([$"{round}"]);
            (await container.GetBlobClient($"{round}").DownloadContentAsync(Cancellation)).Value.Content.ToString().ShouldBe($"content {round}");
        }
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
