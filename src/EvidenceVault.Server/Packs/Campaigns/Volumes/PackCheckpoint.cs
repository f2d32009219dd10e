using System.Diagnostics;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Ledger.Witnesses;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Packs.Campaigns.Volumes;

/// <summary>The one state of the ledger that all volumes of a pack are proven by.</summary>
/// <param name="Stored">It, with what witnesses and timestamp authorities said of it.</param>
/// <param name="Keys">The keys of the ledger and of its witnesses.</param>
public sealed record PackCheckpoint(StoredCheckpoint Stored, PackKeys Keys)
{
    /// <summary>As a signed note.</summary>
    public SignedNote Note { get; } = SignedNote.Parse(Stored.Note);

    /// <summary>As <c>pack.json</c> and the pages have it.</summary>
    /// <param name="events">How many events the volume has.</param>
    public CampaignProofData ToData(long events)
    {
        var data = new PackProofs(Note, Keys, []).ToData();
        return new(data.Ledger, data.Size, data.Root, data.SignedBy, data.Witnesses, data.Timestamps, events);
    }
}

/// <summary>Finds it.</summary>
public sealed class PackCheckpoints(LedgerReader reader, AttestedCheckpoints checkpoints, WitnessList witnesses)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>The state that says most of those that cover all that was recorded before this was asked.</summary>
    /// <exception cref="LedgerBehindException">None covers it yet.</exception>
    /// <exception cref="LedgerStoppedException">The ledger stands still, and does not cover it.</exception>
    public async Task<PackCheckpoint> Current(CancellationToken ct)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(LookEvery, ct))
        {
            if (await reader.Standing(ct) is not { } standing) throw new LedgerStoppedException();
            // What began to wait only since is no part of the pack.
            if (standing.LagSeconds == 0 || standing.LagSeconds < Stopwatch.GetElapsedTime(began).TotalSeconds)
            {
                var covering = await checkpoints.For(standing.Size - 1, ct) ?? throw new LedgerBehindException();
                var keys = (await reader.Keys(ct)).Select(k => new LedgerKeyView(k.Key.Text, k.From, k.Until));
                return new(covering, new(Checkpoint.Parse(SignedNote.Parse(covering.Note).Text).Origin, [.. keys], witnesses.Keys));
            }

            if (standing.IsStopped) throw new LedgerStoppedException();
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new LedgerBehindException();
        }
    }
}
