using System.Net;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Erasure;

/// <summary>A person is erased: nobody calls any more, card and key go once nothing stands against it, and the facts stay, linked to nobody.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private string Of(Guid consumer) => $"{_host.P}/consumers/{consumer}/erasure";

    private Task<Answer> Ask(Guid consumer) => _host.Anna.PostAsync(Of(consumer), new { ground = "consent-withdrawn" });

    private Task<Answer> Decide(Guid consumer, string decision, HttpClient? by = null, bool? despiteTerm = null) =>
        (by ?? _host.Bram).PostAsync($"{Of(consumer)}/approval", new { decision, reason = "Beoordeeld.", despiteTerm });

    private Task Work() => _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);

    private async Task<(string Phone, Guid Consumer)> Person(string name = "Willemijn Proefpersoon")
    {
        var phone = Desk.Phone();
        var consent = Desk.Consent(phone);
        consent["consumer"]!["name"] = name;
        consent["consumer"]!["email"] = "willemijn@voorbeeld.example";
        await _host.Desk.Accept(consent);
        return (phone, (await _host.Desk.Find(phone))!.Value);
    }

    [Fact]
    public async Task asking_stops_marketing_at_once_and_restricts_the_card()
    {
        var (phone, consumer) = await Person();
        var asked = await Ask(consumer).Expect(HttpStatusCode.Accepted);
        asked["state"].ShouldBe("requested");
        asked["answerBy"].ShouldBe("2026-10-15");
        (await Ask(consumer).Expect(HttpStatusCode.Accepted))["requestedAt"].ShouldBe(asked["requestedAt"]);

        var dossier = await _host.Desk.Dossier(phone);
        dossier.Consumer.GetProperty("restricted").GetBoolean().ShouldBeTrue();
        dossier.Consumer.GetProperty("phone").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        dossier.Timeline.Count(e => e.GetProperty("type").GetString() == "objection.registered").ShouldBe(1);
        var feed = (await _host.Desk.Staff.ReadAsync($"{_host.P}/suppressions").Expect(HttpStatusCode.OK)).Body.GetProperty("items");
        feed.GetArrayLength().ShouldBe(1);
        feed[0].GetProperty("kind").GetString().ShouldBe("objection");

        await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Conflict, "consumer-restricted");
        // Naming an inquiry of which there is no case file opens nothing.
        await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "authority", language = "nl", inquiry = "of-no-case" }).Expect(HttpStatusCode.Conflict, "consumer-restricted");
        await _host.Anna.ReadAsync($"{_host.P}/consumers/{consumer}/export").Expect(HttpStatusCode.Conflict, "consumer-restricted");
        await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "consumer", language = "nl" }).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task recordings_of_a_restricted_person_are_heard_for_a_case_or_for_the_person_alone()
    {
        var (phone, consumer) = await Person();
        var (named, cited, anothers) = (await _host.Recording(phone), await _host.Recording(), await _host.Recording(Desk.Phone()));
        var call = Desk.Call(phone, occurredAt: "2026-09-01T10:15:00+02:00");
        call["exhibits"] = new System.Text.Json.Nodes.JsonArray(cited);
        await _host.Desk.Accept(call);
        await _host.Settle();
        await Ask(consumer).Expect(HttpStatusCode.Accepted);
        foreach (var id in (string[])[named, cited])
        {
            (await _host.Content(id)).Code.ShouldBe("consumer-restricted");
            (await _host.Content(id, "?inquiry=of-no-case")).Code.ShouldBe("invalid-parameter");
            (await _host.Content(id, "?request=of-nobody")).Code.ShouldBe("invalid-parameter");
        }

        (await _host.Content(anothers)).Status.ShouldBe(HttpStatusCode.OK);
        (await _host.Vault.Query($"select 'x' from vault.mt_events where stream_id in ('exhibit/{named}', 'exhibit/{cited}') and type = 'exhibit.read'")).ShouldBeEmpty();
        await _host.Anna.PutAsync($"{_host.P}/inquiries/acm", new { authority = "ACM", reference = "ACM/26/1", legalBasis = "Awb 5:16", scope = new { consumers = new[] { consumer } } }).Expect(HttpStatusCode.Created);
        await _host.Anna.PutAsync($"{_host.P}/inquiries/elsewhere", new { authority = "ACM", reference = "ACM/26/2", legalBasis = "Awb 5:16", scope = new { consumers = new[] { Guid.NewGuid() } } }).Expect(HttpStatusCode.Created);
        await _host.Anna.PutAsync($"{_host.P}/access-requests/AVG-1", new { kind = "access", consumer, receivedAt = "2026-09-15T11:00:00+02:00" }).Expect(HttpStatusCode.Created);
        foreach (var id in (string[])[named, cited])
        {
            (await _host.Content(id, "?inquiry=elsewhere")).Code.ShouldBe("invalid-parameter");
            (await _host.Content(id, "?inquiry=acm")).Status.ShouldBe(HttpStatusCode.OK);
            (await _host.Content(id, "?request=AVG-1")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task a_second_person_has_card_key_recordings_and_packs_destroyed_and_the_facts_stay()
    {
        var (phone, consumer) = await Person();
        var recording = await _host.Recording(phone, purpose: "consent");
        var hash = await HashOf(phone, consumer);
        var pack = (await _host.Anna.PostAsync($"{_host.P}/packs", new { scope = new { consumer }, content = "facts", audience = "internal", language = "nl" }).Expect(HttpStatusCode.Accepted))["id"];
        await _host.Made(pack!);
        await Decide(consumer, "erase").Expect(HttpStatusCode.Conflict, "erasure-not-requested");
        await Ask(consumer).Expect(HttpStatusCode.Accepted);
        await Decide(consumer, "erase", _host.Anna).Expect(HttpStatusCode.Forbidden, "second-person-required");
        await Decide(consumer, "restrict").Expect(HttpStatusCode.Conflict, "nothing-stands");
        (await Decide(consumer, "erase").Expect(HttpStatusCode.OK))["state"].ShouldBe("erasing");
        await Work();
        _host.Clock.Advance(Duration.FromSeconds(1));
        await _host.Sweep();

        (await _host.Anna.ReadAsync(Of(consumer)).Expect(HttpStatusCode.OK))["state"].ShouldBe("erased");
        (await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}").Expect(HttpStatusCode.OK))["state"].ShouldBe("deleted");
        await _host.Anna.ReadAsync($"{_host.P}/packs/{pack}/content").Expect(HttpStatusCode.Gone, "content-deleted");
        (await _host.Has(recording)).ShouldBe((false, false));
        (await _host.Exhibit(recording)).GetProperty("certificate").GetProperty("term").GetString().ShouldBe("erased");
        var keys = _host.Vault.Services.GetRequiredService<KeyStore>();
        (await keys.OfConsumer(await keys.OfPrincipal(_host.Desk.Principal, Ct), consumer, Ct)).ShouldBeNull();
        (await _host.Vault.Query($"select octet_length(card)::text || names from vault.identity_card where consumer = '{consumer}'")).ShouldBe(["00"]);
        (await _host.Vault.Query($"select 'x' from vault.email_of_consumer where consumer = '{consumer}'")).ShouldBeEmpty();

        // From here on no number leads to whose facts these are.
        (await _host.Desk.Find(phone)).ShouldBeNull();
        (await _host.Desk.Find(phone, _host.Anna)).ShouldBeNull();

        var dossier = (await _host.Desk.Staff.ReadAsync($"{_host.P}/consumers/{consumer}/dossier").Expect(HttpStatusCode.OK)).Body;
        dossier.GetProperty("consumer").GetProperty("erased").GetBoolean().ShouldBeTrue();
        dossier.GetProperty("consents").GetArrayLength().ShouldBe(1);
        dossier.GetProperty("timeline").EnumerateArray().ShouldAllBe(e => e.GetProperty("ref").ValueKind == System.Text.Json.JsonValueKind.Null);
        // Nobody may call this number again, and each party can go on telling that it is this one.
        (await HashOf(phone, consumer)).ShouldBe(hash);
        (await _host.Desk.Post(Desk.Call(phone)).Expect(HttpStatusCode.Conflict, "consumer-erased")).ShouldNotBeNull();
    }

    [Fact]
    public async Task a_call_within_five_years_restricts_until_the_term_ends_and_then_it_goes_by_itself()
    {
        var (phone, consumer) = await Person();
        await _host.Desk.Accept(Desk.Call(phone, occurredAt: "2026-03-02T10:15:00+01:00"));
        var asked = await Ask(consumer).Expect(HttpStatusCode.Accepted);
        asked.Body.GetProperty("obstacles")[0].GetProperty("until").GetString().ShouldBe("2031-03-02T09:15:00Z");
        asked.Body.GetProperty("answer").GetProperty("nl").GetString()!.ShouldContain("Autoriteit Persoonsgegevens");
        await Decide(consumer, "erase").Expect(HttpStatusCode.Conflict, "term-stands");
        (await Decide(consumer, "restrict").Expect(HttpStatusCode.OK))["state"].ShouldBe("restricted");

        _host.Clock.Reset(Instant.FromUtc(2031, 3, 2, 9, 15));
        await Work();
        (await _host.Anna.ReadAsync(Of(consumer)).Expect(HttpStatusCode.OK))["state"].ShouldBe("restricted");
        _host.Clock.Advance(Duration.FromSeconds(1));
        await Work();
        (await _host.Anna.ReadAsync(Of(consumer)).Expect(HttpStatusCode.OK))["state"].ShouldBe("erased");
    }

    [Fact]
    public async Task the_approver_may_decide_otherwise_about_the_term_but_never_about_a_hold()
    {
        var (phone, consumer) = await Person();
        await _host.Desk.Accept(Desk.Call(phone));
        await Ask(consumer).Expect(HttpStatusCode.Accepted);
        await _host.Hold("acm", new { parties = new[] { _host.Desk.Principal } }).Expect(HttpStatusCode.Created);
        await Decide(consumer, "erase", despiteTerm: true).Expect(HttpStatusCode.Conflict, "hold-stands");
        (await Decide(consumer, "restrict").Expect(HttpStatusCode.OK))["state"].ShouldBe("restricted");
        await _host.Anna.PostAsync($"{_host.P}/holds/acm/release", new { }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/holds/acm/release/approval", new { }).Expect(HttpStatusCode.OK);
        (await Decide(consumer, "erase", despiteTerm: true).Expect(HttpStatusCode.OK))["state"].ShouldBe("erasing");
        await Work();
        (await _host.Anna.ReadAsync(Of(consumer)).Expect(HttpStatusCode.OK))["state"].ShouldBe("erased");
    }

    [Fact]
    public async Task a_recording_that_names_nobody_goes_with_the_person_whose_facts_cite_it_unless_anothers_do_too()
    {
        var (phone, consumer) = await Person();
        var (other, another) = await Person();
        var (cited, shared, late, lone) = (await _host.Recording(), await _host.Recording(), System.Security.Cryptography.RandomNumberGenerator.GetBytes(2_000), await _host.Recording());
        var awaited = await _host.Announce(late);
        await Cite(phone, cited, shared, awaited);
        await Cite(other, shared);
        // Found by the person from the instant that it is cited, judged or not.
        await _host.Hold("person", new { consumers = new[] { consumer } }).Expect(HttpStatusCode.Created);
        (await _host.StateOf(cited)).ShouldBe("held");
        (await _host.StateOf(shared)).ShouldBe("held");
        (await _host.StateOf(lone)).ShouldBe("stored");
        await _host.Anna.PostAsync($"{_host.P}/holds/person/release", new { }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/holds/person/release/approval", new { }).Expect(HttpStatusCode.OK);
        await _host.Settle();

        await Erase(consumer);
        await _host.Store(awaited, late);
        _host.Clock.Advance(Duration.FromSeconds(1));
        await _host.Sweep();
        (await _host.Has(cited)).ShouldBe((false, false));
        (await _host.Has(shared)).ShouldBe((true, true));
        (await _host.Has(lone)).ShouldBe((true, true));
        (await _host.Vault.Query($"select term::text from vault.exhibit_retention where exhibit = '{awaited}'")).ShouldBe([((int)Domain.Retention.RetentionTerm.Erased).ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await Erase(another);
        _host.Clock.Advance(Duration.FromSeconds(1));
        await _host.Sweep();
        (await _host.Has(shared)).ShouldBe((false, false));
        (await _host.Has(lone)).ShouldBe((true, true));

        async Task Cite(string by, params string[] exhibits)
        {
            var call = Desk.Call(by, occurredAt: "2026-09-01T10:15:00+02:00");
            var array = new System.Text.Json.Nodes.JsonArray();
            foreach (var exhibit in exhibits) array.Add((System.Text.Json.Nodes.JsonNode)exhibit);
            call["exhibits"] = array;
            await _host.Desk.Accept(call);
        }

        async Task Erase(Guid who)
        {
            await Ask(who).Expect(HttpStatusCode.Accepted);
            await Decide(who, "erase", despiteTerm: true).Expect(HttpStatusCode.OK);
            await Work();
        }
    }

    [Fact]
    public async Task another_server_forgets_the_key_it_holds_in_memory()
    {
        var (phone, consumer) = await Person();
        await using var other = await VaultHost.StartAsync(services: services => services.GoBy(_host.Clock), beside: _host.Vault);
        var keys = other.Services.GetRequiredService<KeyStore>();
        var principal = await keys.OfPrincipal(_host.Desk.Principal, Ct);
        (await keys.OfConsumer(principal, consumer, Ct)).ShouldNotBeNull();
        await Ask(consumer).Expect(HttpStatusCode.Accepted);
        await Decide(consumer, "erase").Expect(HttpStatusCode.OK);
        await Work();

        using var client = other.Client(await other.CreateKeyAsync(_host.Desk.Principal));
        await _host.Desk.Post(Desk.Call(phone), client).Expect(HttpStatusCode.Conflict, "consumer-erased");
        await other.Services.GetRequiredService<ErasureWorker>().Run(Ct);
        (await keys.OfConsumer(principal, consumer, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task what_broke_off_is_finished()
    {
        var (_, consumer) = await Person();
        await Ask(consumer).Expect(HttpStatusCode.Accepted);
        await Decide(consumer, "erase").Expect(HttpStatusCode.OK);
        await Work();
        // As if the server had been killed before the key went.
        await _host.Vault.Query($"update vault.erasure set state = 2, next_at = '2026-01-01' where consumer = '{consumer}' returning principal");
        await Work();
        (await _host.Vault.Query($"select state::text from vault.erasure where consumer = '{consumer}'")).ShouldBe(["3"]);
        (await _host.Vault.Query($"select count(*)::text from vault.mt_events where stream_id = 'erasure/{consumer:N}' and type = 'consumer.erased'")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task bad_ones_are_refused()
    {
        var (_, consumer) = await Person();
        await _host.Anna.PostAsync(Of(Guid.NewGuid()), new { ground = "objection" }).Expect(HttpStatusCode.NotFound, "not-found");
        (await _host.Anna.PostAsync(Of(consumer), new { ground = "zomaar" })).Errors.ShouldBe(["/ground unknown-value"]);
        await _host.Anna.ReadAsync(Of(consumer)).Expect(HttpStatusCode.NotFound, "not-found");
        await _host.Desk.ByAgency.PostAsync(Of(consumer), new { ground = "objection" }).Expect(HttpStatusCode.Forbidden, "scope-missing");
    }

    // The number's hash under the principal's own key, as its feed tells it.
    private async Task<string> HashOf(string phone, Guid consumer)
    {
        var feed = (await _host.Desk.Staff.ReadAsync($"{_host.P}/suppressions").Expect(HttpStatusCode.OK)).Body.GetProperty("items");
        if (feed.GetArrayLength() > 0) return feed[0].GetProperty("numberHash").GetString()!;
        var keys = _host.Vault.Services.GetRequiredService<KeyStore>();
        consumer.ShouldNotBe(Guid.Empty);
        return EvidenceVault.Server.Suppressions.NumberHashes.Of((await keys.OfPrincipal(_host.Desk.Principal, Ct)).SuppressionKey(_host.Desk.Principal), phone);
    }
}
