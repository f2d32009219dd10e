using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary>
/// Deletes what is due. Several servers may do so at once; what one of them claimed and did not finish, any of them finishes later. It reads what is
/// due, and nothing of what is not.
/// </summary>
public sealed class Sweep(Claims claims, Destruction destruction, EvidenceBlobs blobs, DestructionClock clock, ILogger<Sweep> log)
{
    /// <summary>After so many attempts that failed there is an alarm.</summary>
    public const int FailuresToAlarm = 3;

    private const int MostAtOnce = 100;

    // So many share their commits.
    private const int Together = 50;

    private static readonly Duration FirstPause = Duration.FromMinutes(1);
    private static readonly Duration LongestPause = Duration.FromHours(1);

    /// <summary>Looks at some of what is due, and deletes what goes; how many were looked at. 0: nothing is due.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var going = await claims.Unfinished(now, MostAtOnce, ct);
        var looked = going.Count;
        // What is under way is finished first: while the storage fails, no more of it is begun than that.
        if (looked < MostAtOnce)
        {
            var (due, claimed) = await claims.New(now, MostAtOnce - looked, ct);
            looked += due;
            going.AddRange(claimed);
        }

        if (going.Count == 0) return looked;
        var softDeleteDays = await SoftDeleteDays(ct);
        var deleted = 0;
        foreach (var ofPrincipal in going.GroupBy(c => c.Principal, StringComparer.Ordinal))
            foreach (var some in ofPrincipal.Chunk(Together)) deleted += await Finish(ofPrincipal.Key, some, softDeleteDays, ct);
        if (deleted == 0) return looked;
        VaultMetrics.ExhibitsDeleted.Add(deleted);
        log.LogInformation("Deleted {Count} exhibits whose terms had ended", deleted);
        return looked;
    }

    // How many went. The storage's trouble with one keeps no other, and is tried again.
    private async Task<int> Finish(string principal, Claim[] going, int? softDeleteDays, CancellationToken ct)
    {
        IReadOnlyDictionary<string, Exception> faults;
        try
        {
            faults = await destruction.Finish(principal, going, softDeleteDays, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && going.Length > 1 && !ProblemHandling.IsOutage(e))
        {
            // What is the matter with one of them keeps no other.
            var deleted = 0;
            foreach (var claim in going) deleted += await Finish(principal, [claim], softDeleteDays, ct);
            return deleted;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            faults = going.ToDictionary(c => c.Exhibit, _ => e, StringComparer.Ordinal);
        }

        foreach (var claim in going)
            if (faults.TryGetValue(claim.Exhibit, out var fault)) await PutOff(claim, fault, ct);
        return going.Length - faults.Count;
    }

    private async Task PutOff(Claim claim, Exception e, CancellationToken ct)
    {
        // Its message is the vault's own where it is about the storage; others may repeat values.
        var fault = e is BlobsUnavailableException ? e.Message : e.GetType().Name;
        var failures = claim.Attempts + 1;
        VaultMetrics.DeletionsFailed.Add(1);
        if (failures >= FailuresToAlarm)
            log.LogCritical("Alarm: exhibit {Exhibit} of {Principal}, due since {DueAt}, could not be deleted {Failures} times. {Fault}", claim.Exhibit, claim.Principal, claim.DueAt, failures, fault);
        else
            log.LogWarning("Exhibit {Exhibit} of {Principal} could not be deleted yet. {Fault}", claim.Exhibit, claim.Principal, fault);
        var pause = Duration.Min(LongestPause, FirstPause * Math.Pow(2, Math.Min(10, claim.Attempts)));
        await claims.PutOff(claim, fault, Instants.CutToMicroseconds(await clock.Now(ct) + pause), ct);
    }

    // A setting that cannot be read keeps nothing from being deleted.
    private async Task<int?> SoftDeleteDays(CancellationToken ct)
    {
        try
        {
            return await blobs.SoftDeleteDays(ct);
        }
        catch (BlobsUnavailableException e)
        {
            log.LogWarning("The storage account's soft delete could not be read. {Fault}", e.Message);
            return null;
        }
    }
}
