using System.Net;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace EvidenceVault.Server.Tests.Books;

public sealed class BooksAtTests
{
    [Fact]
    public async Task at_a_day_stands_what_the_vault_had_recorded_by_its_end_in_Amsterdam()
    {
        // 21:59 UTC on 1 September is 23:59 in Amsterdam.
        var clock = new FakeClock(Instant.FromUtc(2026, 9, 1, 21, 59));
        await using var host = await VaultHost.StartAsync(services: services => services.AddSingleton<IClock>(clock));
        var setting = await Setting.NewAsync(host);
        await setting.Client.PutAsync($"{setting.P}/campaigns/c", Bodies.Campaign).Expect(HttpStatusCode.Created);
        await setting.Client.PutAsync($"{setting.P}/mandates/m", Bodies.Mandate(setting.Principal, setting.Party)).Expect(HttpStatusCode.Created);
        clock.AdvanceMinutes(1);
        await setting.Client.PutAsync($"{setting.P}/campaigns/c", Bodies.Campaign.With("name", "\"Later\"")).Expect(HttpStatusCode.OK);
        await setting.Client.PutAsync($"{setting.P}/campaigns/d", Bodies.Campaign).Expect(HttpStatusCode.Created);
        using var chief = host.Operator();
        await chief.PutAsync(setting.P, Bodies.Principal).Expect(HttpStatusCode.OK);
        await chief.PutAsync($"/v1/parties/{setting.Party}", Bodies.Party).Expect(HttpStatusCode.OK);

        foreach (var path in new[] { $"{setting.P}/campaigns/c", setting.P, $"/v1/parties/{setting.Party}" })
        {
            await setting.Client.ReadAsync($"{path}?at=2026-08-31").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
            (await setting.Client.ReadAsync($"{path}?at=2026-09-01").Expect(HttpStatusCode.OK))["version"].ShouldBe("1", path);
            (await setting.Client.ReadAsync($"{path}?at=2026-09-02").Expect(HttpStatusCode.OK))["version"].ShouldBe("2", path);
            (await setting.Client.ReadAsync(path).Expect(HttpStatusCode.OK))["version"].ShouldBe("2", path);
        }

        foreach (var (day, count) in new[] { ("2026-08-31", 0), ("2026-09-01", 1), ("2026-09-02", 2) })
            (await setting.Client.ReadAsync($"{setting.P}/campaigns?at={day}")).Body.GetProperty("items").GetArrayLength().ShouldBe(count, day);
        (await setting.Client.ReadAsync($"/v1/parties?at=2026-09-01")).Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("version").GetInt32().ShouldBe(1);
        (await chief.ReadAsync($"/v1/principals?at=2026-08-31")).Body.GetProperty("items").GetArrayLength().ShouldBe(0);
        foreach (var bad in new[] { "at=x", "at=2026-13-01", "at=", "at=2026-09-01T00:00:00Z", "at=2026-09-01&at=2026-09-02" })
            await setting.Client.ReadAsync($"{setting.P}/campaigns/c?{bad}").Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);
    }

    [Fact]
    public async Task a_book_shows_at_once_what_another_server_added()
    {
        var setting = await Setting.NewAsync();
        await using var other = await VaultHost.StartAsync(beside: setting.Host);
        var (here, there) = (setting.Host.Services.GetRequiredService<BookStore>(), other.Services.GetRequiredService<BookStore>());
        (await there.Current(setting.Principal, CancellationToken.None))!.Campaigns.ShouldBeEmpty();
        await setting.Client.PutAsync($"{setting.P}/campaigns/c", Bodies.Campaign).Expect(HttpStatusCode.Created);
        var (mine, theirs) = (await here.Current(setting.Principal, CancellationToken.None), await there.Current(setting.Principal, CancellationToken.None));
        theirs!.Campaigns.ShouldContainKey("c");
        theirs.Version.ShouldBe(mine!.Version);
        (await there.Current(setting.Principal, CancellationToken.None)).ShouldBeSameAs(theirs);
        (await there.Current("nobody-here", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task parties_are_known_from_their_description_on()
    {
        var host = await VaultHost.SharedAsync();
        var parties = host.Services.GetRequiredService<Parties>();
        var slug = VaultHost.Slug("party");
        (await parties.Exists(slug, CancellationToken.None)).ShouldBeFalse();
        await host.CreatePartyAsync(slug);
        (await parties.Exists(slug, CancellationToken.None)).ShouldBeTrue();
        (await parties.Descriptions(slug, CancellationToken.None)).ShouldHaveSingleItem().Value.Role.ShouldBe(EvidenceVault.Domain.Books.PartyRole.Agency);
    }
}
