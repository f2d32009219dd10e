using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Every item type of the contract, with each of its fields.</summary>
public sealed class ItemTypeTests
{
    private static readonly Lazy<Task<Desk>> Shared = new(() => Desk.NewAsync());

    public static TheoryData<string> Types => new(ItemCase.All.Select(c => c.Type));

    public static TheoryData<string> FactTypes => new(ItemCase.All.Where(c => !c.IsDialLog && !c.IsExhibit).Select(c => c.Type));

    [Fact]
    public void the_cases_here_are_all_the_types_there_are() => ItemCase.All.Select(c => c.Type).Order().ShouldBe(ItemReader.TypeNames.Order());

    [Theory]
    [MemberData(nameof(FactTypes))]
    public async Task a_fact_with_every_field_is_taken_and_no_field_of_it_is_lost(string type)
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var full = ItemCase.Of(type).Full(phone, desk.Agency);
        var id = await desk.Accept(full);

        var told = (await desk.Dossier(phone)).Fact(full["ref"]!.GetValue<string>());
        told.GetProperty("eventId").GetGuid().ShouldBe(id);
        told.GetProperty("type").GetString().ShouldBe(type);
        told.GetProperty("occurredAt").GetString().ShouldBe("2026-03-01T09:15:00.123456Z");
        told.GetProperty("party").GetString().ShouldBe(desk.Agency);

