using System.Net;
using System.Text;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>A recording goes when its term ends, provably, and what it proved stays.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_recording_goes_when_its_term_has_ended_and_not_a_moment_before()
    {
        var id = await _host.Recording(Desk.Phone());
        await _host.Settle();
        var due = Instant.FromUtc(2027, 3, 1, 9, 15);
        (await _host.Exhibit(id)).GetProperty("deleteAfter").GetString().ShouldBe("2027-03-01T09:15:00Z");

        _host.Clock.Reset(due);
        (await _host.Sweep()).ShouldBe(0);
        (await _host.StateOf(id)).ShouldBe("stored");

        _host.Clock.Reset(due + Duration.FromMilliseconds(1));
        (await _host.Sweep()).ShouldBe(1);
        (await _host.StateOf(id)).ShouldBe("deleted");
        (await _host.Has(id)).ShouldBe((false, false));
        (await _host.Content(id)).Code.ShouldBe("content-deleted");
        (await _host.Events(id, "exhibit.deleted")).ShouldBe(1);
    }

    [Fact]
    public async Task its_certificate_says_what_went_and_why_and_is_signed()
    {
        var id = await _host.Recording(Desk.Phone());
        (await _host.Desk.Staff.ReadAsync($"{_host.P}/exhibits/{id}/certificate").Expect(HttpStatusCode.Conflict, "content-not-deleted")).ShouldNotBeNull();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        await _host.Sweep();

        var certificate = (await _host.Desk.Staff.ReadAsync($"{_host.P}/exhibits/{id}/certificate").Expect(HttpStatusCode.OK)).Body;
        certificate.GetProperty("term").GetString().ShouldBe("no-sale");
        certificate.GetProperty("size").GetInt64().ShouldBe(2_000);
        certificate.GetProperty("storage").EnumerateArray().Last().GetProperty("status").GetInt32().ShouldBe(404);
        certificate.GetProperty("keyDestroyedAt").GetString().ShouldBe("2027-03-02T00:00:00Z");
        var view = (await _host.Exhibit(id)).GetProperty("certificate");
        view.GetProperty("sha256").GetString().ShouldBe(certificate.GetProperty("sha256").GetString());

        var key = (await _host.Desk.Staff.ReadAsync("/v1/signing-key").Expect(HttpStatusCode.OK)).Body.GetProperty("publicKey").GetString()!;
        string[] lines =
        [
            "evidence-vault destruction v1", _host.Desk.Principal, id, certificate.GetProperty("sha256").GetString()!, "2000", certificate.GetProperty("eventId").GetString()!,
            "2027-03-02T00:00:00Z", "2027-03-02T00:00:00Z",
        ];
        Verification.SignedText.Verify(Convert.FromBase64String(key), Convert.FromBase64String(certificate.GetProperty("signature").GetString()!), lines).ShouldBeTrue();
        lines[3] = new string('0', 64);
        Verification.SignedText.Verify(Convert.FromBase64String(key), Convert.FromBase64String(certificate.GetProperty("signature").GetString()!), lines).ShouldBeFalse();

        using var pdf = await _host.Desk.Staff.GetAsync(new Uri($"{_host.P}/exhibits/{id}/certificate.pdf?language=en", UriKind.Relative), Ct);
        pdf.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        Encoding.ASCII.GetString((await pdf.Content.ReadAsByteArrayAsync(Ct))[..5]).ShouldBe("%PDF-");
    }

    [Fact]
    public async Task what_it_proved_still_stands_and_the_dossier_says_that_it_went_lawfully()
    {
        var phone = Desk.Phone();
        var recording = await _host.Recording(phone, "2026-03-01T10:15:00+01:00", purpose: "consent");
        var consent = Desk.Consent(phone);
        consent["exhibits"] = new System.Text.Json.Nodes.JsonArray(recording);
        await _host.Desk.Accept(consent);
        await _host.Settle();
        var before = (await _host.Desk.Dossier(phone)).Consents[0].GetProperty("grantedAt").GetString();
        _host.Clock.Reset(Instant.FromUtc(2028, 3, 2, 0, 0));
        await _host.Sweep();

        var after = await _host.Desk.Dossier(phone);
        after.Consents[0].GetProperty("grantedAt").GetString().ShouldBe(before);
        after.Json.GetProperty("exhibits")[0].GetProperty("state").GetString().ShouldBe("deleted");
    }

    [Fact]
    public async Task a_withdrawal_makes_it_go_earlier_and_that_is_recorded_with_what_set_it_going()
    {
        var phone = Desk.Phone();
        var recording = await _host.Recording(phone, "2026-09-01T10:15:00+02:00", purpose: "consent");
        var consent = Desk.Consent(phone, occurredAt: "2026-09-01T10:15:00+02:00");
        consent["exhibits"] = new System.Text.Json.Nodes.JsonArray(recording);
        await _host.Desk.Accept(consent);
        await _host.Settle();
        (await _host.Exhibit(recording)).GetProperty("deleteAfter").GetString().ShouldBe("2028-09-01T08:15:00Z");

        var withdrawal = await _host.Desk.Accept(new()
        {
            ["type"] = "consent.withdrawn",
            ["ref"] = Desk.Ref("W"),
            ["occurredAt"] = "2026-09-10T10:15:00+02:00",
            ["consumer"] = new System.Text.Json.Nodes.JsonObject { ["phone"] = phone },
            ["via"] = "email",
        });
        await _host.Settle();
        var exhibit = await _host.Exhibit(recording);
        exhibit.GetProperty("deleteAfter").GetString().ShouldBe("2027-03-10T09:15:00Z");
        exhibit.GetProperty("retention").GetProperty("trigger").GetGuid().ShouldBe(withdrawal);
        exhibit.GetProperty("retention").GetProperty("term").GetString().ShouldBe("after-withdrawal");
        (await _host.Events(recording, "exhibit.term-set")).ShouldBe(2);
    }

    [Fact]
    public async Task another_policy_moves_the_terms_of_all_from_its_first_day()
    {
        var named = await _host.Recording(Desk.Phone());
        var unnamed = await _host.Recording();
        await _host.Settle();
        await _host.Desk.Staff.PutAsync($"{_host.P}/policy", new { validFrom = "2026-10-01", justification = "Korter is genoeg.", retention = new { noSale = "P3M" } }).Expect(HttpStatusCode.Created);
        await _host.Settle();
        (await _host.Exhibit(named)).GetProperty("deleteAfter").GetString().ShouldBe("2027-03-01T09:15:00Z");

        _host.Clock.Reset(Instant.FromUtc(2026, 10, 1, 10, 0));
        await _host.Settle();
        foreach (var id in (string[])[named, unnamed])
        {
            var exhibit = await _host.Exhibit(id);
            exhibit.GetProperty("deleteAfter").GetString().ShouldBe("2026-12-01T09:15:00Z");
            exhibit.GetProperty("retention").GetProperty("policyFrom").GetString().ShouldBe("2026-10-01");
            (await _host.Events(id, "exhibit.term-set")).ShouldBe(2);
        }
    }

    [Fact]
    public async Task all_being_judged_afresh_freezes_no_term()
    {
        var (named, unnamed) = (await _host.Recording(Desk.Phone()), await _host.Recording());
        // Each is another generation.
        foreach (var (from, term) in ((string, string)[])[("2026-10-01", "P5M"), ("2026-11-01", "P4M"), ("2026-12-01", "P3M")])
        {
            (await _host.Desk.Staff.PutAsync($"{_host.P}/policy", new { validFrom = from, justification = "Korter is genoeg.", retention = new { noSale = term } })).Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
            await _host.Settle();
        }

        await _host.Vault.Services.GetRequiredService<EvidenceVault.Server.Scorecards.JudgedBooks>().Rebuild(_host.Desk.Principal, Ct);
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2026, 10, 1, 10, 0));
        await _host.Settle();
        foreach (var id in (string[])[named, unnamed])
        {
            (await _host.Exhibit(id)).GetProperty("deleteAfter").GetString().ShouldBe("2027-02-01T09:15:00Z");
            (await _host.Events(id, "exhibit.term-set")).ShouldBe(2);
        }
    }

    [Fact]
    public async Task what_came_in_after_its_term_is_kept_for_the_facts_that_come_with_it()
    {
        var phone = Desk.Phone();
        var recording = await _host.Recording(phone, "2025-01-05T10:15:00+01:00");
        await _host.Sweep();
        var exhibit = await _host.Exhibit(recording);
        exhibit.GetProperty("state").GetString().ShouldBe("stored");
        exhibit.GetProperty("deleteAfter").GetString().ShouldBe("2026-09-22T10:00:00Z");
        exhibit.GetProperty("retention").GetProperty("term").GetString().ShouldBe("arrival");
    }

    [Fact]
    public async Task nothing_goes_by_a_term_that_a_fact_recorded_before_may_have_moved()
    {
        var phone = Desk.Phone();
        var recording = await _host.Recording(phone);
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        // As between the commit of a fact and the next judging.
        await _host.Vault.Query($"insert into vault.judging_due (shard, principal, consumer, since) select 0, principal, consumer, now() + interval '1 day' from vault.exhibit_retention where exhibit = '{recording}' returning principal");
        (await _host.Vault.Services.GetRequiredService<Sweep>().Run(Ct)).ShouldBe(1);
        (await _host.StateOf(recording)).ShouldBe("stored");

        await _host.Vault.Query("delete from vault.judging_due returning principal");
        _host.Clock.Advance(Duration.FromMinutes(1));
        await _host.Sweep();
        (await _host.StateOf(recording)).ShouldBe("deleted");
    }

    [Fact]
    public async Task a_backup_of_the_keys_put_back_opens_nothing_that_was_deleted()
    {
        var recording = await _host.Recording(Desk.Phone());
        var keys = _host.Vault.Services.GetRequiredService<KeyDatabase>();
        await using (var keep = keys.Source.CreateCommand($"create table kept as select * from exhibit_key where exhibit = '{recording}'")) await keep.ExecuteNonQueryAsync(Ct);
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        await _host.Sweep();
        await using (var putBack = keys.Source.CreateCommand($"update exhibit_key k set wrapped = kept.wrapped from kept where k.exhibit = kept.exhibit")) (await putBack.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
        (await _host.Has(recording)).Key.ShouldBeTrue();

        (await _host.Vault.Services.GetRequiredService<DestroyedKeys>().DestroyAgain(Ct)).ShouldBe(1);
        (await _host.Has(recording)).Key.ShouldBeFalse();
        (await _host.Vault.Services.GetRequiredService<DestroyedKeys>().DestroyAgain(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task two_sweeps_at_once_delete_each_exhibit_once()
    {
        var ids = new List<string>();
        for (var i = 0; i < 25; i++) ids.Add(await _host.Recording(i % 2 == 0 ? Desk.Phone() : null));
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        await using var other = await VaultHost.StartAsync(services: services => services.GoBy(_host.Clock), beside: _host.Vault);
        var sweeps = new[] { _host.Vault, other, _host.Vault, other }.Select(h => h.Services.GetRequiredService<Sweep>()).ToList();
        await Task.WhenAll(sweeps.Select(sweep => Task.Run(async () =>
        {
            while (await sweep.Run(Ct) > 0) await Task.Yield();
        }, Ct)));

        foreach (var id in ids)
        {
            (await _host.StateOf(id)).ShouldBe("deleted");
            (await _host.Events(id, "exhibit.deleted")).ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("select 1::text")]
    [InlineData("key")]
    [InlineData("blob")]
    public async Task a_crash_between_two_steps_is_finished_later_and_recorded_once(string crashAfter)
    {
        var id = await _host.Recording(Desk.Phone());
        await _host.Settle();
        _host.Clock.Reset(Instant.FromUtc(2027, 3, 2, 0, 0));
        // What a server does that is killed after its claim, after the key, after the blob.
        var claims = await _host.Vault.Services.GetRequiredService<Claims>().New(_host.Clock.GetCurrentInstant(), 10, Ct);
        claims.Claimed.Select(c => c.Exhibit).ShouldBe([id]);
        if (crashAfter is "key" or "blob") await _host.Vault.Services.GetRequiredService<KeyStore>().DestroyExhibits(_host.Desk.Principal, [id], Ct);
        if (crashAfter is "blob")
        {
            var blob = (await _host.Vault.Query($"select data ->> 'blob' from vault.mt_events where stream_id = 'exhibit/{id}' and type = 'exhibit.stored'"))[0];
            await _host.Vault.Services.GetRequiredService<EvidenceVault.Server.Exhibits.EvidenceBlobs>().Destroy(blob, Ct);
        }

        (await _host.Sweep()).ShouldBe(0);
        _host.Clock.Advance(Duration.FromMinutes(3));
        (await _host.Sweep()).ShouldBe(1);
        (await _host.StateOf(id)).ShouldBe("deleted");
        (await _host.Has(id)).ShouldBe((false, false));
        (await _host.Events(id, "exhibit.deleted")).ShouldBe(1);
        (await _host.Exhibit(id)).GetProperty("certificate").GetProperty("claimedAt").GetString().ShouldBe("2027-03-02T00:00:00Z");
    }
}
