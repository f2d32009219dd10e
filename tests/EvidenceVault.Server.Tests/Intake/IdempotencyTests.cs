using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>The same thing twice counts once; another thing under the same reference counts not at all.</summary>
public sealed class IdempotencyTests
{
    [Fact]
    public async Task the_same_item_again_is_a_duplicate_with_the_same_event_id()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        foreach (var item in ItemCase.All.Select(c => c.Full(phone, desk.Agency)))
        {
            var id = await desk.Accept(item);
            var again = await desk.Post(item).Expect(HttpStatusCode.OK);
            (again["status"], again["eventId"]).ShouldBe(("duplicate", id.ToString()));
            var changed = item.With("/campaign", "voorjaar-2027");
            await desk.Post(changed).Expect(HttpStatusCode.Conflict, "reference-reused");
            await desk.Post(item).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task another_spelling_of_the_same_content_is_the_same_content()
    {
        var (desk, digits) = (await Desk.NewAsync(), Desk.Phone()[3..]);
        var item = Desk.Call($"+31{digits}").With("/note", "é").With("/callerNumber", "+31201234567").With("/endedAt", "2026-03-02T10:16:00+01:00");
        var id = await desk.Accept(item);
        foreach (var same in new[]
        {
            item.With("/consumer/phone", $"0{digits}"), item.With("/consumer/phone", $"00 31 {digits[..1]} {digits[1..]}"), item.With("/consumer/phone", $"(0{digits[..1]}) {digits[1..]}"),
            item.With("/occurredAt", "2026-03-02T09:15:00Z"), item.With("/occurredAt", "2026-03-02T09:15:00.0000000Z"), item.With("/startedAt", "2026-03-02T13:15:00.0000001+04:00"),
            item.With("/callerNumber", "020-1234567"), item.With("/endedAt", "2026-03-02T09:16:00.00Z"),
            item.With("/campaign", null), item.With("/opening", null), item.With("/consumer/name", null), item.With("/exhibits", new JsonArray()), item.With("/party", desk.Principal),
        })
        {
            var again = await desk.Post(same).Expect(HttpStatusCode.OK);
            (again["status"], again["eventId"]).ShouldBe(("duplicate", id.ToString()), same.ToJsonString());
        }

        // Other orders and escapes of the same JSON.
        var reversed = new JsonObject(item.Reverse().Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
        await desk.Post(reversed.ToJsonString().Replace("\\u00E9", "é", StringComparison.Ordinal)).Expect(HttpStatusCode.OK);
        (await desk.Dossier($"+31{digits}")).Timeline.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task content_that_differs_anywhere_is_other_content()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var item = ItemCase.Of("call.attempted").Full(phone, desk.Agency);
        await desk.Accept(item);
        foreach (var (pointer, value) in new (string, JsonNode?)[]
        {
            ("/note", "Een aantekening,\nop drie regels."), ("/note", null), ("/consumer/name", "Marjolein"), ("/consumer/email", null), ("/consumer/kvk", "87654321"),
            ("/consumer/kind", "private"), ("/consumer/phone", Desk.Phone()), ("/agent", "agent-08"), ("/callerNumber", "+31201234568"), ("/presentation/brand", "Zon"),
            ("/opening/aiDisclosed", true), ("/opening/aiDisclosed", null), ("/party", null), ("/exhibits/0", "X-3"), ("/endedAt", "2026-03-01T10:25:00.000001+01:00"),
            ("/reliesOn/ref/ref", "G-2025-00018"), ("/clearance", null), ("/products/0", "electricity"),
        })
            await desk.Post(item.With(pointer, value)).Expect(HttpStatusCode.Conflict, "reference-reused");
        (await desk.Dossier(phone)).Timeline.ShouldHaveSingleItem();
        (await desk.Open(phone)).Card!.Name.ShouldBe("Marjolein van der Veen");
    }

    [Fact]
    public async Task a_reference_stands_for_one_thing_over_all_types_and_all_consumers()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Consent(phone, "R-1"));
        var other = Desk.Phone();
        await desk.Post(Desk.Call(phone, "R-1")).Expect(HttpStatusCode.Conflict, "reference-reused");
        await desk.Post(Desk.Consent(other, "R-1")).Expect(HttpStatusCode.Conflict, "reference-reused");
        await desk.Post(ItemCase.Of("dial-log.announced").Full("", desk.Agency).With("/ref", "R-1")).Expect(HttpStatusCode.Conflict, "reference-reused");
        // Asking in vain makes no consumer.
        (await desk.Find(other)).ShouldBeNull();
        // A reference is its exact characters.
        foreach (var others in new[] { "r-1", "R-1.", "R-１" }) await desk.Accept(Desk.Consent(phone, others));
    }

