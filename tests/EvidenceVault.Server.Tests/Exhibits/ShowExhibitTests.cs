using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Exhibits;

public sealed class ShowExhibitTests(ExhibitHost host) : IClassFixture<ExhibitHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_exhibit_shows_what_was_announced_and_where_it_stands()
    {
        var content = ExhibitHost.Bytes(100);
        var id = await host.Announce(content);
        using var client = host.ClientOf();

        using var got = await client.GetAsync(ExhibitHost.StateOf(id), Ct);

        got.StatusCode.ShouldBe(HttpStatusCode.OK);
        var json = await got.Json();
        json.EnumerateObject().Select(p => p.Name).ShouldBe(
        [
            "id", "kind", "purposes", "contentType", "size", "sha256", "recordedAt", "durationMs", "segments", "campaign", "party", "consumer",
            "state", "storedAt", "announcedAt", "deleteAfter", "retention", "certificate",
        ]);
        json.GetProperty("id").GetString().ShouldBe(id);
        json.GetProperty("kind").GetString().ShouldBe("voicelog");
        json.GetProperty("purposes").EnumerateArray().Select(p => p.GetString()).ShouldBe(["consent"]);
        json.GetProperty("size").GetInt64().ShouldBe(100);
        json.GetProperty("sha256").GetString().ShouldBe(ExhibitHost.HashOf(content));
        json.GetProperty("recordedAt").GetString().ShouldBe("2026-09-01T08:15:00Z");
        json.GetProperty("segments")[0].GetProperty("label").GetString().ShouldBe("spoken-yes");
        json.GetProperty("state").GetString().ShouldBe("awaited");
        json.GetProperty("storedAt").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task from_announcement_to_listening_it_shows_how_long_it_is_kept()
    {
        var content = ExhibitHost.Bytes(5 << 20);
        using var client = host.ClientOf();
        var announcement = new
        {
            kind = "voicelog",
            purposes = new[] { "consent" },
            contentType = "audio/ogg",
            size = content.Length,
            sha256 = ExhibitHost.HashOf(content),
            recordedAt = "2026-09-01T10:15:00+02:00",
            consumer = new { phone = "0612345678" },
        };

        var announced = await client.PutAsync("/v1/principals/zonkracht-energie/exhibits/VL-announced", announcement).Expect(HttpStatusCode.Created);
        using var put = await client.PutAsync(ExhibitHost.ContentOf("VL-announced"), new ByteArrayContent(content), Ct);
        var state = await put.Json();

        announced["state"].ShouldBe("awaited");
        put.StatusCode.ShouldBe(HttpStatusCode.Created);
        state.GetProperty("state").GetString().ShouldBe("stored");
        state.GetProperty("deleteAfter").GetString().ShouldBe("2028-09-01T08:15:00Z");
        state.GetProperty("retention").GetProperty("term").GetString().ShouldBe("consent-voicelog");
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf("VL-announced"), Ct)).ShouldBe(content);
    }

    [Fact]
    public async Task its_tag_changes_with_its_state()
    {
        var content = ExhibitHost.Bytes(100);
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        using var awaited = await client.GetAsync(ExhibitHost.StateOf(id), Ct);

        (await IfNoneMatch(awaited.Headers.ETag!)).ShouldBe(HttpStatusCode.NotModified);
        using (await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct))
            (await IfNoneMatch(awaited.Headers.ETag!)).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> IfNoneMatch(EntityTagHeaderValue tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, ExhibitHost.StateOf(id)) { Headers = { IfNoneMatch = { tag } } };
            using var answer = await client.SendAsync(request, Ct);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task a_list_goes_through_all_that_the_caller_may_see_page_by_page()
    {
        const string principal = ExhibitHost.OtherPrincipal;
        var own = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            own.Add(await host.Announce(ExhibitHost.Bytes(10), principal));
            await host.Announce(ExhibitHost.Bytes(10), principal, uploadedBy: ExhibitHost.OtherAgency);
        }

        using var agency = host.ClientOf(principal);
        using var staff = host.ClientOf(principal, party: null);

        (await Pages(agency, 2)).ShouldBe(own.Order(StringComparer.Ordinal), ignoreOrder: true);
        (await Pages(agency, 2, "&state=awaited")).Count.ShouldBe(5);
        (await Pages(agency, 2, "&state=stored")).ShouldBeEmpty();
        (await Pages(staff, 3)).Count.ShouldBe(10);
        foreach (var wrong in new[] { "limit=0", "state=held", "cursor=~" })
        {
            using var refused = await staff.GetAsync(new Uri($"/v1/principals/{principal}/exhibits?{wrong}", UriKind.Relative), Ct);
            await refused.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        }

        static async Task<List<string>> Pages(HttpClient client, int limit, string more = "")
        {
            var ids = new List<string>();
            string? cursor = null;
            do
            {
                using var page = await client.GetAsync(new Uri($"/v1/principals/{principal}/exhibits?limit={limit}{more}{(cursor is null ? "" : $"&cursor={cursor}")}", UriKind.Relative), Ct);
                var json = await page.Json();
                ids.AddRange(json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
                cursor = json.GetProperty("next").GetString();
            }
            while (cursor is not null);
            return ids;
        }
    }
}
