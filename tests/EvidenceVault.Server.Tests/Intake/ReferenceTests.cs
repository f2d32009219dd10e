using System.Text.Json.Nodes;
using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Facts that refer to other facts: own, others', not yet there, ambiguous.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task a_reference_to_what_has_not_come_yet_is_unresolved_until_it_comes()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Verified(phone, "G-1", "V-1"));
        var before = await desk.Dossier(phone);
        before.Unresolved("V-1").ShouldBe(["consent"]);
        before.Consents.ShouldBeEmpty();

        await desk.Accept(Desk.Consent(phone, "G-1"));
        var after = await desk.Dossier(phone);
        after.Unresolved("V-1").ShouldBeEmpty();
        after.Consents.ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("active");
    }

    [Fact]
    public async Task a_bare_reference_means_the_uploaders_own_even_beside_anothers()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Consent(phone, "G-1"), desk.ByAgency);
        var own = await desk.Accept(Desk.Consent(phone, "G-1"));
        await desk.Accept(Desk.Verified(phone, "G-1", "V-1"));
        (await ConsentOf(desk, phone, "V-1")).ShouldBe(own);
    }

    [Fact]
    public async Task a_bare_reference_to_nothing_of_ones_own_means_anothers_only_match()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var anothers = await desk.Accept(Desk.Consent(phone, "G-1"), desk.ByAgency);
        await desk.Accept(Desk.Verified(phone, "G-1", "V-1"));
        (await ConsentOf(desk, phone, "V-1")).ShouldBe(anothers);
        (await desk.Dossier(phone)).Unresolved("V-1").ShouldBeEmpty();
    }

    [Fact]
    public async Task a_bare_reference_that_two_others_could_mean_means_neither_until_it_says_whose()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var (third, byThird) = await desk.AnotherAgencyAsync();
        await desk.Accept(Desk.Consent(phone, "G-1"), desk.ByAgency);
        var thirds = await desk.Accept(Desk.Consent(phone, "G-1"), byThird);
        await desk.Accept(Desk.Verified(phone, "G-1", "V-1"));
        await desk.Accept(Desk.Verified(phone, new JsonObject { ["party"] = third, ["ref"] = "G-1" }, "V-2"));
        (await ConsentOf(desk, phone, "V-1")).ShouldBeNull();
        (await ConsentOf(desk, phone, "V-2")).ShouldBe(thirds);
        var dossier = await desk.Dossier(phone);
        dossier.Unresolved("V-1").ShouldBe(["consent"]);
        dossier.Unresolved("V-2").ShouldBeEmpty();
    }

    [Fact]
    public async Task a_reference_that_names_a_party_means_only_that_partys()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Consent(phone, "G-1"));
        await desk.Accept(Desk.Verified(phone, new JsonObject { ["party"] = desk.Agency, ["ref"] = "G-1" }, "V-1"));
        (await desk.Dossier(phone)).Unresolved("V-1").ShouldBe(["consent"]);
        var agencys = await desk.Accept(Desk.Consent(phone, "G-1"), desk.ByAgency);
        (await ConsentOf(desk, phone, "V-1")).ShouldBe(agencys);
    }

    [Fact]
    public async Task a_reference_stays_within_the_dossier()
    {
        var (desk, phone, other) = (await Desk.NewAsync(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Consent(other, "G-1"));
        await desk.Accept(Desk.Verified(phone, "G-1", "V-1"));
        (await desk.Dossier(phone)).Unresolved("V-1").ShouldBe(["consent"]);
    }

    [Fact]
    public async Task every_field_that_refers_is_told_when_it_finds_nothing()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(ItemCase.Of("consent.verified").Full(phone, desk.Agency).With("/ref", "V-1").With("/call", "C-1"));
        await desk.Accept(Desk.Call(phone, "C-2").With("/reliesOn", new JsonObject { ["basis"] = "consent", ["ref"] = "G-1" }));
        await desk.Accept(Desk.Correction(phone, "C-3", Desk.Call(phone).Without("/ref"), "K-1"));
        var dossier = await desk.Dossier(phone);
        dossier.Unresolved("V-1").Order().ShouldBe(["call", "consent"]);
        dossier.Unresolved("C-2").ShouldBe(["reliesOn"]);
        dossier.Unresolved("K-1").ShouldBe(["corrects"]);
    }

    private static async Task<Guid?> ConsentOf(Desk desk, string phone, string reference)
    {
        var opened = await desk.Open(phone);
        var known = DossierAsKnown.Of(opened.Dossier, NodaTime.Instant.MaxValue);
        return known.Verifications.Single(v => opened.RefOf(v.Source.EventId) == reference).Source.Consent?.EventId;
    }
}
