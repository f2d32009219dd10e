using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Packs.Campaigns;

/// <summary>A campaign pack holds every call of the campaign once, and says of them together what judging every dossier says.</summary>
public sealed class CampaignPackTests(SampleCampaign sample) : IClassFixture<SampleCampaign>
{
    [Fact]
    public void every_call_stands_in_one_volume_by_the_order_of_its_start()
    {
        var logged = sample.Volumes.Skip(1).SelectMany(v => v.Calls()).ToList();
        logged.Count.ShouldBeGreaterThan(500);
        logged.Select(c => c.GetProperty("eventId").GetGuid()).Order().ShouldBe(sample.Afresh.Select(r => r.Call).Order());
        logged.Select(c => c.GetProperty("number").GetInt64()).ShouldBe(Enumerable.Range(1, logged.Count).Select(n => (long)n));
        logged.Select(c => c.GetProperty("startedAt").GetDateTimeOffset()).ShouldBeInOrder();
        foreach (var volume in sample.Volumes)
            Encoding.UTF8.GetString(volume.Files["calls.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(volume.Calls().Count + 1);
    }

    [Fact]
    public void it_is_split_into_volumes_that_the_index_lists_with_their_hashes()
    {
        sample.Volumes.Count.ShouldBeGreaterThan(2);
        var listed = sample.Volumes[0].Data.GetProperty("volumes").EnumerateArray().ToList();
        foreach (var (volume, entry) in sample.Volumes.Skip(1).Zip(listed))
        {
            entry.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(volume.Bytes)));
            entry.GetProperty("firstCall").GetInt64().ShouldBe(volume.Calls()[0].GetProperty("number").GetInt64());
            entry.GetProperty("lastCall").GetInt64().ShouldBe(volume.Calls()[^1].GetProperty("number").GetInt64());
            // What is taken ahead of a page comes on top.
            entry.GetProperty("pages").GetInt32().ShouldBeInRange(5, 24);
            sample.Volumes[0].Text.Replace(" ", "", StringComparison.Ordinal).ShouldContain(entry.GetProperty("sha256").GetString()!);
        }

        listed.Count.ShouldBe(sample.Volumes.Count - 1);
        var told = sample.State.GetProperty("volumes").EnumerateArray().Select(v => v.GetProperty("sha256").GetString()).ToList();
        told.ShouldBe(sample.Volumes.Select(v => (string?)Convert.ToHexStringLower(SHA256.HashData(v.Bytes))));
        sample.State.GetProperty("sha256").GetString().ShouldBe(told[0]);
        sample.Volumes[1].FileName.ShouldBe($"evidence-pack-{LetterIds.Print(sample.Volumes[0].Id)}-2.pdf");
    }

    [Fact]
    public void what_is_said_of_the_calls_together_is_what_judging_every_dossier_afresh_comes_to()
    {
        var (rows, overview) = (sample.Afresh, sample.Volumes[0].Data.GetProperty("overview"));
        overview.GetProperty("attempts").GetInt32().ShouldBe(rows.Count);
        overview.GetProperty("conversations").GetInt32().ShouldBe(rows.Count(r => r.IsConversation));
        overview.GetProperty("people").GetInt32().ShouldBe(rows.Select(r => r.Consumer).Distinct().Count());
        foreach (var permission in new[] { "shown", "not-shown", "unproven" })
            overview.GetProperty("counts").EnumerateArray().Where(c => c.GetProperty("permission").GetString() == permission).Sum(c => c.GetProperty("attempts").GetInt32())
                .ShouldBe(rows.Count(r => r.Permission == permission), permission);
        foreach (var rate in overview.GetProperty("rates").EnumerateArray())
        {
            var own = rows.Where(r => r.Party == rate.GetProperty("party").GetString() && $"{r.Day:yyyy-MM}-01" == rate.GetProperty("month").GetString()).ToList();
            foreach (var result in new[] { "met", "breach", "unproven" })
                rate.GetProperty(result).GetInt32().ShouldBe(own.Count(r => r.Marks.Split(',').Contains($"{rate.GetProperty("rule").GetString()} {result}")));
            rate.GetProperty("breachLow").GetDouble().ShouldBeLessThanOrEqualTo(rate.GetProperty("breachHigh").GetDouble());
        }

        overview.GetProperty("groups").EnumerateArray().Sum(g => g.TryGetProperty("afterWithdrawal", out var after) ? after.GetProperty("calls").GetInt32() : 0)
            .ShouldBe(rows.Count(r => r.HoursAfterWithdrawal is not null));
        overview.GetProperty("completeness").EnumerateArray().Sum(c => c.GetProperty("announced").GetInt64()).ShouldBe(11);
        overview.GetProperty("exceptions").GetInt32().ShouldBe(rows.Count(r => r.Permission is "not-shown" or "unproven" || r.Conduct is "breach" or "unproven"));
    }

