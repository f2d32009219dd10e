using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Dossiers;

/// <summary>Dossiers as they are read: by whom, as known when, and whether anything changed since.</summary>
public sealed class GetDossierTests
{
    [Fact]
    public async Task late_evidence_is_there_from_when_it_was_recorded_and_not_before()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1"));
        // It happened before the call, and came in after.
        await desk.Accept(Desk.Consent(phone, "G-1"));
        var now = await desk.Dossier(phone);
        now.Refs.ShouldBe(["G-1", "C-1"]);
        now.Json.GetProperty("asOf").ValueKind.ShouldBe(JsonValueKind.Null);
        now.Json.GetProperty("position").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        string Recorded(string reference) => now.Fact(reference).GetProperty("recordedAt").GetString()!;

        var before = await desk.Dossier(phone, query: $"?asOf={Recorded("C-1")}");
        before.Refs.ShouldBe(["C-1"]);
        before.Consents.ShouldBeEmpty();
        before.Json.GetProperty("asOf").GetString().ShouldBe(Recorded("C-1"));
        before.Json.GetProperty("evaluatedAt").GetString().ShouldBe(Recorded("C-1"));
        var after = await desk.Dossier(phone, query: $"?asOf={Recorded("G-1")}");
        after.Refs.ShouldBe(["G-1", "C-1"]);
        after.Consents.ShouldHaveSingleItem();
        (await desk.Dossier(phone, query: "?asOf=2020-01-01T00:00:00%2B01:00")).Refs.ShouldBeEmpty();
        // A plus sign that nobody escaped.
        (await desk.Dossier(phone, query: "?asOf=2020-01-01T00:00:00+01:00")).Refs.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_name_that_was_told_later_was_not_known_then()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1").With("/consumer/name", "Sanne Smit"));
        await desk.Accept(Desk.Call(phone, "C-2", "2026-05-04T10:15:00+02:00").With("/consumer/name", "Piet Post"));
        var now = await desk.Dossier(phone);
        string?[] Names(DossierAnswer dossier) => [.. dossier.Consumer.GetProperty("names").EnumerateArray().Select(n => n.GetProperty("name").GetString())];
        (now.Consumer.GetProperty("name").GetString(), Names(now).Length).ShouldBe(("Piet Post", 2));
        var then = await desk.Dossier(phone, query: $"?asOf={now.Fact("C-1").GetProperty("recordedAt").GetString()}");
        then.Consumer.GetProperty("name").GetString().ShouldBe("Sanne Smit");
        Names(then).ShouldBe(["Sanne Smit"]);
        var before = await desk.Dossier(phone, query: "?asOf=2026-10-01T00:00:00Z");
        before.Consumer.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("182340000", "position-unknown")]
    [InlineData("99999999999999999999", "position-unknown")]
    [InlineData("0", "position-unknown")]
    [InlineData("-1", "invalid-instant")]
    [InlineData("2026-03-01", "invalid-instant")]
    [InlineData("2026-03-01T10:15:00", "invalid-instant")]
    [InlineData("gisteren", "invalid-instant")]
    [InlineData("0612345678x", "invalid-instant")]
    public async Task an_as_of_that_is_no_instant_is_a_problem(string asOf, string code)
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        await desk.Staff.ReadAsync($"{desk.P}/consumers/{await desk.Find(phone)}/dossier?asOf={asOf}").Expect(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task rules_that_do_not_apply_are_shown_only_when_asked_for()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        int Findings(DossierAnswer dossier) => dossier.Calls[0].GetProperty("findings").GetArrayLength();
        var some = Findings(await desk.Dossier(phone));
        var all = await desk.Dossier(phone, query: "?all=true");
        Findings(all).ShouldBeGreaterThan(some);
        all.Calls[0].GetProperty("findings").EnumerateArray().ShouldContain(f => f.GetProperty("result").GetString() == "not-applicable");
        Findings(await desk.Dossier(phone, query: "?all=false")).ShouldBe(some);
    }

    [Fact]
    public async Task an_unchanged_dossier_need_not_be_sent_again()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        var path = $"{desk.P}/consumers/{await desk.Find(phone)}/dossier";
        var first = await desk.Staff.ReadAsync(path).Expect(HttpStatusCode.OK);
        var tag = first.Headers.ETag!.ToString();
        first.Headers.CacheControl!.Private.ShouldBeTrue();
        Task<Answer> Again(string tags, string query = "") =>
            desk.Staff.SendAsync(HttpMethod.Get, path + query, null, change: r => r.Headers.TryAddWithoutValidation("If-None-Match", tags));

        var again = await Again(tag).Expect(HttpStatusCode.NotModified);
        again.Text.ShouldBeEmpty();
        again.Headers.ETag!.ToString().ShouldBe(tag);
        await Again($"\"x\", {tag}").Expect(HttpStatusCode.NotModified);
        await Again("\"x\"").Expect(HttpStatusCode.OK);
        await Again(tag, "?all=true").Expect(HttpStatusCode.OK);
        await desk.Accept(Desk.Call(phone));
        (await Again(tag).Expect(HttpStatusCode.OK)).Headers.ETag!.ToString().ShouldNotBe(tag);
    }

    [Fact]
    public async Task an_agency_sees_its_own_and_of_others_bare_ids_alone()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Consent(phone, "PRINCIPALS-G").With("/consumer/name", "Sanne Smit").With("/exhibits", new System.Text.Json.Nodes.JsonArray("X-1")));
        var grant = (await desk.Dossier(phone)).Fact("PRINCIPALS-G").GetProperty("eventId").GetGuid();
        await desk.Accept(ItemCase.Of("exhibit.announced").Full(phone, desk.Principal).With("/id", "X-1").With("/consumer/name", "Sanne Smit"));
        await desk.Accept(Desk.Call(phone, "AGENCYS-C").With("/outcome", "answered").With("/reliesOn", System.Text.Json.Nodes.JsonNode.Parse(
            $$"""{ "basis": "consent", "ref": { "party": "{{desk.Principal}}", "ref": "PRINCIPALS-G" } }""")), desk.ByAgency);

        var seen = await desk.Dossier(phone, desk.ByAgency);
        seen.Refs.ShouldBe(["AGENCYS-C"]);
        seen.Consents.ShouldBeEmpty();
        seen.Exhibits.ShouldBeEmpty();
        seen.Calls.ShouldHaveSingleItem().GetProperty("basis").GetString().ShouldBe("consent");
        seen.Consumer.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.Consumer.GetProperty("names").GetArrayLength().ShouldBe(0);
        var text = seen.Json.GetRawText();
        foreach (var foreign in new[] { "PRINCIPALS-G", "Sanne Smit", "X-1" }) text.ShouldNotContain(foreign);
        text.ShouldContain(grant.ToString());

        // Judged alike for both.
        var whole = await desk.Dossier(phone);
        whole.Refs.ShouldBe(["PRINCIPALS-G", "AGENCYS-C"]);
        whole.Calls[0].GetRawText().ShouldBe(seen.Calls[0].GetRawText());
        whole.Consumer.GetProperty("name").GetString().ShouldBe("Sanne Smit");
    }

    [Fact]
    public async Task a_correction_by_the_principal_shows_an_agency_that_its_fact_was_corrected_and_not_how()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "AGENCYS-C"), desk.ByAgency);
        var id = await desk.Accept(Desk.Correction(phone, System.Text.Json.Nodes.JsonNode.Parse($$"""{ "party": "{{desk.Agency}}", "ref": "AGENCYS-C" }""")!,
            Desk.Call(phone).Without("/ref").With("/note", "Geheim."), "PRINCIPALS-K"));
        var seen = await desk.Dossier(phone, desk.ByAgency);
        seen.Fact("AGENCYS-C").GetProperty("correctedBy").GetGuid().ShouldBe(id);
        seen.Refs.ShouldBe(["AGENCYS-C"]);
        seen.Json.GetRawText().ShouldNotContain("PRINCIPALS-K");
    }

    [Fact]
    public async Task to_an_agency_that_told_nothing_about_a_consumer_there_is_none()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone));
        var path = $"{desk.P}/consumers/{await desk.Find(phone)}/dossier";
        (await desk.Find(phone, desk.ByAgency)).ShouldBeNull();
        await desk.ByAgency.ReadAsync(path).Expect(HttpStatusCode.NotFound, "not-found");
        // An exhibit is something told too.
        await desk.Accept(ItemCase.Of("exhibit.announced").Full(phone, desk.Agency), desk.ByAgency);
        (await desk.Find(phone, desk.ByAgency)).ShouldNotBeNull();
        (await desk.Dossier(phone, desk.ByAgency)).Exhibits.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task what_does_not_exist_and_what_is_anothers_are_answered_alike()
    {
        var (desk, other, phone) = (await Desk.NewAsync(), await Desk.NewAsync(), Desk.Phone());
        await other.Accept(Desk.Call(phone));
        var anothers = await other.Find(phone);
        var answers = new List<string>();
        foreach (var id in new[] { Guid.NewGuid().ToString(), anothers.ToString()!, Guid.Empty.ToString(), "0612345678", "geen-id", "%F0" })
        {
            var answer = await desk.Staff.ReadAsync($"{desk.P}/consumers/{id}/dossier").Expect(HttpStatusCode.NotFound, "not-found");
            answers.Add(answer["detail"]!);
            answer.Text.ShouldNotContain(id);
        }

        answers.Distinct().ShouldHaveSingleItem();
        await desk.Staff.ReadAsync($"{other.P}/consumers/{anothers}/dossier").Expect(HttpStatusCode.NotFound, "not-found");
    }
}
