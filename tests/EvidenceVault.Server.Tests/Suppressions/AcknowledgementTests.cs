using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using DossierReader = EvidenceVault.Server.Dossiers.DossierReader;

namespace EvidenceVault.Server.Tests.Suppressions;

/// <summary>Acknowledgements of the feed: how far and how soon, what the dossier says of it, and to whom.</summary>
public sealed class AcknowledgementTests
{
    [Fact]
    public async Task saying_it_again_or_saying_less_changes_nothing()
    {
        var desk = await Desk.NewAsync();
        await desk.Accept(Follower.Withdrawal(Desk.Phone()));
        var follower = new Follower(desk, desk.ByAgency);
        var first = (await follower.Read()).Next;
        await desk.Accept(Follower.Withdrawal(Desk.Phone()));
        var second = (await follower.Read()).Next;
        var reached = await follower.Acknowledge(second).Expect(HttpStatusCode.OK);
        foreach (var cursor in new[] { second, first }) (await follower.Acknowledge(cursor).Expect(HttpStatusCode.OK)).Text.ShouldBe(reached.Text);
        (await desk.Host.Query($"select type from vault.mt_events where tenant_id = '{desk.Principal}' and stream_id = 'suppression/{desk.Agency}'")).ShouldBe(["suppressions.acknowledged"]);
    }

    [Fact]
    public async Task a_party_says_it_of_what_there_is_and_of_no_time_before_it_was_there()
    {
        var desk = await Desk.NewAsync();
        var stranger = await Desk.NewAsync();
        var follower = new Follower(desk, desk.ByAgency);
        for (var i = 0; i < 2; i++) await stranger.Accept(Follower.Withdrawal(Desk.Phone()));
        await desk.Accept(Follower.Withdrawal(Desk.Phone()));
        (await follower.Acknowledge((await new Follower(stranger, stranger.Staff).Read()).Next)).Errors.ShouldBe([$"/cursor {ProblemCodes.UnknownCursor}"]);
        (await follower.Acknowledge("nonsense")).Errors.ShouldBe([$"/cursor {ProblemCodes.UnknownCursor}"]);
        var next = (await follower.Read()).Next;
        (await follower.Acknowledge(next, "2026-03-04T10:00:00+01:00")).Errors.ShouldBe([$"/at {ProblemCodes.Contradiction}"]);
        (await follower.Acknowledge(next, "2199-03-04T10:00:00+01:00")).Errors.ShouldBe([$"/at {ProblemCodes.InFuture}"]);
        await follower.Acknowledge(next).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(71, 1, 0, "met", null)]
    [InlineData(73, 0, 1, "breach", "acknowledged-late")]
    public async Task it_is_measured_from_when_the_person_said_no(int hours, int inTime, int late, string result, string? reason)
    {
        var clock = NodaTime.Testing.FakeClock.FromUtc(2026, 3, 3, 9, 15, 0);
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<NodaTime.IClock>(clock));
        var desk = await Desk.NewAsync(host);
        var phone = Desk.Phone();
        var withdrawn = await desk.Accept(Follower.Withdrawal(phone), desk.ByAgency);
        Finding(await desk.Dossier(phone))!.Value.GetProperty("reason").GetString().ShouldBe("pending");
        var follower = new Follower(desk, desk.ByAgency);
        var next = (await follower.Read()).Next;
        clock.AdvanceHours(hours);
        (await Reader(desk, desk.Agency)).ShouldSatisfyAllConditions(
            r => r.GetProperty("open").GetInt64().ShouldBe(1), r => r.GetProperty("oldestOpenHours").GetDouble().ShouldBe(hours), r => r.GetProperty("inTime").GetInt64().ShouldBe(0));
        (await desk.Staff.ReadAsync($"{desk.P}/suppressions/{withdrawn}").Expect(HttpStatusCode.OK)).Body.GetProperty("hoursToLast").ValueKind.ShouldBe(JsonValueKind.Null);

        await follower.Acknowledge(next).Expect(HttpStatusCode.OK);

