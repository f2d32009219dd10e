using System.Net;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Webhooks;
using EvidenceVault.Server.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.ConsumerPages;

public sealed class MakeLinkTests
{
    public static TheoryData<string, string> BadOrders => new()
    {
        { "{}", "/for required" },
        { """{ "for": "page", "consent": "one" }""", "/consent contradiction" },
        { """{ "for": "page", "method": "sms" }""", "/method contradiction" },
        { """{ "for": "verification", "method": "sms" }""", "/consent required" },
        { """{ "for": "verification", "consent": "one" }""", "/method required" },
        { """{ "for": "verification", "consent": "none-such", "method": "sms" }""", "/consent unknown-consent" },
        { """{ "for": "verification", "consent": "one", "method": "phone" }""", "/method unknown-value" },
        { """{ "for": "verification", "consent": "one", "method": "email", "send": "sms" }""", "/method contradiction" },
        { """{ "for": "page", "validFor": "P91D" }""", "/validFor out-of-range" },
        { """{ "for": "page", "validFor": "-P1D" }""", "/validFor invalid-period" },
        { """{ "for": "page", "more": 1 }""", "/more unknown-field" },
    };

    [Theory]
    [MemberData(nameof(BadOrders))]
    public async Task what_is_wrong_with_an_order_is_told(string order, string error)
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var answer = await visitor.Staff.SendAsync(HttpMethod.Post, $"/v1/principals/{visitor.Principal}/consumers/{visitor.Id}/links", order);
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Errors.ShouldBe([error]);
    }

    [Fact]
    public async Task nobody_makes_links_to_consumers_who_are_not_theirs()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var stranger = await Visitor.HandIn(visitor.Host);
        var path = $"/v1/principals/{visitor.Principal}/consumers/{visitor.Id}/links";
        await stranger.Staff.PostAsync(path, new { @for = "page" }).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await visitor.Staff.PostAsync($"/v1/principals/{visitor.Principal}/consumers/{stranger.Id}/links", new { @for = "page" }).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await visitor.Staff.PostAsync($"/v1/principals/{visitor.Principal}/consumers/nobody/links", new { @for = "page" }).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        using var reader = visitor.Host.Client(await visitor.Host.CreateKeyAsync(visitor.Principal, scopes: ["evidence:read"]));
        await reader.PostAsync(path, new { @for = "page" }).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
    }

    [Fact]
    public async Task an_agency_has_its_own_consents_confirmed_and_is_told_no_link_to_the_whole_page()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var agency = await visitor.Host.CreatePartyAsync();
        await visitor.Host.CreateMandateAsync(visitor.Principal, visitor.Principal, agency);
        using var client = visitor.Host.Client(await visitor.Host.CreateKeyAsync(null, agency));
        var path = $"/v1/principals/{visitor.Principal}/consumers/{visitor.Id}/links";
        await client.PostAsync(path, new { @for = "verification", consent = "one", method = "sms" }).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);

        await Visitor.Grant(client, visitor.Principal, visitor.Phone, "of-agency", "gas", null, null);
        (await client.PostAsync(path, new { @for = "page" })).Errors.ShouldBe(["/for not-yours"]);
        (await client.PostAsync(path, new { @for = "verification", consent = "one", method = "sms" })).Errors.ShouldBe(["/consent unknown-consent"]);
        var link = new Uri((await client.PostAsync(path, new { @for = "verification", consent = "of-agency", method = "sms" }).Expect(HttpStatusCode.Created))["url"]!).AbsolutePath;
        await visitor.Press((await visitor.Open(link)).Text, "Ja, dat klopt");
        (await visitor.StateOf("of-agency")).ShouldBe("active");
        (await visitor.Host.Query($"select data ->> 'uploadedBy' from vault.mt_events where tenant_id = '{visitor.Principal}' and type = 'consent.verified'")).ShouldBe([agency]);
    }

    [Fact]
    public async Task without_a_gateway_nothing_is_sent_and_with_one_the_message_is_signed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await Visitor.StartAsync(new Dictionary<string, string> { ["Vault:WebhooksToPrivateAddresses"] = "true" });
        var visitor = await Visitor.HandIn(host);
        var path = $"/v1/principals/{visitor.Principal}/message-gateway";
        await visitor.MakeLink(new { @for = "page", send = "sms" }).Expect(HttpStatusCode.Conflict, ProblemCodes.NoMessageGateway);
        await visitor.Staff.ReadAsync(path).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        (await visitor.Staff.PutAsync(path, new { url = "http://sms.example/" })).Errors.ShouldBe(["/url invalid-url"]);
        var made = await visitor.Staff.PutAsync(path, new { url = receiver.Url }).Expect(HttpStatusCode.Created);
        (await visitor.Staff.PutAsync(path, new { url = receiver.Url }).Expect(HttpStatusCode.OK))["secret"].ShouldBe("null");

        await visitor.MakeLink(new { @for = "page", send = "sms", language = "en" }).Expect(HttpStatusCode.Created);
        var message = receiver.Messages.ShouldHaveSingleItem();
        var secret = Convert.FromBase64String(made["secret"]!["whsec_".Length..]);
        message.Signature.ShouldBe(WebhookSignature.Of(secret, message.Id, long.Parse(message.Timestamp, System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(message.Body)));
        var data = JsonElement.Parse(message.Body).GetProperty("data");
        data.GetProperty("to").GetString().ShouldBe(visitor.Phone);
        data.GetProperty("text").GetString()!.ShouldStartWith("See which consents");

        receiver.Answers = 500;
        var refused = await visitor.MakeLink(new { @for = "verification", consent = "one", send = "sms" }).Expect(HttpStatusCode.ServiceUnavailable, ProblemCodes.MessageNotSent);
        refused.Text.ShouldNotContain(visitor.Phone);
        (await visitor.Timeline()).ShouldNotContain("consent.verification-requested");
        (await visitor.Staff.RemoveAsync(path)).Status.ShouldBe(HttpStatusCode.NoContent);
        await visitor.MakeLink(new { @for = "page", send = "sms" }).Expect(HttpStatusCode.Conflict, ProblemCodes.NoMessageGateway);
    }

    [Fact]
    public async Task mail_goes_by_the_mail_server_in_the_principals_name()
    {
        await using var server = SmtpServer.Start();
        await using var host = await Visitor.StartAsync(new Dictionary<string, string>
        {
            ["Vault:Smtp:Host"] = "127.0.0.1",
            ["Vault:Smtp:Port"] = $"{server.Port}",
            ["Vault:Smtp:From"] = "toestemming@kluis.example",
            ["Vault:Smtp:AllowPlain"] = "true",
        });
        var visitor = await Visitor.HandIn(host);
        await visitor.MakeLink(new { @for = "verification", consent = "one", send = "email" }).Expect(HttpStatusCode.Created);
        var mail = server.Mails.ShouldHaveSingleItem();
        mail.ShouldContain("RCPT TO:<m.vanderveen@post.example>");
        mail.ShouldContain($"{visitor.Principal} B.V.");
        mail.ShouldContain("/bevestigen/");
        mail.ShouldContain("Auto-Submitted: auto-generated");
        (await visitor.Timeline()).ShouldContain("consent.verification-requested");
    }

    [Fact]
    public async Task no_link_and_no_number_comes_into_the_log()
    {
        var (log, messages) = (new LogLines(), Directory.CreateTempSubdirectory("messages-"));
        await using var host = await Visitor.StartAsync(new Dictionary<string, string> { ["Vault:MessageDirectory"] = messages.FullName }, log.Replace);
        var visitor = await Visitor.HandIn(host);
        var (page, confirm) = (await visitor.Link(new { @for = "page" }), await visitor.Link(new { @for = "verification", consent = "one", method = "sms" }));
        await visitor.Press((await visitor.Open(confirm)).Text, "Ja, dat klopt");
        await visitor.Press((await visitor.Open(page)).Text, "Trek al mijn toestemmingen in");
        var number = (await visitor.Open($"/mijn-toestemming?principal={visitor.Principal}")).Text;
        await visitor.Press(number, "Trek al mijn toestemmingen in", ("telefoon", visitor.Phone));
        var asked = await visitor.Press(number, "Stuur mij een code", ("telefoon", visitor.Phone));
        await Messages.Await(messages, 1);
        await visitor.Press(asked.Text, "Bekijk mijn toestemmingen", ("code", "000000"));

        log.All.ShouldContain(line => line.Contains("/mijn-toestemming/{token}", StringComparison.Ordinal));
        foreach (var line in log.All)
            foreach (var secret in new[] { page.Split('.')[^1], confirm.Split('.')[^1], visitor.Phone[3..], "Marjolein" })
                line.ShouldNotContain(secret);
        messages.Delete(recursive: true);
    }

    [Fact]
    public async Task a_link_leads_where_the_operator_says_and_never_where_the_request_says()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var path = $"/v1/principals/{visitor.Principal}/consumers/{visitor.Id}/links";
        var told = await visitor.Staff.SendAsync(HttpMethod.Post, path, """{ "for": "page" }""", change: request => request.Headers.Host = "phishing.example").Expect(HttpStatusCode.Created);
        told["url"]!.ShouldStartWith("https://kluis.example/mijn-toestemming/");

        var homeless = await Visitor.HandIn(await VaultHost.SharedAsync());
        foreach (var order in (object[])[new { @for = "page" }, new { @for = "page", send = "sms" }])
            (await homeless.MakeLink(order).Expect(HttpStatusCode.Conflict, ProblemCodes.NoPublicUrl))["detail"]!.ShouldContain("Vault__PublicUrl");
    }

    [Fact]
    public async Task whoever_is_told_a_link_may_read_evidence_and_it_is_noted()
    {
        var messages = Directory.CreateTempSubdirectory("messages-");
        await using var host = await Visitor.StartAsync(new Dictionary<string, string> { ["Vault:MessageDirectory"] = messages.FullName });
        var visitor = await Visitor.HandIn(host);
        var path = $"/v1/principals/{visitor.Principal}/consumers/{visitor.Id}/links";
        using var writer = host.Client(await host.CreateKeyAsync(visitor.Principal, scopes: ["evidence:write"], holder: "uploader"));
        await writer.PostAsync(path, new { @for = "page" }).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        await writer.PostAsync(path, new { @for = "verification", consent = "one", method = "sms" }).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        await writer.PostAsync(path, new { @for = "page", send = "sms" }).Expect(HttpStatusCode.Created);
        (await Noted()).ShouldBeEmpty();

        await visitor.Link(new { @for = "page" });
        (await Noted()).ShouldBe(["someone"]);
        messages.Delete(recursive: true);

        async Task<List<string?>> Noted() =>
            [.. (await visitor.Staff.ReadAsync($"/v1/principals/{visitor.Principal}/access-log?consumer={visitor.Id}&kind=link").Expect(HttpStatusCode.OK))
                .Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("holder").GetString())];
    }

    [Fact]
    public async Task of_somebody_whose_erasure_was_asked_for_no_links_are_made()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        await visitor.Staff.PostAsync($"/v1/principals/{visitor.Principal}/consumers/{visitor.Id}/erasure", new { ground = "objection" }).Expect(HttpStatusCode.Accepted);
        await visitor.MakeLink(new { @for = "page" }).Expect(HttpStatusCode.Conflict, ProblemCodes.ConsumerRestricted);
        await visitor.MakeLink(new { @for = "verification", consent = "one", method = "sms" }).Expect(HttpStatusCode.Conflict, ProblemCodes.ConsumerRestricted);
    }

    [Fact]
    public async Task a_consumer_is_sent_a_few_in_a_day_however_many_are_asked_for_at_once()
    {
        var messages = Directory.CreateTempSubdirectory("messages-");
        var clock = new NodaTime.Testing.FakeClock(NodaTime.SystemClock.Instance.GetCurrentInstant());
        await using var host = await Visitor.StartAsync(
            new Dictionary<string, string> { ["Vault:MessageDirectory"] = messages.FullName, ["Vault:LinksPerConsumerPerDay"] = "2" },
            services => services.AddSingleton<NodaTime.IClock>(clock));
        var visitor = await Visitor.HandIn(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => visitor.MakeLink(new { @for = "page", send = "sms" })));
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(2);
        answers.Count(a => a.Status == HttpStatusCode.TooManyRequests).ShouldBe(4);
        messages.GetFiles().Length.ShouldBe(2);
        var refused = answers.First(a => a.Status == HttpStatusCode.TooManyRequests);
        refused.Code.ShouldBe(ProblemCodes.RateLimited);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromDays(1));
        // One that is told goes to nobody by the vault's hand, and another person gets their own.
        await visitor.MakeLink(new { @for = "page" }).Expect(HttpStatusCode.Created);
        clock.Advance(NodaTime.Duration.FromHours(23));
        (await visitor.MakeLink(new { @for = "page", send = "sms" }).Expect(HttpStatusCode.TooManyRequests, ProblemCodes.RateLimited)).Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(1));
        clock.Advance(NodaTime.Duration.FromHours(1));
        await visitor.MakeLink(new { @for = "page", send = "sms" }).Expect(HttpStatusCode.Created);
        messages.Delete(recursive: true);
    }

    [Fact]
    public async Task a_link_that_was_not_sent_counts_for_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await Visitor.StartAsync(new Dictionary<string, string> { ["Vault:WebhooksToPrivateAddresses"] = "true", ["Vault:LinksPerConsumerPerDay"] = "1" });
        var visitor = await Visitor.HandIn(host);
        await visitor.Staff.PutAsync($"/v1/principals/{visitor.Principal}/message-gateway", new { url = receiver.Url }).Expect(HttpStatusCode.Created);
        receiver.Answers = 500;
        await visitor.MakeLink(new { @for = "page", send = "sms" }).Expect(HttpStatusCode.ServiceUnavailable, ProblemCodes.MessageNotSent);
        (await host.Query($"select 'x' from vault.consumer_link where consumer = '{visitor.Id}'")).ShouldBeEmpty();
        receiver.Answers = 200;
        await visitor.MakeLink(new { @for = "page", send = "sms" }).Expect(HttpStatusCode.Created);
    }
}
