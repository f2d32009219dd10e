using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Suppressions;

/// <summary>The feed of suppressions: what is in it, for whom, and in an order that never changes.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task every_no_to_calls_is_in_it_and_nothing_else()
    {
        var desk = await Desk.NewAsync();
        var (a, b, c) = (Desk.Phone(), Desk.Phone(), Desk.Phone());
        await desk.Accept(Desk.Consent(a));
        var withdrawn = await desk.Accept(Follower.Withdrawal(a));
        var objected = await desk.Accept(Follower.Objection(b).With("/scope", new JsonObject { ["products"] = new JsonArray("gas") }), desk.ByAgency);
        var stopped = await desk.Accept(Desk.Call(c).With("/outcome", "stopped-vulnerable").With("/answeredAt", "2026-03-02T10:15:10+01:00").With("/endedAt", "2026-03-02T10:16:00+01:00"));
        await desk.Accept(Desk.Call(c));

        var follower = new Follower(desk, desk.ByAgency);
        var (items, next, more) = await follower.Read();
        items.Select(i => i.GetProperty("eventId").GetGuid()).ShouldBe([withdrawn, objected, stopped]);
        items.Select(i => i.GetProperty("kind").GetString()).ShouldBe(["withdrawal", "objection", "stopped-vulnerable"]);
        items.Select(i => i.GetProperty("numberHash").GetString()).ShouldBe([await follower.HashOf(a), await follower.HashOf(b), await follower.HashOf(c)]);
        items.Select(i => i.GetProperty("limited").GetBoolean()).ShouldBe([false, true, false]);
        items[1].GetProperty("products")[0].GetString().ShouldBe("gas");
        more.ShouldBeFalse();
        (await follower.Read(next)).ShouldSatisfyAllConditions(r => r.Items.ShouldBeEmpty(), r => r.Next.ShouldBe(next));
        foreach (var item in items) item.GetRawText().ShouldNotContain("612");
    }

    [Fact]
    public async Task each_party_has_hashes_of_its_own_and_the_same_ones_every_time()
    {
        var desk = await Desk.NewAsync();
        var (_, other) = await desk.AnotherAgencyAsync();
        var phone = Desk.Phone();
        await desk.Accept(Follower.Withdrawal(phone));
        var hashes = new List<string?>();
        foreach (var client in new[] { desk.Staff, desk.ByAgency, other })
        {
            var follower = new Follower(desk, client);
            var told = (await follower.Read()).Items.Single().GetProperty("numberHash").GetString();
            told.ShouldBe(await follower.HashOf(phone));
            (await new Follower(desk, client).HashOf(phone)).ShouldBe(told);
            hashes.Add(told);
        }

        hashes.ShouldBeUnique();
    }

    [Fact]
    public async Task a_party_of_another_principal_finds_nothing_here()
    {
        var desk = await Desk.NewAsync();
        var stranger = await Desk.NewAsync();
        await desk.Accept(Follower.Withdrawal(Desk.Phone()));
        foreach (var path in new[] { "", "/key", "/acknowledgements" })
            await stranger.ByAgency.ReadAsync($"{desk.P}/suppressions{path}").Expect(HttpStatusCode.NotFound, ProblemCodes.NotFound);
        (await new Follower(stranger, stranger.ByAgency).Read()).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task it_is_read_in_pieces_that_follow_each_other()
    {
        var desk = await Desk.NewAsync();
        var events = new List<Guid>();
        for (var i = 0; i < 5; i++) events.Add(await desk.Accept(Follower.Withdrawal(Desk.Phone())));
        var follower = new Follower(desk, desk.ByAgency);
        var (seen, since, more) = (new List<Guid>(), (string?)null, true);
        while (more)
        {
            (var items, since, more) = await follower.Read(since, limit: 2);
            seen.AddRange(items.Select(i => i.GetProperty("eventId").GetGuid()));
        }

        seen.ShouldBe(events);
        await desk.ByAgency.ReadAsync($"{follower.Path}?since=nonsense").Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);
        await desk.ByAgency.ReadAsync($"{follower.Path}?limit=0").Expect(HttpStatusCode.BadRequest, ProblemCodes.InvalidParameter);
    }

    [Fact]
    public async Task whoever_follows_it_while_two_servers_write_misses_nothing_and_sees_nothing_twice()
    {
        await using var one = await VaultHost.StartAsync();
        await using var two = await VaultHost.StartAsync(beside: one);
        var desk = await Desk.NewAsync(one);
        var onTwo = two.Client(await one.CreateKeyAsync(desk.Principal));
        var written = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var writing = Task.WhenAll(Enumerable.Range(0, 12).Select(async writer =>
        {
            for (var i = 0; i < 15; i++) written.Add(await desk.Accept(Follower.Withdrawal(Desk.Phone()), writer % 2 == 0 ? desk.Staff : onTwo));
        }));
        var followers = new[] { desk.Staff, onTwo, desk.ByAgency }.Select(client => Follow(new Follower(desk, client), writing)).ToList();
        await writing;
        var seen = await Task.WhenAll(followers);
        foreach (var events in seen)
        {
            events.ShouldBeUnique();
            events.Order().ShouldBe(written.Order());
            events.ShouldBe(seen[0]);
        }

        static async Task<List<Guid>> Follow(Follower follower, Task writing)
        {
            var (seen, since) = (new List<Guid>(), (string?)null);
            while (true)
            {
                var ended = writing.IsCompleted;
                (var items, since, _) = await follower.Read(since, limit: 7);
                seen.AddRange(items.Select(i => i.GetProperty("eventId").GetGuid()));
                if (ended && items.Count == 0) return seen;
            }
        }
    }

    [Fact]
    public async Task a_corrected_withdrawal_is_told_and_a_corrected_call_is_not()
    {
        var desk = await Desk.NewAsync();
        var phone = Desk.Phone();
        var call = Desk.Ref();
        var reference = Desk.Ref();
        await desk.Accept(Desk.Call(phone, call), desk.ByAgency);
        var withdrawn = await desk.Accept(Follower.Withdrawal(phone, reference), desk.ByAgency);
        await desk.Accept(Desk.Correction(phone, call, Desk.Call(phone).Without("/ref")), desk.ByAgency);
        // The principal means the agency's by its bare reference, as the only match.
        var limited = await desk.Accept(Desk.Correction(phone, reference, Follower.Withdrawal(phone).With("/scope", new JsonObject { ["products"] = new JsonArray("gas") }).Without("/ref")));
        var away = await desk.Accept(Desk.Correction(phone, reference, Desk.Call(phone).Without("/ref")), desk.ByAgency);

        var items = (await new Follower(desk, desk.ByAgency).Read()).Items;
        items.Select(i => (i.GetProperty("eventId").GetGuid(), i.GetProperty("kind").GetString(), i.GetProperty("corrects").ValueKind == JsonValueKind.Null ? (Guid?)null : i.GetProperty("corrects").GetGuid()))
            .ShouldBe([(withdrawn, "withdrawal", null), (limited, "withdrawal", withdrawn), (away, "corrected", withdrawn)]);
    }

    [Fact]
    public async Task no_number_stands_in_the_clear_in_its_table()
    {
        var desk = await Desk.NewAsync();
        var phone = Desk.Phone();
        await desk.Accept(Follower.Withdrawal(phone));
        (await desk.Host.Query($"select s::text from vault.suppression s where principal = '{desk.Principal}'")).Single().ShouldNotContain(phone[1..]);
    }
}
