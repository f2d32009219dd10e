using NodaTime;

namespace EvidenceVault.Server.Access;

/// <summary>An API key as the vault keeps it.</summary>
public sealed record ApiKey(
    string Id,
    string? Principal,
    string? Party,
    string Name,
    string? Holder,
    IReadOnlyList<string> Scopes,
    Instant CreatedAt,
    string CreatedBy,
    Instant? ExpiresAt,
    Instant? RevokedAt)
{
    /// <summary>Who a request with this key is made by.</summary>
    public Caller ToCaller() => new(Id, IsOperator: false, Principal, Party, Holder, System.Collections.Frozen.FrozenSet.ToFrozenSet(Scopes)) { ExpiresAt = ExpiresAt };
}
