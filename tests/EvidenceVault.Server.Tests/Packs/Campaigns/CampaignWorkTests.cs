using System.Net;
using System.Text.Json;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Scorecards;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EvidenceVault.Server.Tests.Packs.Campaigns;

/// <summary>Campaign packs are made whole or not at all, and go whole.</summary>
public sealed class CampaignWorkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_call_that_was_judged_as_another_or_is_missing_from_what_was_judged_has_the_pack_refused()
    {
        var (desk, order) = await Few();
        (await Outcome(desk, order))["state"].ShouldBe("ready");
        await desk.Host.Query($"update vault.judged_call set is_conversation = not is_conversation where principal = '{desk.Principal}' and call = (select min(call::text)::uuid from vault.judged_call where principal = '{desk.Principal}')");
        (await Code(desk, order)).ShouldBe("counts-disagree");
        await desk.Host.Query($"delete from vault.judged_call where principal = '{desk.Principal}' and call = (select min(call::text)::uuid from vault.judged_call where principal = '{desk.Principal}')");
        (await Code(desk, order)).ShouldBe("counts-disagree");
        // Judged anew, it agrees.
        using var setUp = desk.Host.Operator();
        await setUp.PostAsync($"/v1/judgements/{desk.Principal}/rebuild", new { }).Expect(HttpStatusCode.Accepted);
        (await Outcome(desk, order))["state"].ShouldBe("ready");
    }

    [Fact]
    public async Task a_call_that_was_judged_and_of_which_no_event_tells_has_the_pack_refused()
    {
        var (desk, order) = await Few();
        (await Outcome(desk, order))["state"].ShouldBe("ready");
        await desk.Host.Query($"insert into vault.judged_call select principal, '{Guid.NewGuid()}', '{Guid.NewGuid()}', started_at, day, campaign, party, is_dialled, is_conversation, permission, conduct, basis, proof, nature, hours_after_withdrawal, marks, reasons from vault.judged_call where principal = '{desk.Principal}' limit 1");
        (await Code(desk, order)).ShouldBe("counts-disagree");
    }

    [Fact]
    public async Task a_call_that_is_not_what_stands_in_the_ledger_has_the_pack_refused()
    {
        await using var host = await VaultHost.StartAsync();
        var (desk, order) = await Few(host);
        (await Outcome(desk, order))["state"].ShouldBe("ready");
        await host.Query($"update vault.mt_events set data = jsonb_set(data, '{{recorded}}', 'true') where tenant_id = '{desk.Principal}' and type = 'call.attempted'");
        (await Code(desk, order)).ShouldBe("ledger-disagrees");
    }

    [Fact]
    public async Task one_called_off_before_it_is_made_is_not_made_and_says_so()
    {
        var (desk, order) = await Few();
        string id;
        await using (await Lock(desk.Host))
        {
            id = await desk.Staff.Request(desk.Principal, order);
            (await desk.Staff.PostAsync($"{desk.P}/packs/{id}/cancel", new { }).Expect(HttpStatusCode.OK))["state"].ShouldBe("failed");
        }

        var state = await desk.Staff.Outcome(desk.Principal, id);
        state.Body.GetProperty("problem").GetProperty("code").GetString().ShouldBe("cancelled");
        await desk.Staff.PostAsync($"{desk.P}/packs/{id}/cancel", new { }).Expect(HttpStatusCode.OK);
        // Whoever was at it leaves nothing behind.
        await Until(async () => (await desk.Host.Query($"select count(*)::text from vault.exhibit_upload where exhibit = 'pack:{id}'")) is ["0"]);
        (await desk.Host.Query($"select count(*)::text from vault.mt_events where stream_id = 'pack/{id}'")).ShouldBe(["2"]);
        var made = await Outcome(desk, order);
        await desk.Staff.PostAsync($"{desk.P}/packs/{made["id"]}/cancel", new { }).Expect(HttpStatusCode.Conflict, "pack-ended");
    }

    [Fact]
    public async Task how_the_making_goes_is_told_until_it_is_done()
    {
        var (desk, order) = await Few();
        var id = await desk.Staff.Request(desk.Principal, order);
        using var response = await desk.Staff.GetAsync(new Uri($"{desk.P}/packs/{id}/progress", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        var text = await response.Content.ReadAsStringAsync(Ct);
        var steps = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(e => e.StartsWith("event: progress\ndata: ", StringComparison.Ordinal)).Select(e => JsonElement.Parse(e["event: progress\ndata: ".Length..])).ToList();
        steps[^1].GetProperty("state").GetString().ShouldBe("ready");
        steps.SkipLast(1).ShouldAllBe(s => s.GetProperty("state").GetString() != "ready");
        await desk.Staff.ReadAsync($"{desk.P}/packs/nothing/progress").Expect(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task one_half_made_when_the_server_is_killed_is_made_once_after_a_restart()
    {
        await using var database = await EmbeddedServices.CreateDatabaseAsync("campaignkill");
        await using var server = await ServerProcess.StartAsync(database.Connections, cancellation: Ct);
        var history = await History.HandIn(server.Client, server.OperatorKey);
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await History.Key(server.Client, server.OperatorKey, history.Principal, null));
        string id;
        await using (await Lock(database.Connections.Vault))
        {
            var scope = new { campaign = "najaar-2026", from = "2026-08-01", to = "2026-12-01" };
            id = await client.Request(history.Principal, new { scope, content = "facts-and-findings", audience = "court", language = "nl" });
            await Until(async () => (await client.ReadAsync($"/v1/principals/{history.Principal}/packs/{id}"))["state"] == "making");
            server.Kill();
        }

        await server.StartAgainAsync(Ct);
        var state = await client.Outcome(history.Principal, id);
        state["state"].ShouldBe("ready", state.Text);
        (await client.DownloadVolume(history.Principal, id, 2)).Calls().Count.ShouldBe(2);
    }

    [Fact]
    public async Task when_it_goes_every_volume_goes()
    {
        var (desk, order) = await Few();
        var id = (await Outcome(desk, order))["id"]!;
        var services = desk.Host.Services;
        var pack = (await services.GetRequiredService<PackStreams>().Load(desk.Principal, id, Ct))!;
        pack.Made!.Volumes!.Count.ShouldBe(1);
        await services.GetRequiredService<PackDestruction>().Destroy(desk.Principal, pack, PackDeletionReason.TermEnded, Ct);
        var gone = (await services.GetRequiredService<PackStreams>().Load(desk.Principal, id, Ct))!;
        gone.Deleted!.Volumes!.Single().Storage[^1].Status.ShouldBe(404);
        gone.Deleted.Storage[^1].Status.ShouldBe(404);
        foreach (var number in new[] { 1, 2 })
            await desk.Staff.ReadAsync($"{desk.P}/packs/{id}/volumes/{number}/content").Expect(HttpStatusCode.Gone, "content-deleted");
    }

    private static async Task<(Desk Desk, object Order)> Few(VaultHost? host = null)
    {
        var desk = await Desk.NewAsync(host);
        var campaign = await desk.Campaign();
        for (var i = 0; i < 3; i++)
        {
            var phone = Desk.Phone();
            await desk.Accept(Desk.Consent(phone, $"g-{i}-{campaign}"));
            await desk.Accept(Desk.Call(phone).With("/campaign", campaign).With("/outcome", i == 0 ? "answered" : "no-answer"));
        }

        return (desk, new { scope = new { campaign, from = "2026-03-01", to = "2026-04-01" }, content = "facts-and-findings", audience = "court", language = "nl" });
    }

    private static async Task<Answer> Outcome(Desk desk, object order) => await desk.Staff.Outcome(desk.Principal, await desk.Staff.Request(desk.Principal, order));

    private static async Task<string?> Code(Desk desk, object order)
    {
        var outcome = await Outcome(desk, order);
        outcome["state"].ShouldBe("failed");
        return outcome.Body.GetProperty("problem").GetProperty("code").GetString();
    }

    // While this is held, no file can be kept.
    private static Task<NpgsqlConnection> Lock(VaultHost host) => Lock(host.Services.GetRequiredService<IConfiguration>()["ConnectionStrings:Vault"]!);

    private static async Task<NpgsqlConnection> Lock(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand("begin; lock table vault.exhibit_upload in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var until = DateTimeOffset.UtcNow.AddSeconds(60); !await condition(); await Task.Delay(50, Ct))
            if (DateTimeOffset.UtcNow > until) throw new TimeoutException("It did not come to that within 60 s.");
    }
}
