using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Packs;

public sealed class RequestPackTests
{
    [Fact]
    public async Task a_pack_is_asked_for_made_downloaded_and_its_reading_recorded()
    {
        var (host, history, client) = await Start();
        using var asking = client;
        var answer = await client.PostAsync($"/v1/principals/{history.Principal}/packs", PackClient.Order(history.Consumer, inquiry: "ACM-26-1")).Expect(HttpStatusCode.Accepted);
        answer.Headers.Location!.OriginalString.ShouldBe($"/v1/principals/{history.Principal}/packs/{answer["id"]}");
        answer["state"].ShouldBeOneOf("requested", "making");

        var ready = await client.Outcome(history.Principal, answer["id"]!);
        ready["state"].ShouldBe("ready");
        ready["inquiry"].ShouldBe("ACM-26-1");
        ready["asOf"].ShouldBe(ready["requestedAt"]);
        var pack = await client.Download(history.Principal, answer["id"]!);
        pack.FileName!.ShouldMatch("^evidence-pack-([A-Z]{4}-){4}[A-Z]{4}\\.pdf$");
        pack.Bytes.Length.ShouldBe(ready.Body.GetProperty("size").GetInt32());
        Convert.ToHexStringLower(SHA256.HashData(pack.Bytes)).ShouldBe(ready["sha256"]);
        pack.Text.ShouldContain("ACM-26-1");
        pack.Text.ShouldContain(History.Wording);

        var types = await host.Query($"select type from vault.mt_events where tenant_id = '{history.Principal}' and stream_id = 'pack/{pack.Id}' order by version");
        types.ShouldBe(["pack.requested", "pack.made", "pack.read"]);
        var events = string.Join('\n', await host.Query($"select data::text from vault.mt_events where stream_id = 'pack/{pack.Id}'"));
        events.ShouldNotContain("Veen");
        events.ShouldNotContain(history.Phone[3..]);
        (await host.Query("select blob from vault.exhibit_upload where exhibit like 'pack:%'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_state_carries_a_tag_and_the_list_has_the_latest_first()
    {
        var (_, history, client) = await Start();
        using var asking = client;
        var first = await client.Request(history.Principal, PackClient.Order(history.Consumer));
        var second = await client.Request(history.Principal, PackClient.Order(history.Consumer, language: "en"));
        var state = await client.Outcome(history.Principal, first);
        await client.Outcome(history.Principal, second);
        var tag = state.Headers.ETag!.ToString();
        (await client.SendAsync(HttpMethod.Get, $"/v1/principals/{history.Principal}/packs/{first}", null, change: r => r.Headers.TryAddWithoutValidation("If-None-Match", tag)))
            .Status.ShouldBe(HttpStatusCode.NotModified);

        var page = await client.ReadAsync($"/v1/principals/{history.Principal}/packs?limit=1").Expect(HttpStatusCode.OK);
        page.Body.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(second);
        var rest = await client.ReadAsync($"/v1/principals/{history.Principal}/packs?limit=1&cursor={page["next"]}").Expect(HttpStatusCode.OK);
        rest.Body.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(first);
        rest.Body.GetProperty("next").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task the_same_request_sent_again_under_one_key_is_the_same_pack()
    {
        var (_, history, client) = await Start();
        using var asking = client;
        Task<Answer> Send(string language) => client.SendAsync(
            HttpMethod.Post, $"/v1/principals/{history.Principal}/packs", System.Text.Json.JsonSerializer.Serialize(PackClient.Order(history.Consumer, language: language)),
            change: r => r.Headers.Add("Idempotency-Key", "once"));
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send("nl").Expect(HttpStatusCode.Accepted)));
        all.Select(a => a["id"]).Distinct().Count().ShouldBe(1);
        await Send("en").Expect(HttpStatusCode.Conflict, "reference-reused");
    }

    [Fact]
    public async Task what_is_wrong_with_a_request_is_said_field_by_field()
    {
        var (_, history, client) = await Start();
        using var asking = client;
        var path = $"/v1/principals/{history.Principal}/packs";
        var answer = await client.PostAsync(path, new { scope = new { }, content = "all", audience = "press", asOf = "2199-01-01T00:00:00Z", colour = "red" });
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Errors.ShouldBe(
            ["/scope/consumer required", "/content unknown-value", "/audience unknown-value", "/language required", "/asOf in-future", "/colour unknown-field"], ignoreOrder: true);
        await client.PostAsync(path, new { scope = new { campaign = "najaar-2026", from = "2026-01-01T00:00:00Z", to = "2026-02-01T00:00:00Z" }, content = "facts", audience = "court", language = "nl" })
            .Expect(HttpStatusCode.UnprocessableEntity, "invalid-date");
        await client.PostAsync(path, PackClient.Order(Guid.Parse("5d7b7e5e-0000-4000-8000-000000000001"))).Expect(HttpStatusCode.UnprocessableEntity, "unknown-consumer");
        await client.PostAsync(path, PackClient.Order(history.Consumer, inquiry: "0612345678")).Expect(HttpStatusCode.UnprocessableEntity, "personal-data-in-reference");
        await client.ReadAsync($"{path}/abcdefghjkmnpqrstuvw").Expect(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task only_the_principals_own_staff_with_the_scope_may()
    {
        var (host, history, client) = await Start();
        using var asking = client;
        var pack = await client.Make(history.Principal, PackClient.Order(history.Consumer));
        string[] paths = [$"/v1/principals/{history.Principal}/packs", $"/v1/principals/{history.Principal}/packs/{pack.Id}", $"/v1/principals/{history.Principal}/packs/{pack.Id}/content"];
        using var agency = host.Client(await host.CreateKeyAsync(null, history.Agency));
        using var reader = host.Client(await host.CreateKeyAsync(history.Principal, scopes: [Scopes.EvidenceRead]));
        using var stranger = host.Client(await host.CreateKeyAsync(await host.CreatePrincipalAsync()));
        foreach (var path in paths)
        {
            await agency.ReadAsync(path).Expect(HttpStatusCode.Forbidden, "scope-missing");
            await reader.ReadAsync(path).Expect(HttpStatusCode.Forbidden, "scope-missing");
            await stranger.ReadAsync(path).Expect(HttpStatusCode.NotFound, "not-found");
        }

        await agency.PostAsync(paths[0], PackClient.Order(history.Consumer)).Expect(HttpStatusCode.Forbidden, "scope-missing");
        await stranger.PostAsync(paths[0], PackClient.Order(history.Consumer)).Expect(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task anyone_with_the_printed_number_may_compare_the_hash_and_learns_nothing_else()
    {
        var (host, history, client) = await Start();
        using var asking = client;
        var pack = await client.Make(history.Principal, PackClient.Order(history.Consumer));
        using var anyone = host.Client();
        var page = await anyone.ReadAsync($"/controle/{pack.FileName![14..^4]}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(pack.Bytes)));
        page.Text.ShouldNotContain("Veen");
        page.Text.ShouldNotContain("Zonkracht");
        (await anyone.ReadAsync("/controle/abcdefghjkmnpqrstuvw")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<(VaultHost Host, History History, HttpClient Client)> Start()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var history = await History.HandIn(client, host.OperatorKey);
        return (host, history, host.Client(await host.CreateKeyAsync(history.Principal)));
    }
}
