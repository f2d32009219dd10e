using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Tests.Erasure;

/// <summary>What comes up between the decision to erase a person and the erasing, and what is under way meanwhile.</summary>
public sealed class ErasureRaceTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_hold_placed_after_the_decision_stops_it_and_says_so_and_after_its_release_it_goes()
    {
        var (phone, consumer) = await Person();
        var recording = await _host.Recording(phone);
        var pack = await Pack(consumer);
        await _host.Made(pack);
        await Decided(consumer);
        var (_, another) = await Person();
        var hold = await _host.Hold("acm", new { consumers = new[] { consumer } }).Expect(HttpStatusCode.Created);
        hold.Body.GetProperty("stoppedErasures").EnumerateArray().Select(c => c.GetGuid()).ShouldBe([consumer]);
        (await _host.Hold("other", new { consumers = new[] { another } }).Expect(HttpStatusCode.Created)).Body.GetProperty("stoppedErasures").GetArrayLength().ShouldBe(0);
        await Work();
        (await HasKey(consumer)).ShouldBeTrue();
        (await _host.StateOf(recording)).ShouldBe("held");
        (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"].ShouldBe("ready");
        var view = await _host.Anna.ReadAsync(Of(consumer)).Expect(HttpStatusCode.OK);
        view["state"].ShouldBe("erasing");
        view.Body.GetProperty("obstacles")[0].GetProperty("hold").GetString().ShouldBe("acm");

        await _host.Anna.PostAsync($"{_host.P}/holds/acm/release", new { }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/holds/acm/release/approval", new { }).Expect(HttpStatusCode.OK);
        _host.Clock.Advance(Duration.FromHours(1));
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
        (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"].ShouldBe("deleted");
    }

    [Fact]
    public async Task a_request_that_waits_for_its_answer_keeps_the_person_until_it_has_one()
    {
        var (_, consumer) = await Person();
        await Request("AVG-1", consumer).Expect(HttpStatusCode.Created);
        await _host.Anna.PostAsync(Of(consumer), new { ground = "objection" }).Expect(HttpStatusCode.Accepted);
        (await _host.Anna.ReadAsync(Of(consumer)).Expect(HttpStatusCode.OK)).Body.GetProperty("obstacles")[0].GetProperty("code").GetString().ShouldBe("open-request");
        await Decide(consumer, "erase").Expect(HttpStatusCode.Conflict, "request-unanswered");
        await Decide(consumer, "restrict").Expect(HttpStatusCode.OK);
        await Work();
        (await HasKey(consumer)).ShouldBeTrue();

        const string closing = "access-requests/AVG-1/answered-otherwise";
        (await _host.Anna.PostAsync($"{_host.P}/{closing}", new { reason = "Bel 0612345678." })).Errors.ShouldBe(["/reason personal-data-in-field"]);
        (await _host.Anna.PostAsync($"{_host.P}/{closing}", new { })).Errors.ShouldBe(["/reason required"]);
        await _host.Anna.PostAsync($"{_host.P}/access-requests/none/answered-otherwise", new { reason = "Per post." }).Expect(HttpStatusCode.NotFound, "not-found");
        await _host.Desk.ByAgency.PostAsync($"{_host.P}/{closing}", new { reason = "Per post." }).Expect(HttpStatusCode.Forbidden, "scope-missing");
        var closed = await _host.Anna.PostAsync($"{_host.P}/{closing}", new { reason = "Per post beantwoord." }).Expect(HttpStatusCode.OK);
        closed["answeredOtherwise"].ShouldBe("Per post beantwoord.");
        closed["answeredAt"].ShouldBe("2026-09-15T10:00:00Z");
        (await _host.Anna.PostAsync($"{_host.P}/{closing}", new { reason = "Toch niet." }).Expect(HttpStatusCode.OK))["answeredOtherwise"].ShouldBe("Per post beantwoord.");
        (await _host.Vault.Query("select type from vault.mt_events where stream_id = 'access-request/AVG-1' order by version")).ShouldBe(["access-request.registered", "access-request.answered-otherwise"]);
        _host.Clock.Advance(Duration.FromHours(1));
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
    }

    [Fact]
    public async Task a_request_registered_after_the_decision_stops_it_and_about_somebody_erased_none_is_registered()
    {
        var (_, consumer) = await Person();
        await Decided(consumer);
        await Request("AVG-1", consumer).Expect(HttpStatusCode.Created);
        await Work();
        (await HasKey(consumer)).ShouldBeTrue();
        await _host.Anna.PostAsync($"{_host.P}/access-requests/AVG-1/answered-otherwise", new { reason = "Ingetrokken." }).Expect(HttpStatusCode.OK);
        _host.Clock.Advance(Duration.FromHours(1));
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
        await Request("AVG-2", consumer).Expect(HttpStatusCode.Conflict, "consumer-erased");
        // Said again, what was registered before stands.
        await Request("AVG-1", consumer).Expect(HttpStatusCode.OK);
        (await _host.Vault.Query("select id from vault.access_request where id = 'AVG-2'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_pack_that_is_being_made_while_the_person_is_erased_comes_to_nothing()
    {
        var (_, consumer) = await Person();
        string pack;
        // While this is held, no file can be kept.
        await using (await Locked("vault.exhibit_upload"))
        {
            pack = await Pack(consumer);
            await Until(async () => (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}"))["state"] == "making");
            // It gathers what it is about.
            await Until(async () => await Waiting("exhibit_upload"));
            await Decided(consumer);
            await Work();
            (await HasKey(consumer)).ShouldBeFalse();
        }

        await Until(async () => (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}"))["state"] is not "making" and not "requested");
        var failed = await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK);
        failed["state"].ShouldBe("failed");
        failed.Body.GetProperty("problem").GetProperty("code").GetString().ShouldBe("consumer-gone");
        await Until(async () => (await _host.Vault.Query("select blob from vault.exhibit_upload")).Count == 0);
        await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}/content").Expect(HttpStatusCode.Conflict, "pack-failed");
    }

    [Fact]
    public async Task content_that_is_being_stored_while_the_person_is_erased_goes_too()
    {
        var (phone, consumer) = await Person();
        var content = RandomNumberGenerator.GetBytes(2_000);
        var recording = await _host.Announce(content, phone);
        await Decided(consumer);
        Task storing;
        Task erasing;
        // What both write last.
        await using (await Locked("vault.judging_due"))
        {
            storing = _host.Store(recording, content);
            await Until(async () => (await _host.Vault.Query("select 'x' from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'insert into vault.judging_due%'")).Count > 0);
            erasing = Work();
            await Task.WhenAny(erasing, Task.Delay(1_500, Ct));
        }

        await storing;
        await erasing;
        _host.Clock.Advance(Duration.FromSeconds(1));
        await Work();
        (await HasKey(consumer)).ShouldBeFalse();
        await _host.Sweep();
        (await _host.StateOf(recording)).ShouldBe("deleted");
        (await _host.Has(recording)).ShouldBe((false, false));
    }

    private string Of(Guid consumer) => $"{_host.P}/consumers/{consumer}/erasure";

    private Task Work() => _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);

    private Task<Answer> Decide(Guid consumer, string decision) => _host.Bram.PostAsync($"{Of(consumer)}/approval", new { decision, reason = "Beoordeeld." });

    private Task<Answer> Request(string reference, Guid consumer) =>
        _host.Anna.PutAsync($"{_host.P}/access-requests/{reference}", new { kind = "access", consumer, receivedAt = "2026-09-15T11:00:00+02:00" });

    private async Task Decided(Guid consumer)
    {
        await _host.Anna.PostAsync(Of(consumer), new { ground = "objection" }).Expect(HttpStatusCode.Accepted);
        await Decide(consumer, "erase").Expect(HttpStatusCode.OK);
    }

    private async Task<(string Phone, Guid Consumer)> Person()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Consent(phone));
        return (phone, (await _host.Desk.Find(phone))!.Value);
    }

    private async Task<string> Pack(Guid consumer) =>
        (await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Accepted))["id"]!;

    private async Task<bool> HasKey(Guid consumer)
    {
        var keys = _host.Vault.Services.GetRequiredService<KeyStore>();
        return await keys.OfConsumer(await keys.OfPrincipal(_host.Desk.Principal, Ct), consumer, Ct) is not null;
    }

    private async Task<NpgsqlConnection> Locked(string table)
    {
        var connection = await _host.Vault.Services.GetRequiredService<VaultDatabase>().Source.OpenConnectionAsync(Ct);
        await using var command = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private async Task<bool> Waiting(string table) =>
        (await _host.Vault.Query($"select 'x' from pg_locks where not granted and relation = 'vault.{table}'::regclass")).Count > 0;

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var until = DateTime.UtcNow.AddSeconds(60); !await condition(); await Task.Delay(100, Ct))
            if (DateTime.UtcNow > until) throw new TimeoutException("It did not come about.");
    }
}
