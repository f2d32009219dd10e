using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Places of capture: what could be about a person never comes into the event's body, where it would stay.</summary>
public sealed class PlaceTests
{
    private static readonly Lazy<Task<Desk>> Shared = new(() => Desk.NewAsync());

    [Theory]
    [InlineData("https://zonkracht.example/aanvraag", "https://zonkracht.example/aanvraag", null)]
    [InlineData("https://zonkracht.example/aanvraag?tel=0612345678&n=Jan#x", "https://zonkracht.example/aanvraag", "https://zonkracht.example/aanvraag?tel=0612345678&n=Jan#x")]
    [InlineData("https://zonkracht.example#jan", "https://zonkracht.example/", "https://zonkracht.example#jan")]
    [InlineData("script-2026-1", "script-2026-1", null)]
    public async Task a_place_stands_in_the_body_without_its_query(string place, string body, string? annex)
    {
        var (desk, phone) = (await Shared.Value, Desk.Phone());
        var id = await desk.Accept(Desk.Consent(phone).With("/capture", new System.Text.Json.Nodes.JsonObject { ["place"] = place }));
        var opened = await desk.Open(phone);
        opened.Dossier.Facts[0].Fact.ShouldBeOfType<Domain.Dossiers.Facts.ConsentGranted>().Capture!.Place.ShouldBe(body);
        opened.AnnexOf(id)!.Place.ShouldBe(annex);
        (await desk.Host.Query($"select data::text from vault.mt_events where id = '{id}'")).ShouldHaveSingleItem().ShouldNotContain("tel=");
    }

    [Theory]
    [InlineData("https://jan:geheim@zonkracht.example/", "invalid-url")]
    [InlineData("https://", "invalid-url")]
    [InlineData("zonkracht.example/aanvraag", "invalid-url")]
    [InlineData("mailto:jan@post.example", "invalid-url")]
    [InlineData("0612345678", "personal-data-in-reference")]
    [InlineData("https://zonkracht.example/0612345678", "personal-data-in-field")]
    [InlineData("https://zonkracht.example/%30612345678", "personal-data-in-field")]
    [InlineData("https://zonkracht.example/jan%40post.example", "personal-data-in-field")]
    [InlineData("https://0612345678.zonkracht.example/", "personal-data-in-field")]
    [InlineData("tel://0612345678", "personal-data-in-field")]
    public async Task a_place_that_tells_a_person_is_refused(string place, string code)
    {
        var desk = await Shared.Value;
        (await desk.Refuse(Desk.Consent(Desk.Phone()).With("/capture", new System.Text.Json.Nodes.JsonObject { ["place"] = place }))).ShouldBe([$"/capture/place {code}"]);
    }

    [Theory]
    [InlineData("complaint.received", "/via", "0612345678")]
    [InlineData("exhibit.announced", "/contentType", "text/html; name=\"jan@post.example\"")]
    [InlineData("exhibit.announced", "/contentType", "text/html; tel=0612345678")]
    [InlineData("exhibit.announced", "/segments/0/label", "bel-0612345678")]
    [InlineData("monitoring.recorded", "/findings/0/code", "0612345678")]
    [InlineData("consent.granted", "/consumer/legalForm", "bel 0612345678")]
    [InlineData("sale.accepted", "/product", "jan@post.example")]
    [InlineData("call.attempted", "/clearance", "0612345678")]
    [InlineData("call.attempted", "/script", "0612345678")]
    [InlineData("relationship.started", "/relationship", "0612345678")]
    [InlineData("call.attempted", "/agent", "jan@post.example")]
    public async Task no_word_that_stays_in_a_body_may_read_as_a_number_or_an_address(string type, string pointer, string value)
    {
        var desk = await Shared.Value;
        var told = await desk.Refuse(ItemCase.Of(type).Full(Desk.Phone(), desk.Agency).With(pointer, value));
        told.ShouldHaveSingleItem().ShouldBeOneOf($"{pointer} personal-data-in-field", $"{pointer} personal-data-in-reference");
    }
}
