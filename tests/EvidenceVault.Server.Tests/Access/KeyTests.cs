using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EvidenceVault.Server.Tests.Access;

public sealed class KeyTests
{
    [Fact]
    public async Task a_key_is_shown_once_and_kept_as_a_hash()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        using var client = host.Operator();
        var answer = await client.PostAsync("/v1/keys", new { principal, name = "beheer", holder = "person-1" }).Expect(HttpStatusCode.Created);
        var (id, key) = (answer["id"]!, answer["key"]!);
        key.ShouldStartWith($"ev_{id}_");
        var secret = key[(4 + id.Length)..];
        answer.Body.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(Scopes.OfPrincipal.Order(StringComparer.Ordinal));

        var list = await client.ReadAsync("/v1/keys?limit=1000").Expect(HttpStatusCode.OK);
        list.Text.ShouldContain(id);
        list.Text.ShouldNotContain(secret);
        var rows = await host.Query($"select row_to_json(k)::text from vault.api_key k where id = '{id}'");
        rows.ShouldHaveSingleItem().ShouldNotContain(secret);
        rows[0].ShouldContain(Convert.ToHexStringLower(ApiKeyText.Hash(secret)));
    }

    [Fact]
    public async Task issuing_and_revoking_are_events_without_secret_or_hash()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var key = await host.CreateKeyAsync(principal, scopes: [Scopes.EvidenceRead], holder: "person-1");
        var id = ApiKeyText.Parse(key)!.Value.Id;
        using var client = host.Operator();
        await client.RemoveAsync($"/v1/keys/{id}").Expect(HttpStatusCode.NoContent);
        await client.RemoveAsync($"/v1/keys/{id}").Expect(HttpStatusCode.NoContent);

        var events = await host.Query($"select type || ' ' || data::text from vault.mt_events where tenant_id = '_vault' and stream_id = 'keys/{id}' order by version");
        events.Count.ShouldBe(2);
        events[0].ShouldStartWith("key.issued ");
        events[0].ShouldContain("\"issuedBy\": \"operator\"");
        events[0].ShouldContain("person-1");
        events[1].ShouldStartWith("key.revoked ");
        var hash = ApiKeyText.Hash(ApiKeyText.Parse(key)!.Value.Secret);
        foreach (var e in events)
            foreach (var text in new[] { key[^43..], Convert.ToHexStringLower(hash), Convert.ToBase64String(hash) })
                e.ShouldNotContain(text);
    }

    [Fact]
    public async Task a_revoked_key_ends_at_once_however_lately_it_was_used()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var key = await host.CreateKeyAsync(principal);
        using var client = host.Client(key);
        using var chief = host.Operator();
        await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        await chief.RemoveAsync($"/v1/keys/{ApiKeyText.Parse(key)!.Value.Id}").Expect(HttpStatusCode.NoContent);
        await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated);
        var list = await chief.ReadAsync("/v1/keys?limit=1000");
        list.Body.GetProperty("items").EnumerateArray().Single(k => key.Contains(k.GetProperty("id").GetString()!, StringComparison.Ordinal))
            .GetProperty("revokedAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task a_key_revoked_on_another_server_ends_within_two_seconds()
    {
        var host = await VaultHost.SharedAsync();
        await using var other = await VaultHost.StartAsync(beside: host);
        var principal = await host.CreatePrincipalAsync();
        var key = await host.CreateKeyAsync(principal);
        using var here = host.Client(key);
        await here.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        using var there = other.Operator();
        await there.RemoveAsync($"/v1/keys/{ApiKeyText.Parse(key)!.Value.Id}").Expect(HttpStatusCode.NoContent);
        await Task.Delay(TimeSpan.FromSeconds(2.1), TestContext.Current.CancellationToken);
        await here.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated);
    }

    [Fact]
    public async Task a_principal_issues_keys_for_its_staff_and_agencies_only()
    {
        var host = await VaultHost.SharedAsync();
        var (principal, other, party) = (await host.CreatePrincipalAsync(), await host.CreatePrincipalAsync(), await host.CreatePartyAsync());
        using var client = host.Client(await host.CreateKeyAsync(principal));

        await client.PostAsync("/v1/keys", new { principal, name = "staff" }).Expect(HttpStatusCode.Created);
        (await client.PostAsync("/v1/keys", new { party, name = "agency" }).Expect(HttpStatusCode.Created))
            .Body.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(Scopes.OfParty.Order(StringComparer.Ordinal));
        // Another principal and one that does not exist look alike.
        var taken = await client.PostAsync("/v1/keys", new { principal = other, name = "theirs" }).Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.UnknownPrincipal);
        var none = await client.PostAsync("/v1/keys", new { principal = "nobody-here", name = "theirs" }).Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.UnknownPrincipal);
        taken["detail"].ShouldBe(none["detail"]);

        var listed = await client.ReadAsync("/v1/keys").Expect(HttpStatusCode.OK);
        var keys = listed.Body.GetProperty("items").EnumerateArray().ToList();
        keys.Count.ShouldBe(3);
        keys.ShouldAllBe(k => k.GetProperty("principal").GetString() == principal);
        var foreign = ApiKeyText.Parse(await host.CreateKeyAsync(other))!.Value.Id;
        await client.RemoveAsync($"/v1/keys/{foreign}").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await client.RemoveAsync("/v1/keys/operator").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        foreach (var key in keys) await client.RemoveAsync($"/v1/keys/{key.GetProperty("id").GetString()}");
        await client.ReadAsync("/v1/keys").Expect(HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated);
    }

    [Fact]
    public async Task nobody_gives_more_than_it_has()
    {
        var host = await VaultHost.SharedAsync();
        var (principal, party) = (await host.CreatePrincipalAsync(), await host.CreatePartyAsync());
        using var setup = host.Client(await host.CreateKeyAsync(principal, scopes: [Scopes.SetupWrite, Scopes.EvidenceWrite]));
        await setup.PostAsync("/v1/keys", new { name = "more", scopes = new[] { Scopes.HoldRelease } }).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        var all = await setup.PostAsync("/v1/keys", new { name = "all" }).Expect(HttpStatusCode.Created);
        all.Body.GetProperty("scopes").GetRawText().ShouldBe("""["evidence:write","setup:write"]""");
        var agency = await setup.PostAsync("/v1/keys", new { party, name = "agency" }).Expect(HttpStatusCode.Created);
        agency.Body.GetProperty("scopes").GetRawText().ShouldBe("""["evidence:write"]""");

        using var only = host.Client(await host.CreateKeyAsync(principal, scopes: [Scopes.SetupWrite]));
        await only.PostAsync("/v1/keys", new { party, name = "nothing to give" }).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);

        using var chief = host.Operator();
        await chief.PostAsync("/v1/keys", new { principal, party, name = "too much", scopes = new[] { Scopes.PackCreate } })
            .Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.ScopeNotAllowed);
        using var partys = host.Client(await host.CreateKeyAsync(principal, party));
        await partys.PostAsync("/v1/keys", new { party, name = "own" }).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
    }

    [Theory]
    [InlineData("""{ "name": "x" }""", "/principal required")]
    [InlineData("""{ "party": "PARTY" }""", "/name required")]
    [InlineData("""{ "party": "PARTY", "name": "   " }""", "/name empty")]
    [InlineData("""{ "party": "PARTY", "name": "x", "secret": "y" }""", "/secret unknown-field")]
    [InlineData("""{ "party": "PARTY", "name": "x", "scopes": ["evidence:delete"] }""", "/scopes unknown-value")]
    [InlineData("""{ "party": "PARTY", "name": "x", "scopes": [] }""", "/scopes empty")]
    [InlineData("""{ "party": "PARTY", "name": "x", "holder": "0612345678" }""", "/holder personal-data-in-field")]
    [InlineData("""{ "party": "PARTY", "name": "x", "holder": "jan@example.nl" }""", "/holder personal-data-in-field")]
    [InlineData("""{ "party": "PARTY", "name": "bel 06-12345678" }""", "/name personal-data-in-field")]
    [InlineData("""{ "party": "PARTY", "name": "x", "expiresAt": "2020-01-01T00:00:00Z" }""", "/expiresAt in-past")]
    [InlineData("""{ "party": "PARTY", "name": "x", "expiresAt": "2090-01-01" }""", "/expiresAt offset-required")]
    [InlineData("""{ "party": "nobody", "name": "x" }""", "/party unknown-party")]
    [InlineData("""{ "principal": "nobody", "name": "x" }""", "/principal unknown-principal")]
    public async Task a_bad_request_for_a_key_is_refused_with_the_field(string body, string error)
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Operator();
        var party = body.Contains("PARTY", StringComparison.Ordinal) ? await host.CreatePartyAsync() : "";
        var answer = await client.SendAsync(HttpMethod.Post, "/v1/keys", body.Replace("PARTY", party, StringComparison.Ordinal));
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Errors.ShouldBe([error]);
    }

    [Fact]
    public async Task a_key_that_ends_issues_none_that_outlives_it()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        using var passing = host.Client(await host.CreateKeyAsync(principal, expiresAt: "2090-01-01T00:00:00Z"));
        foreach (var expiresAt in new[] { null, "2090-01-01T00:00:01Z" })
            (await passing.PostAsync("/v1/keys", new { principal, name = "x", expiresAt }).Expect(HttpStatusCode.UnprocessableEntity, "out-of-range")).Errors.ShouldBe(["/expiresAt out-of-range"]);
        await passing.PostAsync("/v1/keys", new { principal, name = "x", expiresAt = "2090-01-01T00:00:00Z" }).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_party_by_the_principals_own_name_gets_no_key_of_that_principal()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        await host.CreatePartyAsync(principal);
        using var client = host.Operator();
        (await client.PostAsync("/v1/keys", new { principal, party = principal, name = "x" })).Errors.ShouldBe(["/party contradiction"]);
    }

    [Fact]
    public async Task lists_of_keys_are_paged()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var keys = new List<string>();
        for (var i = 0; i < 5; i++) keys.Add(ApiKeyText.Parse(await host.CreateKeyAsync(principal))!.Value.Id);
        using var client = host.Client(await host.CreateKeyAsync(principal));
        var (found, cursor) = (new List<string>(), "");
        do
        {
            var page = await client.ReadAsync($"/v1/keys?limit=2{cursor}").Expect(HttpStatusCode.OK);
            found.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(k => k.GetProperty("id").GetString()!));
            cursor = page.Body.GetProperty("next").ValueKind == JsonValueKind.Null ? "" : $"&cursor={page["next"]}";
        }
        while (cursor.Length > 0);
        found.Count.ShouldBe(6);
        found.ShouldBe(found.Distinct().Order(StringComparer.Ordinal));
        keys.ShouldBeSubsetOf(found);
        foreach (var bad in new[] { "limit=0", "limit=1001", "limit=x", "limit=1&limit=2", "cursor=!!!", "cursor=" + new string('a', 500) })
            await client.ReadAsync($"/v1/keys?{bad}").Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);
    }
}
