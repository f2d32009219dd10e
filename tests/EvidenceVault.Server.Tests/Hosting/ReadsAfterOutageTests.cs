using System.Net;
using EvidenceVault.Server.Tests.Exhibits;
using EvidenceVault.Server.Tests.Infrastructure;
using Npgsql;

namespace EvidenceVault.Server.Tests.Hosting;

/// <summary>What a reader sees of connections that died while nobody used them.</summary>
public sealed class ReadsAfterOutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_first_read_after_all_connections_died_succeeds()
    {
        var services = await EmbeddedServices.CreateDatabaseAsync("outage");
        await using (services)
        {
            var host = await ExhibitHost.Start(services.Connections);
            await using (host)
            {
                var content = ExhibitHost.Bytes(1_000);
                var ids = new List<string>();
                for (var i = 0; i < 3; i++) ids.Add(await host.StoreNew(content));
                using var client = host.ClientOf();

                foreach (var id in ids)
                {
                    await EndConnections(services.Connections);
                    using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);
                    got.StatusCode.ShouldBe(HttpStatusCode.OK, await got.Content.ReadAsStringAsync(Ct));
                    (await got.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(content);
                }
            }
        }
    }

    [Fact]
    public async Task a_database_that_is_gone_is_told_at_once()
    {
        var services = await EmbeddedServices.CreateDatabaseAsync("outage");
        await using (services)
        {
            var host = await ExhibitHost.Start(services.Connections);
            await using (host)
            {
                var id = await host.StoreNew(ExhibitHost.Bytes(1_000));
                using var client = host.ClientOf();
                var elsewhere = (await EmbeddedServices.ConnectionsAsync()).Vault;
                await Databases.ExecuteAsync(elsewhere, $"alter database {NameOf(services.Connections.Vault)} allow_connections false");
                await EndConnections(services.Connections);

                using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);
                await got.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            }
        }
    }

    private static async Task EndConnections(ServiceConnections connections)
    {
        var elsewhere = (await EmbeddedServices.ConnectionsAsync()).Vault;
        foreach (var database in new[] { NameOf(connections.Vault), NameOf(connections.Keys) })
            await Databases.ExecuteAsync(elsewhere, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}' and backend_type = 'client backend'");
    }

    private static string NameOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;
}
