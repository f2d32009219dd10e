using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.WholeRun;

public sealed class SilentClientTests
{
    [Fact(Timeout = 300_000)]
    public async Task a_client_that_reads_no_results_while_it_sends_gets_them_all_in_the_end_and_they_wait_outside_the_servers_memory()
    {
        const int count = 50_000;
        // All results together are larger than the memory that this server may have.
        await using var vault = await RunningVault.StartAsync(environment: new() { ["DOTNET_GCHeapHardLimit"] = "0xC800000" });
        using var upload = await RawUpload.StartAsync(vault.Server.Address, vault.Evidence, vault.Staff, TestContext.Current.CancellationToken);
        // Each line is refused, without asking the database, with a result of some five kilobytes.
        var line = $$"""{"type":"call.attempted",{{string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"x{i}\":1"))}}}""" + "\n";
        for (var i = 0; i < count; i += 1_000) await upload.SendAsync(string.Concat(Enumerable.Repeat(line, 1_000)));
        await upload.EndAsync();

        (await upload.CountToEndAsync()).ShouldBe(count);
        upload.Received.ShouldBeGreaterThan(200 << 20);
        vault.Server.IsRunning.ShouldBeTrue();
        // The spool goes with its upload.
        vault.TemporaryFiles().ShouldBeEmpty();
    }
}
