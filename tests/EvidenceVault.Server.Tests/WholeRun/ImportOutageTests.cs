using System.Net;
using EvidenceVault.Server.Tests.Import;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary><c>vault import</c> while the vault dies.</summary>
public sealed class ImportOutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task a_server_that_dies_for_a_while_costs_time_and_no_more()
    {
        await using var vault = await RunningVault.StartAsync();
        using var folder = new ImportFolderOnDisk();
        folder.Write("call.attempted.csv", ImportFolderOnDisk.Calls(50, "O"));
        var recordings = Enumerable.Range(0, 10).Select(i => (File: $"r{i}.wav", Id: $"O-R-{i}", Bytes: ImportFolderOnDisk.Recording(i < 2 ? 20 << 20 : 50_000, i))).ToList();
        folder.Write("opnamen.csv", ImportFolderOnDisk.Table(recordings.Select(r => (r.File, r.Id))));
        foreach (var (file, _, bytes) in recordings) folder.Write(file, bytes);
        var key = vault.Staff.DefaultRequestHeaders.Authorization!.Parameter!;

        var running = folder.Run(vault.Server.Address, RunningVault.Principal, key, patience: 240, ct: Ct);
        while (!running.IsCompleted && await Announced(vault) == 0) await Task.Delay(5, Ct);
        vault.Server.Kill();
        running.IsCompleted.ShouldBeFalse();
        await vault.Server.StartAgainAsync(Ct);
        var (code, output, error) = await running;

        code.ShouldBe(0, output + error);
        output.ShouldContain("10 stored, 0 there before, 0 not taken");
        (await vault.CountOfFacts()).ShouldBe(50);
        foreach (var (_, id, bytes) in recordings)
            (await vault.Staff.GetByteArrayAsync(new Uri($"/v1/principals/{RunningVault.Principal}/exhibits/{id}/content", UriKind.Relative), Ct)).AsSpan().SequenceEqual(bytes).ShouldBeTrue(id);

        // One that stays away for longer than patience lasts is said so, and loses nothing of what is there.
        vault.Server.Kill();
        folder.Write("call.attempted_2.csv", ImportFolderOnDisk.Calls(1, "P"));
        (await folder.Run(vault.Server.Address, RunningVault.Principal, key, patience: 1, ct: Ct)).Code.ShouldBe(3);
        await vault.Server.StartAgainAsync(Ct);
        var last = await folder.Run(vault.Server.Address, RunningVault.Principal, key, ct: Ct);
        (last.Code, last.Output.Contains("1 taken, 50 handed in before", StringComparison.Ordinal)).ShouldBe((0, true), last.Output);
    }

    private static async Task<int> Announced(RunningVault vault) =>
        (await vault.Staff.ReadAsync($"/v1/principals/{RunningVault.Principal}/exhibits").Expect(HttpStatusCode.OK)).Body.GetProperty("items").GetArrayLength();
}
