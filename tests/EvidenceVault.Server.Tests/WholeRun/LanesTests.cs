using System.Net;
using System.Text.Json.Nodes;
using CsCheck;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>Many writers at once over the same consumers, by two servers: nothing is lost, nothing stands twice, and nobody hears of the fight.</summary>
public sealed class LanesTests
{
    /// <summary>One writer: whether it goes by the second server, how it hands in, and which of the shared things.</summary>
    private sealed record Writer(bool Second, int How, int[] Things);

    private static Gen<Writer[]> Writers { get; } =
        Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 59].Array[1, 40], (second, how, things) => new Writer(second, how, things)).Array[2, 12];

    [Fact]
    public async Task whatever_is_written_at_once_each_thing_stands_once_and_no_writer_meets_a_failure()
    {
        await using var first = await VaultHost.StartAsync();
        await using var second = await VaultHost.StartAsync(beside: first);
        var desk = await Desk.NewAsync(first);
        using var there = second.Client(await first.CreateKeyAsync(desk.Principal));
        var expected = 0;
        await Writers.SampleAsync(async writers =>
        {
            var phones = Enumerable.Range(0, 5).Select(_ => Desk.Phone()).ToArray();
            var run = Desk.Ref();
            // Sixty things about five people; some of them the same reference with other content.
            JsonObject Thing(int i) => i % 3 == 0 ? Desk.Consent(phones[i % 5], $"{run}-{i}") : Desk.Call(phones[i % 5], $"{run}-{i}");
            var told = (await Task.WhenAll(writers.Select(w => Write(desk, w.Second ? there : desk.Staff, w.How, [.. w.Things.Select(Thing)])))).SelectMany(t => t).ToList();

            told.Count.ShouldBe(writers.Sum(w => w.Things.Length));
            told.ShouldAllBe(t => t.Status == "accepted" || t.Status == "duplicate");
            var things = writers.SelectMany(w => w.Things).Distinct().Count();
            told.Count(t => t.Status == "accepted").ShouldBe(things);
            told.Select(t => t.Id).Distinct().Count().ShouldBe(things);
            expected += things;
            (await desk.CountOfFacts()).ShouldBe(expected);
        }, iter: 25, threads: 1);
        (await desk.Host.Query($"select count(*)::text from vault.identity_card where principal = '{desk.Principal}' group by consumer having count(*) > 1")).ShouldBeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task sixteen_agencies_that_share_people_and_send_every_upload_twice_at_once_by_two_servers_each_get_all_of_theirs_in_once()
    {
        const int agencies = 16, items = 150;
        await using var first = await VaultHost.StartAsync();
        await using var second = await VaultHost.StartAsync(beside: first);
        var desk = await Desk.NewAsync(first);
        var phones = Enumerable.Range(0, 12).Select(_ => Desk.Phone()).ToArray();
        var told = await Task.WhenAll(Enumerable.Range(0, agencies).Select(async a =>
        {
            var agency = await first.CreatePartyAsync();
            await first.CreateMandateAsync(desk.Principal, desk.Principal, agency);
            var key = await first.CreateKeyAsync(null, agency);
            using var here = first.Client(key);
            using var there = second.Client(key);
            var things = Enumerable.Range(0, items).Select(i => Desk.Call(phones[(a + i) % phones.Length], $"C-{i}")).ToArray();
            return await Task.WhenAll(desk.Upload(things, here), desk.Upload(things.Reverse(), there));
        }));

        foreach (var twice in told)
        {
            twice.ShouldAllBe(one => one.Count == items);
            twice.SelectMany(one => one).ShouldAllBe(r => r.Status == "accepted" || r.Status == "duplicate");
            twice.SelectMany(one => one).Count(r => r.Status == "accepted").ShouldBe(items);
            // Both hear of the same event for the same reference.
            twice[1].ToDictionary(r => r.Ref!, r => r.EventId).ShouldBe(twice[0].ToDictionary(r => r.Ref!, r => r.EventId), ignoreOrder: true);
        }

        (await desk.CountOfFacts()).ShouldBe(agencies * items);
        (await desk.Host.Query($"select count(*)::text from vault.identity_card where principal = '{desk.Principal}'")).ShouldBe([phones.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public async Task single_items_over_shared_people_from_many_clients_all_get_in()
    {
        var desk = await Desk.NewAsync();
        var phones = Enumerable.Range(0, 6).Select(_ => Desk.Phone()).ToArray();
        var told = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => desk.Post(Desk.Call(phones[i % 6], $"C-{i}"), i % 2 == 0 ? desk.Staff : desk.ByAgency)));
        told.ShouldAllBe(t => t.Status == HttpStatusCode.Created);
        (await desk.CountOfFacts()).ShouldBe(400);
        // Versions of a stream have no gaps and no doubles.
        foreach (var phone in phones)
        {
            var versions = (await desk.Open(phone)).Dossier.Facts.Select(f => f.Version).ToList();
            versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(v => (long)v));
        }
    }

    private static async Task<IEnumerable<(string Status, string? Id)>> Write(Desk desk, HttpClient by, int how, JsonObject[] items)
    {
        switch (how)
        {
            case 0:
                return (await desk.Upload(items, by)).Select(r => (r.Told, r.EventId?.ToString()));
            case 1:
                return (await desk.PostAll(items, by)).Select(r => (r.Told, r.EventId?.ToString()));
            case 2:
                return (await Task.WhenAll(items.Select(i => desk.Post(i, by)))).Select(Single);
            default:
                var answers = new List<Answer>();
                foreach (var item in items) answers.Add(await desk.Post(item, by));
                return answers.Select(Single);
        }

        static (string, string?) Single(Answer answer) => (answer.Code ?? answer["status"]!, answer.Code is null ? answer["eventId"] : null);
    }
}
