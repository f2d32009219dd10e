using System.Net;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;

namespace EvidenceVault.Server.Tests.Access;

/// <summary>What takes two persons cannot be done by one who has two keys.</summary>
public sealed class SecondPersonTests : IAsyncLifetime
{
    private readonly RetentionHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task nothing_that_a_second_person_decides_is_begun_with_a_key_that_names_nobody()
    {
        var consumer = await Consumer();
        await Place("nobodys", _host.Desk.Staff).Expect(HttpStatusCode.Created);
        await _host.Desk.Staff.PostAsync($"{_host.P}/holds/nobodys/release", new { }).Expect(HttpStatusCode.Forbidden, ProblemCodes.HolderRequired);
        await _host.Desk.Staff.PostAsync($"{_host.P}/consumers/{consumer}/erasure", new { ground = "objection" }).Expect(HttpStatusCode.Forbidden, ProblemCodes.HolderRequired);
        await _host.Desk.Staff.PostAsync($"{_host.P}/contract-end", new { endsOn = "2026-10-31", reason = "Opgezegd." }).Expect(HttpStatusCode.Forbidden, ProblemCodes.HolderRequired);
        (await _host.Vault.Query("select type from vault.mt_events where type in ('hold.release-requested', 'erasure.requested', 'contract-end.requested', 'objection.registered')")).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_a_key_that_names_nobody_began_before_is_not_approved_until_somebody_begins_it_again()
    {
        await Place("old").Expect(HttpStatusCode.Created);
        await _host.Anna.PostAsync($"{_host.P}/holds/old/release", new { }).Expect(HttpStatusCode.Accepted);
        // As an earlier version of the vault recorded it.
        await _host.Vault.Query($$"""update vault.mt_events set data = jsonb_set(data, '{holder}', '"{{_host.Desk.Principal}}"') where type = 'hold.release-requested' returning type""");
        var refused = await _host.Bram.PostAsync($"{_host.P}/holds/old/release/approval", new { }).Expect(HttpStatusCode.Forbidden, ProblemCodes.SecondPersonRequired);
        refused["detail"]!.ShouldContain("names nobody");
        await _host.Anna.PostAsync($"{_host.P}/holds/old/release", new { }).Expect(HttpStatusCode.Accepted);
        await _host.Bram.PostAsync($"{_host.P}/holds/old/release/approval", new { }).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_hold_that_a_key_without_a_name_placed_is_weighed_beside_whoever_looked_at_it_since()
    {
        await _host.Recording();
        await Place("nobodys", _host.Desk.Staff).Expect(HttpStatusCode.Created);
        _host.Clock.Reset(NodaTime.Instant.FromUtc(2027, 3, 2, 0, 0));
        await _host.Sweep();
        var keep = new { decision = "keep", reason = "Nodig.", until = "2027-06-01" };
        (await _host.Bram.PostAsync($"{_host.P}/holds/nobodys/decisions", keep).Expect(HttpStatusCode.Forbidden, ProblemCodes.SecondPersonRequired))["detail"]!.ShouldContain("review");
        await _host.Anna.PutAsync($"{_host.P}/holds/nobodys", new { scope = new { from = "2020-01-01" }, reason = "Nog nodig.", approver = "anna", reviewOn = "2030-01-02" }).Expect(HttpStatusCode.OK);
        await _host.Anna.PostAsync($"{_host.P}/holds/nobodys/decisions", keep).Expect(HttpStatusCode.Forbidden, ProblemCodes.SecondPersonRequired);
        await _host.Bram.PostAsync($"{_host.P}/holds/nobodys/decisions", keep).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task of_two_keys_one_of_which_issued_the_other_neither_is_the_other_person()
    {
        var carla = await Issue(_host.Anna, "carla");
        var daan = await Issue(carla, "daan");
        foreach (var (asks, agrees) in ((HttpClient, HttpClient)[])[(_host.Anna, carla), (carla, _host.Anna), (_host.Anna, daan), (daan, _host.Anna)])
        {
            var hold = Desk.Ref("H");
            await Place(hold).Expect(HttpStatusCode.Created);
            await asks.PostAsync($"{_host.P}/holds/{hold}/release", new { }).Expect(HttpStatusCode.Accepted);
            var refused = await agrees.PostAsync($"{_host.P}/holds/{hold}/release/approval", new { }).Expect(HttpStatusCode.Forbidden, ProblemCodes.SecondPersonRequired);
            refused["detail"]!.ShouldContain("issued the other");
            await _host.Bram.PostAsync($"{_host.P}/holds/{hold}/release/approval", new { }).Expect(HttpStatusCode.OK);
        }

        var consumer = await Consumer();
        await _host.Anna.PostAsync($"{_host.P}/consumers/{consumer}/erasure", new { ground = "objection" }).Expect(HttpStatusCode.Accepted);
        await daan.PostAsync($"{_host.P}/consumers/{consumer}/erasure/approval", new { decision = "erase", reason = "Beoordeeld." }).Expect(HttpStatusCode.Forbidden, ProblemCodes.SecondPersonRequired);
        await _host.Anna.PostAsync($"{_host.P}/contract-end", new { endsOn = "2026-10-31", reason = "Opgezegd." }).Expect(HttpStatusCode.Accepted);
        await carla.PostAsync($"{_host.P}/contract-end/approval", new { endsOn = "2026-10-31", withoutExport = "Niet nodig." }).Expect(HttpStatusCode.Forbidden, ProblemCodes.SecondPersonRequired);
    }

    [Fact]
    public async Task a_name_written_otherwise_is_the_same_person()
    {
        using var anna = _host.Vault.Client(await _host.Vault.CreateKeyAsync(_host.Desk.Principal, holder: "ANNA"));
        await Place("case").Expect(HttpStatusCode.Created);
        await _host.Anna.PostAsync($"{_host.P}/holds/case/release", new { }).Expect(HttpStatusCode.Accepted);
        await anna.PostAsync($"{_host.P}/holds/case/release/approval", new { }).Expect(HttpStatusCode.Forbidden, ProblemCodes.SecondPersonRequired);
    }

    [Fact]
    public async Task nobody_gives_themselves_another_key_to_decide_with()
    {
        foreach (var scope in (string[])["hold:release", "erasure:approve"])
            (await _host.Anna.PostAsync("/v1/keys", new { name = "nog een", holder = "Anna", scopes = new[] { "evidence:read", scope } })).Errors.ShouldBe(["/scopes scope-not-allowed"]);
        var other = await _host.Anna.PostAsync("/v1/keys", new { name = "nog een", holder = "anna" }).Expect(HttpStatusCode.Created);
        var scopes = other.Body.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ToList();
        scopes.ShouldContain("evidence:read");
        scopes.ShouldNotContain("hold:release");
        scopes.ShouldNotContain("erasure:approve");
        await _host.Anna.PostAsync("/v1/keys", new { name = "voor Bram", holder = "bram", scopes = new[] { "hold:release" } }).Expect(HttpStatusCode.Created);
    }

    private async Task<HttpClient> Issue(HttpClient by, string holder) =>
        _host.Vault.Client((await by.PostAsync("/v1/keys", new { name = "test", holder }).Expect(HttpStatusCode.Created))["key"]);

    private Task<Answer> Place(string hold, HttpClient? by = null) => _host.Hold(hold, new { from = "2020-01-01" }, by);

    private async Task<Guid> Consumer()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Consent(phone));
        return (await _host.Desk.Find(phone))!.Value;
    }
}
