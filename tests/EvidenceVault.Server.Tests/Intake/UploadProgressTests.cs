using System.Net;
using System.Text.Json;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Progress;
using EvidenceVault.Server.Tests.Infrastructure;
using NodaTime;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary><c>GET P/uploads/{id}</c>: how an upload stands.</summary>
public sealed class UploadProgressTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 9, 1, 1, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_upload_tells_its_id_at_once_and_how_it_stands_while_it_runs_and_after()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        using var upload = await RawUpload.StartAsync(desk.Host.Address, desk.Evidence, desk.ByAgency, Ct);
        var id = await upload.HeaderAsync("Upload-Id");
        var call = Desk.Call(phone).ToJsonString();
        await upload.SendAsync($"{call}\n{call}\nnonsense\n");
        ItemAnswer.ReadAll(await upload.ReadAsync(results: 3)).Select(r => r.Told).ShouldBe(["accepted", "duplicate", "malformed-json"]);

        var running = await Show(desk, id);
        Told(running).ShouldBe(("running", 3, 1, 1, 1));
        running.GetProperty("bytes").GetInt64().ShouldBe((2 * (call.Length + 1)) + 9);
        running.GetProperty("party").GetString().ShouldBe(desk.Agency);
        running.GetProperty("totalBytes").ValueKind.ShouldBe(JsonValueKind.Null);
        running.GetProperty("endedAt").ValueKind.ShouldBe(JsonValueKind.Null);

        await upload.EndAsync();
        await upload.ReadToEndAsync();
        var ended = await Until(desk, id, "complete");
        Told(ended).ShouldBe(("complete", 3, 1, 1, 1));
        ended.GetProperty("endedAt").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task an_upload_that_is_cut_off_says_so()
    {
        var desk = await Desk.NewAsync();
        using var upload = await RawUpload.StartAsync(desk.Host.Address, desk.Evidence, desk.Staff, Ct);
        var id = await upload.HeaderAsync("Upload-Id");
        await upload.SendAsync(Desk.Call(Desk.Phone()).ToJsonString() + "\n");
        await upload.ReadAsync(results: 1);
        upload.Cut();
        Told(await Until(desk, id, "cut-off")).ShouldBe(("cut-off", 1, 1, 0, 0));
    }

    [Fact]
    public async Task however_short_an_upload_was_any_server_knows_how_it_ended_once_its_answer_ends()
    {
        await using var one = await VaultHost.StartAsync();
        await using var two = await VaultHost.StartAsync(beside: one);
        var desk = await Desk.NewAsync(one);
        var elsewhere = desk with { Host = two, Staff = two.Client(await one.CreateKeyAsync(desk.Principal)) };
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => Told(await Show(elsewhere, await Upload(desk, desk.ByAgency))).ShouldBe(("complete", 1, 1, 0, 0))));
        using var content = new StringContent("referentie;tijdstip\nA-1;2026-09-01T10:15:00+02:00\n", System.Text.Encoding.UTF8, "text/csv");
        using var table = await desk.Staff.PostAsync(new Uri($"{desk.Evidence}/csv?type=call.attempted", UriKind.Relative), content, Ct);
        Told(await Show(elsewhere, table.Headers.GetValues("Upload-Id").Single())).ShouldBe(("complete", 2, 0, 0, 1));
    }

    [Fact]
    public async Task a_single_item_and_an_array_are_no_uploads_and_write_nothing_about_themselves()
    {
        var desk = await Desk.NewAsync();
        await desk.Accept(Desk.Call(Desk.Phone()));
        await desk.PostAll([Desk.Call(Desk.Phone()), Desk.Call(Desk.Phone())]);
        (await List(desk, desk.Staff)).ShouldBeEmpty();
        (await desk.Host.Query($"select count(*)::text from vault.evidence_upload where principal = '{desk.Principal}'")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task a_table_is_told_too_with_its_length_and_whether_it_was_only_looked_at()
    {
        var desk = await Desk.NewAsync();
        using var content = new StringContent("referentie;tijdstip\nA-1;2026-09-01T10:15:00+02:00\n", System.Text.Encoding.UTF8, "text/csv");
        var length = content.Headers.ContentLength;
        using var answer = await desk.Staff.PostAsync(new Uri($"{desk.Evidence}/csv?type=call.attempted&dryRun=true", UriKind.Relative), content, Ct);
        var shown = await Show(desk, answer.Headers.GetValues("Upload-Id").Single());
        Told(shown).ShouldBe(("complete", 2, 0, 0, 1));
        (shown.GetProperty("format").GetString(), shown.GetProperty("dryRun").GetBoolean()).ShouldBe(("csv", true));
        (shown.GetProperty("bytes").GetInt64(), shown.GetProperty("totalBytes").GetInt64()).ShouldBe((length!.Value, length.Value));
    }

    [Fact]
    public async Task an_agency_sees_its_own_uploads_the_principal_all_and_nobody_anothers()
    {
        var (desk, other) = (await Desk.NewAsync(), await Desk.NewAsync());
        var (_, second) = await desk.AnotherAgencyAsync();
        var ids = new List<string>();
        foreach (var by in new[] { desk.Staff, desk.ByAgency, second }) ids.Add(await Upload(desk, by));

        (await List(desk, desk.Staff)).ShouldBe([ids[2], ids[1], ids[0]]);
        (await List(desk, desk.ByAgency)).ShouldBe([ids[1]]);
        (await List(desk, second)).ShouldBe([ids[2]]);
        (await List(other, other.Staff)).ShouldBeEmpty();
        await desk.ByAgency.ReadAsync($"{desk.P}/uploads/{ids[1]}").Expect(HttpStatusCode.OK);
        await desk.ByAgency.ReadAsync($"{desk.P}/uploads/{ids[2]}").Expect(HttpStatusCode.NotFound, "not-found");
        await other.Staff.ReadAsync($"{other.P}/uploads/{ids[0]}").Expect(HttpStatusCode.NotFound, "not-found");
        await desk.Staff.ReadAsync($"{desk.P}/uploads/{Guid.NewGuid()}").Expect(HttpStatusCode.NotFound, "not-found");
        await desk.Staff.ReadAsync($"{desk.P}/uploads/none").Expect(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task uploads_are_listed_page_by_page()
    {
        var desk = await Desk.NewAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await Upload(desk, desk.Staff));
        var (listed, cursor) = (new List<string>(), "");
        do
        {
            var page = (await desk.Staff.ReadAsync($"{desk.P}/uploads?limit=2{cursor}").Expect(HttpStatusCode.OK)).Body;
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        listed.ShouldBe(Enumerable.Reverse(ids));
    }

    [Fact]
    public async Task an_upload_whose_server_went_away_is_cut_off_once_that_shows()
    {
        var desk = await Desk.NewAsync();
        foreach (var (age, state) in new[] { ("20 seconds", "running"), ("40 seconds", "cut-off") })
        {
            var id = Guid.NewGuid();
            await desk.Host.Query(
                $"""
                insert into vault.evidence_upload (id, principal, holder, format, dry_run, state, started_at, updated_at, lines, accepted, duplicate, rejected, bytes)
                values ('{id}', '{desk.Principal}', '{desk.Principal}', 0, false, 0, now() - interval '1 hour', now() - interval '{age}', 7, 6, 1, 0, 700) returning id::text
                """);
            Told(await Show(desk, id.ToString())).ShouldBe((state, 7, 6, 1, 0));
        }
    }

    [Theory]
    [InlineData(10, 250, 1000, 30L)]
    [InlineData(10, 1000, 1000, 0L)]
    [InlineData(10, 999, 1000, 1L)]
    [InlineData(10, 0, 1000, null)]
    [InlineData(10, 1001, 1000, null)]
    [InlineData(10, 250, null, null)]
    public void what_is_left_is_told_by_the_pace_so_far_where_the_length_is_known(int seconds, long bytes, int? total, long? left)
    {
        var progress = new UploadProgress(new(Guid.NewGuid(), "h", UploadFormat.Ndjson, false, Start, total));
        progress.Read(1, bytes);
        progress.At(Start + Duration.FromSeconds(seconds)).SecondsLeft.ShouldBe(left);
    }

    [Fact]
    public void how_it_ended_is_said_once_and_stays()
    {
        var progress = new UploadProgress(new(Guid.NewGuid(), "h", UploadFormat.Ndjson, false, Start, 10));
        progress.Answer(ItemStatus.Rejected);
        progress.HasEnded.ShouldBeFalse();
        progress.End(UploadState.Complete, Start + Duration.FromSeconds(1));
        progress.End(UploadState.CutOff, Start + Duration.FromSeconds(2));
        var document = progress.At(Start + Duration.FromSeconds(3));
        (document.State, document.EndedAt, document.Rejected, document.SecondsLeft).ShouldBe((UploadState.Complete, Start + Duration.FromSeconds(1), 1, null));
    }

    private static async Task<string> Upload(Desk desk, HttpClient by)
    {
        var answer = await by.SendAsync(HttpMethod.Post, desk.Evidence, Desk.Call(Desk.Phone()).ToJsonString(), "application/x-ndjson").Expect(HttpStatusCode.OK);
        return answer.Headers.GetValues("Upload-Id").Single();
    }

    private static async Task<JsonElement> Show(Desk desk, string id) => (await desk.Staff.ReadAsync($"{desk.P}/uploads/{id}").Expect(HttpStatusCode.OK)).Body;

    private static async Task<IReadOnlyList<string?>> List(Desk desk, HttpClient by) =>
        [.. (await by.ReadAsync($"{desk.P}/uploads").Expect(HttpStatusCode.OK)).Body.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("id").GetString())];

    private static async Task<JsonElement> Until(Desk desk, string id, string state)
    {
        while (true)
        {
            var shown = await Show(desk, id);
            if (shown.GetProperty("state").GetString() == state) return shown;
            await Task.Delay(20, Ct);
        }
    }

    private static (string State, long Lines, long Accepted, long Duplicate, long Rejected) Told(JsonElement upload) =>
        (upload.GetProperty("state").GetString()!, Count(upload, "lines"), Count(upload, "accepted"), Count(upload, "duplicate"), Count(upload, "rejected"));

    private static long Count(JsonElement upload, string field) => upload.GetProperty(field).GetInt64();
}
