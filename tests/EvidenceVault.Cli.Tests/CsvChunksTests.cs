using System.Text;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
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
        await Gen.Select(row.Array[0, 60], Gen.Bool, Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("\r"))).SampleAsync(async (rows, ended, end) =>
        {
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
                chunk.LinesBefore.ShouldBe(before.ReplaceLineEndings("\n").Count(c => c == '\n'));
            }
        }, iter: 40, threads: 1);
    }

    [Fact]
    public void a_table_is_cut_only_where_the_vault_sees_a_row_end()
    {
        Gen.OneOf(Gen.Const("\""), Gen.Const("\"\""), Gen.Const(";"), Gen.Const("a"), Gen.Const("5\" pijp"), Gen.Const("\n"), Gen.Const("\r"), Gen.Const("\r\n"), Gen.Const(" ")).Array[0, 25].Sample(parts =>
        {
            var text = string.Concat(parts);
            var at = CsvLines.LastEnd(Encoding.UTF8.GetBytes(text), ';');
            if (at == 0) return;
            // Read in two, it is the same table.
            Rows(text[..at]).Concat(Rows(text[at..])).ShouldBe(Rows(text), $"{text.ReplaceLineEndings("|")} cut at {at}");
        }, iter: 20_000, threads: 1);

        static List<string> Rows(string text)
        {
            using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture) { Delimiter = ";", BadDataFound = null, IgnoreBlankLines = false });
            var rows = new List<string>();
            while (parser.Read()) rows.Add(string.Join('\u241E', parser.Record!));
            return rows;
        }
    }

    [Fact]
    public async Task a_quote_within_a_cell_hides_no_ends_of_rows()
    {
        await File.WriteAllTextAsync(_file, "x;y\n5\" pijp;2\n" + string.Concat(Enumerable.Repeat("\"twee\nregels\";b\n", 200_000)), Ct);
        var chunks = await Read();
        chunks.Count.ShouldBeGreaterThan(2);
        foreach (var chunk in chunks.Skip(1)) chunk.Bytes.AsSpan(4).StartsWith("\"twee"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task a_table_with_carriage_returns_alone_has_its_header_and_rows()
    {
        await File.WriteAllTextAsync(_file, "x;y\r1;2\r3;4\r", Ct);
        CsvChunks.Header(_file).ShouldBe("x;y\r"u8.ToArray());
        var chunk = (await Read()).ShouldHaveSingleItem();
        (chunk.Lines, Encoding.UTF8.GetString(chunk.Bytes)).ShouldBe((2, "x;y\r1;2\r3;4\r"));
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
