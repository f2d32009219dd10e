using System.Security.Cryptography;
using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Ledger.Timestamps;
using NodaTime;

namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>Has seals and countersignatures timestamped by the authority of the configuration, which makes them B-T.</summary>
public sealed class SealTimestamps(TimestampClient client, VaultSettings settings)
{
    private readonly Uri? _authority = settings.SealTimestamp.Length > 0 ? new Uri(settings.SealTimestamp) : null;

    /// <summary>The name of the authority; null: there is none.</summary>
    public string? Authority => _authority?.Host;

    /// <summary>How much room a signature needs.</summary>
    public int Capacity => _authority is null ? PdfSeal.DefaultCapacity : PdfSeal.StampedCapacity;

    /// <summary>Gives a signature a timestamp, in place.</summary>
    /// <param name="file">The file.</param>
    /// <param name="slot">Where the signature is.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>When it was there, as the authority says.</returns>
    /// <exception cref="NotStampedException">The authority gave none that holds. The file is as it was.</exception>
    public async Task<Instant> Stamp(byte[] file, SealSlot slot, CancellationToken ct)
    {
        using var stream = new MemoryStream(file);
        return await Stamp(stream, slot, ct);
    }

    /// <inheritdoc cref="Stamp(byte[], SealSlot, CancellationToken)" />
    public async Task<Instant> Stamp(Stream file, SealSlot slot, CancellationToken ct)
    {
        var at = default(DateTimeOffset);
        try
        {
            await PdfSeal.Stamp(file, slot, async value =>
            {
                (var token, at) = await client.Stamp(_authority!, value, ct);
                return token;
            });
            return Instants.CutToMicroseconds(Instant.FromDateTimeOffset(at));
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException or InvalidOperationException)
        {
            throw new NotStampedException(e);
        }
    }
}

/// <summary>An authority gave no timestamp, or none that holds or fits.</summary>
public sealed class NotStampedException(Exception why) : Exception("The authority gave no timestamp.", why);
