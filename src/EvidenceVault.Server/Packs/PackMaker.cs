using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Packs.Campaigns;
using EvidenceVault.Server.Packs.Campaigns.Gathering;
using EvidenceVault.Server.Packs.Pages;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Store;
using JasperFx.Events;
using Marten;
using NodaTime;
using SessionOptions = Marten.Services.SessionOptions;

namespace EvidenceVault.Server.Packs;

/// <summary>Makes a claimed pack: gathers its data, proves them from the ledger, sets its pages, keeps the file, and says so on its stream.</summary>
public sealed class PackMaker(IDocumentStore store, PackStreams streams, PackSources sources, ProofSources ledger, PackSealing sealing, PackContents contents, CampaignPackMaker campaigns, KeyStore keys, IClock clock)
{
    /// <summary>Makes it. When this returns, the pack is ready, or was given up for a reason that trying again does not change.</summary>
    public async Task Make(PackClaim claim, CancellationToken ct)
    {
        var pack = await streams.Load(claim.Principal, claim.Id, ct) ?? throw new InvalidOperationException("A pack on the queue has no stream.");
        if (!pack.IsOpen)
        {
            await claim.Close(ct);
            await claim.Transaction.CommitAsync(ct);
            return;
        }

        if (pack.Requested.Campaign is not null)
        {
            await MakeCampaign(claim, pack, ct);
            return;
        }

        if (await sources.Gather(claim.Principal, pack, ct) is not { } data)
        {
            await GiveUp(claim, PackProblem.ConsumerGone, ct);
            return;
        }

        PackProofs proofs;
        try
        {
            proofs = await ledger.Prove(claim.Principal, data, ct);
        }
        catch (LedgerStoppedException)
        {
            await GiveUp(claim, PackProblem.LedgerStopped, ct);
            return;
        }
        catch (LedgerDamagedException)
        {
            await GiveUp(claim, PackProblem.LedgerDisagrees, ct);
            return;
        }

        var (file, seal, timestampedAt) = await sealing.Seal(pack.Id, claim.Attempt, seal => PackFile.Of(data, proofs, seal), ct);
        await using var kept = await contents.Keep(claim.Principal, pack.Id, file.Content, ct) ?? throw new InvalidOperationException("A key just made is gone.");
        // Under the lane's lock, until the pack is there: whoever erases the person finds the pack, or is found here.
        if (await ForgetConsumer.Lock(claim.Transaction, claim.Principal, pack.Requested.Consumer!.Value, ct) is null)
        {
            await GiveUp(claim, PackProblem.ConsumerGone, ct);
            return;
        }

        await kept.Cite(claim.Transaction, ct);
        var made = new PackMade(Now(), pack.Id, kept.Blob, file.Pages, kept.Size, kept.Sha256, data.Rulebook, data.Software, seal?.Sha256, timestampedAt);
        await End(claim, made, ct);
    }

    // What was just being written when it was counted is there the next time.
    private const int AttemptsAtCounts = 3;

    private async Task MakeCampaign(PackClaim claim, Pack pack, CancellationToken ct)
    {
        try
        {
            await using var files = await campaigns.Make(claim.Principal, pack, claim.Attempt, ct);
            await files.Cite(claim.Transaction, ct);
            await End(claim, files.ToEvent(Now()), ct);
        }
        catch (LedgerStoppedException)
        {
            await GiveUp(claim, PackProblem.LedgerStopped, ct);
        }
        catch (LedgerDamagedException)
        {
            await GiveUp(claim, PackProblem.LedgerDisagrees, ct);
        }
        catch (CountsDisagreeException) when (claim.Attempt >= AttemptsAtCounts)
        {
            await GiveUp(claim, PackProblem.CountsDisagree, ct);
        }
    }

    /// <summary>Does once, for nobody, what the first pack would have to wait for: reading fonts, compiling queries and code.</summary>
    public async Task WarmUp(CancellationToken ct)
    {
        Pages.WarmUp.Run();
        await sources.WarmUp(ct);
    }

    /// <summary>Says on the pack's stream that it is not made.</summary>
    public Task GiveUp(PackClaim claim, PackProblem problem, CancellationToken ct) =>
        End(claim, new PackFailed(Now(), claim.Id, problem, claim.Attempt), ct);

    private async Task End<T>(PackClaim claim, T outcome, CancellationToken ct)
        where T : notnull
    {
        if (!await claim.Close(ct))
        {
            // Or whoever disposes of the file finds its row locked.
            await claim.Undo(ct);
            throw new PackEndedException();
        }

        var options = SessionOptions.ForTransaction(claim.Transaction);
        options.TenantId = claim.Principal;
        await using var session = store.LightweightSession(options);
        // The claim keeps others out; should that ever fail, the derived id refuses a second outcome.
        var principal = await keys.OfPrincipal(claim.Principal, ct);
        await session.Events.AppendExclusive(Streams.Pack(claim.Id), ct, new Event<T>(outcome) { Id = principal.OwnEventId("pack-ended", claim.Id) });
        await session.SaveChangesAsync(ct);
        await claim.Transaction.CommitAsync(ct);
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());
}

/// <summary>The pack was called off, or another server ended it, while it was being made here.</summary>
public sealed class PackEndedException() : Exception("The pack was ended meanwhile.");
