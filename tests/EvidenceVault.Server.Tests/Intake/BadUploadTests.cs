using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Bodies that are wrong, odd or large as a whole.</summary>
public sealed class BadUploadTests
{
    [Fact]
    public async Task a_broken_line_among_seventy_thousand_takes_none_of_the_others_with_it()
    {
        var desk = await Desk.NewAsync();
        var phones = Enumerable.Range(0, 8).Select(_ => Desk.Phone()).ToArray();
        var body = new StringBuilder();
        for (var i = 1; i <= 70_010; i++)
            body.Append(i == 70_001 ? "{\"type\":\"call.attempted\"" : Desk.Call(phones[i % phones.Length], $"C-{i}").ToJsonString()).Append('\n');

        var told = await desk.Upload(body.ToString(), query: "?results=problems");

        told.Count.ShouldBe(2);
        (told[0].Line, told[0].Status, told[0].Code).ShouldBe((70_001, "rejected", "malformed-json"));
        told[1].Json.GetProperty("totals").GetRawText().ShouldBe("""{"accepted":70009,"duplicate":0,"rejected":1}""");
        (await desk.CountOfFacts()).ShouldBe(70_009);
    }

    [Fact]
    public async Task lines_may_end_and_begin_as_any_editor_leaves_them()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        string Line(int i) => Desk.Call(phone, $"C-{i}").ToJsonString();
        // A byte order mark, CRLF, blank lines, spaces around, and no line end at the end.
        var told = await desk.Upload($"\uFEFF{Line(1)}\r\n\r\n  {Line(3)}  \n \t \n\n{Line(6)}\r\n{Line(7)}");
        told.Select(r => (r.Line, r.Ref, r.Status)).ShouldBe([(1, "C-1", "accepted"), (3, "C-3", "accepted"), (6, "C-6", "accepted"), (7, "C-7", "accepted")]);
        // The mark is none of a later line's business.
        (await desk.Upload($"{Line(1)}\n\uFEFF{Line(2)}")).Select(r => r.Told).ShouldBe(["duplicate", "malformed-json"]);
        (await desk.Post("\uFEFF" + Line(8))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_line_over_the_limit_is_passed_over_and_its_neighbours_are_taken()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        // Of this length in bytes, by spaces at the end.
        string Line(int length) => Desk.Call(phone).ToJsonString().PadRight(length);
        foreach (var end in new[] { "\n", "" })
        {
            var told = await desk.Upload(
                $"{Line(NdjsonSource.LongestLine)}\n{Line(NdjsonSource.LongestLine + 1)}\n{Line(500)}\n{Line(NdjsonSource.LongestLine * 5)}\n{Line(500)}\n{Line(NdjsonSource.LongestLine * 3)}{end}");
            told.Select(r => (r.Line, r.Told)).ShouldBe(
                [(1, "accepted"), (2, "line-too-long"), (3, "accepted"), (4, "line-too-long"), (5, "accepted"), (6, "line-too-long")]);
            told[1].ProblemStatus.ShouldBe(413);
        }
    }

