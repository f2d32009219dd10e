using System.Net;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Access;

public sealed class VisibilityTests
{
    [Fact]
    public async Task an_agency_sees_a_principal_from_its_mandate_on_and_not_before()
    {
        var host = await VaultHost.SharedAsync();
        var (principal, party) = (await host.CreatePrincipalAsync(), await host.CreatePartyAsync());
        using var client = host.Client(await host.CreateKeyAsync(null, party));
        await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await host.CreateMandateAsync(principal, principal, party);
        await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task an_agency_whose_mandate_ended_still_sees_the_principal()
    {
        var host = await VaultHost.SharedAsync();
        var (principal, party) = (await host.CreatePrincipalAsync(), await host.CreatePartyAsync());
        await host.CreateMandateAsync(principal, principal, party, validFrom: "2020-01-01", validTo: "2020-02-01");
        using var client = host.Client(await host.CreateKeyAsync(null, party));
        await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_mandate_that_now_names_another_party_still_lets_the_first_one_see()
    {
        var host = await VaultHost.SharedAsync();
        var (principal, first, second) = (await host.CreatePrincipalAsync(), await host.CreatePartyAsync(), await host.CreatePartyAsync());
        var mandate = await host.CreateMandateAsync(principal, principal, first);
        using var staff = host.Client(await host.CreateKeyAsync(principal));
        await staff.PutAsync($"/v1/principals/{principal}/mandates/{mandate}", new { from = principal, to = second, validFrom = "2025-01-01" }).Expect(HttpStatusCode.OK);
        foreach (var party in new[] { first, second })
        {
            using var client = host.Client(await host.CreateKeyAsync(null, party));
            await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task a_sub_agency_sees_the_principal_through_the_chain_only()
    {
        var host = await VaultHost.SharedAsync();
        var (principal, agency, sub, stray) = (await host.CreatePrincipalAsync(), await host.CreatePartyAsync(), await host.CreatePartyAsync(), await host.CreatePartyAsync());
        await host.CreateMandateAsync(principal, principal, agency);
        await host.CreateMandateAsync(principal, agency, sub);
        // From a party that never had a mandate itself.
        var outside = await host.CreatePartyAsync();
        await host.CreateMandateAsync(principal, outside, stray);
        using var linked = host.Client(await host.CreateKeyAsync(null, sub));
        using var loose = host.Client(await host.CreateKeyAsync(null, stray));
        await linked.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        await loose.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Fact]
    public async Task a_key_issued_for_one_principal_needs_no_mandate_there_and_opens_no_other()
    {
        var host = await VaultHost.SharedAsync();
        var (principal, other, party) = (await host.CreatePrincipalAsync(), await host.CreatePrincipalAsync(), await host.CreatePartyAsync());
        await host.CreateMandateAsync(other, other, party);
        using var client = host.Client(await host.CreateKeyAsync(principal, party));
        await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        await client.ReadAsync($"/v1/principals/{other}").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Fact]
    public async Task lists_show_what_the_caller_sees_and_no_more()
    {
        var host = await VaultHost.SharedAsync();
        var (one, two, party, unrelated) = (await host.CreatePrincipalAsync(), await host.CreatePrincipalAsync(), await host.CreatePartyAsync(), await host.CreatePartyAsync());
        await host.CreateMandateAsync(one, one, party);
        await host.CreateMandateAsync(two, two, party);
        await host.CreateMandateAsync(two, two, unrelated);
        using var staff = host.Client(await host.CreateKeyAsync(one));
        using var agency = host.Client(await host.CreateKeyAsync(null, party));
        using var chief = host.Operator();
        (await Refs(staff, "/v1/principals")).ShouldBe([one]);
        (await Refs(agency, "/v1/principals")).ShouldBe(new[] { one, two }.Order(StringComparer.Ordinal));
        (await Refs(chief, "/v1/principals?limit=1000")).ShouldContain(two);
        var before = await Refs(chief, "/v1/principals?limit=1000");
        var paged = await Paged(chief, "/v1/principals?limit=3");
        before.ShouldBeSubsetOf(paged);
        paged.ShouldBe(paged.Distinct().Order(StringComparer.Ordinal));
        (await Refs(agency, "/v1/parties")).ShouldBe([party]);
        (await Refs(staff, "/v1/parties?limit=1000")).ShouldContain(unrelated);
        await agency.ReadAsync($"/v1/parties/{unrelated}").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        // Nor whom else the principal works with.
        (await Refs(agency, $"/v1/principals/{two}/mandates")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("ZONKRACHT")]
    [InlineData("%2e%2e")]
    [InlineData("_vault")]
    [InlineData("book%2Fx")]
    public async Task odd_names_of_principals_do_not_exist(string name)
    {
        var host = await VaultHost.SharedAsync();
        using var chief = host.Operator();
        using var agency = host.Client(await host.CreateKeyAsync(null, await host.CreatePartyAsync()));
        (await chief.ReadAsync($"/v1/principals/{name}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await agency.ReadAsync($"/v1/principals/{name}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<string>> Paged(HttpClient client, string path)
    {
        var (refs, cursor) = (new List<string>(), "");
        do
        {
            var page = await client.ReadAsync(path + cursor).Expect(HttpStatusCode.OK);
            refs.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("ref").GetString()!));
            cursor = page.Body.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null ? "" : $"&cursor={page["next"]}";
        }
        while (cursor.Length > 0);
        return refs;
    }

    private static async Task<IReadOnlyList<string>> Refs(HttpClient client, string path) =>
        [.. (await client.ReadAsync(path).Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("ref").GetString()!)];
}
