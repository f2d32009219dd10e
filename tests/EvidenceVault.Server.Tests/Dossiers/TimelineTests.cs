using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Server.Tests.Scorecards;

namespace EvidenceVault.Server.Tests.Dossiers;

/// <summary>What the timeline of a dossier tells of a fact beside that it happened.</summary>
public sealed class TimelineTests
{
    [Fact]
    public async Task a_correction_tells_why_and_what_it_changed_and_the_call_is_judged_by_it()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var first = await desk.Accept(Desk.Call(phone, "C-1"), desk.ByAgency);
        await desk.Accept(Desk.Correction(phone, "C-1", Desk.Call(phone, occurredAt: "2026-03-02T10:25:00+01:00").Without("/ref").With("/outcome", "busy"), "K-1"), desk.ByAgency);
        await desk.Accept(Desk.Correction(phone, "K-1", Desk.Call(phone, occurredAt: "2026-03-02T10:25:00+01:00").Without("/ref").With("/outcome", "voicemail"), "K-2").With("/reason", "Nog eens nagekeken."), desk.ByAgency);
        foreach (var by in new[] { desk.Staff, desk.ByAgency })
        {
            var seen = await desk.Dossier(phone, by);
            seen.Fact("C-1").GetProperty("correction").ValueKind.ShouldBe(JsonValueKind.Null);
            var correction = seen.Fact("K-1").GetProperty("correction");
            correction.GetProperty("corrects").GetGuid().ShouldBe(first);
            correction.GetProperty("reason").GetString().ShouldBe("Verkeerd overgenomen.");
            Changes(correction).ShouldBe(["occurredAt 2026-03-02T09:15:00Z 2026-03-02T09:25:00Z", "outcome no-answer busy"]);
            var second = seen.Fact("K-2").GetProperty("correction");
            (second.GetProperty("corrects").GetGuid(), second.GetProperty("reason").GetString()).ShouldBe((seen.Fact("K-1").GetProperty("eventId").GetGuid(), "Nog eens nagekeken."));
            Changes(second).ShouldBe(["outcome busy voicemail"]);
            seen.Calls[0].GetProperty("startedAt").GetString().ShouldBe("2026-03-02T09:25:00Z");
        }
    }

    [Fact]
    public async Task what_the_vault_heard_of_more_than_a_day_later_is_late()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        string Ago(TimeSpan time) => (DateTimeOffset.UtcNow - time).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await desk.Accept(Desk.Call(phone, "IN-TIME", Ago(TimeSpan.FromHours(23.9))));
        await desk.Accept(Desk.Call(phone, "LATE", Ago(TimeSpan.FromHours(24.1))));
        var seen = await desk.Dossier(phone);
        (seen.Fact("IN-TIME").GetProperty("late").GetBoolean(), seen.Fact("LATE").GetProperty("late").GetBoolean()).ShouldBe((false, true));
    }

    [Fact]
    public async Task complaints_monitoring_and_the_brand_shown_stand_with_their_call()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var call = await desk.Accept(Desk.Call(phone, "C-1").With("/presentation", new JsonObject { ["viaRcs"] = true, ["brand"] = "Zonkracht", ["reason"] = "Uw contract" }), desk.ByAgency);
        await desk.Accept(Of(phone, "complaint.received", "K-1").With("/about", "telemarketing").With("/call", "C-1").With("/text", "Ik ben drie keer gebeld.").With("/via", "email"), desk.ByAgency);
        await desk.Accept(
            Of(phone, "monitoring.recorded", "M-1").With("/call", "C-1").With("/by", "reviewer")
                .With("/findings", new JsonArray(new JsonObject { ["code"] = "objection-offered", ["met"] = false, ["atMs"] = 61_500 })), desk.ByAgency);
        var seen = await desk.Dossier(phone, desk.ByAgency);
        seen.Fact("C-1").GetProperty("message").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.Fact("K-1").GetProperty("call").GetGuid().ShouldBe(call);
        seen.Fact("K-1").GetProperty("message").GetRawText().ShouldBe("""{"about":"telemarketing","via":"email","text":"Ik ben drie keer gebeld."}""");
        seen.Fact("M-1").GetProperty("call").GetGuid().ShouldBe(call);
        seen.Fact("M-1").GetProperty("monitoring").GetRawText().ShouldBe("""{"by":"reviewer","findings":[{"code":"objection-offered","met":false,"atMs":61500}]}""");
        seen.Calls[0].GetProperty("brand").GetRawText().ShouldBe("""{"shown":true,"brand":"Zonkracht","reason":"Uw contract"}""");
        seen.Calls[0].GetProperty("clearance").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task a_cited_clearance_stands_with_its_call_and_one_that_nobody_gave_has_no_decision()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var campaign = await desk.Campaign();
        var asked = (await desk.Staff.PostAsync($"{desk.P}/clearances", new { phone, campaign }).Expect(System.Net.HttpStatusCode.OK)).Body;
        var given = asked.GetProperty("id").GetString()!;
        await desk.Accept(Desk.Call(phone, "C-1").With("/campaign", campaign).With("/clearance", given));
        await desk.Accept(Desk.Call(phone, "C-2", "2026-03-02T10:16:00+01:00").With("/clearance", new string('a', given.Length)));
        var calls = (await desk.Dossier(phone)).Calls.Select(c => c.GetProperty("clearance")).ToList();
        calls[0].GetProperty("id").GetString().ShouldBe(given);
        calls[0].GetProperty("decision").GetString().ShouldBe("block");
        calls[0].GetProperty("decidedAt").GetString().ShouldBe(asked.GetProperty("decidedAt").GetString());
        calls[1].GetProperty("decision").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static JsonObject Of(string phone, string type, string reference) => new()
    {
        ["type"] = type,
        ["ref"] = reference,
        ["occurredAt"] = "2026-03-03T10:15:00+01:00",
        ["consumer"] = new JsonObject { ["phone"] = phone },
    };

    private static IEnumerable<string> Changes(JsonElement correction) =>
        correction.GetProperty("changes").EnumerateArray().Select(c => $"{c.GetProperty("field")} {c.GetProperty("before")} {c.GetProperty("after")}");
}
