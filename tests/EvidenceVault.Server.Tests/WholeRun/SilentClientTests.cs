using System.Globalization;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.WholeRun;

public sealed class SilentClientTests
{
    [Fact]
    public async Task a_client_that_reads_no_results_gets_all_its_lines_taken_and_the_server_holds_none_of_them_in_memory()
    {
        const int count = 50_000;
        await using var vault = await RunningVault.StartAsync();
        using var upload = await RawUpload.StartAsync(vault.Server.Address, vault.Evidence, vault.Staff);
        // Each is refused, without asking the database, with a result of some three kilobytes.
        var line = $$"""{"type":"call.attempted",{{string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"x{i}\":1"))}}}""" + "\n";
        // The first results leave what every upload costs once.
        for (var i = 0; i < 2_000; i += 1_000) await upload.SendAsync(string.Concat(Enumerable.Repeat(line, 1_000)));
        var before = Memory(vault.Server.ProcessId);
        for (var i = 2_000; i < count; i += 1_000) await upload.SendAsync(string.Concat(Enumerable.Repeat(line, 1_000)));
        await upload.EndAsync();

        // Nothing was read so far, and every result waits in a file.
        var size = 0L;
        while ((size = vault.Spooled()) < 100 << 20) await Task.Delay(20, TestContext.Current.CancellationToken);
        (Memory(vault.Server.ProcessId) - before).ShouldBeLessThan(64 << 20);
        await upload.ReadToEndAsync();
        var told = upload.ResultsSoFar();
        told.AsSpan().Count('\n').ShouldBe(count);
        ItemAnswer.ReadAll(told[told.LastIndexOf('\n', told.Length - 2)..]).Single().Line.ShouldBe(count);
    }

    // What the process has for itself, garbage included.
    private static long Memory(int process) => File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status")
        .Where(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Select(l => long.Parse(l[8..^2].Trim(), CultureInfo.InvariantCulture) << 10).Single();
}
