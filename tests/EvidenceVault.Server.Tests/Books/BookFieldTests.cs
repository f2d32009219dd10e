using System.Net;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Books;

/// <summary>What is checked of each kind of thing.</summary>
public sealed class BookFieldTests
{
    [Theory]
    [InlineData("to", "\"nobody-here\"", "/to unknown-party")]
    [InlineData("from", "\"nobody-here\"", "/from unknown-party")]
    [InlineData("to", "\"PRINCIPAL\"", "/to contradiction")]
    [InlineData("from", "\"PARTY\"", "/to contradiction")]
    [InlineData("to", "\"Not A Slug\"", "/to invalid-reference")]
    [InlineData("validFrom", "null", "/validFrom required")]
    [InlineData("validFrom", "\"2026-02-30\"", "/validFrom invalid-date")]
    [InlineData("validFrom", "\"2026-01-01T00:00:00Z\"", "/validFrom invalid-date")]
    [InlineData("validTo", "\"2026-01-01\"", "/validTo ends-before-start")]
    [InlineData("validTo", "\"2025-12-31\"", "/validTo ends-before-start")]
    [InlineData("campaigns", "[]", "/campaigns empty")]
    [InlineData("campaigns", "[\"0612345678\"]", "/campaigns/0 personal-data-in-reference")]
    [InlineData("capacity", "\"boss\"", "/capacity unknown-value")]
    [InlineData("mayDelegate", "\"yes\"", "/mayDelegate wrong-type")]
    [InlineData("contract", "\"jan@example.nl\"", "/contract personal-data-in-reference")]
    public async Task bad_mandates_are_refused(string field, string json, string error)
    {
        var setting = await Setting.NewAsync();
        var value = json.Replace("PRINCIPAL", setting.Principal, StringComparison.Ordinal).Replace("PARTY", setting.Party, StringComparison.Ordinal);
        (await setting.Faults($"{setting.P}/mandates/m", Bodies.Mandate(setting.Principal, setting.Party).With(field, value))).ShouldBe([error]);
    }

    [Theory]
    [InlineData("name", "\"\"", "/name empty")]
    [InlineData("name", "\"bel 0612345678\"", "/name personal-data-in-field")]
    [InlineData("products", "[]", "/products empty")]
    [InlineData("products", "[\"0612345678\"]", "/products/0 personal-data-in-field")]
    [InlineData("nature", "\"friendly\"", "/nature unknown-value")]
    [InlineData("basis", "\"hope\"", "/basis unknown-value")]
    [InlineData("validTo", "\"2026-07-01\"", "/validTo ends-before-start")]
    public async Task bad_campaigns_are_refused(string field, string json, string error)
    {
        var setting = await Setting.NewAsync();
        (await setting.Faults($"{setting.P}/campaigns/c", Bodies.Campaign.With(field, json))).ShouldBe([error]);
    }

    [Theory]
    [InlineData("text", "\" \"", "/text empty")]
    [InlineData("text", "\"a\\u0000b\"", "/text invalid-text")]
    [InlineData("language", "\"Dutch\"", "/language unknown-value")]
    [InlineData("language", "null", "/language required")]
    [InlineData("means", "[\"pigeon\"]", "/means/0 unknown-value")]
    [InlineData("callersNamed", "[\"Zonkracht B.V.\"]", "/callersNamed/0 invalid-reference")]
    [InlineData("place", "\"https://zonkracht.example/aanvraag?email=jan\"", "/place invalid-url")]
    [InlineData("place", "\"https://user@zonkracht.example/\"", "/place invalid-url")]
    [InlineData("place", "\"bel 0612345678\"", "/place personal-data-in-field")]
    [InlineData("consentTerm", "\"12 months\"", "/consentTerm invalid-period")]
    [InlineData("consentTerm", "\"P0D\"", "/consentTerm invalid-period")]
    [InlineData("consentTerm", "\"-P1D\"", "/consentTerm invalid-period")]
    [InlineData("consentTerm", "\"PT9223372036854775807H\"", "/consentTerm invalid-period")]
    [InlineData("consentTerm", "\"PT2562047H48M\"", "/consentTerm invalid-period")]
    [InlineData("firstCallTerm", "\"PT24H\"", "/firstCallTerm invalid-period")]
    [InlineData("liveTo", "\"2026-01-01\"", "/liveTo ends-before-start")]
    public async Task bad_wordings_are_refused(string field, string json, string error)
    {
        var setting = await Setting.NewAsync();
        (await setting.Faults($"{setting.P}/wordings/w", Bodies.Wording.With(field, json))).ShouldBe([error]);
    }

