using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Clearances;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Scorecards;
using EvidenceVault.Server.Tests.Suppressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.Clearances;

/// <summary>How questions are decided on together, and when one is not.</summary>
public sealed class ClearanceDeskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_dossier_that_cannot_be_read_takes_no_other_question_with_it()
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        var (good, bad) = (Desk.Phone(), Desk.Phone());
        foreach (var phone in new[] { good, bad }) await desk.Accept(Desk.Call(phone));
        var stream = (await host.Query($"select id::text from vault.mt_events where tenant_id = '{desk.Principal}' and stream_id = '{EvidenceVault.Server.Store.Streams.Dossier((await desk.Find(bad))!.Value)}'")).Single();
        await host.Query($$"""update vault.mt_events set data = data || '{"direction": "sideways"}' where id = '{{stream}}' returning id::text""");

        foreach (var order in new[] { new[] { bad, good, Desk.Phone() }, [good, bad, Desk.Phone()] })
        {
            var answers = (await desk.Staff.PostAsync($"{desk.P}/clearances", order.Select(phone => new { phone, campaign })).Expect(HttpStatusCode.OK)).Body;
            foreach (var (phone, answer) in order.Zip(answers.EnumerateArray()))
                if (phone == bad) answer.GetProperty("problem").GetProperty("code").GetString().ShouldBe("internal");
                else answer.GetProperty("decision").GetString().ShouldBe("block");
        }

        await desk.Staff.PostAsync($"{desk.P}/clearances", new { phone = bad, campaign }).Expect(HttpStatusCode.InternalServerError, "internal");
        await desk.Staff.PostAsync($"{desk.P}/clearances", new { phone = good, campaign }).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void no_more_questions_of_a_principal_wait_than_can_be_answered_in_a_while_and_each_has_room_of_its_own()
    {
        using var desk = new ClearanceDesk(null!, NullLogger<ClearanceDesk>.Instance);
        var many = Enumerable.Range(0, 50_000).Select(_ => Question("zonkracht", "najaar", "+31612345678", Ct)).ToList();
        for (var i = 0; i < 3; i++) desk.TryAsk(many, bulk: true).ShouldBeTrue();
        desk.TryAsk(many, bulk: true).ShouldBeFalse();
        desk.TryAsk([.. many.Select(_ => Question("windkracht", "najaar", "+31612345678", Ct))], bulk: true).ShouldBeTrue();
        // Single ones wait in a line of their own.
        desk.TryAsk([Question("zonkracht", "najaar", "+31612345678", Ct)], bulk: false).ShouldBeTrue();
    }

    [Fact]
    public void principals_take_turns_however_much_one_asks()
    {
        var line = new ClearanceLine();
        List<ClearanceRequest> Questions(string principal, int count) => [.. Enumerable.Range(0, count).Select(_ => Question(principal, "najaar", "+31612345678", Ct))];
        var (many, few) = (Questions("zonkracht", 5_000), Questions("windkracht", 300));
        line.TryAdd(many).ShouldBeTrue();
        line.TryAdd(few).ShouldBeTrue();
        var taken = new List<ClearanceRequest>();
        line.Take(taken, 1_000);
        taken.Count.ShouldBe(1_000);
        taken.Count(r => r.Principal == "windkracht").ShouldBe(300);
        taken.Where(r => r.Principal == "zonkracht").ShouldBe(many.Take(700));
        taken.Where(r => r.Principal == "windkracht").ShouldBe(few);
        taken.Clear();
        line.Take(taken, 10_000);
        taken.ShouldBe(many.Skip(700));
        taken.Clear();
        line.Take(taken, 10);
        taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task what_nobody_waits_for_any_more_is_not_decided()
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        using var gone = new CancellationTokenSource();
        var (abandoned, awaited) = (Question(desk.Principal, campaign, Desk.Phone(), gone.Token), Question(desk.Principal, campaign, Desk.Phone(), Ct));
        using var waiting = new ClearanceDesk(host.Services.GetRequiredService<ClearanceBatch>(), NullLogger<ClearanceDesk>.Instance);
        waiting.TryAsk([abandoned, awaited], bulk: true).ShouldBeTrue();
        await gone.CancelAsync();
        await waiting.StartAsync(Ct);
        (await awaited.Answer.WaitAsync(TimeSpan.FromSeconds(30), Ct)).Decision.Clear.ShouldBeFalse();
        await Should.ThrowAsync<TaskCanceledException>(abandoned.Answer);
        (await host.Query($"select count(*)::text from vault.clearance where principal = '{desk.Principal}'")).ShouldBe(["1"]);
        await waiting.StopAsync(Ct);
    }

    [Fact]
    public async Task what_was_recorded_by_when_it_was_decided_is_in_the_decision()
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        var phone = Desk.Phone();
        await desk.Accept(new()
        {
            ["type"] = "relationship.started",
            ["ref"] = Desk.Ref("B"),
            ["occurredAt"] = "2026-01-15T12:00:00+01:00",
            ["consumer"] = new JsonObject { ["phone"] = phone, ["kind"] = "legal-person", ["legalForm"] = "bv", ["kindCheckedAt"] = "2026-01-15T12:00:00+01:00" },
            ["relationship"] = "klant",
            ["as"] = "customer",
        });
        // The person objects at the very moment at which the batch looks at the clock.
        var clock = new Disturbed(host.Services.GetRequiredService<IClock>(), () => desk.Accept(Follower.Objection(phone)).GetAwaiter().GetResult());
        var batch = ActivatorUtilities.CreateInstance<ClearanceBatch>(host.Services, (IClock)clock);
        var given = (await Task.Run(() => batch.Decide(desk.Principal, [Question(desk.Principal, campaign, phone, Ct)], 0, Ct), Ct)).Single().Given.ShouldNotBeNull();
        given.Decision.Judgement.Of("TW-11.7-WITHDRAWN")!.Reason.ShouldBe("called-after-objection");
        given.Decision.Clear.ShouldBeFalse();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public async Task what_a_server_recorded_whose_clock_is_ahead_is_in_the_decision(int secondsAhead)
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        var phone = Desk.Phone();
        await desk.Accept(Follower.Objection(phone).With("/consumer/kind", "legal-person").With("/consumer/legalForm", "bv").With("/consumer/kindCheckedAt", "2026-01-15T12:00:00+01:00"));
        var behind = new Behind(host.Services.GetRequiredService<IClock>(), Duration.FromSeconds(secondsAhead));
        var batch = ActivatorUtilities.CreateInstance<ClearanceBatch>(host.Services, (IClock)behind);
        var given = (await batch.Decide(desk.Principal, [Question(desk.Principal, campaign, phone, Ct)], 0, Ct)).Single().Given.ShouldNotBeNull();
        given.Decision.Judgement.Of("TW-11.7-WITHDRAWN")!.Reason.ShouldBe("called-after-objection");
        given.Decision.Clear.ShouldBeFalse();
    }

    [Fact]
    public async Task a_clock_far_ahead_opens_no_window_that_is_closed()
    {
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(FakeClock.FromUtc(2026, 9, 15, 10, 0, 0)));
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        await desk.Staff.PutAsync($"{desk.P}/policy", new { validFrom = "2026-01-01", clearUnproven = true, justification = "Proef." }).Expect(HttpStatusCode.Created);
        var (phone, consent) = (Desk.Phone(), Desk.Ref("G"));
        await desk.Accept(Desk.Consent(phone, consent, "2026-09-01T10:15:00+02:00"));
        await desk.Accept(Desk.Verified(phone, consent).With("/occurredAt", "2026-09-01T11:15:00+02:00").With("/number", phone));
        async Task<ClearanceDecision> At(IClock clock) =>
            (await ActivatorUtilities.CreateInstance<ClearanceBatch>(host.Services, clock).Decide(desk.Principal, [Question(desk.Principal, campaign, phone, Ct)], 0, Ct)).Single().Given!.Decision;
        (await At(FakeClock.FromUtc(2026, 9, 15, 10, 0, 0))).Clear.ShouldBeTrue();
        // Six in the morning; the server that recorded these says noon.
        var early = await At(FakeClock.FromUtc(2026, 9, 15, 4, 0, 0));
        early.Clear.ShouldBeFalse();
        early.Judgement.Of("CTM-WINDOW")!.Reason.ShouldBe("outside-window");
    }

    private static ClearanceRequest Question(string principal, string campaign, string phone, CancellationToken abandoned) =>
        new(principal, phone, new ClearanceQuestion(campaign, principal, CallMeans.Human, null), principal, "key", abandoned);

    /// <summary>A clock that is slow.</summary>
    private sealed class Behind(IClock clock, Duration by) : IClock
    {
        public Instant GetCurrentInstant() => clock.GetCurrentInstant() - by;
    }

    /// <summary>A clock that something happens at when it is first looked at.</summary>
    private sealed class Disturbed(IClock clock, Action happens) : IClock
    {
        private int _looks;

        public Instant GetCurrentInstant()
        {
            if (Interlocked.Increment(ref _looks) == 1) happens();
            return clock.GetCurrentInstant();
        }
    }
}
