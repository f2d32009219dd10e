using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Corrections: nothing is overwritten, and judging uses the corrected fact.</summary>
public sealed class CorrectionTests
{
    [Fact]
    public async Task a_corrected_fact_counts_as_corrected_and_both_versions_stay_visible()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var original = await desk.Accept(Desk.Call(phone, "C-1"));
        var correction = await desk.Accept(Desk.Correction(phone, "C-1", Desk.Call(phone).Without("/ref").With("/nature", "service"), "K-1"));
        var dossier = await desk.Dossier(phone);
        dossier.Refs.ShouldBe(["C-1", "K-1"]);
        dossier.Fact("C-1").GetProperty("correctedBy").GetGuid().ShouldBe(correction);
        dossier.Fact("C-1").GetProperty("eventId").GetGuid().ShouldBe(original);
        var call = dossier.Calls.ShouldHaveSingleItem();
        call.GetProperty("ref").GetString().ShouldBe("C-1");
        call.GetProperty("effectiveNature").GetString().ShouldBe("service");
    }

    [Fact]
    public async Task a_correction_may_come_before_what_it_corrects()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Correction(phone, "C-1", Desk.Call(phone).Without("/ref").With("/nature", "service"), "K-1"));
        (await desk.Dossier(phone)).Unresolved("K-1").ShouldBe(["corrects"]);
        await desk.Accept(Desk.Call(phone, "C-1"));
        var dossier = await desk.Dossier(phone);
        dossier.Unresolved("K-1").ShouldBeEmpty();
        dossier.Calls.ShouldHaveSingleItem().GetProperty("effectiveNature").GetString().ShouldBe("service");
    }

    [Fact]
    public async Task of_two_corrections_the_last_made_counts_and_each_names_the_next()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1"));
        var first = await desk.Accept(Desk.Correction(phone, "C-1", Desk.Call(phone).Without("/ref").With("/nature", "service"), "K-1"));
        await desk.Accept(Desk.Correction(phone, "K-1", Desk.Call(phone).Without("/ref").With("/nature", "survey"), "K-2").With("/occurredAt", "2026-03-06T09:00:00Z"));
        var dossier = await desk.Dossier(phone);
        dossier.Fact("C-1").GetProperty("correctedBy").GetGuid().ShouldBe(first);
        dossier.Fact("K-1").GetProperty("correctedBy").GetGuid().ShouldBe(dossier.Fact("K-2").GetProperty("eventId").GetGuid());
        dossier.Calls.ShouldHaveSingleItem().GetProperty("effectiveNature").GetString().ShouldBe("survey");
    }

    [Fact]
    public async Task a_fact_of_the_wrong_person_moves_to_the_right_one()
    {
        var (desk, wrong, right) = (await Desk.NewAsync(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Consent(wrong, "G-1"));
        var move = Desk.Correction(wrong, "G-1", Desk.Consent(right).Without("/ref").With("/note", "Van de buurvrouw.").With("/consumer/name", "Sanne Smit"), "K-1");
        var id = await desk.Accept(move);

        var (from, to) = (await desk.Dossier(wrong), await desk.Dossier(right));
        from.Consents.ShouldBeEmpty();
        from.Refs.ShouldBe(["G-1", "K-1"]);
        from.Fact("G-1").GetProperty("correctedBy").GetGuid().ShouldBe(from.Fact("K-1").GetProperty("eventId").GetGuid());
        to.Consents.ShouldHaveSingleItem().GetProperty("ref").GetString().ShouldBe("K-1");
        to.Refs.ShouldBe(["K-1"]);
        to.Fact("K-1").GetProperty("eventId").GetGuid().ShouldBe(id);
        to.Consumer.GetProperty("name").GetString().ShouldBe("Sanne Smit");
        from.Consumer.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);

        // What was told about the one stands under the key of the one alone.
        var (opened, there) = (await desk.Open(wrong), await desk.Open(right));
        there.AnnexOf(id)!.Corrected!.Note.ShouldBe("Van de buurvrouw.");
        foreach (var fact in opened.Dossier.Facts) opened.AnnexOf(fact.EventId)!.Corrected?.Note.ShouldBeNull();

        var again = await desk.Post(move).Expect(HttpStatusCode.OK);
        (again["status"], again["eventId"]).ShouldBe(("duplicate", id.ToString()));
        await desk.Post(move.With("/item/products/0", "gas")).Expect(HttpStatusCode.Conflict, "reference-reused");
        await desk.Post(move.With("/reason", "Anders.")).Expect(HttpStatusCode.Conflict, "reference-reused");
        (await desk.CountOfFacts()).ShouldBe(3);
    }

    [Fact]
    public async Task a_move_may_come_before_what_it_moves()
    {
        var (desk, wrong, right) = (await Desk.NewAsync(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Correction(wrong, "G-1", Desk.Consent(right).Without("/ref"), "K-1"));
        await desk.Accept(Desk.Consent(wrong, "G-1"));
        (await desk.Dossier(wrong)).Consents.ShouldBeEmpty();
        (await desk.Dossier(right)).Consents.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_move_under_a_reference_that_is_taken_changes_neither_dossier()
    {
        var (desk, wrong, right) = (await Desk.NewAsync(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Consent(wrong, "G-1"));
        await desk.Post(Desk.Correction(wrong, "G-1", Desk.Consent(right).Without("/ref"), "G-1")).Expect(HttpStatusCode.Conflict, "reference-reused");
        (await desk.Find(right)).ShouldBeNull();
        (await desk.Dossier(wrong)).Consents.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task many_moves_in_one_upload_each_end_in_the_right_dossier()
    {
        var desk = await Desk.NewAsync();
        var moves = Enumerable.Range(0, 100).Select(i => (Wrong: Desk.Phone(), Right: Desk.Phone(), Ref: $"G-{i}")).ToList();
        var told = await desk.Upload(moves.SelectMany(m => (JsonNode[])
            [Desk.Correction(m.Wrong, m.Ref, Desk.Consent(m.Right).Without("/ref"), $"K{m.Ref}"), Desk.Consent(m.Wrong, m.Ref)]));
        told.ShouldAllBe(r => r.Status == "accepted");
        (await desk.CountOfFacts()).ShouldBe(300);
        foreach (var move in moves.Take(5))
        {
            (await desk.Dossier(move.Wrong)).Consents.ShouldBeEmpty();
            (await desk.Dossier(move.Right)).Consents.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task a_corrected_call_of_an_agency_still_names_the_agencys_agent()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1").With("/agent", "agent-07"), desk.ByAgency);
        await desk.Accept(Desk.Correction(phone, new JsonObject { ["party"] = desk.Agency, ["ref"] = "C-1" },
            Desk.Call(phone).Without("/ref").With("/agent", "agent-07").With("/party", desk.Agency)));
        var facts = (await desk.Open(phone)).Dossier.Facts.Select(f => f.Fact).ToList();
        var corrected = facts.OfType<CorrectionMade>().Single().Corrected.ShouldBeOfType<CallAttempted>();
        corrected.AgentMac.ShouldBe(facts.OfType<CallAttempted>().Single().AgentMac);
    }

    [Fact]
    public async Task an_agency_names_only_itself_in_what_it_corrects_and_the_principal_anyone()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var (third, _) = await desk.AnotherAgencyAsync();
        await desk.Accept(Desk.Call(phone, "C-1"), desk.ByAgency);
        JsonObject Of(string party) => Desk.Correction(phone, new JsonObject { ["party"] = party, ["ref"] = "C-1" }, Desk.Call(phone).Without("/ref"));
        await desk.Accept(Of(desk.Agency), desk.ByAgency);
        await desk.Accept(Of(desk.Agency));
        await desk.Accept(Of(third));
        foreach (var foreign in new[] { desk.Principal, third, "nobody-knows-me" })
            (await desk.Refuse(Of(foreign), desk.ByAgency)).ShouldBe(["/corrects not-yours"]);
        (await desk.CountOfFacts()).ShouldBe(4);
    }

    [Fact]
    public async Task a_bare_reference_of_an_agency_corrects_its_own_fact_and_leaves_anothers_alone()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Consent(phone, "G-1"));
        await desk.Accept(Desk.Correction(phone, "G-1", Desk.Consent(phone).Without("/ref").With("/products/0", "gas"), "K-1"), desk.ByAgency);
        var dossier = await desk.Dossier(phone);
        dossier.Fact("G-1").GetProperty("correctedBy").ValueKind.ShouldBe(JsonValueKind.Null);
        dossier.Unresolved("K-1").ShouldBe(["corrects"]);
        var contradiction = dossier.Json.GetProperty("contradictions").EnumerateArray().ShouldHaveSingleItem();
        contradiction.GetProperty("code").GetString().ShouldBe("correction-of-anothers-fact");
        contradiction.GetProperty("explanation").GetProperty("nl").GetString()!.ShouldContain("een ander heeft aangeleverd");

        await desk.Accept(Desk.Consent(phone, "G-1"), desk.ByAgency);
        var known = DossierAsKnown.Of((await desk.Open(phone)).Dossier, NodaTime.Instant.MaxValue);
        known.Unresolved.ShouldBeEmpty();
        known.Grants.Select(g => (g.Source.Corrections.Count, g.Fact.Products[0])).ShouldBe([(0, "electricity"), (1, "gas")], ignoreOrder: true);
        (await desk.Dossier(phone)).Json.GetProperty("contradictions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task an_agency_moves_its_own_fact_and_not_anothers()
    {
        var (desk, wrong, right) = (await Desk.NewAsync(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Consent(wrong, "G-1"));
        await desk.Accept(Desk.Consent(wrong, "G-2"), desk.ByAgency);
        await desk.Accept(Desk.Consent(right, "G-1"), (await desk.AnotherAgencyAsync()).Client);
        foreach (var reference in new[] { "G-1", "G-2" })
            await desk.Accept(Desk.Correction(wrong, reference, Desk.Consent(right).Without("/ref"), $"K-{reference}"), desk.ByAgency);
        var (from, to) = (await desk.Dossier(wrong), await desk.Dossier(right));
        from.Consents.ShouldHaveSingleItem().GetProperty("ref").GetString().ShouldBe("G-1");
        from.Unresolved("K-G-1").ShouldBe(["corrects"]);
        from.Unresolved("K-G-2").ShouldBeEmpty();
        // What it tells of the other person counts as its own word, and takes the place of nothing.
        to.Fact("G-1").GetProperty("correctedBy").ValueKind.ShouldBe(JsonValueKind.Null);
        to.Consents.Select(c => c.GetProperty("ref").GetString()).ShouldBe(["G-1", "K-G-1", "K-G-2"], ignoreOrder: true);
    }

    [Fact]
    public async Task a_fact_moved_by_mistake_moves_back()
    {
        var (desk, one, other) = (await Desk.NewAsync(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Consent(one, "G-1"), desk.ByAgency);
        await desk.Accept(Desk.Verified(one, "G-1", "V-1"), desk.ByAgency);
        await desk.Accept(Desk.Correction(one, "G-1", Desk.Consent(other).Without("/ref"), "K-1"), desk.ByAgency);
        await desk.Accept(Desk.Correction(other, "K-1", Desk.Consent(one).Without("/ref"), "K-2").With("/occurredAt", "2026-03-06T09:00:00Z"), desk.ByAgency);
        (await desk.Dossier(other)).Consents.ShouldBeEmpty();
        var back = await desk.Dossier(one);
        back.Consents.ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("active");
        back.Unresolved("V-1").ShouldBeEmpty();
    }

    [Fact]
    public async Task only_facts_of_a_dossier_can_be_corrected()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        JsonObject[] wrong =
        [
            ItemCase.Of("dial-log.announced").Full("", desk.Agency), ItemCase.Of("exhibit.announced").Full(phone, desk.Agency),
            Desk.Correction(phone, "C-1", Desk.Call(phone)), new JsonObject { ["type"] = "call.made" },
        ];
        foreach (var item in wrong) (await desk.Refuse(Desk.Correction(phone, "C-1", item))).ShouldHaveSingleItem().ShouldBeOneOf("/item unknown-type", "/item/type unknown-type");
        (await desk.Refuse(Desk.Correction(phone, "C-1", Desk.Call(phone).With("/means", "post").With("/x", 1)))).Order()
            .ShouldBe(["/item/means unknown-value", "/item/x unknown-field"]);
        (await desk.Find(phone)).ShouldBeNull();
    }

    [Fact]
    public async Task corrections_give_the_same_dossier_in_whatever_order_they_come()
    {
        JsonObject[] Facts(string phone) =>
        [
            Desk.Consent(phone, "G-1"), Desk.Verified(phone, "G-1", "V-1"), Desk.Call(phone, "C-1"),
            Desk.Correction(phone, "C-1", Desk.Call(phone).Without("/ref").With("/nature", "service"), "K-1"),
            Desk.Correction(phone, "G-1", Desk.Consent(phone).Without("/ref").With("/products/0", "gas"), "K-2"),
            Desk.Correction(phone, "K-2", Desk.Consent(phone).Without("/ref").With("/method", "paper"), "K-3"),
        ];
        var seen = new HashSet<string>();
        foreach (var order in (int[][])[[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 5, 0, 4, 2, 1]])
        {
            var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
            foreach (var i in order) await desk.Accept(Facts(phone)[i]);
            var opened = await desk.Open(phone);
            var known = DossierAsKnown.Of(opened.Dossier, NodaTime.Instant.MaxValue);
            known.Unresolved.ShouldBeEmpty();
            seen.Add(string.Join(" ", known.Facts.Select(f => f.Fact switch
            {
                CallAttempted call => $"call {call.Nature}",
                ConsentGranted consent => $"consent {consent.Method} {consent.Products[0]}",
                var other => other.Type,
            })));
        }

        seen.ShouldHaveSingleItem().ShouldBe("consent Paper electricity consent.verified call Service");
    }
}
