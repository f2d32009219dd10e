namespace EvidenceVault.Server.Ledger;

/// <summary>Whether the ledger keeps up, in a word.</summary>
public sealed class LedgerHealth(LedgerReader reader, LedgerState state)
{
    public const string Ok = "ok";

    private const double MostLagSeconds = 10;

    /// <summary><c>ok</c>, <c>lags</c>, <c>stopped</c>, or <c>fails</c> where it cannot be asked.</summary>
    public async Task<string> Check(CancellationToken ct)
    {
        try
        {
            if (await reader.Standing(ct) is not { } standing) return "fails";
            // A server that has just started, or cannot work by itself, is no trouble while another one does.
            if (standing.IsStopped || standing.HasOpenIncidents || state.Trouble is LedgerState.NoTrigger or LedgerState.OtherKey or LedgerState.NotCompared) return "stopped";
            return standing.LagSeconds > MostLagSeconds ? "lags" : Ok;
        }
        catch (Exception)
        {
            return "fails";
        }
    }
}
