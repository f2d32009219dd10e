using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Whose key hands in what, about whom, as done by whom.</summary>
public sealed class WhoMayHandInTests
{
    [Fact]
    public async Task an_expired_key_hands_in_nothing_and_one_that_has_not_expired_does()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        using var fresh = desk.Host.Client(await desk.Host.CreateKeyAsync(desk.Principal, expiresAt: DateTimeOffset.UtcNow.AddHours(1).ToString("o")));
        await desk.Accept(Desk.Call(phone), fresh);
        var key = await desk.Host.CreateKeyAsync(desk.Principal, expiresAt: DateTimeOffset.UtcNow.AddHours(1).ToString("o"));
        // As if that hour were over.
        await desk.Host.Query($"with past as (update vault.api_key set expires_at = now() where id = '{key.Split('_')[1]}' returning id) select id from past");
        using var expired = desk.Host.Client(key);
        await desk.Post(Desk.Call(phone), expired).Expect(HttpStatusCode.Unauthorized, "key-expired");
        (await desk.Dossier(phone)).Timeline.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task another_principals_address_does_not_exist_and_takes_nothing()
    {
        var (desk, other, phone) = (await Desk.NewAsync(), await Desk.NewAsync(), Desk.Phone());
        await other.Post(Desk.Call(phone), desk.Staff).Expect(HttpStatusCode.NotFound, "not-found");
        await other.Post(Desk.Call(phone), desk.ByAgency).Expect(HttpStatusCode.NotFound, "not-found");
        (await other.Find(phone)).ShouldBeNull();
    }

    [Fact]
    public async Task the_same_number_with_two_principals_is_two_consumers()
    {
        var (desk, other, phone) = (await Desk.NewAsync(), await Desk.NewAsync(), Desk.Phone());
        var one = await desk.Accept(Desk.Call(phone, "C-1"));
        var two = await other.Accept(Desk.Call(phone, "C-1"));
        one.ShouldNotBe(two);
        var id = (await desk.Find(phone))!.Value;
        (await other.Find(phone)).ShouldNotBe(id);
        await other.Staff.ReadAsync($"{other.P}/consumers/{id}/dossier").Expect(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task a_principal_names_any_known_party_and_an_agency_only_itself_and_those_under_it()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        var (colleague, _) = await desk.AnotherAgencyAsync();
        var under = await desk.Host.CreatePartyAsync();
        await desk.Host.CreateMandateAsync(desk.Principal, desk.Agency, under);
        JsonObject By(string party) => Desk.Call(phone).With("/party", party);

        await desk.Accept(By(colleague));
        await desk.Accept(By(desk.Principal));
        (await desk.Refuse(By("nobody-knows-me"))).ShouldBe(["/party unknown-party"]);
        await desk.Accept(By(desk.Agency), desk.ByAgency);
        await desk.Accept(By(under), desk.ByAgency);
        foreach (var foreign in new[] { colleague, desk.Principal, "nobody-knows-me" })
            (await desk.Refuse(By(foreign), desk.ByAgency)).ShouldBe(["/party party-not-allowed"]);
        (await desk.Refuse(Desk.Correction(phone, "C-1", By(colleague).Without("/ref")), desk.ByAgency)).ShouldBe(["/item/party party-not-allowed"]);
        (await desk.Upload([By(under), By(colleague), By(desk.Agency)], desk.ByAgency)).Select(r => r.Told)
            .ShouldBe(["accepted", "party-not-allowed", "accepted"]);
    }

    [Fact]
    public async Task who_did_it_is_the_uploader_unless_said_otherwise()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "C-1"));
        await desk.Accept(Desk.Call(phone, "C-2"), desk.ByAgency);
        await desk.Accept(Desk.Call(phone, "C-3").With("/party", desk.Agency));
        var dossier = await desk.Dossier(phone);
        ((string[])["C-1", "C-2", "C-3"]).Select(r => dossier.Fact(r).GetProperty("party").GetString()).ShouldBe([desk.Principal, desk.Agency, desk.Agency]);
        (await desk.Open(phone)).Dossier.Facts.Select(f => f.Fact.UploadedBy).ShouldBe([desk.Principal, desk.Agency, desk.Principal]);
    }

    [Fact]
    public async Task a_key_that_only_reads_hands_in_nothing()
    {
        var desk = await Desk.NewAsync();
        using var reads = desk.Host.Client(await desk.Host.CreateKeyAsync(desk.Principal, scopes: ["evidence:read"]));
        await desk.Post(Desk.Call(Desk.Phone()), reads).Expect(HttpStatusCode.Forbidden, "scope-missing");
        using var oper = desk.Host.Operator();
        await desk.Post(Desk.Call(Desk.Phone()), oper).Expect(HttpStatusCode.Forbidden, "scope-missing");
    }
}
