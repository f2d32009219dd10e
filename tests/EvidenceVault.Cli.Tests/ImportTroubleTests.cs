using System.Diagnostics;
using System.Text.Json;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Tests;

/// <summary><c>vault import</c> with files that go away, tables that are not as they should be, and a vault in trouble: nothing is passed over in silence.</summary>
public sealed class ImportTroubleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vault-import-");
    private readonly string _keyFile = Path.GetTempFileName();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        File.Delete(_keyFile);
    }

    [Fact]
    public async Task a_recording_that_goes_away_while_it_runs_is_told_and_the_others_are_stored()
    {
        Write("opnamen.csv", "file;recordedAt;purposes\nweg.wav;2026-03-02T10:15:00+01:00;call\ngoed.wav;2026-03-02T10:15:00+01:00;call\n");
        Write("weg.wav", "weg");
        Write("goed.wav", "goed");
        using var vault = new StubVault(asked =>
        {
            if (!asked.Announces) return (201, "{}");
            File.Delete(Path.Combine(_folder.FullName, "weg.wav"));
            return (200, StubVault.Results(2, problemsOnly: false));
        });
        var since = Stopwatch.StartNew();

        var (code, output, _) = await Run(vault, patience: 60);

        code.ShouldBe(ImportCommand.Refused, output);
        output.ShouldContain("1 stored, 0 there before, 1 not taken");
        Refused().ShouldBe(["opnamen.csv 2 file-unreadable"]);
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task a_table_that_goes_away_while_it_runs_is_told_and_the_others_are_taken()
    {
        foreach (var name in new[] { "a.csv", "b.csv", "c.csv" }) Write(name, "type;ref\nx;1\n");
        using var vault = new StubVault(asked =>
        {
            File.Delete(Path.Combine(_folder.FullName, "b.csv"));
            return (200, StubVault.Totals(1, 0, 0));
        });
        var (code, output, _) = await Run(vault);
        code.ShouldBe(ImportCommand.Refused);
        output.ShouldContain("2 taken, 0 handed in before, 1 refused");
        Refused().ShouldBe(["b.csv 0 file-unreadable"]);
    }

    [Fact]
    public async Task rows_that_the_vault_could_not_write_just_now_are_sent_again_and_counted_once()
    {
        Write("a.csv", "type;ref\nx;1\nx;2\nx;3\n");
        var asked = 0;
        using var vault = new StubVault(_ => ++asked switch
        {
            1 => (200, StubVault.Results(3, problemsOnly: true, 3, 4) + StubVault.Totals(1, 0, 2)),
            2 => (200, StubVault.Results(3, problemsOnly: true, 4) + StubVault.Totals(1, 1, 1)),
            _ => (200, StubVault.Totals(1, 2, 0)),
        });
        var (code, output, _) = await Run(vault, patience: 60);
        code.ShouldBe(ImportCommand.Taken, output);
        output.ShouldContain("3 taken, 0 handed in before, 0 refused");
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task rows_that_the_vault_cannot_write_for_longer_than_patience_lasts_are_refused()
    {
        Write("a.csv", "type;ref\nx;1\nx;2\n");
        using var vault = new StubVault(_ => (200, StubVault.Results(2, problemsOnly: true, 3) + StubVault.Totals(0, 1, 1)));
        var (code, output, _) = await Run(vault, patience: 2);
        code.ShouldBe(ImportCommand.Refused);
        output.ShouldContain("0 taken, 1 handed in before, 1 refused");
        Refused().ShouldBe(["a.csv 3 unavailable"]);
    }

    [Fact]
    public async Task recordings_that_the_vault_could_not_announce_just_now_are_announced_again_alone()
    {
        Write("opnamen.csv", "file;recordedAt;purposes\n1.wav;2026-03-02T10:15:00+01:00;call\n2.wav;2026-03-02T10:15:00+01:00;call\n");
        Write("1.wav", "1");
        Write("2.wav", "2");
        var announced = new List<int>();
        using var vault = new StubVault(asked =>
        {
            if (!asked.Announces) return (201, "{}");
            announced.Add(asked.Rows);
            return (200, announced.Count == 1 ? StubVault.Results(2, problemsOnly: false, 3) : StubVault.Results(1, problemsOnly: false));
        });
        var (code, output, _) = await Run(vault, patience: 60);
        code.ShouldBe(ImportCommand.Taken, output);
        output.ShouldContain("2 stored");
        announced.ShouldBe([2, 1]);
    }

    [Fact]
    public async Task a_fault_of_the_vault_at_some_rows_leaves_the_others_their_chance_and_says_how_many_were_not_handed_in()
    {
        // Three chunks, of which the vault chokes on the second.
        Write("a.csv", "type;ref\n" + string.Concat(Enumerable.Repeat($"x;{new string('1', 99)}\n", 30_000)));
        var chunks = new List<int>();
        using var vault = new StubVault(asked =>
        {
            if (chunks.Count == 0 || chunks[^1] != asked.Body.Length) chunks.Add(asked.Body.Length);
            return asked.Body.Length > 0 && chunks.Count == 2 ? (500, StubVault.Problem(500, "internal")) : (200, StubVault.Totals(asked.Rows, 0, 0));
        });
        var (code, output, _) = await Run(vault, patience: 1);
        code.ShouldBe(ImportCommand.Refused, output);
        var left = 30_000 - int.Parse(System.Text.RegularExpressions.Regex.Match(output, "([0-9]+) taken").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        left.ShouldBeInRange(5_000, 15_000);
        output.ShouldContain($"{left} were not looked at");
        Refused().Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_table_that_is_refused_as_such_says_how_many_lines_were_not_handed_in()
    {
        Write("a.csv", "type;ref\n" + string.Concat(Enumerable.Repeat($"x;{new string('1', 99)}\n", 30_000)));
        var asked = 0;
        using var vault = new StubVault(_ =>
        {
            asked++;
            return (422, StubVault.Problem(422, "unknown-field"));
        });
        var (code, output, _) = await Run(vault);
        code.ShouldBe(ImportCommand.Refused);
        asked.ShouldBe(1);
        output.ShouldContain("30000 were not looked at");
        Refused().ShouldBe(["a.csv 1 unknown-field", "a.csv 2 not-handed-in"]);
    }

    [Fact]
    public async Task what_comes_after_a_row_that_ends_the_reading_is_counted()
    {
        Write("a.csv", "type;ref\nx;1\nx;\"2\nx;3\nx;4\n");
        using var vault = new StubVault(_ => (200, StubVault.Last(3, 413, "line-too-long") + StubVault.Totals(1, 0, 1)));
        var (code, output, _) = await Run(vault);
        code.ShouldBe(ImportCommand.Refused);
        output.ShouldContain("2 were not looked at");
        Refused().ShouldBe(["a.csv 3 line-too-long", "a.csv 4 not-handed-in"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(400, "bad-request")]
    [InlineData(401, "unauthenticated")]
    [InlineData(404, "not-found")]
    [InlineData(410, "contract-ended")]
    public async Task rows_after_the_one_at_which_the_vault_stopped_reading_are_counted_as_not_handed_in(int status, string problem)
    {
        Write("a.csv", "type;ref\nx;1\nx;2\nx;3\nx;4\n");
        var asked = 0;
        using var vault = new StubVault(_ =>
        {
            asked++;
            return (200, StubVault.Last(3, status, problem) + StubVault.Totals(1, 0, 1));
        });
        var (code, output, _) = await Run(vault);
        code.ShouldBe(ImportCommand.Refused, output);
        output.ShouldContain("1 taken, 0 handed in before, 1 refused");
        output.ShouldContain("2 were not looked at");
        Refused().ShouldBe([$"a.csv 3 {problem}", "a.csv 4 not-handed-in"], ignoreOrder: true);
        asked.ShouldBe(1);
        // Nothing of it is noted as done.
        await Run(vault);
        asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(408, "request-timeout")]
    [InlineData(429, "rate-limited")]
    [InlineData(503, "unavailable")]
    public async Task rows_are_sent_again_where_the_vault_stopped_reading_for_a_while(int status, string problem)
    {
        Write("a.csv", "type;ref\nx;1\nx;2\nx;3\n");
        var asked = 0;
        using var vault = new StubVault(_ => (200, ++asked == 1 ? StubVault.Last(3, status, problem) + StubVault.Totals(1, 0, 1) : StubVault.Totals(2, 1, 0)));
        var (code, output, _) = await Run(vault, patience: 60);
        code.ShouldBe(ImportCommand.Taken, output);
        output.ShouldContain("3 taken, 0 handed in before, 0 refused");
        asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(429, "rate-limited", 3)]
    [InlineData(404, "not-found", 0)]
    public async Task recordings_after_the_one_at_which_the_vault_stopped_reading_are_announced_again_or_counted(int status, string problem, int again)
    {
        Write("opnamen.csv", "file;recordedAt;purposes\n" + string.Concat(Enumerable.Range(1, 4).Select(i => $"{i}.wav;2026-03-02T10:15:00+01:00;call\n")));
        for (var i = 1; i <= 4; i++) Write($"{i}.wav", $"{i}");
        var announced = new List<int>();
        using var vault = new StubVault(asked =>
        {
            if (!asked.Announces) return (201, "{}");
            announced.Add(asked.Rows);
            return (200, announced.Count == 1 ? StubVault.Results(1, problemsOnly: false) + StubVault.Last(3, status, problem) : StubVault.Results(asked.Rows, problemsOnly: false));
        });
        var (code, output, _) = await Run(vault, patience: 60);
        if (again > 0)
        {
            code.ShouldBe(ImportCommand.Taken, output);
            output.ShouldContain("4 stored");
            announced.ShouldBe([4, again]);
            return;
        }

        code.ShouldBe(ImportCommand.Refused, output);
        output.ShouldContain("1 stored, 0 there before, 1 not taken");
        output.ShouldContain("2 were not looked at");
        Refused().ShouldBe([$"opnamen.csv 3 {problem}", "opnamen.csv 4 not-handed-in"], ignoreOrder: true);
        announced.ShouldBe([4]);
    }

    [Fact]
    public async Task a_row_with_more_cells_than_the_header_is_refused()
    {
        Write("opnamen.csv", "\"bestand, of file\",file,recordedAt;x,purposes\n,a.wav,2026,call,extra,3\n,b.wav,2026,call,,\n");
        Write("a.wav", "a");
        Write("b.wav", "b");
        var announced = "";
        using var vault = new StubVault(asked =>
        {
            if (!asked.Announces) return (201, "{}");
            announced = asked.Body;
            return (200, StubVault.Results(asked.Rows, problemsOnly: false));
        });
        var (code, output, _) = await Run(vault);
        code.ShouldBe(ImportCommand.Refused);
        output.ShouldContain("1 stored, 0 there before, 1 not taken");
        Refused().ShouldBe(["opnamen.csv 2 malformed-csv"]);
        announced.Split('\n')[0].ShouldBe("\"bestand, of file\",recordedAt;x,purposes,sha256,size,contentType,id,kind");
    }

    [Fact]
    public async Task what_lies_in_the_folder_and_is_not_handed_in_is_told()
    {
        foreach (var name in new[] { "2026/facts.csv", "los.pdf", "deel/foto.PNG", "bericht.eml" }) Write(name, "x;y\n");
        using var vault = new StubVault(_ => (200, StubVault.Totals(0, 0, 0)));
        (await Run(vault)).Code.ShouldBe(ImportCommand.Refused);
        Refused().ShouldBe(["2026/facts.csv 0 not-read", "bericht.eml 0 no-row", "deel/foto.PNG 0 no-row", "los.pdf 0 no-row"], ignoreOrder: true);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private List<string> Refused() =>
    [
        .. File.ReadAllLines(Path.Combine(_folder.FullName, Report.Name)).Select(line => JsonElement.Parse(line))
            .Select(r => $"{r.GetProperty("file").GetString()} {r.GetProperty("line").GetInt64()} {r.GetProperty("code").GetString()}"),
    ];

    private async Task<(int Code, string Output, string Error)> Run(StubVault vault, int patience = 5)
    {
        await File.WriteAllTextAsync(_keyFile, "ev_aaaa_bbbb", Ct);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Commands.RunAsync(
            ["import", _folder.FullName, "--url", vault.Address.ToString(), "--principal", "p", "--key-file", _keyFile, "--patience", $"{patience}"], output, error, Ct);
        return (code, output.ToString(), error.ToString());
    }
}
