using System.Net;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.ConsumerPages;

public sealed class MyConsentsPageTests
{
    [Fact]
    public async Task a_page_shows_each_consent_with_the_words_shown_then_and_not_the_number()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = await visitor.Open(await visitor.Link(new { @for = "page" })).Expect(HttpStatusCode.OK);

        page.ContentType.ShouldBe("text/html");
        page.Text.ShouldContain("<html lang=\"nl\">");
        page.Text.ShouldContain("U bellen over elektriciteit");
        page.Text.ShouldContain("U bellen over gas");
        page.Text.ShouldContain("<blockquote lang=\"nl\">Ja, Zonkracht mag mij bellen over stroom &amp; gas.</blockquote>");
        page.Text.ShouldContain("een vakje aangevinkt");
        page.Text.ShouldContain("https://zon.example/aanvraag");
        page.Text.ShouldContain(visitor.Phone[^3..]);
        page.Text.ShouldNotContain(visitor.Phone[3..]);
        page.Text.ShouldNotContain("Marjolein");
        page.Text.ShouldNotContain("<script");
    }

    [Fact]
    public async Task a_page_forbids_scripts_frames_keeping_and_referrers_and_sets_no_cookie()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        foreach (var path in new[] { await visitor.Link(new { @for = "page" }), $"/mijn-toestemming?principal={visitor.Principal}", "/mijn-toestemming/nobody.x", "/bevestigen/x" })
        {
            var page = await visitor.Open(path);
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            page.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
            page.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            page.Headers.CacheControl!.NoStore.ShouldBeTrue();
            page.Headers.Contains("Set-Cookie").ShouldBeFalse();
            page.Text.ShouldNotContain("style=");
            page.Text.ShouldNotContain("http://");
        }
    }

    [Fact]
    public async Task the_style_is_a_file_of_its_own()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = await visitor.Open($"/mijn-toestemming?principal={visitor.Principal}");
        var address = page.Text.Split("href=\"").Single(part => part.StartsWith("/mijn-toestemming/stijl.css", StringComparison.Ordinal)).Split('"')[0];
        var style = await visitor.Open(address).Expect(HttpStatusCode.OK);
        style.ContentType.ShouldBe("text/css");
        style.Text.ShouldContain(":focus-visible");
    }

    [Fact]
    public async Task opening_a_page_changes_nothing()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var before = await visitor.Timeline();
        var link = await visitor.Link(new { @for = "page" });
        for (var i = 0; i < 3; i++) await visitor.Open(link).Expect(HttpStatusCode.OK);
        (await visitor.Timeline()).ShouldBe(before);
    }

    [Fact]
    public async Task one_press_withdraws_one_consent_and_the_feed_tells_it()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = await visitor.Open(await visitor.Link(new { @for = "page" }));
        var gas = page.Text[page.Text.IndexOf("U bellen over gas", StringComparison.Ordinal)..];
        var after = await visitor.Press(gas, "Trek deze toestemming in");

        after.Status.ShouldBe(HttpStatusCode.OK);
        after.Text.ShouldContain("role=\"status\"");
        after.Text.ShouldContain("Ingetrokken op");
        (await visitor.StateOf("two")).ShouldBe("withdrawn");
        (await visitor.StateOf("one")).ShouldBe("unverified");
        var feed = await visitor.Staff.ReadAsync($"/v1/principals/{visitor.Principal}/suppressions").Expect(HttpStatusCode.OK);
        var entry = feed.Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        entry.GetProperty("oneConsent").GetBoolean().ShouldBeTrue();
        (await visitor.Host.Query($"select data::text from vault.mt_events where id = '{entry.GetProperty("eventId").GetString()}'")).Single()
            .ShouldSatisfyAllConditions(e => e.ShouldContain("\"via\": \"footer-link\""), e => e.ShouldContain("\"uploadedBy\": \"_vault\""));
    }

    [Fact]
    public async Task one_press_withdraws_all_and_pressed_twice_it_counts_once()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var link = await visitor.Link(new { @for = "page" });
        var page = (await visitor.Open(link)).Text;
        (await visitor.Press(page, "Trek al mijn toestemmingen in")).Text.ShouldContain("Al uw toestemmingen zijn ingetrokken");
        (await visitor.Press(page, "Trek al mijn toestemmingen in")).Status.ShouldBe(HttpStatusCode.OK);

        (await visitor.StateOf("one")).ShouldBe("withdrawn");
        (await visitor.StateOf("two")).ShouldBe("withdrawn");
        (await visitor.Timeline()).Count(t => t == "consent.withdrawn").ShouldBe(1);
        (await visitor.Open(link)).Text.ShouldNotContain("<button");
    }

    [Theory]
    [InlineData("formulier", "")]
    [InlineData("formulier", "6925b100-0123456789abcdef-00000000000000000000000000000000")]
    [InlineData("formulier", "-")]
    [InlineData("formulier", "ffffffffffffffff-0-0")]
    [InlineData("toestemming", "c0a7e3f4-91d2-4e0b-b6a8-3d2f1e0c9b87")]
    public async Task a_form_that_its_page_did_not_make_changes_nothing(string field, string value)
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = (await visitor.Open(await visitor.Link(new { @for = "page" }))).Text;
        (await visitor.Press(page, "Trek al mijn toestemmingen in", (field, value))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.StateOf("one")).ShouldBe("unverified");
    }

    [Fact]
    public async Task a_form_from_another_site_or_another_page_changes_nothing()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var (one, other) = (await visitor.Link(new { @for = "page" }), await visitor.Link(new { @for = "page" }));
        var page = (await visitor.Open(one)).Text;
        foreach (var site in new[] { "cross-site", "same-site" }) (await visitor.Send(page, "Trek al mijn toestemmingen in", site)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.Send(page.Replace(one, other, StringComparison.Ordinal), "Trek al mijn toestemmingen in", null)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.Browser.SendAsync(HttpMethod.Post, one, "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.StateOf("one")).ShouldBe("unverified");
        (await visitor.Send(page, "Trek al mijn toestemmingen in", "same-origin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task a_link_that_was_altered_made_up_or_is_for_something_else_leads_nowhere()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var stranger = await Visitor.HandIn(visitor.Host);
        var link = await visitor.Link(new { @for = "page" });
        var token = link.Split('/')[^1];
        var signed = token.Split('.')[1];
        foreach (var wrong in new[]
        {
            $"{token[..^2]}{(token[^2] == 'A' ? 'B' : 'A')}{token[^1]}", token[..^1], $"{token}A", $"{stranger.Principal}.{signed}", $"no-such-principal.{signed}", $".{signed}", signed, "a.b",
            $"{visitor.Principal}.{new string('A', 43)}", new string('x', 500),
        })
            (await visitor.Open($"/mijn-toestemming/{wrong}")).Status.ShouldBe(HttpStatusCode.NotFound, wrong);
        (await visitor.Open($"/bevestigen/{token}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Open(link)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task what_others_wrote_never_becomes_part_of_the_page()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        const string evil = "<script>alert('x')</script>\"><img src=x>";
        await visitor.Staff.PutAsync($"/v1/principals/{visitor.Principal}/wordings/evil", new { text = evil, language = "nl", products = new[] { "gas" }, callersNamed = new[] { visitor.Principal }, liveFrom = "2025-01-01" })
            .Expect(HttpStatusCode.Created);
        await Visitor.Grant(visitor.Staff, visitor.Principal, visitor.Phone, "three", "<b>heat</b>", new { place = "https://zon.example/?q=%22%3E%3Cscript%3E" }, "evil");
        var page = await visitor.Open(await visitor.Link(new { @for = "page" })).Expect(HttpStatusCode.OK);
        page.Text.ShouldContain("&lt;script&gt;");
        foreach (var tag in new[] { "<script", "<img", "<b>" }) page.Text.ShouldNotContain(tag);
    }

    [Theory]
    [InlineData("?taal=en", null, "en")]
    [InlineData("?taal=nl", "en-GB", "nl")]
    [InlineData("", "en-GB,en;q=0.9,nl;q=0.5", "en")]
    [InlineData("", "de-DE,nl;q=0.8,en;q=0.5", "nl")]
    [InlineData("", "fr", "nl")]
    public async Task a_page_is_in_the_language_chosen_or_else_the_browsers_or_else_dutch(string query, string? accepts, string language)
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = await visitor.Browser.SendAsync(HttpMethod.Get, await visitor.Link(new { @for = "page" }) + query, null, change: request =>
        {
            if (accepts is not null) request.Headers.AcceptLanguage.ParseAdd(accepts);
        });
        page.Text.ShouldContain($"<html lang=\"{language}\">");
        page.Text.ShouldContain(language == "en" ? "Withdraw all my consents" : "Trek al mijn toestemmingen in");
    }
}
