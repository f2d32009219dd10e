using System.Collections.Frozen;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>The principals whose contract has ended: nothing of theirs is taken in or shown. Known for two seconds at most, so long another server may take to see it.</summary>
public sealed class EndedContracts(VaultDatabase database, KeyStore keys)
{
    /// <summary>What whoever reaches for such a principal is told.</summary>
    public static readonly Problem Gone = new(
        StatusCodes.Status410Gone, ProblemCodes.ContractEnded, "The contract of this principal has ended, and what was kept for it is gone. GET …/contract-end tells how.");

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private Seen? _seen;

    /// <summary>Whether a principal is one of them.</summary>
    public async ValueTask<bool> Has(string principal, CancellationToken ct)
    {
        var seen = _seen;
        if (seen is null || Environment.TickCount64 - seen.At >= Fresh.TotalMilliseconds) seen = await Look(seen, ct);
        return seen.Principals.Contains(principal);
    }

    /// <summary>Looks anew, at once.</summary>
    public Task Look(CancellationToken ct) => Look(null, ct);

    private async Task<Seen> Look(Seen? before, CancellationToken ct)
    {
        var at = Environment.TickCount64;
        try
        {
            await using var command = database.Source.CreateCommand(
                $"select principal, keys_gone_at is not null from {VaultStore.Schema}.contract_end where state >= {(int)ContractEndState.Ending}");
            await using var rows = await command.ExecuteReaderAsync(ct);
            var found = new List<string>();
            while (await rows.ReadAsync(ct))
            {
                found.Add(rows.GetString(0));
                // Another server destroyed them.
                if (rows.GetBoolean(1)) keys.ForgetPrincipal(rows.GetString(0));
            }

            return _seen = new(at, found.ToFrozenSet(StringComparer.Ordinal));
        }
        catch (Exception e) when (before is not null && ProblemHandling.IsOutage(e))
        {
            // It has not begun again: whoever was one of them still is.
            return before;
        }
    }

    private sealed record Seen(long At, FrozenSet<string> Principals);
}
