using System.Net;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>When a countersigned pack goes, both its files go.</summary>
public sealed class CountersignedPackEndTests : IAsyncLifetime
{
    private readonly CountersignHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PackDestruction Destruction => _host.Vault.Services.GetRequiredService<PackDestruction>();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task when_its_term_ends_both_files_go_and_nobody_countersigns_it_any_more()
    {
        var (id, other) = (await _host.Pack(), await _host.Pack());
        await _host.Countersign(_host.Base.Bram, id).Expect(HttpStatusCode.OK);
        var pack = await _host.Load(id);
        pack.Blobs.Count().ShouldBe(2);
        _host.Base.Clock.Advance(Duration.FromDays(400));
        (await _host.Vault.Services.GetRequiredService<SweepPacks>().Run(Ct)).ShouldBe(2);
        foreach (var blob in pack.Blobs) (await _host.HasBlob(blob)).ShouldBeFalse();
        (await _host.Load(id)).Deleted!.Sha256.ShouldBe(pack.Countersigned!.Sha256);
        (await _host.Load(id)).Deleted!.Size.ShouldBe(pack.Countersigned.Size);
        foreach (var gone in (string[])[id, other]) await _host.Countersign(_host.Base.Bram, gone).Expect(HttpStatusCode.Gone, "content-deleted");
        using var anyone = _host.Vault.Client();
        (await anyone.ReadAsync($"/controle/{id}")).Text.ShouldContain(pack.Countersigned.Sha256, Case.Sensitive, "copies handed over can still be told by it");
    }

    [Fact]
    public async Task one_that_is_countersigned_while_it_is_being_deleted_leaves_no_file()
    {
        var id = await _host.Pack();
        var stale = await _host.Load(id);
        await _host.Countersign(_host.Base.Bram, id).Expect(HttpStatusCode.OK);
        var pack = await _host.Load(id);
        // Whoever deletes it looked before.
        await Destruction.Destroy(_host.Base.Desk.Principal, stale, PackDeletionReason.TermEnded, Ct);
        foreach (var blob in pack.Blobs) (await _host.HasBlob(blob)).ShouldBeFalse();
        (await _host.Load(id)).Deleted!.Sha256.ShouldBe(pack.Countersigned!.Sha256);
    }

    [Fact]
    public async Task one_that_is_deleted_while_it_is_being_countersigned_stays_deleted()
    {
        var (id, keyless) = (await _host.Pack(), await _host.Pack());
        var (stale, half) = (await _host.Load(id), await _host.Load(keyless));
        await Destruction.Destroy(_host.Base.Desk.Principal, stale, PackDeletionReason.TermEnded, Ct);
        await Destruction.DestroyKey(_host.Base.Desk.Principal, keyless, Ct);
        var blobs = await _host.Blobs();
        var caller = new Caller("key", false, _host.Base.Desk.Principal, null, "bram", Scopes.OfPrincipal);
        foreach (var pack in (Pack[])[stale, half])
            (await _host.Vault.Services.GetRequiredService<PackCountersigning>().Sign(_host.Base.Desk.Principal, pack, _host.Signer("bram"), caller, false, Ct)).ShouldBeNull();
        (await _host.Blobs()).ShouldBe(blobs);
        (await _host.Events(id)).ShouldBe(["pack.requested", "pack.made", "pack.deleted"]);
        await _host.Countersign(_host.Base.Bram, keyless).Expect(HttpStatusCode.Gone, "content-deleted");
    }
}
