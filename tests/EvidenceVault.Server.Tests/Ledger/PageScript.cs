using System.Diagnostics;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>The scripts of <c>ops/pages</c>, which look at pages in a browser or make them.</summary>
internal static class PageScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Runs one; what it says must be nothing.</summary>
    public static async Task Run(string script, string argument)
    {
        var ct = TestContext.Current.CancellationToken;
        using var node = Process.Start(new ProcessStartInfo("node", [Checkout.PathOf("ops", "pages", script), argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (found, trouble) = (node.StandardOutput.ReadToEndAsync(ct), node.StandardError.ReadToEndAsync(ct));
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            throw;
        }

        node.ExitCode.ShouldBe(0, await found + await trouble);
    }
}
