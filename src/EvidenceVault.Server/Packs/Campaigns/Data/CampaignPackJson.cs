using System.Text.Json;
using System.Text.Json.Serialization;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification;

namespace EvidenceVault.Server.Packs.Campaigns.Data;

/// <summary>How <c>pack.json</c> is written: the canonical form of RFC 8785, absent values left out, instants as ISO 8601.</summary>
public static class CampaignPackJson
{
    /// <summary>The names and forms in it.</summary>
    public static readonly JsonSerializerOptions Options = new(VaultJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A part of it.</summary>
    public static byte[] Of<T>(T part) => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(part, Options));
}
