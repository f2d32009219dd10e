using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.Books;

public sealed class PolicyTests
{
    private static readonly JsonObject Standard = new() { ["validFrom"] = "2090-01-01", ["justification"] = "Zo besloten." };

    private static JsonObject Policy(string validFrom, params (string Field, string Json)[] more)
    {
        var body = Standard.DeepClone().AsObject();
        body["validFrom"] = validFrom;
        foreach (var (field, json) in more) body[field] = JsonNode.Parse(json);
        return body;
    }

    [Fact]
    public async Task what_is_not_put_is_as_the_preset_says()
    {
        var setting = await Setting.NewAsync();
        var path = $"{setting.P}/policy";
        var standard = await setting.Client.PutAsync(path, Policy("2090-01-01")).Expect(HttpStatusCode.Created);
        standard.Body.GetProperty("verification").GetRawText().ShouldBe("""{"methods":["sms","phone","email","app","letter"],"deadline":"P14D"}""");
        standard.Body.GetProperty("window").GetRawText().ShouldBe("""{"weekdays":"09:00-21:00","saturday":"10:00-16:00"}""");
        standard.Body.GetProperty("attempts").GetRawText().ShouldBe("""{"perCampaign":3,"perDay":1}""");
        standard["coolingOff"].ShouldBe("null");
        var energy = await setting.Client.PutAsync(path, Policy("2090-02-01", ("preset", "\"energy\""), ("verification", """{ "deadline": "P7D" }"""))).Expect(HttpStatusCode.OK);
        energy.Body.GetProperty("verification").GetRawText().ShouldBe("""{"methods":["sms","phone"],"deadline":"P7D"}""");
        var own = await setting.Client.PutAsync(path, Policy("2090-03-01",
            ("window", """{ "weekdays": "10:00-20:00", "saturday": null }"""), ("attempts", """{ "perDay": 2 }"""), ("retention", """{ "facts": "P7Y" }"""), ("coolingOff", "\"PT24H\"")));
        own.Body.GetProperty("window").GetRawText().ShouldBe("""{"weekdays":"10:00-20:00","saturday":null}""");
        own.Body.GetProperty("attempts").GetRawText().ShouldBe("""{"perCampaign":3,"perDay":2}""");
        own.Body.GetProperty("retention").GetProperty("facts").GetString().ShouldBe("P7Y");
        own.Body.GetProperty("retention").GetProperty("noSale").GetString().ShouldBe("P6M");
        own["coolingOff"].ShouldBe("PT24H");
    }

    [Theory]
    [InlineData("justification", "null", "/justification justification-required")]
    [InlineData("justification", "\"  \"", "/justification empty")]
    [InlineData("validFrom", "null", "/validFrom required")]
    [InlineData("preset", "\"bank\"", "/preset unknown-value")]
    [InlineData("window", "{ \"weekdays\": \"21:00-09:00\" }", "/window/weekdays invalid-period")]
    [InlineData("window", "{ \"weekdays\": \"9-21\" }", "/window/weekdays invalid-period")]
    [InlineData("window", "{ \"sunday\": \"10:00-12:00\" }", "/window/sunday unknown-field")]
    [InlineData("attempts", "{ \"perDay\": 0 }", "/attempts/perDay out-of-range")]
    [InlineData("verification", "{ \"methods\": [] }", "/verification/methods empty")]
    [InlineData("verification", "{ \"methods\": [\"smoke\"] }", "/verification/methods/0 unknown-value")]
    [InlineData("retention", "{ \"facts\": \"forever\" }", "/retention/facts invalid-period")]
    [InlineData("retention", "{ \"fact\": \"P5Y\" }", "/retention/fact unknown-field")]
    [InlineData("consentTerm", "\"PT1H\"", "/consentTerm invalid-period")]
    [InlineData("mourningDays", "[\"4 mei\"]", "/mourningDays/0 invalid-date")]
    [InlineData("inboundProof", "\"trust\"", "/inboundProof unknown-value")]
    [InlineData("clearUnproven", "1", "/clearUnproven wrong-type")]
    public async Task bad_policies_are_refused(string field, string json, string error)
    {
        var setting = await Setting.NewAsync();
        (await setting.Faults($"{setting.P}/policy", Policy("2090-01-01", (field, json)))).ShouldBe([error]);
    }

