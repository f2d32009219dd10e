using System.Net;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Retention;

/// <summary>
/// Random sequences of storing, holding, releasing, waiting, sweeping and crashing, against a model of a few lines: what is due and not held goes, once;
/// everything else stays whole.
/// </summary>
public sealed class RetentionModelTests
{
    private const int Steps = 60;

    private static readonly Duration LongEnough = Duration.FromHours(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261130)]
    public async Task what_is_due_and_not_held_goes_once_and_all_else_stays(int seed)
    {
        var random = new Random(seed);
        await using var host = new RetentionHost();
        await host.InitializeAsync();
        string[] campaigns = [VaultHost.Slug("k"), VaultHost.Slug("k"), VaultHost.Slug("k")];
        foreach (var campaign in campaigns)
            await host.Desk.Staff.PutAsync($"{host.P}/campaigns/{campaign}", new { name = "Actie", products = new[] { "electricity" }, nature = "commercial", validFrom = "2026-01-01" }).Expect(HttpStatusCode.Created);
        var exhibits = new List<Modelled>();
        var holds = new List<(string Ref, HoldScope Scope)>();
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(7))
            {
                case 0 or 1:
                    var campaign = random.Next(2) == 0 ? campaigns[random.Next(3)] : null;
                    var recordedAt = host.Clock.GetCurrentInstant() - Duration.FromDays(random.Next(170));
                    var id = await host.Recording(random.Next(2) == 0 ? Desk.Phone() : null, NodaTime.Text.InstantPattern.ExtendedIso.Format(recordedAt), campaign);
                    var due = Instant.Max(Domain.Judging.Amsterdam.EndOfTerm(recordedAt, Period.FromMonths(6)), host.Clock.GetCurrentInstant() + Duration.FromDays(7));
                    exhibits.Add(new(id, campaign, recordedAt, due));
                    break;
                case 2:
                    var scope = new HoldScope(null, [campaigns[random.Next(3)]], null);
                    var name = $"h{step}";
                    await host.Hold(name, new { campaigns = scope.Campaigns }).Expect(HttpStatusCode.Created);
                    holds.Add((name, scope));
                    break;
                case 3 when holds.Count > 0:
                    var gone = holds[random.Next(holds.Count)];
                    holds.Remove(gone);
                    await host.Anna.PostAsync($"{host.P}/holds/{gone.Ref}/release", new { }).Expect(HttpStatusCode.Accepted);
                    await host.Bram.PostAsync($"{host.P}/holds/{gone.Ref}/release/approval", new { }).Expect(HttpStatusCode.OK);
                    break;
                case 4:
                    host.Clock.Advance(Duration.FromDays(random.Next(1, 40)));
                    break;
                case 5:
                    // A server that is killed right after its claim.
                    await host.Settle();
                    var claimed = (await host.Vault.Services.GetRequiredService<Claims>().New(host.Clock.GetCurrentInstant(), 3, Ct)).Claimed.Select(c => c.Exhibit).ToHashSet();
                    foreach (var exhibit in exhibits.Where(e => claimed.Contains(e.Id)))
                    {
                        exhibit.Goes(host.Clock.GetCurrentInstant(), holds.Select(h => h.Scope)).ShouldBeTrue($"{exhibit} was claimed (seed {seed}, step {step})");
                        exhibit.IsGone = true;
                    }

                    break;
                default:
                    // What was found held or claimed before is looked at again by then.
                    host.Clock.Advance(LongEnough);
                    await host.Sweep();
                    foreach (var exhibit in exhibits)
                    {
                        exhibit.IsGone |= exhibit.Goes(host.Clock.GetCurrentInstant(), holds.Select(h => h.Scope));
                        (await host.Has(exhibit.Id)).ShouldBe((!exhibit.IsGone, !exhibit.IsGone), $"{exhibit} (seed {seed}, step {step})");
                        (await host.Events(exhibit.Id, "exhibit.deleted")).ShouldBe(exhibit.IsGone ? 1 : 0, $"{exhibit} (seed {seed}, step {step})");
                    }

                    break;
            }
        }

        exhibits.Any(e => e.IsGone).ShouldBeTrue("Nothing was ever due: the sequence tests nothing.");
    }

    private sealed record Modelled(string Id, string? Campaign, Instant RecordedAt, Instant Due)
    {
        public bool IsGone { get; set; }

        public bool Goes(Instant now, IEnumerable<HoldScope> holds) => Due < now && !holds.Any(h => h.Covers(new(null, Campaign is null ? [] : [Campaign], [], RecordedAt)));
    }
}
