using System.Net;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>What an announcement may say, and what cannot stand in its way.</summary>
public sealed class AnnouncementTests
{
    private static readonly Lazy<Task<Desk>> Shared = new(() => Desk.NewAsync());

    [Theory]
    [InlineData("audio/ogg; codecs=opus")]
    [InlineData("text/plain; charset=utf-8")]
    public async Task a_media_type_may_say_how_it_is_to_be_read(string contentType) => await (await Shared.Value).Accept(Exhibit(contentType));

    [Theory]
    [InlineData("audio/ogg; name=\"mevrouw Jansen.ogg\"")]
    [InlineData("audio/ogg; codecs=opus; title=Jansen")]
    public async Task a_media_type_may_not_carry_a_name(string contentType) =>
        (await (await Shared.Value).Refuse(Exhibit(contentType))).ShouldBe(["/contentType unknown-value"]);

    [Theory]
    [InlineData("exhibit-announced")]
    [InlineData("exhibit-stored")]
    public async Task a_party_named_as_the_vault_names_its_own_events_takes_nothing_of_theirs(string slug)
    {
        var desk = await Shared.Value;
        await desk.Host.CreatePartyAsync(slug);
        await desk.Host.CreateMandateAsync(desk.Principal, desk.Principal, slug);
        using var agency = desk.Host.Client(await desk.Host.CreateKeyAsync(null, slug));
        var exhibit = Exhibit("text/plain");
        var bytes = "wat er gezegd is"u8.ToArray();
        exhibit["size"] = bytes.Length;
        exhibit["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var id = exhibit["id"]!.GetValue<string>();
        await desk.Accept(Desk.Call(Desk.Phone(), id), agency);
        await desk.Accept(exhibit);
        using var content = new ByteArrayContent(bytes);
        (await desk.Staff.PutAsync(new Uri($"{desk.P}/exhibits/{id}/content", UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode
            .ShouldBe(HttpStatusCode.Created);
    }

    private static JsonObject Exhibit(string contentType)
    {
        var exhibit = ItemCase.Of("exhibit.announced").Full(Desk.Phone(), "").Without("/party");
        exhibit["contentType"] = contentType;
        return exhibit;
    }
}
