using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>What is kept of old checkpoints.</summary>
public sealed class ThinningTests
{
    [Fact]
    public async Task of_old_checkpoints_the_last_of_an_hour_stays_and_the_last_of_those_that_others_spoke_for()
    {
        await using var host = await VaultHost.StartAsync();
        for (var i = 0; i < 8; i++)
        {
            await IntegrationTests.Insert(host, $$"""{"n":{{i}}}""");
            await host.Settled();
        }

        var watch = host.Services.GetRequiredService<LedgerWatch>();
        await watch.Thin(TestContext.Current.CancellationToken);
        (await host.Number("select count(*) from vault.ledger_checkpoint")).ShouldBe(9, "a week they all stay");

        // Sizes 1 to 5 in one hour, 6 in the next; 7 and 8 of now.
        await host.Do("update vault.ledger_checkpoint set signed_at = date_trunc('hour', now()) - interval '8 days' + case when size < 6 then make_interval(mins => size::int) else interval '1 hour' end where size < 7");
        await host.Do("insert into vault.ledger_cosignature (size, witness, line, cosigned_at) values (1, 'w', 'l', now()), (2, 'w', 'l', now())");
        await host.Do("insert into vault.ledger_timestamp (size, authority, queued_at, next_try, line) values (3, 'a', now(), now(), 'l'), (4, 'a', now(), now(), 'l')");
        await watch.Thin(TestContext.Current.CancellationToken);
        (await host.Query("select size::text from vault.ledger_checkpoint order by size")).ShouldBe(["0", "2", "4", "5", "6", "7", "8"]);
        (await host.Query("select size::text from vault.ledger_cosignature")).ShouldBe(["2"]);
        (await host.Query("select size::text from vault.ledger_timestamp")).ShouldBe(["4"]);
    }
}
