using System.Net;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>A hold keeps what it covers from the instant it is answered until a second person releases it.</summary>
public sealed class HoldTests : IAsyncLifetime
{
    private static readonly Instant Due = Instant.FromUtc(2027, 3, 2, 0, 0);

    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task it_keeps_what_is_due_and_after_its_release_by_a_second_person_it_goes_within_the_hour()
    {
        var phone = Desk.Phone();
        var (held, other) = (await _host.Recording(phone), await _host.Recording(Desk.Phone()));
        var consumer = (await _host.Desk.Find(phone))!.Value;
        (await _host.Hold("acm-1", new { consumers = new[] { consumer } }).Expect(HttpStatusCode.Created))["state"].ShouldBe("active");
        (await _host.StateOf(held)).ShouldBe("held");
        (await _host.StateOf(other)).ShouldBe("stored");
        (await _host.Desk.Dossier(phone)).Json.GetProperty("exhibits")[0].GetProperty("state").GetString().ShouldBe("held");

        _host.Clock.Reset(Due);
        await _host.Sweep();
        (await _host.StateOf(held)).ShouldBe("held");
        (await _host.StateOf(other)).ShouldBe("deleted");

        (await _host.Anna.PostAsync($"{_host.P}/holds/acm-1/release/approval", new { }).Expect(HttpStatusCode.Conflict, "release-not-requested")).ShouldNotBeNull();
        (await _host.Anna.PostAsync($"{_host.P}/holds/acm-1/release", new { reason = "Onderzoek gesloten." }).Expect(HttpStatusCode.Accepted))["status"].ShouldBe("requested");
        await _host.Anna.PostAsync($"{_host.P}/holds/acm-1/release/approval", new { }).Expect(HttpStatusCode.Forbidden, "second-person-required");
        await _host.Desk.Staff.PostAsync($"{_host.P}/holds/acm-1/release/approval", new { }).Expect(HttpStatusCode.Forbidden, "second-person-required");
        (await _host.StateOf(held)).ShouldBe("held");
        (await _host.Bram.PostAsync($"{_host.P}/holds/acm-1/release/approval", new { }).Expect(HttpStatusCode.OK))["state"].ShouldBe("released");
        (await _host.StateOf(held)).ShouldBe("stored");

        _host.Clock.Advance(Duration.FromMinutes(59));
        await _host.Sweep();
        (await _host.StateOf(held)).ShouldBe("deleted");
        await _host.Hold("acm-1", new { consumers = new[] { consumer } }).Expect(HttpStatusCode.Conflict, "hold-released");
    }

    [Fact]
    public async Task it_may_name_a_campaign_that_only_the_call_names_or_a_party_or_a_period()
    {
        var campaign = VaultHost.Slug("najaar");
        await _host.Desk.Staff.PutAsync($"{_host.P}/campaigns/{campaign}", new { name = "Najaar", products = new[] { "electricity" }, nature = "commercial", validFrom = "2026-01-01" }).Expect(HttpStatusCode.Created);
        var phone = Desk.Phone();
        var (ofCampaign, ofParty, ofPeriod, ofNone) = (await _host.Recording(phone), await _host.Recording(), await _host.Recording(recordedAt: "2026-08-01T00:00:00+02:00"), await _host.Recording(recordedAt: "2026-08-02T00:00:00+02:00"));
        var call = Desk.Call(phone, occurredAt: "2026-09-01T10:15:00+02:00");
        call["campaign"] = campaign;
        call["exhibits"] = new System.Text.Json.Nodes.JsonArray(ofCampaign);
        await _host.Desk.Accept(call);
        await _host.Settle();

        await _host.Hold("by-campaign", new { campaigns = new[] { campaign } }).Expect(HttpStatusCode.Created);
        (await _host.StateOf(ofCampaign)).ShouldBe("held");
        (await _host.StateOf(ofNone)).ShouldBe("stored");
        await _host.Hold("by-period", new { from = "2026-08-01", to = "2026-08-02" }).Expect(HttpStatusCode.Created);
        (await _host.StateOf(ofPeriod)).ShouldBe("held");
        (await _host.StateOf(ofNone)).ShouldBe("stored");
        await _host.Hold("by-party", new { parties = new[] { _host.Desk.Principal }, from = "2026-08-31" }).Expect(HttpStatusCode.Created);
        (await _host.StateOf(ofParty)).ShouldBe("held");
        (await _host.StateOf(ofNone)).ShouldBe("stored");
        (await _host.Exhibit(ofCampaign)).GetProperty("retention").GetProperty("holds").EnumerateArray().Select(h => h.GetString()).ShouldBe(["by-campaign", "by-party"]);
    }

