using System.Net;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>Packs go when their terms have ended, unless a hold covers the person.</summary>
public sealed class SweepPacksTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_hold_keeps_it_and_one_placed_after_its_key_went_keeps_nothing()
    {
        var (held, half) = (await Pack(), await Pack());
        await _host.Vault.Services.GetRequiredService<PackDestruction>().DestroyKey(_host.Desk.Principal, half, Ct);
        await _host.Hold("acm", new { parties = new[] { _host.Desk.Principal } }).Expect(HttpStatusCode.Created);
        _host.Clock.Advance(Duration.FromDays(400));
        // As if a server had been killed between the key and the file.
        (await Sweep()).ShouldBe(1);
        (await StateOf(half)).ShouldBe("deleted");
        (await StateOf(held)).ShouldBe("ready");
        (await _host.Vault.Services.GetRequiredService<PackDestruction>().HasKey(_host.Desk.Principal, held, Ct)).ShouldBeTrue();
        await _host.Anna.PostAsync($"{_host.P}/holds/acm/release", new { }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/holds/acm/release/approval", new { }).Expect(HttpStatusCode.OK);
        (await Sweep()).ShouldBe(1);
        (await StateOf(held)).ShouldBe("deleted");
    }

    private Task<int> Sweep() => _host.Vault.Services.GetRequiredService<SweepPacks>().Run(Ct);

    private async Task<string?> StateOf(string pack) => (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"];

    private async Task<string> Pack()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Consent(phone));
        return await _host.Pack((await _host.Desk.Find(phone))!.Value);
    }
}
