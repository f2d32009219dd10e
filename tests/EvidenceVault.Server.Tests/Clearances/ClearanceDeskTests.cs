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
    public void no_more_questions_wait_than_can_be_answered_in_a_while()
    {
        using var desk = new ClearanceDesk(null!, NullLogger<ClearanceDesk>.Instance);
        var many = Enumerable.Range(0, 50_000).Select(_ => Question("zonkracht", "najaar", "+31612345678", Ct)).ToList();
        for (var i = 0; i < 3; i++) desk.TryAsk(many, bulk: true).ShouldBeTrue();
        desk.TryAsk(many, bulk: true).ShouldBeFalse();
        // Single ones wait in a line of their own.
        desk.TryAsk([Question("zonkracht", "najaar", "+31612345678", Ct)], bulk: false).ShouldBeTrue();
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

    private static ClearanceRequest Question(string principal, string campaign, string phone, CancellationToken abandoned) =>
        new(principal, phone, new ClearanceQuestion(campaign, principal, CallMeans.Human, null), principal, "key", abandoned);

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
