using System.Diagnostics;

namespace EvidenceVault.TestBed;

/// <summary>PostgreSQL and the blob server as processes.</summary>
public sealed class ServiceProcesses(Process postgres, Process blob) : IDisposable
{
    /// <summary>Ends PostgreSQL and all its sessions at once, with SIGKILL, as a power cut would.</summary>
    public void KillPostgres() => End(postgres);

    /// <summary>Ends the blob server with SIGKILL.</summary>
    public void KillBlob() => End(blob);

    public void Dispose()
    {
        postgres.Dispose();
        blob.Dispose();
    }

    private static void End(Process process)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }
}
