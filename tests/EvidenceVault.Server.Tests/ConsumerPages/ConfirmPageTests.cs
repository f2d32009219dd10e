using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.ConsumerPages;

public sealed class ConfirmPageTests
{
    [Fact]
    public async Task opening_the_link_confirms_nothing_and_pressing_yes_does()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var link = await visitor.Link(new { @for = "verification", consent = "one", method = "sms" });
        var page = await visitor.Open(link).Expect(HttpStatusCode.OK);
        page.Text.ShouldContain(WebUtility.HtmlEncode(Visitor.Wording));
        page.Text.ShouldNotContain("over gas</h2>");
        (await visitor.StateOf("one")).ShouldBe("unverified");

        var after = await visitor.Press(page.Text, "Ja, dat klopt");
        after.Text.ShouldContain("U hebt bevestigd");
        (await visitor.StateOf("one")).ShouldBe("active");
        (await visitor.StateOf("two")).ShouldBe("unverified");
        (await Facts(visitor, "consent.verified")).ShouldHaveSingleItem().ShouldContain("\"method\": \"sms\"");
    }

    [Fact]
    public async Task pressing_no_refuses_and_pressing_yes_after_it_does_not_undo_that()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = (await visitor.Open(await visitor.Link(new { @for = "verification", consent = "one", method = "email" }))).Text;
        (await visitor.Press(page, "Nee, dat klopt niet")).Text.ShouldContain("U hebt nee gezegd");
        (await visitor.StateOf("one")).ShouldBe("refused");
        (await visitor.Press(page, "Ja, dat klopt")).Text.ShouldContain("U hebt nee gezegd");
        (await visitor.StateOf("one")).ShouldBe("refused");
        (await Facts(visitor, "consent.verification-refused")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task what_was_confirmed_is_withdrawn_as_easily()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = (await visitor.Open(await visitor.Link(new { @for = "verification", consent = "one", method = "sms" }))).Text;
        var confirmed = await visitor.Press(page, "Ja, dat klopt");
        (await visitor.Press(confirmed.Text, "Trek deze toestemming in")).Text.ShouldContain("is ingetrokken");
        (await visitor.StateOf("one")).ShouldBe("withdrawn");
        (await visitor.StateOf("two")).ShouldBe("unverified");
    }

    [Fact]
    public async Task an_answer_to_a_link_that_was_told_counts_as_handed_in_by_whoever_was_told_it()
    {
        var visitor = await Visitor.HandIn(await Visitor.SharedAsync());
        var page = (await visitor.Open(await visitor.Link(new { @for = "verification", consent = "one", method = "sms" }))).Text;
        await visitor.Press(page, "Ja, dat klopt");
        var fact = (await Facts(visitor, "consent.verified")).ShouldHaveSingleItem();
        fact.ShouldContain($"\"uploadedBy\": \"{visitor.Principal}\"");
        fact.ShouldNotContain("sameNumber");
    }

    [Fact]
    public async Task an_answer_to_a_link_that_the_vault_sent_is_the_vaults_own_and_on_the_same_number()
    {
        var messages = Directory.CreateTempSubdirectory("messages-");
        await using var host = await Visitor.StartAsync(new Dictionary<string, string> { ["Vault:MessageDirectory"] = messages.FullName, ["Vault:PublicUrl"] = "https://kluis.example/" });
        var visitor = await Visitor.HandIn(host);
        var answer = await visitor.MakeLink(new { @for = "verification", consent = "one", send = "sms" }).Expect(HttpStatusCode.Created);
        answer["url"].ShouldBe("null");
        answer["sent"].ShouldBe("sms");
        (await Facts(visitor, "consent.verification-requested")).ShouldHaveSingleItem().ShouldContain("\"uploadedBy\": \"_vault\"");

        var message = Messages.Read(messages).ShouldHaveSingleItem();
        (message.GetProperty("to").GetString(), message.GetProperty("channel").GetString()).ShouldBe((visitor.Phone, "sms"));
        var text = message.GetProperty("text").GetString()!;
        text.ShouldContain($"{visitor.Principal} B.V.");
        var link = text.Split(' ').Single(word => word.StartsWith("https://kluis.example/bevestigen/", StringComparison.Ordinal))["https://kluis.example".Length..];
        await visitor.Press((await visitor.Open(link)).Text, "Ja, dat klopt");
        var fact = (await Facts(visitor, "consent.verified")).ShouldHaveSingleItem();
        fact.ShouldContain("\"uploadedBy\": \"_vault\"");
        fact.ShouldContain("\"sameNumber\": true");
        messages.Delete(recursive: true);
    }

    [Fact]
    public async Task a_link_and_a_form_end_in_time()
    {
        var clock = new FakeClock(SystemClock.Instance.GetCurrentInstant());
        await using var host = await Visitor.StartAsync(services: services => services.AddSingleton<IClock>(clock));
        var visitor = await Visitor.HandIn(host);
        var link = await visitor.Link(new { @for = "verification", consent = "one", method = "sms", validFor = "PT24H" });
        var page = (await visitor.Open(link)).Text;
        clock.Advance(Duration.FromHours(3));
        (await visitor.Press(page, "Ja, dat klopt")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.Open(link)).Status.ShouldBe(HttpStatusCode.OK);
        clock.Advance(Duration.FromHours(21));
        (await visitor.Open(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.StateOf("one")).ShouldBe("unverified");
    }

    [Fact]
    public async Task a_consent_that_lapsed_can_no_longer_be_confirmed()
    {
        var clock = new FakeClock(SystemClock.Instance.GetCurrentInstant());
        await using var host = await Visitor.StartAsync(services: services => services.AddSingleton<IClock>(clock));
        var visitor = await Visitor.HandIn(host);
        var link = await visitor.Link(new { @for = "verification", consent = "one", method = "sms", validFor = "P60D" });
        clock.Advance(Duration.FromDays(40));
        var page = await visitor.Open(link).Expect(HttpStatusCode.OK);
        page.Text.ShouldContain("Bevestigen kan niet meer");
        page.Text.ShouldNotContain("<button");
    }

    private static Task<IReadOnlyList<string>> Facts(Visitor visitor, string type) =>
        visitor.Host.Query($"select data::text from vault.mt_events where tenant_id = '{visitor.Principal}' and type = '{type}'");
}