    [Fact]
    public async Task a_period_holds_what_proves_the_consent_that_a_call_in_it_relied_on_however_old_it_is()
    {
        var phone = Desk.Phone();
        var (proof, idle) = (await _host.Recording(phone, "2026-03-01T10:15:00+01:00", purpose: "consent"), await _host.Recording(Desk.Phone(), "2026-03-01T10:15:00+01:00", purpose: "consent"));
        var consent = Desk.Consent(phone);
        consent["exhibits"] = new System.Text.Json.Nodes.JsonArray(proof);
        await _host.Desk.Accept(consent);
        var call = Desk.Call(phone, occurredAt: "2026-09-01T10:15:00+02:00");
        call["products"] = new System.Text.Json.Nodes.JsonArray("electricity");
        call["reliesOn"] = new System.Text.Json.Nodes.JsonObject { ["basis"] = "consent", ["ref"] = consent["ref"]!.DeepClone() };
        await _host.Desk.Accept(call);
        await _host.Settle();

        await _host.Hold("before-it-was-made", new { from = "2026-01-01", to = "2026-03-01" }).Expect(HttpStatusCode.Created);
        await _host.Hold("after-the-call", new { from = "2026-09-02" }).Expect(HttpStatusCode.Created);
        (await _host.StateOf(proof)).ShouldBe("stored");
        await _host.Anna.PutAsync($"{_host.P}/inquiries/acm", new { authority = "ACM", reference = "ACM/26/1", legalBasis = "Awb 5:16", period = new { from = "2026-09-01", to = "2026-09-02" } }).Expect(HttpStatusCode.Created);
        (await _host.StateOf(proof)).ShouldBe("held");
        (await _host.StateOf(idle)).ShouldBe("stored");
        (await _host.Exhibit(proof)).GetProperty("retention").GetProperty("holds").EnumerateArray().Select(h => h.GetString()).ShouldBe(["inquiry-acm"]);
    }

    [Fact]
    public async Task placed_after_a_claim_it_says_what_goes_all_the_same()
    {
        var phone = Desk.Phone();
        var id = await _host.Recording(phone);
        await _host.Settle();
        _host.Clock.Reset(Due);
        (await _host.Vault.Services.GetRequiredService<Claims>().New(Due, 10, Ct)).Claimed.Count.ShouldBe(1);
        var answer = await _host.Hold("too-late", new { consumers = new[] { (await _host.Desk.Find(phone))!.Value } }).Expect(HttpStatusCode.Created);
        answer.Body.GetProperty("alreadyClaimed").EnumerateArray().Select(e => e.GetString()).ShouldBe([id]);
        _host.Clock.Advance(Duration.FromMinutes(3));
        await _host.Sweep();
        (await _host.StateOf(id)).ShouldBe("deleted");
    }

