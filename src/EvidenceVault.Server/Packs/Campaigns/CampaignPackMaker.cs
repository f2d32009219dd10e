using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Campaigns.Gathering;
using EvidenceVault.Server.Packs.Campaigns.Pages;
using EvidenceVault.Server.Packs.Campaigns.Volumes;
using EvidenceVault.Server.Packs.Sealing;

namespace EvidenceVault.Server.Packs.Campaigns;

/// <summary>
/// Makes a campaign pack: judges the dossiers and spools their calls, then writes one volume after the other, and the index last, since it has the hashes of all. No more
/// than a volume's share is on its way at a time. Where it breaks off nothing is kept, and it begins anew.
/// </summary>
public sealed class CampaignPackMaker(
    GatherCampaign gather, CampaignSources sources, PackCheckpoints checkpoints, VolumeProofs proofs, PackSealing sealing, PackContents contents, OpenPacks queue, VaultSettings settings)
{
    /// <summary>So many of the calls that ask for attention stand in the index.</summary>
    public const int MostExceptions = 2_000;

    /// <summary>Makes it. Its files are kept, and cited by nothing yet.</summary>
    /// <exception cref="NotStampedException">The authority gave no timestamp, and the next attempt asks again.</exception>
    /// <exception cref="PackEndedException">It was called off meanwhile.</exception>
    public async Task<CampaignFiles> Make(string principal, Pack pack, int attempt, CancellationToken ct)
    {
        var asked = pack.Requested;
        var steps = new CampaignSteps(principal, pack.Id, queue);
        using var gathered = await gather.Run(principal, asked, (done, of) => steps.Judged(done, of, ct), ct);
        var checkpoint = await checkpoints.Current(ct);
        var (overview, header) = await sources.Gather(principal, asked, gathered, checkpoint, ct);
        steps.Begin(gathered.Spool.Count);
        var seal = sealing.ForVolumes(attempt);
        header = header with { Seal = seal?.Data };
        var writing = new Writing(principal, asked, gathered.Spool, checkpoint, seal, header, steps);
        var files = new CampaignFiles(header);
        try
        {
            for (var at = 0; at < gathered.Spool.Count;) at = await WriteLog(writing, files, at, ct);
            await WriteIndex(writing, files, overview, ct);
            return files;
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    private async Task<int> WriteLog(Writing w, CampaignFiles files, int from, CancellationToken ct)
    {
        using var calls = new VolumeCalls(w.Header.HasFindings);
        var number = files.Volumes.Count + 2;
        // Where the volume ends is not known before its pages are set.
        var context = new CampaignContext(w.Header with { Volume = new(number, from + 1, null, w.Spool.Count) });
        using var volume = new VolumeFile(context, w.Seal);
        LogPages.Compose(volume.Document, context, Taken());
        await w.Steps.Set(from + calls.Count, ct);
        using var proof = await proofs.Prove(w.Principal, w.Checkpoint.Stored, calls.Required, calls.Others, ct);
        context = new(context.Data with { Volume = new(number, calls.First, calls.Last, w.Spool.Count), Proof = w.Checkpoint.ToData(proof.Events) });
        LogPages.End(volume.Document, context);
        await Keep(w, files, await volume.Finish(context, calls, proof, w.Checkpoint, sealing, ct), ct);
        return from + calls.Count;

        IEnumerable<LoggedCall> Taken()
        {
            for (var i = from; i < w.Spool.Count && (i == from || volume.Document.PageCount < settings.PackVolumePages); i++)
            {
                ct.ThrowIfCancellationRequested();
                var call = w.Spool.Read(i);
                calls.Add(call);
                yield return call;
            }
        }
    }

    private async Task WriteIndex(Writing w, CampaignFiles files, OverviewData overview, CancellationToken ct)
    {
        using var calls = new VolumeCalls(w.Header.HasFindings);
        List<LoggedCall> exceptions = w.Header.HasFindings ? [.. w.Spool.Exceptions().Take(MostExceptions).Select(w.Spool.Read)] : [];
        foreach (var call in exceptions) calls.Add(call);
        calls.Required.UnionWith(CampaignBook.Events(overview));
        using var proof = await proofs.Prove(w.Principal, w.Checkpoint.Stored, calls.Required, calls.Others, ct);
        var context = new CampaignContext(w.Header with
        {
            Volume = new(1, null, null, w.Spool.Count),
            Overview = overview,
            Volumes = files.Listed,
            Calls = exceptions,
            Proof = w.Checkpoint.ToData(proof.Events),
        });
        using var volume = new VolumeFile(context, w.Seal);
        IndexPages.Compose(volume.Document, context);
        await Keep(w, files, await volume.Finish(context, calls, proof, w.Checkpoint, sealing, ct), ct);
    }

    private async Task Keep(Writing w, CampaignFiles files, VolumeWritten written, CancellationToken ct) =>
        files.Add(written, await contents.Keep(w.Principal, w.Asked.Pack, written.Content, written.Size, written.Sha256, ct) ?? throw new InvalidOperationException("A key just made is gone."));

    private sealed record Writing(
        string Principal, PackRequested Asked, CallSpool Spool, PackCheckpoint Checkpoint, PackSeal? Seal, CampaignPackData Header, CampaignSteps Steps);
}