    [Theory]
    [InlineData("P100Y", true)]
    [InlineData("P100Y1M", false)]
    [InlineData("P100Y1D", false)]
    [InlineData("P99Y12M", true)]
    [InlineData("P99Y12M1D", false)]
    [InlineData("P1200M", true)]
    [InlineData("P1201M", false)]
    [InlineData("P1199M4W", true)]
    [InlineData("P1199M5W", false)]
    [InlineData("P5217W", true)]
    [InlineData("P5217W5D", true)]
    [InlineData("P5218W", false)]
    [InlineData("P5219W", false)]
    [InlineData("P36524D", true)]
    [InlineData("P36525D", false)]
    [InlineData("P2147483647Y", false)]
    [InlineData("P2147483647D", false)]
    public async Task a_term_is_of_a_hundred_years_at_most_with_its_years_months_weeks_and_days_together(string term, bool fits)
    {
        var setting = await Setting.NewAsync();
        var put = Policy("2090-01-01", ("consentTerm", $"\"{term}\""));
        if (fits) await setting.Client.PutAsync($"{setting.P}/policy", put).Expect(HttpStatusCode.Created);
        else (await setting.Faults($"{setting.P}/policy", put)).ShouldBe(["/consentTerm invalid-period"]);
    }

    [Theory]
    [InlineData("PT876576H", true)]
    [InlineData("PT876576H1S", false)]
    [InlineData("P36523DT24H", true)]
    [InlineData("P36524DT1H", false)]
    [InlineData("P100YT1S", false)]
    public async Task hours_and_seconds_count_towards_the_hundred_years_too(string term, bool fits)
    {
        var setting = await Setting.NewAsync();
        var put = Policy("2090-01-01", ("coolingOff", $"\"{term}\""));
        if (fits) await setting.Client.PutAsync($"{setting.P}/policy", put).Expect(HttpStatusCode.Created);
        else (await setting.Faults($"{setting.P}/policy", put)).ShouldBe(["/coolingOff invalid-period"]);
    }

    [Fact]
    public async Task a_policy_is_in_force_from_its_day_on()
    {
        // 23:30 UTC is the next day in Amsterdam.
        var clock = new FakeClock(Instant.FromUtc(2026, 9, 1, 23, 30));
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(clock));
        var setting = await Setting.NewAsync(host);
        var path = $"{setting.P}/policy";
        (await setting.Client.ReadAsync(path).Expect(HttpStatusCode.OK))["version"].ShouldBe("0");

        var taken = await setting.Client.PutAsync(path, Policy("2025-01-01")).Expect(HttpStatusCode.Created);
        taken["takenOver"].ShouldBe("true");
        (await setting.Client.PutAsync(path, Policy("2025-01-01")).Expect(HttpStatusCode.OK)).Text.ShouldBe(taken.Text);
        var change = ("attempts", """{ "perDay": 2 }""");
        (await setting.Faults(path, Policy("2025-01-01", change))).ShouldBe(["/validFrom policy-starts-in-past"]);
        (await setting.Faults(path, Policy("2026-09-01", change))).ShouldBe(["/validFrom policy-starts-in-past"]);
        (await setting.Client.PutAsync(path, Policy("2026-09-02", change)).Expect(HttpStatusCode.OK))["takenOver"].ShouldBe("false");
        await setting.Client.PutAsync(path, Policy("2026-10-01", ("consentTerm", "\"P6M\""))).Expect(HttpStatusCode.OK);

        foreach (var (query, version) in new[] { ("", "2"), ("?at=2024-12-31", "0"), ("?at=2025-01-01", "1"), ("?at=2026-09-01", "1"), ("?at=2026-09-02", "2"), ("?at=2026-09-30", "2"), ("?at=2026-10-01", "3") })
            (await setting.Client.ReadAsync(path + query).Expect(HttpStatusCode.OK))["version"].ShouldBe(version, query);
        (await setting.Client.ReadAsync($"{setting.P}/policies")).Body.GetProperty("items").GetArrayLength().ShouldBe(3);
        (await setting.Client.ReadAsync($"{setting.P}/policies?at=2026-09-10")).Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("version").GetInt32().ShouldBe(2);

        // Months later, the same content is still the same content.
        clock.AdvanceDays(100);
        (await setting.Client.PutAsync(path, Policy("2026-10-01", ("consentTerm", "\"P6M\""))).Expect(HttpStatusCode.OK))["version"].ShouldBe("3");
    }
}