    [Fact]
    public async Task placed_at_the_moment_of_a_sweep_it_keeps_an_exhibit_or_is_told_that_it_goes()
    {
        const int tries = 60;
        var (kept, told) = (0, 0);
        var claims = _host.Vault.Services.GetRequiredService<Claims>();
        for (var i = 0; i < tries; i++)
        {
            _host.Clock.Reset(RetentionHost.Start);
            var id = await _host.Recording();
            await _host.Settle();
            _host.Clock.Reset(Due);
            var claiming = Task.Run(() => claims.New(Due, 10, Ct), Ct);
            var placing = _host.Hold($"race-{i}", new { from = "2020-01-01" });
            var claimed = (await claiming).Claimed.Select(c => c.Exhibit).Contains(id);
            var answer = (await placing.Expect(HttpStatusCode.Created)).Body.GetProperty("alreadyClaimed").EnumerateArray().Select(e => e.GetString()).Contains(id);
            answer.ShouldBe(claimed);
            if (claimed) told++; else kept++;
            await _host.Anna.PostAsync($"{_host.P}/holds/race-{i}/release", new { }).Expect(HttpStatusCode.Accepted);
            await _host.Bram.PostAsync($"{_host.P}/holds/race-{i}/release/approval", new { }).Expect(HttpStatusCode.OK);
            await _host.Vault.Query("update vault.exhibit_retention set state = 2, next_at = null returning exhibit");
        }

        (kept + told).ShouldBe(tries);
    }

    [Fact]
    public async Task of_thousands_that_are_due_when_it_is_placed_it_keeps_each_or_is_told_that_it_goes()
    {
        const int rounds = 40, each = 100;
        var id = await _host.Recording();
        await _host.Settle();
        await _host.Vault.Query(
            $"""
            insert into vault.exhibit_retention (principal, exhibit, kind, size, recorded_at, anchors, state, due_at, next_at, term, generation, attempts)
            select principal, 'race-' || n, kind, size, recorded_at, anchors, 0, due_at, due_at, term, generation, 0
            from vault.exhibit_retention, generate_series(1, {each}) n where exhibit = '{id}' returning exhibit
            """);
        await _host.Vault.Query($"delete from vault.exhibit_retention where exhibit = '{id}' returning exhibit");
        _host.Clock.Reset(Due);
        var claims = _host.Vault.Services.GetRequiredService<Claims>();
        var random = new Random(20261130);
        var (kept, told) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            await _host.Vault.Query("update vault.exhibit_retention set state = 0, claimed_at = null, next_at = due_at returning exhibit");
            var claimed = new HashSet<string>();
            var claiming = Task.Run(async () =>
            {
                for (int looked; (looked = await Look()) > 0;)
                {
                }
            }, Ct);
            await Task.Delay(random.Next(12), Ct);
            var hold = await _host.Hold($"race-{round}", new { from = "2020-01-01" }).Expect(HttpStatusCode.Created);
            await claiming;
            hold.Body.GetProperty("alreadyClaimed").EnumerateArray().Select(e => e.GetString()!).Order().ShouldBe(claimed.Order());
            told += claimed.Count;
            kept += each - claimed.Count;
            await _host.Anna.PostAsync($"{_host.P}/holds/race-{round}/release", new { }).Expect(HttpStatusCode.Accepted);
            await _host.Bram.PostAsync($"{_host.P}/holds/race-{round}/release/approval", new { }).Expect(HttpStatusCode.OK);

            async Task<int> Look()
            {
                var (looked, these) = await claims.New(Due, 7, Ct);
                claimed.UnionWith(these.Select(c => c.Exhibit));
                return looked;
            }
        }

