using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Books;

/// <summary>What mandates, campaigns, wordings and scripts have in common.</summary>
public sealed class BookResourceTests
{
    public static TheoryData<string> Kinds => ["mandates", "campaigns", "wordings", "scripts"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task putting_creates_then_changes_nothing_then_makes_a_version(string kind)
    {
        var setting = await Setting.NewAsync();
        var path = $"{setting.P}/{kind}/ref-1";
        var first = await setting.Client.PutAsync(path, Body(kind, setting)).Expect(HttpStatusCode.Created);
        first["ref"].ShouldBe("ref-1");
        first["version"].ShouldBe("1");
        first.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var again = await setting.Client.PutAsync(path, Body(kind, setting)).Expect(HttpStatusCode.OK);
        again.Text.ShouldBe(first.Text);
        var changed = await setting.Client.PutAsync(path, Changed(kind, setting)).Expect(HttpStatusCode.OK);
        changed["version"].ShouldBe("2");
        var back = await setting.Client.PutAsync(path, Body(kind, setting)).Expect(HttpStatusCode.OK);
        back["version"].ShouldBe("3");
        (await setting.Client.ReadAsync(path).Expect(HttpStatusCode.OK)).Text.ShouldBe(back.Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task it_is_answered_as_it_was_put(string kind)
    {
        var setting = await Setting.NewAsync();
        var body = Body(kind, setting);
        var answer = await setting.Client.PutAsync($"{setting.P}/{kind}/ref-1", body).Expect(HttpStatusCode.Created);
        foreach (var (name, value) in body)
            JsonNode.DeepEquals(JsonNode.Parse(answer.Body.GetProperty(name).GetRawText()), value).ShouldBeTrue(name);
        answer.Body.EnumerateObject().Select(p => p.Name).Except(body.Select(p => p.Key)).Order()
            .ShouldBe(kind is "wordings" or "scripts" ? ["recordedAt", "ref", "sha256", "version"] : ["recordedAt", "ref", "version"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task a_client_that_has_this_version_is_told_so(string kind)
    {
        var setting = await Setting.NewAsync();
        var path = $"{setting.P}/{kind}/ref-1";
        await setting.Client.PutAsync(path, Body(kind, setting)).Expect(HttpStatusCode.Created);
        var fresh = await setting.Client.SendAsync(HttpMethod.Get, path, null, change: r => r.Headers.IfNoneMatch.ParseAdd("\"1\""));
        fresh.Status.ShouldBe(HttpStatusCode.NotModified);
        fresh.Text.ShouldBeEmpty();
        await setting.Client.PutAsync(path, Changed(kind, setting)).Expect(HttpStatusCode.OK);
        var stale = await setting.Client.SendAsync(HttpMethod.Get, path, null, change: r => r.Headers.IfNoneMatch.ParseAdd("\"1\""));
        stale.Status.ShouldBe(HttpStatusCode.OK);
        stale.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task lists_are_in_order_and_paged(string kind)
    {
        var setting = await Setting.NewAsync();
        string[] refs = ["a", "A", "b-1", "b.2", "c_3"];
        foreach (var reference in refs) await setting.Client.PutAsync($"{setting.P}/{kind}/{reference}", Body(kind, setting)).Expect(HttpStatusCode.Created);
        var (found, query) = (new List<string>(), "?limit=2");
        while (query.Length > 0)
        {
            var page = await setting.Client.ReadAsync($"{setting.P}/{kind}{query}").Expect(HttpStatusCode.OK);
            found.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("ref").GetString()!));
            query = page.Body.GetProperty("next").ValueKind == JsonValueKind.Null ? "" : $"?limit=2&cursor={page["next"]}";
        }

        found.ShouldBe(refs.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task references_say_nothing_about_a_person(string kind)
    {
        var setting = await Setting.NewAsync();
        foreach (var bad in new[] { "0612345678", "+31612345678", "jan@example.nl", "06-1234-5678" })
            await setting.Client.PutAsync($"{setting.P}/{kind}/{Uri.EscapeDataString(bad)}", Body(kind, setting))
                .Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.PersonalDataInReference);
        foreach (var bad in new[] { "a b", ".hidden", "é", new string('a', 101) })
            await setting.Client.PutAsync($"{setting.P}/{kind}/{Uri.EscapeDataString(bad)}", Body(kind, setting))
                .Expect(HttpStatusCode.UnprocessableEntity, ProblemCodes.InvalidReference);
        await setting.Client.PutAsync($"{setting.P}/{kind}/{new string('a', 100)}", Body(kind, setting)).Expect(HttpStatusCode.Created);
        await setting.Client.ReadAsync($"{setting.P}/{kind}/nothing").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task every_bad_field_is_named_and_unknown_ones_too(string kind)
    {
        var setting = await Setting.NewAsync();
        var errors = await setting.Faults($"{setting.P}/{kind}/ref-1", new JsonObject { ["phone"] = "0612345678" });
        errors.ShouldContain("/phone unknown-field");
        errors.Count(e => e.EndsWith(" required", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        await setting.Client.ReadAsync($"{setting.P}/{kind}/ref-1").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task putting_at_the_same_time_loses_nothing(string kind)
    {
        var setting = await Setting.NewAsync();
        await using var other = await VaultHost.StartAsync(beside: setting.Host);
        var key = await setting.Host.CreateKeyAsync(setting.Principal);
        using var there = other.Client(key);
        var puts = Enumerable.Range(0, 10).SelectMany(i => new[] { setting.Client, there }.Select((client, at) =>
            client.PutAsync($"{setting.P}/{kind}/ref-{at}-{i}", Body(kind, setting))));
        var answers = await Task.WhenAll(puts);
        foreach (var answer in answers)
            (answer.Status is HttpStatusCode.Created || answer.Code is ProblemCodes.ChangedMeanwhile).ShouldBeTrue(answer.Text);
        var created = answers.Count(a => a.Status == HttpStatusCode.Created);
        created.ShouldBeGreaterThan(0);
        (await setting.Client.ReadAsync($"{setting.P}/{kind}")).Body.GetProperty("items").GetArrayLength().ShouldBe(created);
        (await there.ReadAsync($"{setting.P}/{kind}")).Body.GetProperty("items").GetArrayLength().ShouldBe(created);
    }

    [Fact]
    public async Task the_same_reference_of_another_principal_is_another_thing()
    {
        var (one, two) = (await Setting.NewAsync(), await Setting.NewAsync());
        await one.Client.PutAsync($"{one.P}/campaigns/c", Bodies.Campaign).Expect(HttpStatusCode.Created);
        await two.Client.ReadAsync($"{two.P}/campaigns/c").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await two.Client.PutAsync($"{two.P}/campaigns/c", Bodies.Campaign.With("name", "\"Anders\"")).Expect(HttpStatusCode.Created);
        (await one.Client.ReadAsync($"{one.P}/campaigns/c"))["name"].ShouldBe("Najaarsactie 2026");
    }

    private static JsonObject Body(string kind, Setting setting) => kind switch
    {
        "mandates" => Bodies.Mandate(setting.Principal, setting.Party),
        "campaigns" => Bodies.Campaign,
        "wordings" => Bodies.Wording,
        _ => Bodies.Script,
    };

    private static JsonObject Changed(string kind, Setting setting) => kind switch
    {
        "mandates" => Body(kind, setting).With("validTo", "\"2026-12-31\""),
        "campaigns" => Body(kind, setting).With("name", "\"Najaar\""),
        "wordings" => Body(kind, setting).With("liveTo", "\"2026-12-31\""),
        _ => Body(kind, setting).With("text", "\"Goedenavond\""),
    };
}
