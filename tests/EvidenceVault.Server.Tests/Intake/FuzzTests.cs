using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Items spoilt at random, byte by byte and field by field: each gets its answer, and none makes the server stumble.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1e999", "9223372036854775808", "0.1", "\"\"", "\" \"", "[]", "{}", "[[]]", "{\"a\":{}}", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ufeff\"",
        "\"\\u202e\"", "\"2026-02-30T25:61:61+99:99\"", "\"9999-12-31T23:59:59Z\"", "\"-0001-01-01T00:00:00Z\"", "\"+\"", "\"+31\"", "\"+3161234567890123456789\"", "\"https://\"",
        "\"https://[::1\"", "\"://\"", "\"a@b\"", "\"@\"", "\"..\"", "\"%\"", "\"%zz\"", "\"'; drop table x; --\"", "\"{0}\"", "\"{Code}\"", "{\"party\":null,\"ref\":null}",
        "{\"party\":\"a\",\"ref\":\"b\"}", "[null]", "[\"\\ud800\"]", "[{}]", "[{\"code\":null}]",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task whatever_is_done_to_an_item_it_is_taken_or_refused_and_its_neighbours_too(int seed)
    {
        var (desk, random) = (await Desk.NewAsync(), new Random(seed));
        using var upload = new MemoryStream();
        var lines = 0;
        for (var i = 0; i < 1_500; i++)
        {
            var item = ItemCase.All[random.Next(ItemCase.All.Count)].Full(Desk.Phone(), desk.Agency);
            var spoilt = i % 2 == 0 ? Encoding.UTF8.GetBytes(SpoilField(item, random)) : SpoilBytes(Encoding.UTF8.GetBytes(item.ToJsonString()), random);
            if (spoilt.AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0) continue;
            upload.Write(spoilt);
            upload.WriteByte((byte)'\n');
            lines++;
        }

        var told = await desk.Upload(upload.ToArray());
        told.Count.ShouldBe(lines);
        told.ShouldAllBe(r => r.Status == "accepted" || r.Status == "duplicate" || (r.Status == "rejected" && r.ProblemStatus < 500));
        told.ShouldContain(r => r.Status == "accepted");
        told.Count(r => r.Status == "rejected").ShouldBeGreaterThan(lines / 4);
    }

    [Fact]
    public async Task whatever_is_asked_of_the_search_it_has_an_answer()
    {
        var (desk, random) = (await Desk.NewAsync(), new Random(3));
        foreach (var odd in Odd.Concat(Enumerable.Range(0, 100).Select(_ => Encoding.Latin1.GetString(SpoilBytes(Encoding.UTF8.GetBytes($$"""{"phone":"{{Desk.Phone()}}"}"""), random)))))
            foreach (var body in new[] { odd, $"{{\"phone\":{odd}}}" })
                ((int)(await Infrastructure.Requests.SendAsync(desk.Staff, HttpMethod.Post, $"{desk.P}/consumers/search", body)).Status).ShouldBeOneOf(200, 400, 422);
    }

    // One field in place of which an odd value stands.
    private static string SpoilField(JsonObject item, Random random)
    {
        var fields = item.Fields().ToList();
        var (pointer, _) = fields[random.Next(fields.Count)];
        return item.With(pointer, "§").ToJsonString().Replace("\"\\u00A7\"", Odd[random.Next(Odd.Length)], StringComparison.Ordinal);
    }

    // Some bytes changed, put in or taken out; never a line end, which would make two lines of it.
    private static byte[] SpoilBytes(byte[] text, Random random)
    {
        var bytes = text.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var any = (byte)random.Next(256);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = any;
                    break;
                case 1:
                    bytes.Insert(at, any);
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes.Where(b => b != '\n')];
    }
}