        (kept + told).ShouldBe(rounds * each);
        kept.ShouldBeGreaterThan(0);
        told.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task its_scope_never_changes_and_a_review_is_recorded()
    {
        await _host.Hold("review", new { campaigns = new[] { "najaar" } }).Expect(HttpStatusCode.Created);
        await _host.Hold("review", new { campaigns = new[] { "najaar" } }).Expect(HttpStatusCode.OK);
        await _host.Hold("review", new { campaigns = new[] { "najaar", "voorjaar" } }).Expect(HttpStatusCode.Conflict, "hold-scope-fixed");
        var reviewed = await _host.Bram.PutAsync($"{_host.P}/holds/review", new { scope = new { campaigns = new[] { "najaar" } }, reason = "Nog nodig.", approver = "bram", reviewOn = "2026-12-01" }).Expect(HttpStatusCode.OK);
        reviewed["reviewOn"].ShouldBe("2026-12-01");
        (await _host.Vault.Query("select type from vault.mt_events where stream_id = 'hold/review' order by version")).ShouldBe(["hold.placed", "hold.reviewed"]);
        _host.Clock.Reset(Instant.FromUtc(2026, 12, 2, 0, 0));
        (await _host.Anna.ReadAsync($"{_host.P}/holds/review").Expect(HttpStatusCode.OK)).Body.GetProperty("reviewIsOverdue").GetBoolean().ShouldBeTrue();
        (await _host.Anna.ReadAsync($"{_host.P}/holds").Expect(HttpStatusCode.OK)).Body.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task bad_ones_are_refused_with_what_to_do()
    {
        (await _host.Hold("empty", new { })).Errors.ShouldBe(["/scope empty"]);
        (await _host.Hold("turned", new { from = "2026-08-02", to = "2026-08-02" })).Errors.ShouldBe(["/scope/to ends-before-start"]);
        (await _host.Hold("who", new { consumers = new[] { "jan" } })).Errors.ShouldBe(["/scope/consumers unknown-consumer"]);
        (await _host.Hold("no-case", new { campaigns = new[] { "a" } }, inquiry: "unknown")).Errors.ShouldBe(["/inquiry unknown-inquiry"]);
        (await _host.Anna.PutAsync($"{_host.P}/holds/past", new { scope = new { campaigns = new[] { "a" } }, reason = "Bel 0612345678.", approver = "a", reviewOn = "2026-09-14" })).Errors
            .ShouldBe(["/reason personal-data-in-field", "/reviewOn in-past"], ignoreOrder: true);
        (await _host.Hold("0612345678", new { campaigns = new[] { "a" } }))["code"].ShouldBe("invalid-reference");
        await _host.Desk.ByAgency.ReadAsync($"{_host.P}/holds").Expect(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task past_a_term_it_wants_a_second_persons_decision_in_time_or_nobody_may_listen()
    {
        var id = await _host.Recording();
        await _host.Hold("conflict", new { from = "2020-01-01" }).Expect(HttpStatusCode.Created);
        await _host.Settle();
        await _host.Bram.PostAsync($"{_host.P}/holds/conflict/decisions", new { decision = "keep", reason = "Nodig.", until = "2026-12-01" }).Expect(HttpStatusCode.Conflict, "no-conflict");
        _host.Clock.Reset(Due);
        await _host.Sweep();
        var conflict = (await _host.Anna.ReadAsync($"{_host.P}/retention/conflicts").Expect(HttpStatusCode.OK)).Body.GetProperty("items")[0];
        conflict.GetProperty("exhibits").GetInt64().ShouldBe(1);
        conflict.GetProperty("hold").GetProperty("conflict").GetProperty("usableUntil").GetString().ShouldBe("2027-03-16T00:00:00Z");
        (await _host.Content(id)).Status.ShouldBe(HttpStatusCode.OK);

        _host.Clock.Reset(Instant.FromUtc(2027, 3, 16, 0, 0));
        (await _host.Content(id)).Code.ShouldBe("content-restricted");
        (await _host.Exhibit(id)).GetProperty("retention").GetProperty("isRestricted").GetBoolean().ShouldBeTrue();

        await _host.Anna.PostAsync($"{_host.P}/holds/conflict/decisions", new { decision = "keep", reason = "Nodig.", until = "2027-06-01" }).Expect(HttpStatusCode.Forbidden, "second-person-required");
        await _host.Bram.PostAsync($"{_host.P}/holds/conflict/decisions", new { decision = "keep", reason = "Nodig.", until = "2029-06-01" }).Expect(HttpStatusCode.UnprocessableEntity, "out-of-range");
        await _host.Bram.PostAsync($"{_host.P}/holds/conflict/decisions", new { decision = "keep", reason = "Nodig voor bezwaar.", until = "2027-06-01" }).Expect(HttpStatusCode.OK);
        (await _host.Content(id)).Status.ShouldBe(HttpStatusCode.OK);
        _host.Clock.Reset(Instant.FromUtc(2027, 6, 1, 22, 0));
        (await _host.Content(id)).Code.ShouldBe("content-restricted");

        await _host.Bram.PostAsync($"{_host.P}/holds/conflict/decisions", new { decision = "delete", reason = "Niet meer nodig." }).Expect(HttpStatusCode.OK);
        _host.Clock.Advance(Duration.FromHours(1));
        await _host.Sweep();
        (await _host.StateOf(id)).ShouldBe("deleted");
    }

    [Fact]
    public async Task the_database_finds_the_same_holds_as_the_pure_predicate()
    {
        var random = new Random(20261130);
        string[] campaigns = ["k1", "k2", "k3"], parties = ["p1", "p2", "p3"];
        Guid[] consumers = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        IReadOnlyList<T>? Some<T>(T[] all) => random.Next(3) == 0 ? [.. random.GetItems(all, random.Next(1, 3)).Distinct()] : null;
        LocalDate? Day() => random.Next(3) == 0 ? new LocalDate(2026, 1, random.Next(1, 28)) : null;
        var holds = new List<(string Ref, HoldScope Scope)>();
        while (holds.Count < 60)
        {
            var scope = new HoldScope(Some(consumers), Some(campaigns), Some(parties), Day(), Day());
            if (scope is { Consumers: null, Campaigns: null, Parties: null, From: null, To: null } || scope.From >= scope.To) continue;
            var name = $"h{holds.Count:00}";
            await _host.Hold(name, new { consumers = scope.Consumers, campaigns = scope.Campaigns, parties = scope.Parties, from = Text(scope.From), to = Text(scope.To) }).Expect(HttpStatusCode.Created);
            holds.Add((name, scope));
        }

        await using var connection = await _host.Vault.Services.GetRequiredService<VaultDatabase>().Source.OpenConnectionAsync(Ct);
        var covered = 0;
        for (var i = 0; i < 300; i++)
        {
            var thing = new Holdable(
                random.Next(2) == 0 ? random.GetItems(consumers, 1)[0] : null, Some(campaigns) ?? [], Some(parties) ?? [],
                Instant.FromUtc(2025, 12, 31, 23, 0) + Duration.FromHours(random.Next(28 * 24)),
                random.Next(2) == 0 ? Instant.FromUtc(2025, 12, 31, 23, 0) + Duration.FromHours(random.Next(28 * 24)) : null);
            await using var command = new NpgsqlCommand(
                $"select coalesce(array_agg(h.ref order by h.ref), '{{}}') from (select $1::text as principal, $2::text[] as anchors, $3::timestamptz as recorded_at, $4::timestamptz as relied_at) r, lateral (select h.* {HoldSql.Covering("r")}) h", connection);
            command.Parameters.Add(new() { Value = _host.Desk.Principal });
            command.Parameters.Add(new() { Value = HoldAnchors.Of(thing) });
            command.Parameters.Add(new() { Value = thing.RecordedAt });
            command.Parameters.Add(new() { Value = (object?)thing.LastReliedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
            var found = ((string[])(await command.ExecuteScalarAsync(Ct))!).Distinct().ToList();
            found.ShouldBe([.. holds.Where(h => h.Scope.Covers(thing)).Select(h => h.Ref)]);
            covered += found.Count;
        }

        covered.ShouldBeGreaterThan(100);
    }

    private static string? Text(LocalDate? day) => day is { } d ? NodaTime.Text.LocalDatePattern.Iso.Format(d) : null;
}
