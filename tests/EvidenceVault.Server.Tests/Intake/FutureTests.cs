using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>What is handed in has happened: what has still to happen is no evidence, and would outlast all that does.</summary>
public sealed class FutureTests(FutureTests.Setting setting) : IClassFixture<FutureTests.Setting>
{
    /// <summary>Type, and the pointer of an instant at which something happened.</summary>
    public static TheoryData<string, string> Happened => new()
    {
        { "consent.granted", "/occurredAt" },
        { "consent.granted", "/consumer/kindCheckedAt" },
        { "consent.withdrawn", "/occurredAt" },
        { "complaint.received", "/occurredAt" },
        { "call.attempted", "/occurredAt" },
        { "call.attempted", "/startedAt" },
        { "call.attempted", "/answeredAt" },
        { "call.attempted", "/endedAt" },
        { "call.attempted", "/offeredAt" },
        { "sale.accepted", "/acceptanceAskedAt" },
        { "correction.made", "/occurredAt" },
        { "correction.made", "/item/occurredAt" },
        { "correction.made", "/item/consumer/kindCheckedAt" },
        { "exhibit.announced", "/recordedAt" },
        { "exhibit.announced", "/occurredAt" },
        { "exhibit.announced", "/consumer/kindCheckedAt" },
        { "dial-log.announced", "/occurredAt" },
    };

    [Theory]
    [MemberData(nameof(Happened))]
    public async Task what_happened_lies_at_most_five_minutes_ahead(string type, string pointer)
    {
        var (desk, now) = (setting.Desk, setting.Clock.GetCurrentInstant());
        var item = ItemCase.Of(type).Full(Desk.Phone(), desk.Agency);
        if (type == "call.attempted") item = Desk.Call(Desk.Phone()).With("/outcome", "answered");
        if (pointer == "/startedAt") item = item.Without("/occurredAt");
        if (pointer == "/occurredAt" && type == "consent.granted") item = item.Without("/validUntil");
        await desk.Accept(Anew(item).With(pointer, Text(now + Duration.FromMinutes(5))));
        (await desk.Refuse(Anew(item).With(pointer, Text(now + Duration.FromMinutes(5) + Duration.FromMilliseconds(1))))).ShouldBe([$"{pointer} in-future"]);
    }

    [Fact]
    public async Task an_exhibit_announced_at_its_own_address_was_recorded_before()
    {
        var (desk, now) = (setting.Desk, setting.Clock.GetCurrentInstant());
        var exhibit = ItemCase.Of("exhibit.announced").Full(Desk.Phone(), desk.Agency).Without("/type").Without("/id");
        Task<Answer> Put(Instant at) => desk.Staff.PutAsync($"{desk.P}/exhibits/{Desk.Ref("X")}", exhibit.With("/recordedAt", Text(at)));
        await Put(now + Duration.FromMinutes(5)).Expect(HttpStatusCode.Created);
        (await Put(now + Duration.FromMinutes(6)).Expect(HttpStatusCode.UnprocessableEntity, "in-future")).Errors.ShouldBe(["/recordedAt in-future"]);
    }

    [Fact]
    public async Task a_dialler_counts_a_day_that_is_at_most_tomorrow_in_amsterdam()
    {
        // Half an hour before midnight in UTC it is the 25th in Amsterdam already.
        var log = ItemCase.Of("dial-log.announced").Full("", setting.Desk.Agency).With("/occurredAt", null);
        await setting.Desk.Accept(Anew(log).With("/date", "2026-11-26"));
        (await setting.Desk.Refuse(Anew(log).With("/date", "2026-11-27"))).ShouldBe(["/date in-future"]);
    }

    [Fact]
    public async Task what_lawfully_lies_ahead_may()
    {
        await setting.Desk.Accept(Desk.Consent(Desk.Phone()).With("/validUntil", "2199-01-01T00:00:00Z"));
        await setting.Desk.Staff.PutAsync($"{setting.Desk.P}/mandates/m-ahead", new
        {
            from = setting.Desk.Principal,
            to = setting.Desk.Agency,
            validFrom = "2100-01-01",
            validTo = "2199-01-01",
            mayDelegate = false,
        }).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_long_upload_is_held_against_the_clock_of_each_line()
    {
        var desk = setting.Desk;
        JsonObject In(int minutes) => Desk.Call(Desk.Phone(), occurredAt: Text(setting.Clock.GetCurrentInstant() + Duration.FromMinutes(minutes)));
        using var upload = await RawUpload.StartAsync(desk.Host.Address, desk.Evidence, desk.Staff, TestContext.Current.CancellationToken);
        await upload.SendAsync($"{In(0).ToJsonString()}\n{In(6).ToJsonString()}\n");
        ItemAnswer.ReadAll(await upload.ReadAsync(2)).Select(r => r.Told).ShouldBe(["accepted", "in-future"]);
        setting.Clock.Advance(Duration.FromMinutes(10));
        try
        {
            await upload.SendAsync($"{In(0).ToJsonString()}\n{In(6).ToJsonString()}\n");
            ItemAnswer.ReadAll(await upload.ReadAsync(4)).Select(r => r.Told).ShouldBe(["accepted", "in-future", "accepted", "in-future"]);
            await upload.EndAsync();
        }
        finally
        {
            setting.Clock.Advance(Duration.FromMinutes(-10));
        }
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    // Each item under a reference and an id of its own.
    private static JsonObject Anew(JsonObject item) => item.ContainsKey("id") ? item.With("/id", Desk.Ref("X")) : item.With("/ref", Desk.Ref());

    /// <summary>A server whose clock stands still.</summary>
    public sealed class Setting : IAsyncLifetime
    {
        internal FakeClock Clock { get; } = new(Instant.FromUtc(2026, 11, 24, 23, 30));

        internal Desk Desk { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Desk = await Desk.NewAsync(await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(Clock)));

        public ValueTask DisposeAsync() => Desk.Host.DisposeAsync();
    }
}
