using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using EvidenceVault.Server.Tests.Suppressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Erasure;

/// <summary>The list of destroyed keys names a person whose card came back with a backup: the key goes again, and each party can go on telling the number.</summary>
public sealed class ReturnedKeyTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task the_hashes_are_kept_before_the_key_goes_again_and_when_the_terms_end()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Follower.Objection(phone));
        var consumer = (await _host.Desk.Find(phone))!.Value;
        Follower[] followers = [new(_host.Desk, _host.Desk.Staff), new(_host.Desk, _host.Desk.ByAgency)];
        await _host.Settle();
        // As after a backup from before the erasure was put back: the database knows nothing of it, and the list does.
        await _host.Vault.Services.GetRequiredService<DestructionList>().Add([new(_host.Desk.Principal, DestroyedKeyOf.Consumer, $"{consumer}")], Ct);
        (await _host.Vault.Services.GetRequiredService<DestroyedKeys>().DestroyAgain(Ct)).ShouldBe(1);
        var keys = _host.Vault.Services.GetRequiredService<KeyStore>();
        (await keys.OfConsumer(await keys.OfPrincipal(_host.Desk.Principal, Ct), consumer, Ct)).ShouldBeNull();
        await Tell();

        _host.Clock.Reset(Instant.FromUtc(2031, 10, 1, 0, 0));
        await _host.Sweep();
        await _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);
        (await _host.Vault.Query($"select octet_length(card)::text from vault.identity_card where consumer = '{consumer}'")).ShouldBe(["0"]);
        await Tell();

        async Task Tell()
        {
            foreach (var follower in followers) (await follower.Read()).Items.Single().GetProperty("numberHash").GetString().ShouldBe(await follower.HashOf(phone));
        }
    }
}
