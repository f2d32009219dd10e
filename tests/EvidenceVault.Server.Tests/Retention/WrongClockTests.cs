using System.Net;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>A server whose clock runs years ahead destroys nothing that the database's clock does not say is due. Wired as in production.</summary>
public sealed class WrongClockTests : IAsyncLifetime
{
    private static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();
    private static readonly Instant Yesterday = Now - Duration.FromDays(1);
    private static readonly Instant LongAgo = Now - Duration.FromDays(300);

    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host.Clock.Reset(LongAgo);
        await _host.InitializeAsync(null, asInProduction: true);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task the_earlier_of_two_clocks_counts()
    {
        var clock = _host.Vault.Services.GetRequiredService<DestructionClock>();
        (await clock.Now(Ct)).ShouldBe(EvidenceVault.Server.Intake.Instants.CutToMicroseconds(LongAgo));
        _host.Clock.Reset(Now + Duration.FromDays(730));
        (await clock.Now(Ct)).ShouldBeLessThan(Now + Duration.FromDays(1));
        (await clock.Now(Ct)).ShouldBeGreaterThan(Now - Duration.FromDays(1));
    }

    [Fact]
    public async Task recordings_go_by_the_right_clock_and_not_by_one_that_is_years_ahead()
    {
        var old = await _host.Recording(Desk.Phone(), At(LongAgo - Duration.FromHours(1)));
        var oldOfNobody = await _host.Recording(recordedAt: At(LongAgo - Duration.FromHours(1)));
        _host.Clock.Reset(Yesterday);
        var fresh = await _host.Recording(Desk.Phone(), At(Yesterday - Duration.FromHours(1)));
        var freshOfNobody = await _host.Recording(recordedAt: At(Yesterday - Duration.FromHours(1)));
        _host.Clock.Reset(LongAgo + Duration.FromDays(30));
        await _host.Sweep();
        (await _host.StateOf(old)).ShouldBe("stored");

        _host.Clock.Reset(Now + Duration.FromDays(730));
        await _host.Sweep();
        foreach (var id in (string[])[fresh, freshOfNobody])
        {
            (await _host.StateOf(id)).ShouldBe("stored");
            (await _host.Has(id)).ShouldBe((true, true));
        }

        // What is due by both goes.
        (await _host.Has(old)).ShouldBe((false, false));
        (await _host.Has(oldOfNobody)).ShouldBe((false, false));
    }

    [Fact]
    public async Task nobody_expires_and_no_erasure_begins_by_a_clock_that_is_years_ahead()
    {
        var (expiring, restricted, undecided) = (await Called(), await Called(), await Called());
        foreach (var consumer in (Guid[])[restricted, undecided])
            await _host.Anna.PostAsync($"{_host.P}/consumers/{consumer}/erasure", new { ground = "objection" }).Expect(HttpStatusCode.Accepted);
        await Decide(restricted, "restrict").Expect(HttpStatusCode.OK);
        await _host.Settle();

        _host.Clock.Reset(Now + Duration.FromDays(6 * 366));
        await _host.Settle();
        await _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);
        foreach (var consumer in (Guid[])[expiring, restricted, undecided])
        {
            var keys = _host.Vault.Services.GetRequiredService<KeyStore>();
            (await keys.OfConsumer(await keys.OfPrincipal(_host.Desk.Principal, Ct), consumer, Ct)).ShouldNotBeNull();
        }

        (await _host.Vault.Query($"select state::text from vault.erasure where consumer = '{restricted}'")).ShouldBe(["1"]);
        await Decide(undecided, "erase").Expect(HttpStatusCode.Conflict, "term-stands");
    }

    [Fact]
    public async Task no_pack_goes_by_a_clock_that_is_years_ahead()
    {
        var consumer = await Called();
        var pack = await _host.Pack(consumer);
        _host.Clock.Reset(Now + Duration.FromDays(730));
        (await _host.Vault.Services.GetRequiredService<SweepPacks>().Run(Ct)).ShouldBe(0);
        (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"].ShouldBe("ready");
    }

    private async Task<Guid> Called()
    {
        _host.Clock.Reset(Yesterday);
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Call(phone, occurredAt: At(Yesterday - Duration.FromHours(2))));
        return (await _host.Desk.Find(phone))!.Value;
    }

    private Task<Answer> Decide(Guid consumer, string decision) => _host.Bram.PostAsync($"{_host.P}/consumers/{consumer}/erasure/approval", new { decision, reason = "Beoordeeld." });

    private static string At(Instant at) => InstantPattern.General.Format(at);
}
