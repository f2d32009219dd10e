using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;
using NodaTime;

namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>Sets a pack and seals it: with a timestamp, where an authority is configured and answers.</summary>
public sealed class PackSealing(SealCertificate certificate, SealTimestamps timestamps, ILogger<PackSealing> log)
{
    // About a minute of an authority that is away, or some minutes of one that does not answer: no inquiry waits longer for it.
    private const int AttemptsForTimestamp = 7;

    /// <summary>What a pack of several volumes is sealed with, each in its turn; null: nothing.</summary>
    /// <param name="attempt">Which attempt at the pack this is: the last ones do without a timestamp.</param>
    public PackSeal? ForVolumes(int attempt)
    {
        var seal = certificate.Now();
        return seal is not null && timestamps.Authority is { } authority && attempt < AttemptsForTimestamp ? seal with { Data = seal.Data with { TimestampBy = authority } } : seal;
    }

    /// <summary>Seals a volume in place, with a timestamp if what it is sealed with says so.</summary>
    /// <returns>What the timestamp says; null: there is none.</returns>
    /// <exception cref="NotStampedException">The authority gave no timestamp.</exception>
    public async Task<Instant?> SealVolume(Stream file, SealSlot slot, PackSeal seal, CancellationToken ct)
    {
        PdfSeal.Seal(file, slot, seal.Signer);
        return seal.Data.TimestampBy is null ? null : await timestamps.Stamp(file, slot, ct);
    }

    /// <summary>The file, sealed. What it says of its seal is so: where it says there is a timestamp there is one, or the file is none.</summary>
    /// <param name="pack">The pack's id.</param>
    /// <param name="attempt">Which attempt at the pack this is.</param>
    /// <param name="set">Sets the file, with what it is sealed with.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="NotStampedException">The authority gave no timestamp, and the next attempt asks again.</exception>
    public async Task<SealedPack> Seal(string pack, int attempt, Func<PackSeal?, PackFile> set, CancellationToken ct)
    {
        if (certificate.Now() is not { } seal) return new(set(null), null, null);
        if (timestamps.Authority is { } authority)
        {
            var file = set(seal with { Data = seal.Data with { TimestampBy = authority } });
            try
            {
                return new(file, seal.Data, await timestamps.Stamp(file.Content, file.Seal!, ct));
            }
            catch (NotStampedException e) when (attempt >= AttemptsForTimestamp)
            {
                log.LogWarning("Pack {Pack} is sealed without a timestamp: {Authority} gave none in {Attempts} attempts ({Exception})", pack, authority, attempt, e.InnerException?.GetType().Name);
            }
        }

        return new(set(seal), seal.Data, null);
    }
}

/// <summary>A pack as a file, and how it is sealed.</summary>
/// <param name="File">The file.</param>
/// <param name="Seal">What it is sealed with; null: it is not sealed.</param>
/// <param name="TimestampedAt">What the timestamp of the seal says; null: it has none.</param>
public sealed record SealedPack(PackFile File, SealData? Seal, Instant? TimestampedAt);
