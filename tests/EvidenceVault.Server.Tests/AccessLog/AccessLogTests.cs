using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Packs;

namespace EvidenceVault.Server.Tests.AccessLog;

public sealed class AccessLogTests
{
    [Fact]
    public async Task every_look_up_listening_and_download_says_who_what_and_why()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal, holder: "officer-7"));
        var p = $"/v1/principals/{history.Principal}";
        await Send(staff, HttpMethod.Post, $"{p}/consumers/search", JsonSerializer.Serialize(new { phone = history.Phone }), "case-1");
        await Send(staff, HttpMethod.Get, $"{p}/consumers/{history.Consumer}/dossier", null, "case-1");
        await Send(staff, HttpMethod.Get, $"{p}/exhibits/b-form/content", null, "case-2");
        var pack = await staff.Make(history.Principal, PackClient.Order(history.Consumer));

        var log = (await staff.ReadAsync($"{p}/access-log?holder=officer-7").Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray().ToList();
        log.Select(Kind).ShouldBe(["pack-content", "exhibit-content", "dossier", "search"]);
        log.Select(e => e.GetProperty("reason").GetString()).ShouldBe([null, "case-2", "case-1", "case-1"]);
        log.ShouldAllBe(e => e.GetProperty("consumer").GetGuid() == history.Consumer && e.GetProperty("party").GetString() == history.Principal);
        log[0].GetProperty("pack").GetString().ShouldBe(pack.Id);
        log[1].GetProperty("exhibit").GetString().ShouldBe("b-form");
        (await host.Query($"select type from vault.mt_events where tenant_id = '{history.Principal}' and data ->> 'keyId' = '{log[0].GetProperty("key").GetString()}' order by seq_id"))
            .Where(type => type is "access.noted" or "exhibit.read" or "pack.read").ShouldBe(["access.noted", "access.noted", "exhibit.read", "pack.read"]);
    }

    [Fact]
    public async Task it_is_searched_by_consumer_exhibit_holder_kind_and_time_page_by_page()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal, holder: "officer-8"));
        var p = $"/v1/principals/{history.Principal}";
        for (var i = 0; i < 5; i++) await staff.ReadAsync($"{p}/consumers/{history.Consumer}/dossier").Expect(HttpStatusCode.OK);
        await staff.ReadAsync($"{p}/exhibits/b-sms/content").Expect(HttpStatusCode.OK);
        var stranger = Intake.Desk.Phone();
        await staff.PostAsync($"{p}/consumers/search", new { phone = stranger }).Expect(HttpStatusCode.OK);

        (await Search(staff, $"{p}/access-log?consumer={history.Consumer}&holder=officer-8")).Count.ShouldBe(6);
        (await Search(staff, $"{p}/access-log?exhibit=b-sms")).Select(Kind).ShouldBe(["exhibit-content"]);
        var nobody = (await Search(staff, $"{p}/access-log?kind=search&holder=officer-8")).ShouldHaveSingleItem();
        nobody.GetProperty("consumer").ValueKind.ShouldBe(JsonValueKind.Null);
        nobody.GetRawText().ShouldNotContain(stranger[3..]);
        (await Search(staff, $"{p}/access-log?from=2099-01-01T00:00:00Z")).ShouldBeEmpty();
        (await Search(staff, $"{p}/access-log?to=2001-01-01T00:00:00Z")).ShouldBeEmpty();

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await staff.ReadAsync($"{p}/access-log?holder=officer-8&limit=3{cursor}").Expect(HttpStatusCode.OK)).Body;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("at").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        seen.Count.ShouldBe(7);
        seen.ShouldBe(seen.OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task only_the_principals_own_staff_reads_it()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        var path = $"/v1/principals/{history.Principal}/access-log";
        using var agency = host.Client(await host.CreateKeyAsync(null, history.Agency));
        await agency.ReadAsync(path).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        using var reader = host.Client(await host.CreateKeyAsync(history.Principal, scopes: ["evidence:read"]));
        await reader.ReadAsync(path).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        using var stranger = host.Client(await host.CreateKeyAsync(await host.CreatePrincipalAsync()));
        await stranger.ReadAsync(path).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Fact]
    public async Task what_an_agency_is_not_told_is_noted_as_nobody()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var agency = host.Client(await host.CreateKeyAsync(null, history.Agency, holder: "caller-1"));
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal));
        await agency.PostAsync($"/v1/principals/{history.Principal}/consumers/search", new { phone = history.Phone }).Expect(HttpStatusCode.OK);
        var entry = (await Search(staff, $"/v1/principals/{history.Principal}/access-log?holder={history.Agency}")).ShouldHaveSingleItem();
        (Kind(entry), entry.GetProperty("consumer").ValueKind, entry.GetProperty("holder").GetString()).ShouldBe(("search", JsonValueKind.Null, "caller-1"));
    }

    [Theory]
    [InlineData("0612345678", ProblemCodes.PersonalDataInReference)]
    [InlineData("ticket-31612345678", ProblemCodes.PersonalDataInReference)]
    [InlineData("jan@example.nl", ProblemCodes.InvalidParameter)]
    [InlineData("two words", ProblemCodes.InvalidParameter)]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ProblemCodes.InvalidParameter)]
    public async Task a_reason_that_is_no_code_or_reads_as_personal_data_is_refused_and_nothing_is_told(string reason, string code)
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal, holder: "officer-9"));
        var answer = await staff.SendAsync(HttpMethod.Get, $"/v1/principals/{history.Principal}/consumers/{history.Consumer}/dossier", null, change: r => r.Headers.TryAddWithoutValidation("Vault-Reason", reason));
        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.BadRequest, code));
        answer.Text.ShouldNotContain(reason);
        (await Search(staff, $"/v1/principals/{history.Principal}/access-log?holder=officer-9")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("consumer=x")]
    [InlineData("kind=looked")]
    [InlineData("from=2026-09-01")]
    [InlineData("to=soon")]
    [InlineData("limit=0")]
    [InlineData("holder=%00")]
    public async Task a_search_that_makes_no_sense_is_refused(string query)
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        using var staff = host.Client(await host.CreateKeyAsync(principal));
        await staff.ReadAsync($"/v1/principals/{principal}/access-log?{query}").Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);
    }

    [Fact]
    public async Task many_who_look_at_once_are_all_noted()
    {
        var host = await VaultHost.SharedAsync();
        var history = await Told(host);
        using var staff = host.Client(await host.CreateKeyAsync(history.Principal, holder: "officer-10"));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => staff.PostAsync($"/v1/principals/{history.Principal}/consumers/search", new { phone = history.Phone }).Expect(HttpStatusCode.OK)));
        (await Search(staff, $"/v1/principals/{history.Principal}/access-log?holder=officer-10&limit=1000")).Count.ShouldBe(100);
        (await host.Query($"select count(*)::text from vault.mt_events where tenant_id = '{history.Principal}' and type = 'access.noted' and data ->> 'holder' = 'officer-10'")).ShouldBe(["100"]);
    }

    private static async Task<History> Told(VaultHost host)
    {
        using var client = host.Client();
        return await History.HandIn(client, host.OperatorKey);
    }

    private static Task<Answer> Send(HttpClient client, HttpMethod method, string path, string? body, string reason) =>
        client.SendAsync(method, path, body, change: r => r.Headers.Add("Vault-Reason", reason)).Expect(HttpStatusCode.OK);

    private static async Task<IReadOnlyList<JsonElement>> Search(HttpClient client, string path) =>
        [.. (await client.ReadAsync(path).Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray()];

    private static string? Kind(JsonElement entry) => entry.GetProperty("kind").GetString();
}
