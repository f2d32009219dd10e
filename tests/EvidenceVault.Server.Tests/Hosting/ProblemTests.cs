using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Hosting;

public sealed class ProblemTests
{
    private static readonly HttpMethod[] Odd = [HttpMethod.Patch, HttpMethod.Options, HttpMethod.Trace];

    [Fact]
    public async Task an_unknown_address_is_a_problem_with_a_code_and_a_correlation_id()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Client();
        var answer = await client.ReadAsync("/v2/anything?phone=0612345678").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        answer["type"].ShouldBe("https://evidencevault.example/problems/not-found");
        answer["status"].ShouldBe("404");
        answer["correlationId"].ShouldBe(answer.Headers.GetValues("X-Correlation-ID").Single());
        answer.Text.ShouldNotContain("0612345678");
    }

    [Theory]
    [InlineData("/v1/principals/nobody/consumers/3f8f8a56-6f5e-4f0e-8a4e-3d8a8a1f6b11/export?request=%00")]
    [InlineData("/v1/principals/nobody/exhibits?state=sto%00red")]
    [InlineData("/v1/principals/nobody/packs?%00=1")]
    public async Task no_query_may_hold_the_character_that_no_text_in_the_database_can(string address)
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Operator();
        await client.ReadAsync(address).Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);
        // That it is written, and not meant, is no harm.
        (await client.ReadAsync(address.Replace("%00", "%2500", StringComparison.Ordinal))).Text.ShouldNotContain("NUL");
    }

    [Fact]
    public async Task a_wrong_method_names_the_right_ones()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Operator();
        foreach (var method in Odd)
        {
            using var response = await client.SendAsync(new HttpRequestMessage(method, "/v1/keys"), TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            response.Content.Headers.Allow.Order().ShouldBe(["GET", "POST"]);
        }
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, ProblemCodes.MalformedJson)]
    [InlineData("", HttpStatusCode.BadRequest, ProblemCodes.MalformedJson)]
    [InlineData("{} {}", HttpStatusCode.BadRequest, ProblemCodes.MalformedJson)]
    [InlineData("{\"name\":1,}", HttpStatusCode.BadRequest, ProblemCodes.MalformedJson)]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", HttpStatusCode.UnprocessableEntity, ProblemCodes.DuplicateField)]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity, ProblemCodes.SeveralProblems)]
    [InlineData("null", HttpStatusCode.UnprocessableEntity, ProblemCodes.SeveralProblems)]
    [InlineData("{\"name\":\"\\ud800\",\"kvk\":\"12345678\"}", HttpStatusCode.UnprocessableEntity, ProblemCodes.InvalidText)]
    public async Task a_body_that_is_no_good_json_is_refused(string body, HttpStatusCode status, string code)
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Operator();
        await client.SendAsync(HttpMethod.Put, $"/v1/principals/{VaultHost.Slug("p")}", body).Expect(status, code);
    }

    [Fact]
    public async Task json_nests_only_so_deep()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Operator();
        var path = $"/v1/principals/{VaultHost.Slug("p")}";
        await client.SendAsync(HttpMethod.Put, path, Nested(JsonBody.MaxDepth)).Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.SeveralProblems);
        await client.SendAsync(HttpMethod.Put, path, Nested(JsonBody.MaxDepth + 1)).Expect(HttpStatusCode.BadRequest, ProblemCodes.MalformedJson);

        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
    }

    [Fact]
    public async Task another_content_type_is_refused()
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Operator();
        foreach (var type in new[] { "text/plain", "application/xml", "multipart/form-data" })
            await client.SendAsync(HttpMethod.Post, "/v1/keys", "{}", type).Expect(HttpStatusCode.UnsupportedMediaType, ProblemCodes.UnsupportedMediaType);
        await client.SendAsync(HttpMethod.Put, $"/v1/principals/{VaultHost.Slug("p")}", "{}", change: r => r.Content!.Headers.ContentEncoding.Add("gzip"))
            .Expect(HttpStatusCode.UnsupportedMediaType, ProblemCodes.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_body_above_a_mebibyte_is_refused_whether_it_says_its_length_or_not(bool chunked)
    {
        var host = await VaultHost.SharedAsync();
        using var client = host.Operator();
        var path = $"/v1/principals/{VaultHost.Slug("p")}";
        // The marks between chunks count too.
        await client.SendAsync(HttpMethod.Put, path, Body((1 << 20) - (chunked ? 8192 : 0)), change: Change).Expect(HttpStatusCode.Created);
        await client.SendAsync(HttpMethod.Put, path, Body((1 << 20) + 1), change: Change).Expect(HttpStatusCode.RequestEntityTooLarge, ProblemCodes.TooLarge);

        void Change(HttpRequestMessage request) => request.Headers.TransferEncodingChunked = chunked;
        static string Body(int length) => """{ "name": "Klein B.V.", "kvk": "12345678" }""".PadRight(length);
    }

    [Fact]
    public async Task what_goes_wrong_inside_stays_inside()
    {
        var (log, clock) = (new LogLines(), new BrokenClock());
        await using var host = await VaultHost.StartAsync(services: services =>
        {
            services.AddSingleton<IClock>(clock);
            log.Replace(services);
        });
        clock.Broken = true;
        using var client = host.Operator();
        var answer = await client.PostAsync("/v1/keys", new { name = "x" }).Expect(HttpStatusCode.InternalServerError, ProblemCodes.Internal);
        answer.Text.ShouldNotContain("0612345678");
        answer.Text.ShouldNotContain("Exception");
        // What works in the background meets the broken clock too.
        var told = log.All.Where(line => line.Contains(answer["correlationId"]!, StringComparison.Ordinal) && line.Contains("InvalidOperationException", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        told.ShouldContain("POST /v1/keys");
        log.All.ShouldAllBe(line => !line.Contains("0612345678"));
    }

    [Fact]
    public async Task logs_hold_no_key_no_path_and_no_query()
    {
        var log = new LogLines();
        await using var host = await VaultHost.StartAsync(services: log.Replace);
        var principal = await host.CreatePrincipalAsync();
        var key = await host.CreateKeyAsync(principal);
        using var client = host.Client(key);
        await client.ReadAsync($"/v1/principals/{principal}/mandates/0612345678?api_key={key}");
        await client.PutAsync($"/v1/principals/{principal}/mandates/0612345678", new { from = "0687654321" });
        await client.ReadAsync($"/v1/keys/jan@example.nl");
        await client.SendAsync(new HttpMethod("0612345678"), "/nope", "", "text/plain");
        log.All.ShouldContain(line => line.Contains("/mandates/{reference}", StringComparison.Ordinal));
        foreach (var line in log.All)
            foreach (var secret in new[] { key, key[^43..], host.OperatorKey, "0612345678", "0687654321", "jan@example.nl", "api_key=" })
                line.ShouldNotContain(secret);
    }

    [Fact]
    public async Task a_database_that_is_down_is_unavailable_and_comes_back()
    {
        await using var services = await PrivateServices.StartAsync();
        await using var host = await VaultHost.StartAsync(connections: services.Connections);
        var principal = await host.CreatePrincipalAsync();
        using var client = host.Operator();
        var context = host.Services.GetRequiredService<PartyRules>().ContextFor(principal, new Caller("key", IsOperator: false, principal, null, null, Scopes.OfPrincipal));
        var item = ItemReader.Read(JsonElement.Parse(Intake.Desk.Call(Intake.Desk.Phone()).ToJsonString()), context, [])!;
        async Task<ItemOutcome> HandIn() => await await host.Services.GetRequiredService<LaneSet>().Submit(principal, item, bulk: false, TestContext.Current.CancellationToken);
        (await HandIn()).Status.ShouldBe(ItemStatus.Accepted);
        await services.KillPostgres();
        // What waited for its lane says so too.
        var waited = (await HandIn()).Problem!;
        (waited.Status, waited.Code).ShouldBe((503, ProblemCodes.Unavailable));
        waited.RetryAfter.ShouldNotBeNull();
        var answer = await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.ServiceUnavailable, ProblemCodes.Unavailable);
        answer.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        (await client.PutAsync($"/v1/principals/{principal}", new { name = "Anders B.V.", kvk = "12345678" })).Code.ShouldBe(ProblemCodes.Unavailable);
        await services.StartAgainAsync();
        (await client.ReadAsync($"/v1/principals/{principal}").Expect(HttpStatusCode.OK))["version"].ShouldBe("1");
    }

    [Fact]
    public void statuses_and_exceptions_have_their_problems()
    {
        ProblemHandling.Of(new BadHttpRequestException("x", 413)).Code.ShouldBe(ProblemCodes.TooLarge);
        ProblemHandling.Of(new BadHttpRequestException("x")).Code.ShouldBe(ProblemCodes.BadRequest);
        ProblemHandling.Of(new InvalidOperationException("x", new Npgsql.NpgsqlException("y"))).Code.ShouldBe(ProblemCodes.Unavailable);
        ProblemHandling.Of(new AggregateException(new Azure.RequestFailedException(503, "y"))).Code.ShouldBe(ProblemCodes.Unavailable);
        ProblemHandling.Of(new InvalidOperationException("x")).Code.ShouldBe(ProblemCodes.Internal);
    }

    private sealed class BrokenClock : IClock
    {
        public bool Broken { get; set; }

        public Instant GetCurrentInstant() =>
            Broken ? throw new InvalidOperationException("The number 0612345678 is to blame.") : SystemClock.Instance.GetCurrentInstant();
    }
}