    [Fact]
    public async Task an_empty_body_is_told_for_what_it_is()
    {
        var desk = await Desk.NewAsync();
        await desk.Post("").Expect(HttpStatusCode.BadRequest, "malformed-json");
        (await desk.Post("[]").Expect(HttpStatusCode.OK)).Text.ShouldBe("[]");
        foreach (var nothing in new[] { "", "\n\n", "\uFEFF", "\uFEFF\r\n" }) (await desk.Upload(nothing)).ShouldBeEmpty();
        (await desk.Upload("", query: "?results=problems")).ShouldHaveSingleItem().Json.GetRawText()
            .ShouldBe("""{"totals":{"accepted":0,"duplicate":0,"rejected":0}}""");
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/x-ndjson", true)]
    [InlineData("Application/JSONL", true)]
    [InlineData("text/plain", false)]
    [InlineData("text/csv", false)]
    [InlineData("application/xml", false)]
    [InlineData(null, false)]
    public async Task only_json_and_ndjson_are_taken(string? type, bool taken)
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Desk.Call(phone).ToJsonString()));
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await desk.Staff.PostAsync(new Uri(desk.Evidence, UriKind.Relative), content, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBe(taken);
        if (!taken) response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await desk.Find(phone)).HasValue.ShouldBe(taken);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task a_compressed_body_is_refused_rather_than_read_as_noise(string type)
    {
        var desk = await Desk.NewAsync();
        await desk.Staff.SendAsync(HttpMethod.Post, desk.Evidence, Desk.Call(Desk.Phone()).ToJsonString(), type, r => r.Content!.Headers.ContentEncoding.Add("gzip"))
            .Expect(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task an_array_holds_twenty_thousand_items_and_no_more()
    {
        var desk = await Desk.NewAsync();
        // Items that are refused at once: what counts here is the count.
        string Items(int count) => $"[{string.Join(',', Enumerable.Repeat("{}", count))}]";
        var most = await desk.Post(Items(PostEvidence.MostItems)).Expect(HttpStatusCode.OK);
        most.Body.GetArrayLength().ShouldBe(PostEvidence.MostItems);
        await desk.Post(Items(PostEvidence.MostItems + 1)).Expect(HttpStatusCode.RequestEntityTooLarge, "too-many-items");
    }

    [Fact]
    public async Task a_document_over_its_limit_is_refused_whole()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Post(Desk.Call(phone).ToJsonString().PadRight(PostEvidence.LargestDocument)).Expect(HttpStatusCode.Created);
        // Asked beforehand, so that the answer comes instead of the body.
        await desk.Staff.SendAsync(HttpMethod.Post, desk.Evidence, Desk.Call(phone).ToJsonString().PadRight(PostEvidence.LargestDocument + 1), change: r => r.Headers.ExpectContinue = true)
            .Expect(HttpStatusCode.RequestEntityTooLarge, "too-large");
        (await desk.Dossier(phone)).Timeline.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task results_come_in_the_order_of_the_items_whatever_lane_they_went_by()
    {
        var desk = await Desk.NewAsync();
        var items = Enumerable.Range(1, 300).Select(i => i % 7 == 0 ? Desk.Call("geen nummer", $"C-{i}") : Desk.Call(Desk.Phone(), $"C-{i}")).ToList();
        var expected = Enumerable.Range(1, 300).Select(i => ((long)i, $"C-{i}", i % 7 == 0 ? "invalid-phone-number" : "accepted")).ToList();
        (await desk.Upload(items)).Select(r => (r.Line, r.Ref!, r.Told)).ShouldBe(expected);
        (await desk.PostAll(items)).Select(r => (r.Line, r.Ref!)).ShouldBe(expected.Select(e => (e.Item1, e.Item2)));
    }

    [Fact]
    public async Task half_a_batch_being_bad_the_other_half_is_kept()
    {
        var (desk, phone) = (await Desk.NewAsync(), Desk.Phone());
        await desk.Accept(Desk.Call(phone, "taken"));
        var items = Enumerable.Range(0, 200).Select(i => (JsonNode)(i % 2 == 0 ? Desk.Call(phone, $"C-{i}") : Desk.Call(phone, "taken", $"2026-04-01T10:{i / 60:00}:{i % 60:00}Z")));
        var told = await desk.Upload(items, query: "?results=problems");
        told.Count.ShouldBe(101);
        told.Take(100).ShouldAllBe(r => r.Code == "reference-reused" && r.ProblemStatus == 409 && r.Ref == "taken");
        told[100].Json.GetProperty("totals").GetRawText().ShouldBe("""{"accepted":100,"duplicate":0,"rejected":100}""");
        (await desk.Dossier(phone)).Timeline.Count.ShouldBe(101);
    }
}
