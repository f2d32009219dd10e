using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Packs;
using EvidenceVault.Server.Tests.Retention;
using NodaTime;

namespace EvidenceVault.Server.Tests.Rights;

/// <summary>A principal takes along all that is kept for it.</summary>
public sealed class PrincipalExportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task it_holds_every_event_with_what_was_handed_in_the_cards_and_the_texts_and_leads_to_the_files()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        var lines = await Export(staff, history.Principal);

        lines[0].GetProperty("kind").GetString().ShouldBe("export");
        lines[0].GetProperty("format").GetInt32().ShouldBe(1);
        var events = Of(lines, "event");
        // The export itself is in the access log, on a stream of its own; terms are computed in the background, at any moment.
        events.Where(e => e.GetProperty("type").GetString() is not ("access.noted" or "exhibit.term-set")).Select(e => e.GetProperty("eventId").GetGuid().ToString()).ShouldBe(
            await host.Query($"select id::text from vault.mt_events where tenant_id = '{history.Principal}' and type not in ('access.noted', 'exhibit.term-set') order by seq_id"));
        Of(lines, "consumer").Single(c => c.GetProperty("id").GetGuid() == history.Consumer).GetProperty("card").GetProperty("names")[0].GetProperty("value").GetString().ShouldBe("Marjolein van der Veen");
        events.ShouldContain(e => e.GetProperty("handedIn").ValueKind == JsonValueKind.Object && e.GetProperty("handedIn").GetRawText().Contains(History.Note, StringComparison.Ordinal));
        Of(lines, "text").Select(t => t.GetProperty("content").GetString()).ShouldContain(History.Wording);
        Of(lines, "text").ShouldAllBe(t => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(t.GetProperty("content").GetString()!))) == t.GetProperty("sha256").GetString());
        var end = lines[^1];
        end.GetProperty("kind").GetString().ShouldBe("end");
        (end.GetProperty("events").GetInt32(), end.GetProperty("consumers").GetInt32(), end.GetProperty("texts").GetInt32()).ShouldBe((events.Count, Of(lines, "consumer").Count, Of(lines, "text").Count));

        var announced = events.Where(e => e.GetProperty("type").GetString() == "exhibit.announced").Select(e => e.GetProperty("data")).ToList();
        var stored = events.Where(e => e.GetProperty("type").GetString() == "exhibit.stored").Select(e => e.GetProperty("data").GetProperty("exhibit").GetString()).ToHashSet();
        stored.ShouldNotBeEmpty();
        foreach (var exhibit in announced.Where(a => stored.Contains(a.GetProperty("exhibit").GetString())))
        {
            var bytes = await staff.GetByteArrayAsync(new Uri($"/v1/principals/{history.Principal}/exhibits/{exhibit.GetProperty("exhibit").GetString()}/content", UriKind.Relative), Ct);
            Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(exhibit.GetProperty("sha256").GetString());
        }
    }

    [Fact]
    public async Task whoever_is_not_the_principals_own_or_may_not_listen_gets_none_and_each_is_in_the_access_log()
    {
        var desk = await Desk.NewAsync();
        await desk.Accept(Desk.Call(Desk.Phone()));
        await desk.ByAgency.ReadAsync($"{desk.P}/export").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        using var reader = desk.Host.Client(await desk.Host.CreateKeyAsync(desk.Principal, scopes: ["evidence:read"]));
        await reader.ReadAsync($"{desk.P}/export").Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        var other = await Desk.NewAsync();
        await other.Staff.ReadAsync($"{desk.P}/export").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        using var officer = desk.Host.Client(await desk.Host.CreateKeyAsync(desk.Principal, holder: "officer-1"));
        await Export(officer, desk.Principal);
        var log = (await officer.ReadAsync($"{desk.P}/access-log?holder=officer-1").Expect(HttpStatusCode.OK)).Body.GetProperty("items");
        log.EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ShouldBe(["export-ended", "export"]);
    }

    [Fact]
    public async Task a_number_whose_term_ended_is_masked_in_it_and_a_restricted_person_is_not_in_it()
    {
        await using var host = new RetentionHost();
        await host.InitializeAsync();
        var (old, hidden) = (Desk.Phone(), Desk.Phone());
        await host.Desk.Accept(Desk.Call(old));
        await host.Desk.Accept(Desk.Consent(hidden));
        var consumer = (await host.Desk.Find(hidden))!.Value;
        (await Text(host.Desk.Staff, host.Desk.Principal)).ShouldSatisfyAllConditions(t => t.ShouldContain(old), t => t.ShouldContain(hidden));
        host.Clock.Reset(Instant.FromUtc(2028, 3, 3, 0, 0));
        await host.Anna.PostAsync($"{host.P}/consumers/{consumer}/erasure", new { ground = "consent-withdrawn" }).Expect(HttpStatusCode.Accepted);
        var text = await Text(host.Desk.Staff, host.Desk.Principal);
        text.ShouldNotContain(old[3..]);
        text.ShouldNotContain(hidden[3..]);
        text.ShouldContain("\"phoneMasked\":true");
        text.ShouldContain("\"restricted\":true");
    }

    private static List<JsonElement> Of(List<JsonElement> lines, string kind) => [.. lines.Where(l => l.GetProperty("kind").GetString() == kind)];

    private static async Task<List<JsonElement>> Export(HttpClient client, string principal) =>
        [.. (await Text(client, principal)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];

    private static async Task<string> Text(HttpClient client, string principal)
    {
        using var answer = await client.GetAsync(new Uri($"/v1/principals/{principal}/export", UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        return await answer.Content.ReadAsStringAsync(Ct);
    }
}