    [Fact]
    public async Task a_reference_is_the_holders_own_whichever_of_its_keys_it_comes_by()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        using var second = desk.Host.Client(await desk.Host.CreateKeyAsync(null, desk.Agency));
        var id = await desk.Accept(Desk.Call(phone, "R-1"), desk.ByAgency);
        (await desk.Post(Desk.Call(phone, "R-1"), second).Expect(HttpStatusCode.OK))["eventId"].ShouldBe(id.ToString());
        await desk.Post(Desk.Consent(phone, "R-1"), second).Expect(HttpStatusCode.Conflict, "reference-reused");
        // Another holder's R-1 is another R-1.
        (await desk.Accept(Desk.Call(phone, "R-1"))).ShouldNotBe(id);
        var (_, third) = await desk.AnotherAgencyAsync();
        await desk.Accept(Desk.Consent(phone, "R-1"), third);
        (await desk.Dossier(phone)).Refs.ShouldBe(["R-1", "R-1", "R-1"]);
    }

    [Fact]
    public async Task another_server_on_the_same_data_knows_it_again()
    {
        await using var first = await VaultHost.StartAsync();
        var (desk, phone) = (await Desk.NewAsync(first), Desk.Phone());
        var item = ItemCase.Of("complaint.received").Full(phone, desk.Agency);
        var id = await desk.Accept(item);
        await using var second = await VaultHost.StartAsync(beside: first);
        using var there = second.Client(await first.CreateKeyAsync(desk.Principal));
        (await desk.Post(item, there).Expect(HttpStatusCode.OK))["eventId"].ShouldBe(id.ToString());
        await desk.Post(item.With("/text", "Anders."), there).Expect(HttpStatusCode.Conflict, "reference-reused");
    }

    [Fact]
    public async Task one_upload_may_say_the_same_thing_twice()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var told = await desk.Upload([Desk.Call(phone, "R-1"), Desk.Call(phone, "R-1"), Desk.Consent(phone, "R-1"), Desk.Call(phone, "R-1")]);
        told.Select(r => r.Told).ShouldBe(["accepted", "duplicate", "reference-reused", "duplicate"]);
        told.Select(r => r.EventId).Distinct().Count().ShouldBe(2);
        (await desk.Dossier(phone)).Timeline.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task the_same_upload_twice_at_the_same_time_is_taken_once()
    {
        var desk = await Desk.NewAsync();
        var phones = Enumerable.Range(0, 20).Select(_ => Desk.Phone()).ToArray();
        var upload = string.Concat(Enumerable.Range(0, 600).Select(i => Desk.Call(phones[i % 20], $"C-{i}").ToJsonString() + "\n"));
        var told = await Task.WhenAll(desk.Upload(upload), desk.Upload(upload), desk.Upload(upload));
        for (var i = 0; i < 600; i++)
        {
            told.Select(t => t[i].Status).Order().ShouldBe(["accepted", "duplicate", "duplicate"]);
            told.Select(t => t[i].EventId).Distinct().ShouldHaveSingleItem();
        }

        (await desk.CountOfFacts()).ShouldBe(600);
    }

    [Fact]
    public async Task the_same_reference_for_two_consumers_at_the_same_time_goes_to_exactly_one()
    {
        var desk = await Desk.NewAsync();
        // Enough pairs that many fall in different lanes.
        var pairs = Enumerable.Range(0, 60).Select(i => (Ref: $"R-{i}", One: Desk.Phone(), Other: Desk.Phone())).ToList();
        var told = await Task.WhenAll(pairs.Select(async pair =>
        {
            var answers = await Task.WhenAll(desk.Post(Desk.Call(pair.One, pair.Ref)), desk.Post(Desk.Call(pair.Other, pair.Ref)));
            return answers.Select(a => a.Code ?? a["status"]!).Order().ToArray();
        }));
        told.ShouldAllBe(t => t[0] == "accepted" && t[1] == "reference-reused");
        (await desk.CountOfFacts()).ShouldBe(60);
        foreach (var pair in pairs) ((await desk.Find(pair.One)).HasValue ^ (await desk.Find(pair.Other)).HasValue).ShouldBeTrue();
    }

    [Fact]
    public async Task two_uploads_that_fight_over_their_references_both_keep_what_they_won()
    {
        var desk = await Desk.NewAsync();
        List<string> Upload() => [.. Enumerable.Range(0, 400).Select(i => Desk.Call(Desk.Phone(), $"R-{i}").ToJsonString())];
        var uploads = new[] { Upload(), Upload() };
        var told = await Task.WhenAll(uploads.Select(u => desk.Upload(string.Join('\n', u))));
        for (var i = 0; i < 400; i++) told.Select(t => t[i].Told).Order().ShouldBe(["accepted", "reference-reused"]);
        (await desk.CountOfFacts()).ShouldBe(400);
    }

    [Fact]
    public async Task an_exhibit_is_known_by_its_id()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var item = ItemCase.Of("exhibit.announced").Full(phone, desk.Agency);
        var id = item["id"]!.GetValue<string>();
        await desk.Accept(item);
        await desk.Post(item.With("/ref", "whatever")).Expect(HttpStatusCode.OK);
        await desk.Post(item.With("/size", 1)).Expect(HttpStatusCode.Conflict, "reference-reused");
        await desk.Post(item.With("/consumer/phone", Desk.Phone())).Expect(HttpStatusCode.Conflict, "reference-reused");
        await desk.Staff.PutAsync($"{desk.P}/exhibits/{id}", item.Without("/type").Without("/id").With("/size", 1)).Expect(HttpStatusCode.Conflict, "reference-reused");
        await desk.Post(item.Without("/party"), desk.ByAgency).Expect(HttpStatusCode.Conflict, "reference-reused");
        // An exhibit's id takes no reference away.
        await desk.Accept(Desk.Call(phone, id));
    }
}