    [Fact]
    public void exceptions_come_first_and_the_worst_first()
    {
        var exceptions = sample.Volumes[0].Calls().Select(c => c.GetProperty("judgement").GetProperty("permission").GetString()).ToList();
        exceptions.Count.ShouldBe(sample.Volumes[0].Data.GetProperty("overview").GetProperty("exceptions").GetInt32());
        exceptions.TakeWhile(p => p == "not-shown").Count().ShouldBe(exceptions.Count(p => p == "not-shown"));
        exceptions.ShouldContain("not-shown");
    }

    [Fact]
    public void the_events_of_each_volume_lead_to_the_signed_root()
    {
        foreach (var volume in sample.Volumes)
        {
            var checkpoint = Checkpoint.Parse(SignedNote.Parse(Encoding.UTF8.GetString(volume.Files["proofs/checkpoint"])).Text);
            var leaves = volume.Leaves();
            List<byte[]> hashes = [.. Encoding.UTF8.GetString(volume.Files["proofs/hashes.txt"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromBase64String)];
            MultiProof.Root([.. leaves.Select(l => (l.Index, MerkleHash.OfLeaf(l.Leaf)))], checkpoint.Size, hashes).ShouldBe(checkpoint.Root);
            var proven = leaves.Select(l => JsonElement.Parse(l.Leaf).GetProperty("id").GetGuid()).ToHashSet();
            volume.Calls().ShouldAllBe(c => proven.Contains(c.GetProperty("eventId").GetGuid()));
            volume.Data.GetProperty("proof").GetProperty("events").GetInt64().ShouldBe(leaves.Count);
        }
    }

    [Fact]
    public void nothing_in_it_says_who_was_called_and_nothing_says_that_a_call_was_permitted()
    {
        foreach (var volume in sample.Volumes)
        {
            var all = volume.Text + string.Concat(new[] { "pack.json", "calls.csv", "README.txt", "proofs/leaves.txt" }.Select(name => Encoding.UTF8.GetString(volume.Files[name])));
            all.ShouldNotContain("+316");
            all.ShouldNotContain(SampleCampaign.Note);
            foreach (var word in new[] { "compliant", "rechtmatig gebeld", "voldoet aan de wet", "in overeenstemming" }) all.ShouldNotContain(word, Case.Insensitive);
        }
    }

    [Fact]
    public async Task in_english_of_facts_alone_and_of_one_agency_it_says_what_was_asked()
    {
        var (_, volumes) = await sample.Make(sample.Order("facts", "en", [sample.Desk.Agency]));
        volumes[0].Text.ShouldContain("Campaign evidence pack");
        volumes[0].Text.ShouldNotContain("Exceptions");
        volumes[0].Data.GetProperty("overview").TryGetProperty("counts", out _).ShouldBeFalse();
        var calls = volumes.Skip(1).SelectMany(v => v.Calls()).ToList();
        calls.Count.ShouldBe(sample.Afresh.Count(r => r.Party == sample.Desk.Agency));
        calls.ShouldAllBe(c => c.GetProperty("party").GetString() == sample.Desk.Agency);
        calls.Count(c => c.TryGetProperty("judgement", out _)).ShouldBe(0);
    }

    [Fact]
    public async Task the_same_asked_again_as_of_the_same_instant_gives_the_same_log()
    {
        var asOf = sample.State.GetProperty("asOf").GetString();
        var (_, volumes) = await sample.Make(new { scope = new { campaign = sample.Campaign, from = SampleCampaign.From, to = SampleCampaign.To }, content = "facts-and-findings", audience = "authority", language = "nl", asOf });
        volumes.Skip(1).SelectMany(v => v.Calls()).Select(c => c.GetRawText()).ShouldBe(sample.Volumes.Skip(1).SelectMany(v => v.Calls()).Select(c => c.GetRawText()));
    }

    [Fact]
    public async Task the_content_is_the_index_and_a_volume_that_is_not_there_is_not_found()
    {
        var id = sample.Volumes[0].Id;
        (await sample.Desk.Staff.Download(sample.Desk.Principal, id)).Bytes.ShouldBe(sample.Volumes[0].Bytes);
        foreach (var number in new[] { "0", "99", "x", "-1" })
            await sample.Desk.Staff.ReadAsync($"{sample.Desk.P}/packs/{id}/volumes/{number}/content").Expect(HttpStatusCode.NotFound, "not-found");
        using var anyone = sample.Host.Client();
        var page = await (await anyone.GetAsync(new Uri($"/controle/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var volume in sample.Volumes) page.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(volume.Bytes)));
    }
}
