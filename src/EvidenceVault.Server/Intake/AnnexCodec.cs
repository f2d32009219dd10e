using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Intake;

/// <summary>Annexes as they stand in an event's header: JSON under the consumer's key, bound to the event.</summary>
public static class AnnexCodec
{
    /// <summary>The header with the annex, base64.</summary>
    public const string AnnexHeader = "annex";

    /// <summary>The header with the hash by which the same content is known again, base64.</summary>
    public const string MacHeader = "mac";

    /// <summary>The header with the public id of the uploading key.</summary>
    public const string KeyHeader = "key";

    /// <summary>Seals an annex.</summary>
    /// <param name="annex">It, as JSON.</param>
    public static byte[] Seal(ReadOnlySpan<byte> annex, Guid eventId, ConsumerKeys keys) => keys.Seal(annex, BelongsTo(eventId));

    /// <summary>Seals the annex of an event about nobody, under the principal's key.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> annex, Guid eventId, PrincipalKeys keys) => keys.Seal(annex, BelongsTo(eventId));

    public static Annex Open(string header, Guid eventId, ConsumerKeys keys) =>
        JsonSerializer.Deserialize<Annex>(keys.Open(Convert.FromBase64String(header), BelongsTo(eventId)), VaultJson.Options)!;

    private static string BelongsTo(Guid eventId) => $"annex/{eventId:N}";
}
