using System.Net;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Identity;

/// <summary>A key that is missing is neither made anew nor taken for destroyed.</summary>
public sealed class LostKeysTests
{
    [Fact]
    public async Task without_the_principals_key_nothing_is_taken_in_under_another()
    {
        await using var host = await VaultHost.StartAsync();
        var (desk, phone) = (await Desk.NewAsync(host), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1"));
        await Do(host, "delete from principal_key");
        await using var fresh = await VaultHost.StartAsync(beside: host);
        var there = desk with { Host = fresh, Staff = fresh.Client(await host.CreateKeyAsync(desk.Principal)) };
        await there.Post(Desk.Call(phone, "C-1")).Expect(HttpStatusCode.ServiceUnavailable, "unavailable");
        (await there.Upload([Desk.Call(phone, "C-1")])).Select(r => r.Told).ShouldBe(["unavailable"]);
        await there.Staff.PostAsync($"{desk.P}/consumers/search", new { phone }).Expect(HttpStatusCode.ServiceUnavailable, "unavailable");
        (await desk.CountOfFacts()).ShouldBe(1);
    }

    [Fact]
    public async Task without_a_consumers_key_others_go_on_and_nobody_is_told_that_it_was_erased()
    {
        await using var host = await VaultHost.StartAsync();
        var (desk, phone) = (await Desk.NewAsync(host), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1"));
        await Do(host, "delete from consumer_key");
        await using var fresh = await VaultHost.StartAsync(beside: host);
        var there = desk with { Host = fresh, Staff = fresh.Client(await host.CreateKeyAsync(desk.Principal)) };
        (await there.Upload([Desk.Call(phone), Desk.Call(Desk.Phone())])).Select(r => r.Told).ShouldBe(["unavailable", "accepted"]);
    }

    [Fact]
    public async Task a_lost_key_file_is_not_replaced_while_there_are_keys_that_only_it_opens()
    {
        await using var host = await VaultHost.StartAsync();
        await host.CreatePrincipalAsync();
        var elsewhere = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "kek.key");
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:KeyFile"] = elsewhere }, beside: host));
        refused.Message.ShouldContain("Put it back");
        File.Exists(elsewhere).ShouldBeFalse();
    }

    private static async Task Do(VaultHost host, string sql)
    {
        await using var command = host.Services.GetRequiredService<KeyDatabase>().Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
