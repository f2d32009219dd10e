using System.Net;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Access;

/// <summary>Walks every endpoint there is with every wrong key, and with the right ones.</summary>
public sealed class EveryEndpointTests
{
    private static readonly string[] PublicPaths = ["/check", "/health/", "/openapi/", "/metrics", "/ledger/", "/mijn-toestemming", "/bevestigen/", "/controle/", "/v1/signing-key"];

    private sealed record Guarded(string Method, RoutePattern Pattern, AccessRule Rule)
    {
        public bool NamesPrincipal => Pattern.GetParameter("principal") is not null;

        public string Url(string principal) => "/" + string.Join('/', Pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "principal" } => principal,
            RoutePatternParameterPart parameter => ValueOf(parameter),
            _ => "x",
        }))));

        public bool IsHead => Method == "HEAD";

        public void Refused(Answer answer, HttpStatusCode status, string code, string? with = null)
        {
            answer.Status.ShouldBe(status, $"{this} {with}");
            // An answer to HEAD has no body.
            if (!IsHead) answer.Code.ShouldBe(code, $"{this} {with}");
        }

        public override string ToString() => $"{Method} {Pattern.RawText}";

        private static string ValueOf(RoutePatternParameterPart parameter) => parameter.ParameterPolicies.Select(policy => policy.Content).FirstOrDefault() switch
        {
            "guid" => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "int" or "long" => "1",
            _ => "nobody",
        };
    }

    [Fact]
    public async Task only_known_paths_need_no_key()
    {
        var host = await VaultHost.SharedAsync();
        foreach (var endpoint in Endpoints(host).Where(e => e.Rule.Anonymous))
            PublicPaths.ShouldContain(path => endpoint.Pattern.RawText!.StartsWith(path, StringComparison.Ordinal), endpoint.ToString());
    }

    [Fact]
    public async Task no_endpoint_answers_without_a_valid_key()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var valid = await host.CreateKeyAsync(principal);
        var revoked = await host.CreateKeyAsync(principal);
        using (var client = host.Operator()) await client.RemoveAsync($"/v1/keys/{IdOf(revoked)}").Expect(HttpStatusCode.NoContent);
        var wrong = new Dictionary<string, string?>
        {
            ["none"] = null,
            ["garbage"] = "Bearer garbage",
            ["empty"] = "Bearer ",
            ["another scheme"] = "Basic " + Convert.ToBase64String("user:password"u8),
            ["wrong secret"] = "Bearer " + valid[..^3] + (valid.EndsWith("AAA", StringComparison.Ordinal) ? "BBB" : "AAA"),
            ["unknown id"] = "Bearer ev_" + new string('z', 16) + valid[(valid.IndexOf('_', 3))..],
            ["revoked"] = "Bearer " + revoked,
            ["almost the operator's"] = "Bearer " + host.OperatorKey[..^1],
        };
        using var anonymous = host.Client();
        foreach (var endpoint in Guards(host))
            foreach (var (what, header) in wrong)
            {
                var answer = await Send(anonymous, endpoint, principal, header);
                endpoint.Refused(answer, HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated, what);
                answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            }
    }

    [Fact]
    public async Task no_endpoint_reads_a_key_from_the_query()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var key = await host.CreateKeyAsync(principal);
        using var anonymous = host.Client();
        foreach (var endpoint in Guards(host))
            endpoint.Refused(
                await anonymous.SendAsync(new HttpMethod(endpoint.Method), $"{endpoint.Url(principal)}?api_key={key}&access_token={key}&key={key}", null),
                HttpStatusCode.Unauthorized, ProblemCodes.Unauthenticated);
    }

    [Fact]
    public async Task expired_keys_are_told_so()
    {
        var clock = NodaTime.Testing.FakeClock.FromUtc(2026, 9, 1);
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<NodaTime.IClock>(clock));
        var principal = await host.CreatePrincipalAsync();
        var key = await host.CreateKeyAsync(principal, expiresAt: "2026-09-02T00:00:00Z");
        using var client = host.Client(key);
        await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK);
        clock.AdvanceDays(1);
        foreach (var endpoint in Guards(host))
            endpoint.Refused(await Send(client, endpoint, principal), HttpStatusCode.Unauthorized, ProblemCodes.KeyExpired);
    }

    [Fact]
    public async Task what_is_another_principals_answers_as_what_does_not_exist()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var party = await host.CreatePartyAsync();
        var other = await host.CreatePrincipalAsync();
        var strangers = new[]
        {
            await host.CreateKeyAsync(other),
            await host.CreateKeyAsync(other, scopes: [Scopes.EvidenceRead]),
            await host.CreateKeyAsync(other, party),
            await host.CreateKeyAsync(null, party),
        };
        foreach (var endpoint in Guards(host).Where(e => e.NamesPrincipal))
            foreach (var key in strangers)
            {
                using var client = host.Client(key);
                var answer = await Send(client, endpoint, principal);
                endpoint.Refused(answer, HttpStatusCode.NotFound, ProblemCodes.NotFound);
                var nothing = await Send(client, endpoint, "does-not-exist");
                WithoutCorrelation(answer).ShouldBe(WithoutCorrelation(nothing), endpoint.ToString());
            }
    }

    [Fact]
    public async Task a_key_without_the_scope_is_told_which_one_it_lacks()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var party = await host.CreatePartyAsync();
        await host.CreateMandateAsync(principal, principal, party);
        var ofParty = await host.CreateKeyAsync(null, party);
        foreach (var endpoint in Guards(host).Where(e => e.Rule.Scope is not null || e.Rule.OperatorOnly))
        {
            var scope = endpoint.Rule.Scope;
            using var client = host.Client(await host.CreateKeyAsync(principal, scopes: [new[] { Scopes.HoldRelease, Scopes.PackCreate, Scopes.SetupWrite }.First(s => s != scope && s != endpoint.Rule.OrScope)]));
            var answer = await Send(client, endpoint, principal);
            endpoint.Refused(answer, HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
            if (scope is not null && !endpoint.IsHead) answer["detail"]!.ShouldContain(scope);
            if (scope is not null && Scopes.OfParty.Contains(scope)) continue;
            using var agency = host.Client(ofParty);
            endpoint.Refused(await Send(agency, endpoint, principal), HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        }
    }

    [Fact]
    public async Task the_operator_does_not_reach_a_principals_data()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        using var client = host.Operator();
        foreach (var endpoint in Guards(host))
        {
            var answer = await Send(client, endpoint, principal);
            if (endpoint.Rule.Operator) answer.Status.ShouldNotBeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], endpoint.ToString());
            else endpoint.Refused(answer, HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
            if (endpoint.NamesPrincipal && endpoint.Rule.Operator)
                endpoint.Pattern.RawText!.Trim('/').ShouldBe("v1/principals/{principal}", "the operator sets up principals and no more");
        }
    }

    [Fact]
    public async Task the_right_key_is_let_in_everywhere()
    {
        var host = await VaultHost.SharedAsync();
        var principal = await host.CreatePrincipalAsync();
        var party = await host.CreatePartyAsync();
        await host.CreateMandateAsync(principal, principal, party);
        using var staff = host.Client(await host.CreateKeyAsync(principal, holder: "someone"));
        using var agency = host.Client(await host.CreateKeyAsync(null, party));
        foreach (var endpoint in Guards(host).Where(e => !e.Rule.OperatorOnly))
        {
            (await Send(staff, endpoint, principal)).Status.ShouldNotBeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], endpoint.ToString());
            if (endpoint.Rule.Scope is { } scope && !Scopes.OfParty.Contains(scope)) continue;
            (await Send(agency, endpoint, principal)).Code.ShouldNotBeOneOf([ProblemCodes.Unauthenticated, ProblemCodes.ScopeMissing], endpoint.ToString());
        }
    }

    private static string IdOf(string key) => key.Split('_')[1];

    private static List<Guarded> Guards(VaultHost host)
    {
        var guards = Endpoints(host).Where(e => !e.Rule.Anonymous).ToList();
        guards.Count.ShouldBeGreaterThan(20);
        return guards;
    }

    private static IEnumerable<Guarded> Endpoints(VaultHost host) =>
        from endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select new Guarded(method, endpoint.RoutePattern, endpoint.Metadata.GetRequiredMetadata<AccessRule>());

    private static Task<Answer> Send(HttpClient client, Guarded endpoint, string principal, string? authorization = null) => client.SendAsync(
        new HttpMethod(endpoint.Method), endpoint.Url(principal), endpoint.Method is "GET" or "HEAD" or "DELETE" ? null : "{}",
        change: request =>
        {
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        });

    private static string WithoutCorrelation(Answer answer) => answer.Text.Split(",\"correlationId\"")[0];
}
