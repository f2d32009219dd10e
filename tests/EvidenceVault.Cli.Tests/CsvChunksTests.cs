using System.Text;
using CsCheck;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Tests;

/// <summary>A table cut into chunks is the same table.</summary>
public sealed class CsvChunksTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task every_byte_comes_once_and_no_row_is_cut()
    {
        var row = Gen.OneOf(Gen.Const("a;b;c"), Gen.Const("\"met \"\"aanhaling\"\"\nen regel\";b;c"), Gen.Const(""), Gen.Const(new string('x', 70_000)));
        await Gen.Select(row.Array[0, 60], Gen.Bool, Gen.Bool).SampleAsync(async (rows, ended, windows) =>
        {
            var end = windows ? "\r\n" : "\n";
            var text = "x;y;z" + end + string.Join(end, rows) + (ended && rows.Length > 0 ? end : "");
            await File.WriteAllTextAsync(_file, text, Ct);
            var chunks = await Read();
            var header = Encoding.UTF8.GetBytes("x;y;z" + end);
            string.Concat(chunks.Select(c => Encoding.UTF8.GetString(c.Bytes.AsSpan(header.Length)))).ShouldBe(text["x;y;z".Length..][end.Length..]);
            chunks.Sum(c => c.OfFile).ShouldBe(text.Length);
            foreach (var chunk in chunks)
            {
                chunk.Bytes.AsSpan().StartsWith(header).ShouldBeTrue();
                (chunk.Bytes.Count(b => b == '"') % 2).ShouldBe(0);
                var before = string.Concat(chunks.TakeWhile(c => c != chunk).Select(c => Encoding.UTF8.GetString(c.Bytes.AsSpan(header.Length))));
                chunk.LinesBefore.ShouldBe(before.Count(c => c == '\n'));
            }
        }, iter: 40, threads: 1);
    }

    [Fact]
    public async Task a_quote_that_never_ends_does_not_hold_up_the_rest()
    {
        await File.WriteAllTextAsync(_file, "x\n\"" + string.Concat(Enumerable.Repeat("regel\n", 2_000_000)), Ct);
        var chunks = await Read();
        chunks.Count.ShouldBeGreaterThan(1);
        chunks.ShouldAllBe(c => c.Bytes.Length < 5 << 20);
    }

    [Fact]
    public async Task a_large_table_comes_in_several_chunks_and_a_small_one_in_one()
    {
        await File.WriteAllTextAsync(_file, "x\n" + string.Concat(Enumerable.Repeat("regel\n", 500_000)), Ct);
        (await Read()).Count.ShouldBeGreaterThan(2);
        await File.WriteAllTextAsync(_file, "x\nregel\n", Ct);
        (await Read()).Count.ShouldBe(1);
    }

    [Fact]
    public void a_first_line_that_is_too_long_is_no_header()
    {
        File.WriteAllText(_file, new string('x', 70_000));
        CsvChunks.Header(_file).ShouldBeNull();
        File.WriteAllText(_file, "x;y");
        CsvChunks.Header(_file).ShouldBe("x;y"u8.ToArray());
    }

    private async Task<List<CsvChunk>> Read()
    {
        var chunks = new List<CsvChunk>();
        await foreach (var chunk in CsvChunks.Read(_file, CsvChunks.Header(_file)!, Ct)) chunks.Add(chunk);
        return chunks;
    }
}
