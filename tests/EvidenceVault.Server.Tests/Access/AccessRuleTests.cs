using EvidenceVault.Server.Access;
using Microsoft.AspNetCore.Builder;

namespace EvidenceVault.Server.Tests.Access;

public sealed class AccessRuleTests
{
    [Fact]
    public async Task a_server_with_an_endpoint_that_states_no_rule_refuses_to_start()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/fine", () => "").IsPublic();
        app.CheckAccessRules();
        app.MapGet("/forgotten", () => "");
        Should.Throw<InvalidOperationException>(app.CheckAccessRules).Message.ShouldContain("/forgotten");
    }

    [Fact]
    public void a_key_is_read_only_where_it_is_formed_as_one()
    {
        var key = ApiKeyText.New();
        ApiKeyText.Parse(key.Whole()).ShouldBe(key);
        key.ToString().ShouldNotContain(key.Secret);
        foreach (var bad in new[] { "", "ev_", key.Whole() + "x", key.Whole()[..^1], "EV" + key.Whole()[2..], key.Whole().Replace(key.Id, key.Id.ToUpperInvariant(), StringComparison.Ordinal), "xx_" + key.Whole()[3..] })
            ApiKeyText.Parse(bad).ShouldBeNull(bad);
    }

    [Fact]
    public void keys_never_repeat() =>
        Enumerable.Range(0, 10_000).Select(_ => ApiKeyText.New()).SelectMany(k => new[] { k.Id, k.Secret }).Distinct().Count().ShouldBe(20_000);
}
