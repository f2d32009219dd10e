using System.Net;
using System.Text.RegularExpressions;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.ConsumerPages;

public sealed class NumberPageTests : IAsyncLifetime
{
    private readonly DirectoryInfo _messages = Directory.CreateTempSubdirectory("messages-");
    private readonly FakeClock _clock = new(SystemClock.Instance.GetCurrentInstant());
    private VaultHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await Visitor.StartAsync(
        new Dictionary<string, string> { ["Vault:MessageDirectory"] = _messages.FullName }, services => services.AddSingleton<IClock>(_clock));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _messages.Delete(recursive: true);
    }

    [Fact]
    public async Task a_number_alone_withdraws_and_the_answer_does_not_tell_whether_it_is_known()
    {
        var visitor = await Visitor.HandIn(_host);
        var page = (await Open(visitor)).Text;
        var known = await visitor.Press(page, "Trek al mijn toestemmingen in", ("telefoon", $"0{visitor.Phone[3..]}"));
        var unknown = await visitor.Press(page, "Trek al mijn toestemmingen in", ("telefoon", Desk.Phone()));

        known.Status.ShouldBe(HttpStatusCode.OK);
        unknown.Text.ShouldBe(known.Text);
        known.Text.ShouldNotContain(visitor.Phone[3..]);
        (await visitor.StateOf("one")).ShouldBe("withdrawn");
        (await visitor.StateOf("two")).ShouldBe("withdrawn");
    }

    [Fact]
    public async Task a_no_from_a_number_nobody_knew_counts_for_a_consent_that_comes_in_later()
    {
        var visitor = await Visitor.HandIn(_host);
        var phone = Desk.Phone();
        await visitor.Press((await Open(visitor)).Text, "Trek al mijn toestemmingen in", ("telefoon", phone));
        await Visitor.Grant(visitor.Staff, visitor.Principal, phone, "late", "gas", null, null);
        var found = await visitor.Staff.PostAsync($"/v1/principals/{visitor.Principal}/consumers/search", new { phone });
        (await (visitor with { Id = Guid.Parse(found["id"]!) }).StateOf("late")).ShouldBe("withdrawn");
    }

    [Fact]
    public async Task a_code_sent_to_the_number_leads_to_the_persons_own_page_and_works_once()
    {
        var visitor = await Visitor.HandIn(_host);
        var asked = await Ask(visitor, visitor.Phone);
        var message = (await Messages.Await(_messages, 1)).ShouldHaveSingleItem();
        message.GetProperty("to").GetString().ShouldBe(visitor.Phone);
        var code = CodeIn(message.GetProperty("text").GetString()!);

        var page = await visitor.Press(asked.Text, "Bekijk mijn toestemmingen", ("code", $"{code[..3]} {code[3..]}"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("U bellen over elektriciteit");
        (await visitor.Press(asked.Text, "Bekijk mijn toestemmingen", ("code", code))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task a_number_nobody_knows_gets_the_same_answer_and_no_message()
    {
        var visitor = await Visitor.HandIn(_host);
        var stranger = await Ask(visitor, Desk.Phone());
        var known = await Ask(visitor, visitor.Phone);
        await Messages.Await(_messages, 1);
        Plain(stranger.Text).ShouldBe(Plain(known.Text));
        Messages.Read(_messages).ShouldHaveSingleItem().GetProperty("to").GetString().ShouldBe(visitor.Phone);
        (await visitor.Press(stranger.Text, "Bekijk mijn toestemmingen", ("code", "123456"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task five_wrong_tries_and_ten_minutes_end_a_code()
    {
        var visitor = await Visitor.HandIn(_host);
        var asked = await Ask(visitor, visitor.Phone);
        var code = CodeIn((await Messages.Await(_messages, 1))[0].GetProperty("text").GetString()!);
        var wrong = code == "000000" ? "000001" : "000000";
        for (var i = 0; i < 5; i++) (await visitor.Press(asked.Text, "Bekijk mijn toestemmingen", ("code", wrong))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await visitor.Press(asked.Text, "Bekijk mijn toestemmingen", ("code", code))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        asked = await Ask(visitor, visitor.Phone);
        code = CodeIn((await Messages.Await(_messages, 2))[1].GetProperty("text").GetString()!);
        _clock.Advance(Duration.FromMinutes(11));
        (await visitor.Press(asked.Text, "Bekijk mijn toestemmingen", ("code", code))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task a_number_is_sent_three_codes_an_hour_at_most()
    {
        var visitor = await Visitor.HandIn(_host);
        for (var i = 0; i < 5; i++) (await Ask(visitor, visitor.Phone)).Status.ShouldBe(HttpStatusCode.OK);
        await Messages.Await(_messages, 3);
        _clock.Advance(Duration.FromMinutes(61));
        await Ask(visitor, visitor.Phone);
        (await Messages.Await(_messages, 4)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task what_was_refused_keeps_nobody_from_a_code_and_six_a_day_are_the_most()
    {
        var visitor = await Visitor.HandIn(_host);
        for (var i = 0; i < 3; i++) await Ask(visitor, visitor.Phone);
        await Messages.Await(_messages, 3);
        // Asked again and again meanwhile, by whoever knows the number.
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(Duration.FromMinutes(11));
            await Ask(visitor, visitor.Phone);
        }

        _clock.Advance(Duration.FromMinutes(6));
        for (var i = 0; i < 3; i++) await Ask(visitor, visitor.Phone);
        await Messages.Await(_messages, 6);
        _clock.Advance(Duration.FromMinutes(61));
        await Ask(visitor, visitor.Phone);
        _clock.Advance(Duration.FromHours(22));
        await Ask(visitor, visitor.Phone);
        (await Messages.Await(_messages, 7)).Count.ShouldBe(7);
    }

    [Fact]
    public async Task a_code_is_kept_as_a_keyed_hash_alone()
    {
        var visitor = await Visitor.HandIn(_host);
        await Ask(visitor, visitor.Phone);
        var code = CodeIn((await Messages.Await(_messages, 1))[0].GetProperty("text").GetString()!);
        var row = (await _host.Query("select row_to_json(c)::text from vault.consumer_code c")).ShouldHaveSingleItem();
        row.ShouldNotContain(visitor.Phone[1..]);
        (await _host.Query($"select id::text from vault.consumer_code where code_mac in (convert_to('{code}', 'utf8'), sha256(convert_to('{code}', 'utf8')))")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("jan@example.nl")]
    [InlineData("<script>")]
    public async Task a_number_that_is_none_is_told_of_beside_its_field(string phone)
    {
        var visitor = await Visitor.HandIn(_host);
        var page = await visitor.Press((await Open(visitor)).Text, "Trek al mijn toestemmingen in", ("telefoon", phone));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("aria-describedby=\"fout-stoppen\"");
        page.Text.ShouldNotContain("fout-code");
        if (phone.Length > 2) page.Text.ShouldNotContain(phone);
    }

    [Fact]
    public async Task a_company_that_is_not_known_has_no_page()
    {
        var visitor = await Visitor.HandIn(_host);
        foreach (var query in new[] { "", "?principal=", "?principal=no-such-company", "?principal=%27%22%3E" }) (await visitor.Open($"/mijn-toestemming{query}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task an_address_sends_in_so_many_forms_and_then_waits()
    {
        await using var host = await Visitor.StartAsync(new Dictionary<string, string> { ["Vault:FormsPerMinute"] = "3" });
        var visitor = await Visitor.HandIn(host);
        var page = (await Open(visitor)).Text;
        for (var i = 0; i < 3; i++) (await visitor.Press(page, "Trek al mijn toestemmingen in", ("telefoon", Desk.Phone()))).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await visitor.Press(page, "Trek al mijn toestemmingen in", ("telefoon", Desk.Phone()));
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        refused.Text.ShouldContain("Even wachten");
        (await Open(visitor)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task behind_a_proxy_that_is_trusted_each_visitor_has_a_limit_of_its_own()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:FormsPerMinute"] = "2", ["Vault:TrustedProxies:0"] = "127.0.0.0/8", ["Vault:TrustedProxies:1"] = "::1" });
        var visitor = await Visitor.HandIn(host);
        var page = (await Open(visitor)).Text;
        Task<Answer> From(string forwarded)
        {
            visitor.Browser.DefaultRequestHeaders.Remove("X-Forwarded-For");
            visitor.Browser.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
            return visitor.Press(page, "Trek al mijn toestemmingen in", ("telefoon", Desk.Phone()));
        }

        for (var i = 0; i < 2; i++) (await From("203.0.113.7")).Status.ShouldBe(HttpStatusCode.OK);
        (await From("203.0.113.7")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        // What the visitor wrote before the proxy's own word is nobody's word.
        (await From("198.51.100.9, 203.0.113.7")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await From("203.0.113.8")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task where_no_proxy_is_named_nobody_chooses_the_address_it_comes_from()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:FormsPerMinute"] = "2" });
        var visitor = await Visitor.HandIn(host);
        var page = (await Open(visitor)).Text;
        for (var i = 0; i < 3; i++)
        {
            visitor.Browser.DefaultRequestHeaders.Remove("X-Forwarded-For");
            visitor.Browser.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.113.{i}");
            (await visitor.Press(page, "Trek al mijn toestemmingen in", ("telefoon", Desk.Phone()))).Status.ShouldBe(i < 2 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task without_anything_that_sends_messages_only_withdrawing_is_offered()
    {
        await using var host = await Visitor.StartAsync();
        var page = (await Open(await Visitor.HandIn(host))).Text;
        page.ShouldContain("Trek al mijn toestemmingen in");
        page.ShouldNotContain("Stuur mij een code");
    }

    private static Task<Answer> Open(Visitor visitor) => visitor.Open($"/mijn-toestemming?principal={visitor.Principal}").Expect(HttpStatusCode.OK);

    private static async Task<Answer> Ask(Visitor visitor, string phone) => await visitor.Press((await Open(visitor)).Text, "Stuur mij een code", ("telefoon", phone));

    private static string CodeIn(string text) => Regex.Match(text, "[0-9]{6}").Value;

    // Each form has a token and an id of its own.
    private static string Plain(string page) => Regex.Replace(page, "value=\"[^\"]*\"", "");
}
