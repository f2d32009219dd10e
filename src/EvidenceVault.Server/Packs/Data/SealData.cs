namespace EvidenceVault.Server.Packs.Data;

/// <summary>The certificate that a pack is sealed with.</summary>
/// <param name="By">Whose it says it is.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Sha256">The SHA-256 of the certificate, lower-case hex.</param>
/// <param name="IsSelfIssued">Whether nobody else vouches for it.</param>
/// <param name="TimestampBy">The authority that gave the seal a timestamp; null: it has none. The file is not kept unless this is so.</param>
public sealed record SealData(string By, string Issuer, string Sha256, bool IsSelfIssued, string? TimestampBy = null);
