using System.Diagnostics;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>What other software than ours says of the signatures in a PDF, where it is installed.</summary>
internal static class PdfSig
{
    private const string Program = "/usr/bin/pdfsig";

    public static bool IsPossible => File.Exists(Program);

    public static async Task<string> Run(string file, CancellationToken ct)
    {
        using var run = Process.Start(new ProcessStartInfo(Program, ["-nocert", file]) { RedirectStandardOutput = true })!;
        var said = await run.StandardOutput.ReadToEndAsync(ct);
        await run.WaitForExitAsync(ct);
        return said;
    }
}