        (await Reader(desk, desk.Agency)).ShouldSatisfyAllConditions(
            r => r.GetProperty("open").GetInt64().ShouldBe(0), r => r.GetProperty("inTime").GetInt64().ShouldBe(inTime), r => r.GetProperty("late").GetInt64().ShouldBe(late),
            r => r.GetProperty("longestHours").GetDouble().ShouldBe(hours));
        var standing = (await desk.Staff.ReadAsync($"{desk.P}/suppressions/{withdrawn}").Expect(HttpStatusCode.OK)).Body;
        standing.GetProperty("hoursToLast").GetDouble().ShouldBe(hours);
        standing.GetProperty("parties")[0].GetProperty("inTime").GetBoolean().ShouldBe(inTime == 1);
        var finding = Finding(await desk.Dossier(phone))!.Value;
        (finding.GetProperty("result").GetString(), finding.GetProperty("reason").GetString()).ShouldBe((result, reason));
        var before = await desk.Dossier(phone, query: "?asOf=2026-03-04T00:00:00Z");
        Finding(before)!.Value.GetProperty("reason").GetString().ShouldBe("pending");
    }

    [Fact]
    public async Task what_a_party_says_of_the_time_is_shown_and_makes_nothing_timely()
    {
        var clock = NodaTime.Testing.FakeClock.FromUtc(2026, 3, 3, 9, 15, 0);
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<NodaTime.IClock>(clock));
        var desk = await Desk.NewAsync(host);
        var phone = Desk.Phone();
        var withdrawn = await desk.Accept(Follower.Withdrawal(phone), desk.ByAgency);
        var follower = new Follower(desk, desk.ByAgency);
        var next = (await follower.Read()).Next;
        clock.AdvanceHours(240);
        await follower.Acknowledge(next, "2026-03-03T11:15:00+01:00").Expect(HttpStatusCode.OK);

        (await Reader(desk, desk.Agency)).ShouldSatisfyAllConditions(
            r => r.GetProperty("inTime").GetInt64().ShouldBe(0), r => r.GetProperty("late").GetInt64().ShouldBe(1), r => r.GetProperty("longestHours").GetDouble().ShouldBe(240));
        var standing = (await desk.Staff.ReadAsync($"{desk.P}/suppressions/{withdrawn}").Expect(HttpStatusCode.OK)).Body;
        standing.GetProperty("hoursToLast").GetDouble().ShouldBe(240);
        var party = standing.GetProperty("parties")[0];
        (party.GetProperty("inTime").GetBoolean(), party.GetProperty("acknowledgedAt").GetDateTimeOffset()).ShouldBe((false, DateTimeOffset.Parse("2026-03-03T10:15:00Z", System.Globalization.CultureInfo.InvariantCulture)));
        Finding(await desk.Dossier(phone))!.Value.GetProperty("reason").GetString().ShouldBe("acknowledged-late");
    }

    [Fact]
    public async Task many_dossiers_read_at_once_know_what_each_read_alone_knows()
    {
        var desk = await Desk.NewAsync();
        var phones = Enumerable.Range(0, 4).Select(_ => Desk.Phone()).ToList();
        var follower = new Follower(desk, desk.ByAgency);
        foreach (var phone in phones[..2]) await desk.Accept(Follower.Withdrawal(phone));
        await follower.Acknowledge((await follower.Read()).Next).Expect(HttpStatusCode.OK);
        foreach (var phone in phones[2..]) await desk.Accept(Follower.Withdrawal(phone));
        await follower.Read();

        var ids = new List<Guid>();
        foreach (var phone in phones) ids.Add((await desk.Find(phone))!.Value);
        var many = await desk.Host.Services.GetRequiredService<DossierReader>().LoadMany(desk.Principal, ids, TestContext.Current.CancellationToken);
        ids.Select(id => many[id].Acknowledgements.Count).ShouldBe([1, 1, 0, 0]);
        for (var i = 0; i < ids.Count; i++) (await desk.Open(phones[i])).Dossier.Acknowledgements.ShouldBe(many[ids[i]].Acknowledgements);
        many[ids[0]].Acknowledgements.Single().Party.ShouldBe(desk.Agency);
    }

    [Fact]
    public async Task an_agency_is_told_of_itself_alone()
    {
        var clock = NodaTime.Testing.FakeClock.FromUtc(2026, 3, 3, 9, 15, 0);
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<NodaTime.IClock>(clock));
        var desk = await Desk.NewAsync(host);
        var (other, byOther) = await desk.AnotherAgencyAsync();
        var phone = Desk.Phone();
        var withdrawn = await desk.Accept(Follower.Withdrawal(phone), desk.ByAgency);
        var follower = new Follower(desk, desk.ByAgency);
        await follower.Acknowledge((await follower.Read()).Next).Expect(HttpStatusCode.OK);
        clock.AdvanceHours(100);

        Finding(await desk.Dossier(phone))!.Value.GetRawText().ShouldContain(other);
        var own = await desk.Dossier(phone, desk.ByAgency);
        own.Json.GetRawText().ShouldNotContain(other);
        Finding(own)!.Value.GetProperty("result").GetString().ShouldBe("met");
        foreach (var (client, party, not) in new[] { (desk.ByAgency, desk.Agency, other), (byOther, other, desk.Agency) })
            foreach (var path in new[] { "acknowledgements", $"{withdrawn}" })
            {
                var told = await client.ReadAsync($"{desk.P}/suppressions/{path}").Expect(HttpStatusCode.OK);
                told.Body.GetProperty("parties").EnumerateArray().Select(p => p.GetProperty("party").GetString()).ShouldBe([party]);
                told.Text.ShouldNotContain(not);
            }

        (await desk.Staff.ReadAsync($"{desk.P}/suppressions/acknowledgements").Expect(HttpStatusCode.OK)).Body.GetProperty("parties").GetArrayLength().ShouldBe(2);
    }

    private static JsonElement? Finding(DossierAnswer dossier) =>
        dossier.Json.GetProperty("findings").EnumerateArray().Cast<JsonElement?>().SingleOrDefault(f => f!.Value.GetProperty("rule").GetString() == "SUPPRESSION-ACK");

    private static async Task<JsonElement> Reader(Desk desk, string party) =>
        (await desk.Staff.ReadAsync($"{desk.P}/suppressions/acknowledgements").Expect(HttpStatusCode.OK)).Body.GetProperty("parties").EnumerateArray()
            .Single(p => p.GetProperty("party").GetString() == party);
}
