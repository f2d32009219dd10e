using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Clearances;

/// <summary><c>GET /v1/signing-key</c>: the public key with which clearances are signed, for whoever checks one.</summary>
public static class ShowSigningKey
{
    public static IResult Get(SigningKey key) => key.PublicKey is { } publicKey
        ? Results.Json(new SigningKeyView(key.Id!, "Ed25519", Convert.ToBase64String(publicKey)), VaultJson.Answers)
        : Problem.NotFound.ToResult();
}

/// <summary>A public key.</summary>
public sealed record SigningKeyView(string Id, string Algorithm, string PublicKey);
