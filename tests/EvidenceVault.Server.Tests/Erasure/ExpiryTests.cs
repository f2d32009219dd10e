using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Erasure;

/// <summary>When no fact about a person has a term left, card and key go by themselves, and the facts stay, linked to nobody.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    // Five years after the call.
    private static readonly Instant Last = Instant.FromUtc(2031, 3, 2, 9, 15);

    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task Work()
    {
        await _host.Sweep();
        await _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);
    }

    private async Task<(string Phone, Guid Consumer)> Called()
    {
        var phone = Desk.Phone();
        var call = Desk.Call(phone);
        call["consumer"]!["name"] = "Willemijn Proefpersoon";
        call["consumer"]!["email"] = "willemijn@voorbeeld.example";
        await _host.Desk.Accept(call);
        return (phone, (await _host.Desk.Find(phone))!.Value);
    }

    private async Task<JsonElement> Dossier(Guid consumer) => (await _host.Desk.Staff.ReadAsync($"{_host.P}/consumers/{consumer}/dossier").Expect(HttpStatusCode.OK)).Body;

    private async Task<bool> HasKey(Guid consumer)
    {
        var keys = _host.Vault.Services.GetRequiredService<KeyStore>();
        return await keys.OfConsumer(await keys.OfPrincipal(_host.Desk.Principal, Ct), consumer, Ct) is not null;
    }

    private Task<IReadOnlyList<string>> Recorded(Guid consumer) =>
        _host.Vault.Query($"select (data ->> 'keepUntil') || ' ' || (data ->> 'term') || ' ' || (data ->> 'numberReleased') from vault.mt_events where stream_id = 'erasure/{consumer:N}' and type = 'consumer.expired'");

    [Fact]
    public async Task until_the_last_instant_all_stays_and_after_it_card_and_key_go_and_the_facts_stay()
    {
        var (phone, consumer) = await Called();
        await _host.Settle();
        (await Dossier(consumer)).GetProperty("consumer").GetProperty("keptUntil").GetString().ShouldBe("2031-03-02T09:15:00Z");
        _host.Clock.Reset(Last);
        await Work();
        (await HasKey(consumer)).ShouldBeTrue();
        (await Recorded(consumer)).ShouldBeEmpty();

        _host.Clock.Advance(Duration.FromMilliseconds(1));
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
        (await Recorded(consumer)).ShouldBe(["2031-03-02T09:15:00Z call true"]);
        (await _host.Vault.Query($"select octet_length(card)::text || names from vault.identity_card where consumer = '{consumer}'")).ShouldBe(["00"]);
        (await _host.Vault.Query($"select 'x' from vault.email_of_consumer where consumer = '{consumer}'")).ShouldBeEmpty();
        var dossier = await Dossier(consumer);
        var view = dossier.GetProperty("consumer");
        view.GetProperty("erased").GetBoolean().ShouldBeTrue();
        view.GetProperty("phone").ValueKind.ShouldBe(JsonValueKind.Null);
        view.GetProperty("expiredAt").GetString().ShouldBe("2031-03-02T09:15:00.001Z");
        view.GetProperty("keptBecause").GetProperty("nl").GetString()!.ShouldContain("vernietigd");
        dossier.GetProperty("calls").GetArrayLength().ShouldBe(1);
        dossier.GetProperty("timeline")[0].GetProperty("ref").ValueKind.ShouldBe(JsonValueKind.Null);

        // Done once, whatever is looked at again.
        await Work();
        (await Recorded(consumer)).Count.ShouldBe(1);
        // Nobody is found by the number, and whoever has it may come anew, as another consumer.
        (await _host.Desk.Find(phone)).ShouldBeNull();
        await _host.Desk.Accept(Desk.Consent(phone, occurredAt: "2031-03-01T10:15:00+01:00"));
        var anew = (await _host.Desk.Find(phone))!.Value;
        anew.ShouldNotBe(consumer);
        (await Dossier(anew)).GetProperty("timeline").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task whoever_objected_stays_suppressed_by_hash_and_nothing_is_added()
    {
        var (phone, consumer) = await Called();
        await _host.Desk.Accept(new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "objection.registered",
            ["ref"] = Desk.Ref("O"),
            ["occurredAt"] = "2026-03-03T10:15:00+01:00",
            ["consumer"] = new System.Text.Json.Nodes.JsonObject { ["phone"] = phone },
            ["via"] = "phone",
        });
        var before = await Hashes();
        _host.Clock.Reset(Last + Duration.FromDays(1));
        await Work();
        (await Recorded(consumer)).ShouldBe(["2031-03-02T09:15:00Z call false"]);
        (await Hashes()).ShouldBe(before);
        await _host.Desk.Post(Desk.Call(phone, occurredAt: "2031-03-02T10:15:00+01:00")).Expect(HttpStatusCode.Conflict, "consumer-erased");
    }

    [Fact]
    public async Task a_hold_keeps_it_and_after_its_release_it_goes()
    {
        var (_, consumer) = await Called();
        await _host.Hold("acm", new { consumers = new[] { consumer } }).Expect(HttpStatusCode.Created);
        _host.Clock.Reset(Last + Duration.FromDays(1));
        await Work();
        (await HasKey(consumer)).ShouldBeTrue();
        await _host.Anna.PostAsync($"{_host.P}/holds/acm/release", new { }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/holds/acm/release/approval", new { }).Expect(HttpStatusCode.OK);
        _host.Clock.Advance(Duration.FromHours(1));
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
    }

    [Fact]
    public async Task a_request_that_is_not_answered_keeps_it_and_after_the_answer_it_goes()
    {
        var (_, consumer) = await Called();
        var (_, another) = await Called();
        await _host.Anna.PutAsync($"{_host.P}/access-requests/AVG-1", new { kind = "access", consumer, receivedAt = "2026-09-15T11:00:00+02:00" }).Expect(HttpStatusCode.Created);
        await _host.Settle();
        (await Dossier(consumer)).GetProperty("consumer").GetProperty("keptUntil").GetString().ShouldBe("2031-03-02T09:15:00Z");
        _host.Clock.Reset(Last + Duration.FromDays(1));
        await Work();
        (await HasKey(another)).ShouldBeFalse();
        (await HasKey(consumer)).ShouldBeTrue();
        var view = (await Dossier(consumer)).GetProperty("consumer");
        view.GetProperty("keptUntil").ValueKind.ShouldBe(JsonValueKind.Null);
        view.GetProperty("keptBecause").GetProperty("nl").GetString()!.ShouldContain("inzage");

        using (var export = await _host.Anna.GetAsync(new Uri($"{_host.P}/consumers/{consumer}/export?request=AVG-1", UriKind.Relative), Ct))
        {
            export.StatusCode.ShouldBe(HttpStatusCode.OK);
            await export.Content.ReadAsByteArrayAsync(Ct);
        }

        (await Dossier(consumer)).GetProperty("consumer").GetProperty("keptUntil").GetString().ShouldBe("2031-03-02T09:15:00Z");
        _host.Clock.Advance(Duration.FromHours(1));
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
    }

    [Fact]
    public async Task a_fact_that_came_in_and_was_not_judged_yet_keeps_it()
    {
        var (phone, consumer) = await Called();
        await _host.Settle();
        _host.Clock.Reset(Last + Duration.FromDays(1));
        // Judged as of now, and then a call comes in that nobody judged.
        await _host.Settle();
        await _host.Desk.Accept(Desk.Call(phone, occurredAt: "2031-03-03T09:15:00+01:00"));
        await _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);
        (await HasKey(consumer)).ShouldBeTrue();
        await _host.Settle();
        _host.Clock.Advance(Duration.FromMinutes(5));
        await Work();
        (await HasKey(consumer)).ShouldBeTrue();
        (await Dossier(consumer)).GetProperty("consumer").GetProperty("keptUntil").GetString().ShouldBe("2036-03-03T08:15:00Z");
    }

    [Fact]
    public async Task a_pack_that_is_there_keeps_it_until_it_went()
    {
        var (_, consumer) = await Called();
        _host.Clock.Reset(Last - Duration.FromDays(10));
        var pack = (await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Accepted))["id"];
        await _host.Made(pack!);
        _host.Clock.Reset(Last + Duration.FromDays(1));
        await Work();
        (await HasKey(consumer)).ShouldBeTrue();
        _host.Clock.Reset(Last + Duration.FromDays(400));
        await _host.Vault.Services.GetRequiredService<EvidenceVault.Server.Packs.SweepPacks>().Run(Ct);
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
        (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"].ShouldBe("deleted");
    }

    [Fact]
    public async Task another_server_forgets_the_key_it_holds_in_memory()
    {
        var (_, consumer) = await Called();
        await _host.Settle();
        _host.Clock.Reset(Last + Duration.FromDays(1));
        await using var other = await VaultHost.StartAsync(services: services => services.GoBy(_host.Clock), beside: _host.Vault);
        var keys = other.Services.GetRequiredService<KeyStore>();
        (await keys.OfConsumer(await keys.OfPrincipal(_host.Desk.Principal, Ct), consumer, Ct)).ShouldNotBeNull();
        await Work();
        for (var until = DateTime.UtcNow.AddSeconds(20); await keys.OfConsumer(await keys.OfPrincipal(_host.Desk.Principal, Ct), consumer, Ct) is not null;)
        {
            if (DateTime.UtcNow > until) throw new TimeoutException("The other server holds the key still.");
            await Task.Delay(100, Ct);
        }
    }

    [Fact]
    public async Task the_preview_counts_whom_it_concerns()
    {
        await Called();
        await _host.Settle();
        (await Preview("2031-03-01")).ShouldBe(0);
        (await Preview("2031-03-02")).ShouldBe(1);
        _host.Clock.Reset(Last + Duration.FromDays(1));
        await Work();
        (await Preview("2031-03-10")).ShouldBe(0);
    }

    private async Task<int> Preview(string until) =>
        (await _host.Anna.ReadAsync($"{_host.P}/retention/preview?until={until}").Expect(HttpStatusCode.OK)).Body.GetProperty("summary").GetProperty("consumers").GetInt32();

    private async Task<List<string?>> Hashes() =>
        [.. (await _host.Desk.Staff.ReadAsync($"{_host.P}/suppressions").Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("numberHash").GetString())];
}
