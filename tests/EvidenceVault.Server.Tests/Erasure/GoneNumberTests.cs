using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Retention;
using EvidenceVault.Server.Tests.Suppressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Erasure;

/// <summary>Once a person is gone nothing leads from the number to the dossier, and what was judged by the number is judged as before.</summary>
public sealed class GoneNumberTests : IAsyncLifetime
{
    private static readonly Instant Later = Instant.FromUtc(2031, 10, 1, 0, 0);

    private readonly RetentionHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        await _host.Anna.PutAsync($"{_host.P}/campaigns/zakelijk", new { name = "Zakelijk", products = new[] { "electricity" }, nature = "commercial", validFrom = "2026-07-01" }).Expect(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task calls_that_cited_a_clearance_are_judged_as_before_and_no_row_has_the_number()
    {
        var (phone, consumer) = await CalledTwice();
        await _host.Settle();
        var (now, then) = (await Cited(consumer), await Cited(consumer, "?asOf=2026-09-15T10:30:00Z"));
        now.ShouldBe(["breach called-despite-block", "met "]);
        then.ShouldBe(now);
        (await RowsOf(phone)).ShouldBe(["card", "clearance", "clearance"]);

        await Expire();
        (await RowsOf(phone)).ShouldBeEmpty();
        (await _host.Desk.Find(phone)).ShouldBeNull();
        (await Cited(consumer)).ShouldBe(now);
        (await Cited(consumer, "?asOf=2026-09-15T10:30:00Z")).ShouldBe(then);

        // Whoever comes anew by the number has nothing to do with what was asked then.
        await _host.Desk.Accept(Desk.Consent(phone, occurredAt: "2031-09-30T10:15:00+02:00"));
        (await Cited((await _host.Desk.Find(phone))!.Value)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task of_whoever_objected_or_withdrew_consent_the_empty_card_alone_has_the_number(bool withdrew)
    {
        var (phone, consumer) = await CalledTwice();
        await _host.Desk.Accept(withdrew ? Follower.Withdrawal(phone) : Follower.Objection(phone));
        var hash = await Hash();
        hash.ShouldNotBeNull();
        (await RowsOf(phone)).ShouldBe(["card", "clearance", "clearance", "suppression"]);

        await Expire();
        (await RowsOf(phone)).ShouldBe(["card"]);
        (await Hash()).ShouldBe(hash);
        (await Cited(consumer)).ShouldBe(["breach called-despite-block", "met "]);
    }

    [Fact]
    public async Task whoever_withdrew_one_consent_alone_may_come_anew()
    {
        var phone = Desk.Phone();
        await _host.Desk.Accept(Desk.Consent(phone, "G-1"));
        await _host.Desk.Accept(Follower.Withdrawal(phone).With("/consent", "G-1"));
        (await RowsOf(phone)).ShouldBe(["card", "suppression"]);
        await Expire();
        (await RowsOf(phone)).ShouldBeEmpty();
    }

    // Once despite a block, and once cleared.
    private async Task<(string Phone, Guid Consumer)> CalledTwice()
    {
        var phone = Desk.Phone();
        await Called(phone, "block");
        await _host.Desk.Accept(Relation("relationship.started", "2026-08-15T12:00:00+02:00"));
        await Called(phone, "clear");
        _host.Clock.Advance(Duration.FromHours(1));
        await _host.Desk.Accept(Relation("relationship.ended", "2026-09-15T12:40:00+02:00"));
        return (phone, (await _host.Desk.Find(phone))!.Value);

        JsonObject Relation(string type, string at) => new()
        {
            ["type"] = type,
            ["ref"] = Desk.Ref("B"),
            ["occurredAt"] = at,
            ["consumer"] = new JsonObject { ["phone"] = phone, ["kind"] = "legal-person", ["legalForm"] = "bv", ["kvk"] = "12345678", ["kindCheckedAt"] = "2026-08-15T12:00:00+02:00" },
            ["relationship"] = "klant",
            ["as"] = "customer",
        };
    }

    private async Task Called(string phone, string decision)
    {
        var asked = await _host.Desk.ByAgency.PostAsync($"{_host.P}/clearances", new { phone, campaign = "zakelijk" }).Expect(HttpStatusCode.OK);
        asked["decision"].ShouldBe(decision, asked.Text);
        // What is clear holds until the next thing that is known of: the first call.
        var call = Desk.Call(phone, occurredAt: decision == "clear" ? "2026-09-15T12:00:30+02:00" : "2026-09-15T12:01:00+02:00");
        call["campaign"] = "zakelijk";
        call["clearance"] = asked["id"];
        await _host.Desk.Accept(call, _host.Desk.ByAgency);
    }

    private async Task Expire()
    {
        _host.Clock.Reset(Later);
        await _host.Sweep();
        await _host.Vault.Services.GetRequiredService<ErasureWorker>().Run(Ct);
    }

    private async Task<List<string>> Cited(Guid consumer, string query = "")
    {
        var dossier = (await _host.Desk.Staff.ReadAsync($"{_host.P}/consumers/{consumer}/dossier{query}").Expect(HttpStatusCode.OK)).Body;
        return
        [
            .. dossier.GetProperty("calls").EnumerateArray().SelectMany(c => c.GetProperty("findings").EnumerateArray())
                .Where(f => f.GetProperty("rule").GetString() == "VAULT-CLEARANCE")
                .Select(f => $"{f.GetProperty("result").GetString()} {f.GetProperty("reason").GetString()}").Order(StringComparer.Ordinal),
        ];
    }

    private async Task<string?> Hash() =>
        (await _host.Desk.Staff.ReadAsync($"{_host.P}/suppressions").Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray().Single().GetProperty("numberHash").GetString();

    private async Task<IReadOnlyList<string>> RowsOf(string phone)
    {
        var mac = Convert.ToHexStringLower((await _host.Vault.Services.GetRequiredService<KeyStore>().OfPrincipal(_host.Desk.Principal, Ct)).NumberMac(phone));
        return await _host.Vault.Query(
            $"""
            select 'card' as what from vault.identity_card where encode(number_mac, 'hex') = '{mac}'
            union all select 'clearance' from vault.clearance where encode(number_mac, 'hex') = '{mac}'
            union all select 'suppression' from vault.suppression where encode(number_mac, 'hex') = '{mac}'
            union all select 'code' from vault.consumer_code where encode(number_mac, 'hex') = '{mac}' order by what
            """);
    }
}
