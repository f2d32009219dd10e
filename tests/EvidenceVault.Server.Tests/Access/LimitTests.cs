using System.Net;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Access;

public sealed class LimitTests
{
    [Fact]
    public async Task each_key_has_its_own_rate()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:RequestsPerSecond"] = "1" });
        var principal = await host.CreatePrincipalAsync();
        using var busy = host.Client(await host.CreateKeyAsync(principal));
        using var calm = host.Client(await host.CreateKeyAsync(principal));
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => busy.ReadAsync($"/v1/principals/{principal}")));
        answers.ShouldAllBe(a => a.Headers.GetValues("RateLimit-Policy").Single() == "\"key\";q=10;w=10");
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(10);
        var refused = answers.First(a => a.Status != HttpStatusCode.OK);
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Code.ShouldBe(ProblemCodes.RateLimited);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBe(1);
        refused.Headers.GetValues("RateLimit").ShouldBe(["\"key\";r=0;t=1"]);
        await calm.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);
        await busy.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task who_guesses_keys_is_slowed_down_but_known_keys_go_on()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:FailedAttemptsPerMinute"] = "5" });
        var principal = await host.CreatePrincipalAsync();
        using var known = host.Client(await host.CreateKeyAsync(principal));
        var fresh = await host.CreateKeyAsync(principal);
        await known.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        using var guesser = host.Client(ApiKeyText.New().Whole());
        for (var i = 0; i < 5; i++) await guesser.ReadAsync("/v1/keys").Expect(HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated);
        var refused = await guesser.ReadAsync("/v1/keys").Expect(HttpStatusCode.TooManyRequests, ProblemCodes.RateLimited);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 12);
        await known.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        using var chief = host.Operator();
        await chief.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        // Nor is a valid key kept out that this server never saw: all of a proxy's callers come from one address.
        using var unseen = host.Client(fresh);
        await unseen.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        await guesser.ReadAsync("/v1/keys").Expect(HttpStatusCode.TooManyRequests, ProblemCodes.RateLimited);
    }

    [Fact]
    public async Task public_pages_have_a_rate_by_address()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:RequestsPerSecond"] = "1" });
        using var anyone = host.Client();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => anyone.ReadAsync("/health/live")));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBeInRange(10, 20);
        answers.First(a => a.Status != HttpStatusCode.OK).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.TooManyRequests), a => a.Code.ShouldBe(ProblemCodes.RateLimited), a => a.Headers.RetryAfter.ShouldNotBeNull());
    }

    [Fact]
    public void a_bucket_fills_at_its_rate_and_no_further_than_its_size()
    {
        var clock = new StillClock();
        var bucket = new TokenBucket(perSecond: 2, burst: 3, clock);
        for (var i = 2; i >= 0; i--) bucket.Take().ShouldSatisfyAllConditions(o => o.Taken.ShouldBeTrue(), o => o.Left.ShouldBe(i));
        bucket.Take().ShouldSatisfyAllConditions(o => o.Taken.ShouldBeFalse(), o => o.SecondsToWait.ShouldBe(1));
        clock.Pass(TimeSpan.FromSeconds(0.5));
        bucket.Peek().Taken.ShouldBeTrue();
        bucket.Take().Taken.ShouldBeTrue();
        bucket.Take().Taken.ShouldBeFalse();
        clock.Pass(TimeSpan.FromHours(1));
        Enumerable.Range(0, 10).Count(_ => bucket.Take().Taken).ShouldBe(3);
    }

    private sealed class StillClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