    [Theory]
    [InlineData("place", "\"kraam\"")]
    [InlineData("place", "\"app://zonkracht/contact\"")]
    [InlineData("place", "null")]
    [InlineData("callersNamed", "[]")]
    [InlineData("products", "[]")]
    [InlineData("withdrawalText", "null")]
    [InlineData("language", "\"nl-BE\"")]
    [InlineData("consentTerm", "\"P1Y\"")]
    public async Task wordings_may_say_little(string field, string json)
    {
        var setting = await Setting.NewAsync();
        await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording.With(field, json)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task the_text_of_a_wording_never_changes_but_what_surrounds_it_may()
    {
        var setting = await Setting.NewAsync();
        var first = await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording).Expect(HttpStatusCode.Created);
        first["sha256"].ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first["text"]!))));
        await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording.With("text", "\"Ja, bel maar.\"")).Expect(HttpStatusCode.Conflict, ProblemCodes.WordingTextChanged);
        await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording.With("liveTo", "\"2026-06-01\"")).Expect(HttpStatusCode.OK);
        await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording.With("place", "\"kraam\"")).Expect(HttpStatusCode.OK);
        await setting.Client.PutAsync($"{setting.P}/wordings/w2", Bodies.Wording.With("text", "\"Ja, bel maar.\"")).Expect(HttpStatusCode.Created);
        (await setting.Client.ReadAsync($"{setting.P}/wordings/w"))["text"].ShouldBe(first["text"]);
    }

    [Theory]
    [InlineData("products", "[\"solar\"]")]
    [InlineData("callersNamed", "[]")]
    [InlineData("means", "[\"ai-agent\"]")]
    [InlineData("consentTerm", "\"P9Y\"")]
    [InlineData("firstCallTerm", "\"P9M\"")]
    [InlineData("withdrawalText", "\"Intrekken kan altijd.\"")]
    public async Task what_a_text_says_never_changes_either(string field, string json)
    {
        var setting = await Setting.NewAsync();
        await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording).Expect(HttpStatusCode.Created);
        await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording.With(field, json)).Expect(HttpStatusCode.Conflict, ProblemCodes.WordingTextChanged);
    }

    [Fact]
    public async Task events_hold_the_hash_of_a_text_and_never_the_text()
    {
        var setting = await Setting.NewAsync();
        await setting.Client.PutAsync($"{setting.P}/wordings/w", Bodies.Wording).Expect(HttpStatusCode.Created);
        var script = await setting.Client.PutAsync($"{setting.P}/scripts/s", Bodies.Script).Expect(HttpStatusCode.Created);
        var events = string.Concat(await setting.Host.Query($"select data::text from vault.mt_events where tenant_id = '{setting.Principal}'"));
        events.ShouldNotContain("bellen over stroom");
        events.ShouldNotContain("Goedemiddag");
        events.ShouldNotContain("Intrekken");
        events.ShouldContain(script["sha256"]!);
        (await setting.Host.Query($"select content from vault.filed_text where principal = '{setting.Principal}'")).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("kvk", "\"1234567\"", "/kvk invalid-kvk")]
    [InlineData("kvk", "12345678", "/kvk wrong-type")]
    [InlineData("name", "null", "/name required")]
    [InlineData("callerNumbers", "[\"12\"]", "/callerNumbers/0 invalid-phone-number")]
    [InlineData("registrations", "[{ \"kind\": \"saint\", \"reference\": \"r\", \"validFrom\": \"2026-01-01\" }]", "/registrations/0/kind unknown-value")]
    [InlineData("registrations", "[{ \"kind\": \"charity\", \"article\": \"Wok 3\", \"reference\": \"r\", \"validFrom\": \"2026-01-01\" }]", "/registrations/0/article contradiction")]
    [InlineData("registrations", "[{ \"kind\": \"charity\", \"validFrom\": \"2026-01-01\" }]", "/registrations/0/reference required")]
    [InlineData("registrations", "[{ \"kind\": \"charity\", \"reference\": \"r\", \"validFrom\": \"2026-01-01\", \"validTo\": \"2026-01-01\" }]", "/registrations/0/validTo ends-before-start")]
    public async Task bad_principals_are_refused(string field, string json, string error)
    {
        var setting = await Setting.NewAsync();
        (await setting.Faults(setting.P, Bodies.Principal.With(field, json))).ShouldBe([error]);
    }

    [Fact]
    public async Task only_the_operator_creates_principals_and_afterwards_both_may_change_them()
    {
        var setting = await Setting.NewAsync();
        using var chief = setting.Host.Operator();
        var answer = await setting.Client.PutAsync(setting.P, Bodies.Principal).Expect(HttpStatusCode.OK);
        answer["version"].ShouldBe("2");
        answer.Body.GetProperty("callerNumbers")[0].GetString().ShouldBe("+31201234567");
        (await chief.PutAsync(setting.P, Bodies.Principal.With("name", "\"Anders B.V.\"")).Expect(HttpStatusCode.OK))["version"].ShouldBe("3");
        await setting.Client.PutAsync($"/v1/principals/{VaultHost.Slug("new")}", Bodies.Principal).Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await chief.PutAsync("/v1/principals/Not-A-Slug", Bodies.Principal).Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.InvalidReference);
        await chief.PutAsync("/v1/principals/0612345678", Bodies.Principal).Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.PersonalDataInReference);
        await chief.PutAsync($"/v1/principals/{new string('a', 41)}", Bodies.Principal).Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.InvalidReference);
    }

    [Fact]
    public async Task a_principal_adds_parties_but_changes_none()
    {
        var setting = await Setting.NewAsync();
        using var chief = setting.Host.Operator();
        var path = $"/v1/parties/{VaultHost.Slug("party")}";
        (await setting.Client.PutAsync(path, Bodies.Party).Expect(HttpStatusCode.Created))["version"].ShouldBe("1");
        (await setting.Client.PutAsync(path, Bodies.Party).Expect(HttpStatusCode.OK))["version"].ShouldBe("1");
        await setting.Client.PutAsync(path, Bodies.Party.With("name", "\"Anders\"")).Expect(HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
        (await chief.PutAsync(path, Bodies.Party.With("name", "\"Anders\"")).Expect(HttpStatusCode.OK))["version"].ShouldBe("2");
        (await setting.Client.ReadAsync(path).Expect(HttpStatusCode.OK)).ShouldSatisfyAllConditions(a => a["name"].ShouldBe("Anders"), a => a.Headers.ETag!.Tag.ShouldBe("\"2\""));
        (await chief.PutAsync(path, Bodies.Party.With("role", "\"friend\""))).Errors.ShouldBe(["/role unknown-value"]);
        await setting.Client.ReadAsync("/v1/parties/nobody-here").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Fact]
    public async Task a_party_described_by_many_at_once_is_described_once()
    {
        var setting = await Setting.NewAsync();
        using var chief = setting.Host.Operator();
        var path = $"/v1/parties/{VaultHost.Slug("party")}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => chief.PutAsync(path, Bodies.Party)));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created || a.Status == HttpStatusCode.OK);
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        (await chief.ReadAsync(path))["version"].ShouldBe("1");
    }
}