        var opened = await desk.Open(phone);
        opened.Card!.Phone.ShouldBe(phone);
        (opened.Card.Name, opened.Card.Email, opened.Card.Kvk).ShouldBe(("Marjolein van der Veen", "marjolein@post.example", "12345678"));
        opened.AnnexOf(id)!.Note.ShouldBe("Een aantekening,\nop twee regels.");
        var fact = opened.Dossier.Facts.ShouldHaveSingleItem().Fact;
        fact.UploadedBy.ShouldBe(desk.Principal);
        NotSet(fact).ShouldBe(type == CorrectionMade.TypeName ? ["Move"] : []);
        if (fact is CorrectionMade { Corrected: { } corrected })
            NotSet(corrected).ShouldBe(["Campaign", "Consent", "Exhibits", "Person", "ScopeProducts"]);
    }

    [Fact]
    public async Task what_a_fact_says_in_free_text_stands_in_its_annex()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var told = new Dictionary<string, Annex>();
        foreach (var type in new[] { "complaint.received", "consent.granted", "call.attempted", "consent.verified", "relationship.started", "correction.made" })
        {
            var id = await desk.Accept(ItemCase.Of(type).Full(phone, desk.Agency));
            told[type] = (await desk.Open(phone)).AnnexOf(id)!;
        }

        told["complaint.received"].Text.ShouldBe("Ik wil dit niet.");
        told["consent.granted"].Place.ShouldBe("https://zonkracht.example/aanvraag?stap=2");
        told["consent.verified"].Number.ShouldBe("+31612345678");
        told["relationship.started"].Relationship.ShouldBe("klant-A");
        told["correction.made"].Text.ShouldBe("Verkeerd overgenomen.");
        told["correction.made"].Corrected!.Note.ShouldBe("Was een brief.");
        var call = told["call.attempted"];
        (call.Agent, call.CallerNumber, call.Brand, call.BrandReason).ShouldBe(("agent-07", "+31201234567", "Zonkracht", "Uw aanvraag"));
    }

    [Fact]
    public async Task an_exhibit_with_every_field_is_taken_and_stands_with_its_consumer()
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var full = ItemCase.Of("exhibit.announced").Full(phone, desk.Agency);
        var id = full["id"]!.GetValue<string>();
        // The same, by its own address: announced a second time.
        await desk.Accept(full);
        await desk.Staff.PutAsync($"{desk.P}/exhibits/{id}", full.Without("/type").Without("/id")).Expect(HttpStatusCode.OK);

        var told = (await desk.Dossier(phone)).Exhibits.ShouldHaveSingleItem();
        told.GetProperty("id").GetString().ShouldBe(id);
        told.GetProperty("state").GetString().ShouldBe("awaited");
        var announced = (await desk.Open(phone)).Dossier.Exhibits.ShouldHaveSingleItem().Announced;
        NotSet(announced).ShouldBe([]);
        announced.Segments.ShouldHaveSingleItem().Label.ShouldBe("spoken-yes");
    }

    [Fact]
    public async Task a_dial_log_is_taken_and_stands_in_the_log_of_its_party()
    {
        var desk = await Shared.Value;
        var full = ItemCase.Of("dial-log.announced").Full("", desk.Agency);
        var id = await desk.Accept(full);
        var bodies = await desk.Host.Query($"select data::text from vault.mt_events where id = '{id}' and stream_id = 'dial-log/{desk.Agency}/2026'");
        var body = JsonNode.Parse(bodies.ShouldHaveSingleItem())!;
        body["attempts"]!.GetValue<int>().ShouldBe(512);
        body["date"]!.GetValue<string>().ShouldBe("2026-03-01");
        body["campaign"]!.GetValue<string>().ShouldBe("najaar-2026");
        body["exhibits"]!.AsArray().Select(e => e!.GetValue<string>()).ShouldBe(["X-1", "X-2"]);
        // About nobody, so under the principal's key.
        var header = (await desk.Host.Query($"select headers ->> 'annex' from vault.mt_events where id = '{id}'")).ShouldHaveSingleItem();
        var keys = await desk.Host.Services.GetRequiredService<KeyStore>().OfPrincipal(desk.Principal, TestContext.Current.CancellationToken);
        var annex = System.Text.Encoding.UTF8.GetString(keys.Open(Convert.FromBase64String(header), $"annex/{id:N}"));
        annex.ShouldContain("Een aantekening");
        annex.ShouldContain(full["ref"]!.GetValue<string>());
        (await desk.Refuse(full.With("/consumer", new JsonObject { ["phone"] = Desk.Phone() }))).ShouldBe(["/consumer unknown-field"]);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task without_a_field_it_needs_an_item_is_refused_and_without_any_other_it_is_taken(string type)
    {
        var (desk, item) = (await Shared.Value, ItemCase.Of(type));
        var required = item.AllRequired.ToList();
        foreach (var how in new Func<JsonObject, string, JsonObject>[] { (i, pointer) => i.Without(pointer), (i, pointer) => i.With(pointer, null) })
        {
            var wrong = await desk.PostAll(required.Select(pointer => how(item.Full(Desk.Phone(), desk.Agency), pointer)));
            for (var i = 0; i < required.Count; i++)
            {
                wrong[i].Code.ShouldBe("required", $"{type} without {required[i]}: {wrong[i]}");
                wrong[i].Errors.ShouldBe([$"{required[i]} required"]);
            }

            var optional = item.Full(Desk.Phone(), desk.Agency).Fields().Select(f => f.Pointer)
                .Where(p => !required.Contains(p) && !char.IsAsciiDigit(p[^1])).ToList();
            var good = await desk.PostAll(optional.Select(pointer => how(item.Full(Desk.Phone(), desk.Agency), pointer)));
            for (var i = 0; i < optional.Count; i++) good[i].Status.ShouldBe("accepted", $"{type} without {optional[i]}: {good[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task each_word_of_a_vocabulary_is_taken_and_another_is_not(string type)
    {
        var (desk, item) = (await Shared.Value, ItemCase.Of(type));
        foreach (var (pointer, words) in item.AllWords)
        {
            var good = await desk.PostAll(words.Select(word => item.Full(Desk.Phone(), desk.Agency).With(pointer, word)));
            good.ShouldAllBe(r => r.Status == "accepted");
            var wrong = await desk.PostAll(((string[])[words[0].ToUpperInvariant(), words[0] + "s", "", "0"]).Select(word =>
                item.Full(Desk.Phone(), desk.Agency).With(pointer, word)));
            wrong.ShouldAllBe(r => r.Code == "unknown-value");
            wrong.ShouldAllBe(r => r.Errors.Single() == $"{pointer} unknown-value");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task a_field_of_another_json_type_and_a_field_nobody_knows_are_refused(string type)
    {
        var (desk, item) = (await Shared.Value, ItemCase.Of(type));
        var fields = item.Full("+31612345678", desk.Agency).Fields().ToList();
        var wrong = await desk.PostAll(fields.Select(f => item.Full(Desk.Phone(), desk.Agency).With(f.Pointer, OfAnotherType(f.Value!))));
        for (var i = 0; i < fields.Count; i++)
        {
            wrong[i].Errors.ShouldContain($"{fields[i].Pointer} wrong-type", $"{type}: {wrong[i]}");
            wrong[i].Errors.ShouldAllBe(e => e.StartsWith(fields[i].Pointer, StringComparison.Ordinal));
        }

        var objects = fields.Where(f => f.Value is JsonObject).Select(f => f.Pointer).Prepend("").ToList();
        var unknown = await desk.PostAll(objects.Select(pointer => item.Full(Desk.Phone(), desk.Agency).With($"{pointer}/extra", true)));
        for (var i = 0; i < objects.Count; i++)
        {
            unknown[i].Code.ShouldBe("unknown-field", unknown[i].ToString());
            unknown[i].Errors.ShouldBe([$"{objects[i]}/extra unknown-field"]);
        }
    }

    private static JsonNode OfAnotherType(JsonNode value) => value switch
    {
        JsonObject => new JsonArray(1, 2),
        JsonArray => "a",
        _ when value.GetValueKind() is System.Text.Json.JsonValueKind.String => 42,
        _ => "42",
    };

    private static IEnumerable<string> NotSet(object record) => record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetValue(record) is null or "" or IReadOnlyCollection<object> { Count: 0 })
        .Select(p => p.Name).Order();
}
