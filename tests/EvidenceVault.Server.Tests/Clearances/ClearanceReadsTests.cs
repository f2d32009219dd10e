using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Clearances;

/// <summary>A dialler waits for each read: what a clearance asks the database for, it asks once.</summary>
public sealed class ClearanceReadsTests
{
    private const string VersionOfBook = "select version from vault.mt_streams where tenant_id";

    [Fact]
    public async Task a_clearance_reads_who_has_the_number_once_and_the_book_only_when_it_is_decided()
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        var (phone, campaign) = (Desk.Phone(), await Campaign(desk));
        await desk.Accept(Desk.Call(phone));
        await Ask(desk, desk.ByAgency, new { phone, campaign });
        using var reads = await Reads.Of(host);
        await Ask(desk, desk.ByAgency, new { phone, campaign });
        reads.Count("from vault.identity_card").ShouldBe(1, reads.ToString());
        reads.Count("mt_events").ShouldBeGreaterThan(0, reads.ToString());
        reads.Count(VersionOfBook).ShouldBe(1, reads.ToString());
    }

    [Fact]
    public async Task for_a_new_campaign_and_a_new_agency_the_book_is_asked_once_before_the_question_is_put()
    {
        await using var one = await VaultHost.StartAsync();
        // Without what looks for changed books by itself.
        await using var two = await VaultHost.StartAsync(services: services => services.Remove(services.Single(s => s.ImplementationType == typeof(JudgingWorker))), beside: one);
        var desk = await Desk.NewAsync(one);
        using var byAgency = two.Client(await one.CreateKeyAsync(null, desk.Agency));
        await Ask(desk, byAgency, new { phone = Desk.Phone(), campaign = await Campaign(desk) });
        var campaign = await Campaign(desk);
        var under = await one.CreatePartyAsync();
        await one.CreateMandateAsync(desk.Principal, desk.Agency, under);

        using var reads = await Reads.Of(two);
        await Ask(desk, byAgency, new { phone = Desk.Phone(), campaign, party = under });
        reads.CountOfRequest(VersionOfBook).ShouldBe(1, reads.ToString());
    }

    private static Task Ask(Desk desk, HttpClient by, object question) => by.PostAsync($"{desk.P}/clearances", question).Expect(HttpStatusCode.OK);

    private static async Task<string> Campaign(Desk desk)
    {
        var campaign = VaultHost.Slug("actie");
        await desk.Staff.PutAsync($"{desk.P}/campaigns/{campaign}", new { name = "Actie", products = new[] { "gas" }, nature = "commercial", validFrom = "2025-01-01" }).Expect(HttpStatusCode.Created);
        return campaign;
    }

    /// <summary>What one server asked its database for in answering requests, and in deciding on clearances; not what it does by itself.</summary>
    private sealed class Reads : IDisposable
    {
        private readonly ConcurrentQueue<(string Within, string Text)> _seen = new();
        private readonly ActivityListener _listener;

        private Reads(string database)
        {
            _listener = new()
            {
                ShouldListenTo = _ => true,
                Sample = (ref _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.Source.Name != "Npgsql" || activity.Parent is not { } within) return;
                    var tags = string.Join('\n', activity.TagObjects.Select(t => t.Value?.ToString()));
                    if (tags.Contains(database, StringComparison.Ordinal)) _seen.Enqueue((within.OperationName, tags));
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public static async Task<Reads> Of(VaultHost host) => new((await host.Query("select current_database()::text"))[0]);

        public int Count(string text) => _seen.Count(s => s.Text.Contains(text, StringComparison.Ordinal));

        public int CountOfRequest(string text) => _seen.Count(s => s.Within != "vault.clearances" && s.Text.Contains(text, StringComparison.Ordinal));

        public override string ToString() => string.Join("\n--\n", _seen.Select(s => $"{s.Within}: {s.Text}"));

        public void Dispose() => _listener.Dispose();
    }
}
