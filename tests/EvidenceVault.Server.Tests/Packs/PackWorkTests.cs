using System.Net;
using EvidenceVault.Server.Tests.Infrastructure;
using Npgsql;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>Packs are made once, whatever happens to the servers.</summary>
public sealed class PackWorkTests
{
    [Fact]
    public async Task packs_asked_for_and_half_made_when_the_server_is_killed_are_finished_once_after_a_restart()
    {
        await using var database = await EmbeddedServices.CreateDatabaseAsync("packkill");
        await using var server = await ServerProcess.StartAsync(database.Connections, cancellation: Cancellation);
        var history = await History.HandIn(server.Client, server.OperatorKey);
        using var client = Client(server.Address, await History.Key(server.Client, server.OperatorKey, history.Principal, null));
        var ids = new List<string>();
        await using (await Lock(database.Connections.Vault))
        {
            // The first one is held up before its file is kept, so the second one is not even begun.
            ids.Add(await client.Request(history.Principal, PackClient.Order(history.Consumer)));
            await Until(async () => (await client.ReadAsync($"/v1/principals/{history.Principal}/packs/{ids[0]}"))["state"] == "making");
            ids.Add(await client.Request(history.Principal, PackClient.Order(history.Consumer, language: "en")));
            var waiting = await client.ReadAsync($"/v1/principals/{history.Principal}/packs/{ids[1]}").Expect(HttpStatusCode.OK);
            waiting["state"].ShouldBe("requested");
            await client.ReadAsync($"/v1/principals/{history.Principal}/packs/{ids[1]}/content").Expect(HttpStatusCode.Conflict, "pack-not-ready");
            server.Kill();
        }

        await server.StartAgainAsync(Cancellation);
        foreach (var id in ids) (await client.Outcome(history.Principal, id))["state"].ShouldBe("ready");
        foreach (var id in ids) (await Count(database.Connections.Vault, id)).ShouldBe(1);
        (await client.Download(history.Principal, ids[1])).Text.ShouldContain("Evidence pack");
    }

    [Fact]
    public async Task two_servers_share_the_work_and_make_each_pack_once()
    {
        await using var one = await VaultHost.StartAsync();
        await using var other = await VaultHost.StartAsync(beside: one);
        using var anonymous = one.Client();
        var history = await History.HandIn(anonymous, one.OperatorKey);
        var key = await one.CreateKeyAsync(history.Principal);
        using var here = one.Client(key);
        using var there = other.Client(key);
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? here : there).Request(history.Principal, PackClient.Order(history.Consumer))));
        foreach (var id in ids) (await here.Outcome(history.Principal, id))["state"].ShouldBe("ready");
        foreach (var id in ids)
            (await one.Query($"select count(*)::text from vault.mt_events where stream_id = 'pack/{id}' and type = 'pack.made'")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task a_pack_of_a_consumer_that_is_gone_by_then_fails_with_a_reason()
    {
        await using var host = await VaultHost.StartAsync();
        using var anonymous = host.Client();
        var history = await History.HandIn(anonymous, host.OperatorKey);
        using var client = host.Client(await host.CreateKeyAsync(history.Principal));
        string id;
        await using (await Lock(host))
        {
            var first = await client.Request(history.Principal, PackClient.Order(history.Consumer));
            await Until(async () => (await client.ReadAsync($"/v1/principals/{history.Principal}/packs/{first}"))["state"] == "making");
            id = await client.Request(history.Principal, PackClient.Order(history.Consumer));
            await host.Query($"delete from vault.identity_card where principal = '{history.Principal}'");
        }

        var failed = await client.Outcome(history.Principal, id);
        failed["state"].ShouldBe("failed");
        failed.Body.GetProperty("problem").GetProperty("code").GetString().ShouldBe("consumer-gone");
        await client.ReadAsync($"/v1/principals/{history.Principal}/packs/{id}/content").Expect(HttpStatusCode.Conflict, "pack-failed");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpClient Client(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    // While this is held, no file can be kept.
    private static async Task<NpgsqlConnection> Lock(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("begin; lock table vault.exhibit_upload in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    private static Task<NpgsqlConnection> Lock(VaultHost host) =>
        Lock(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>(host.Services)["ConnectionStrings:Vault"]!);

    private static async Task<long> Count(string connectionString, string id)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand($"select count(*) from vault.mt_events where stream_id = 'pack/{id}' and type = 'pack.made'", connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(60);
        while (!await condition())
        {
            if (DateTimeOffset.UtcNow > until) throw new TimeoutException("It did not come to that within 60 s.");
            await Task.Delay(50, Cancellation);
        }
    }
}
