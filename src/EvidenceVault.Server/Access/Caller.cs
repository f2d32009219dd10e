using System.Collections.Frozen;

namespace EvidenceVault.Server.Access;

/// <summary>Who makes a request: what is known of the key it came with.</summary>
/// <param name="KeyId">The key's public id; safe in logs and events.</param>
/// <param name="IsOperator">Whether it is the operator's key: may create principals, parties and keys, and reads no evidence.</param>
/// <param name="Principal">The principal the key is for; null: any that the party works for, or the operator's.</param>
/// <param name="Party">The agency or other party that holds it; null: the principal itself, or the operator.</param>
/// <param name="Person">The opaque name of the person behind the key; null where none was given.</param>
/// <param name="Scopes">What it may do.</param>
public sealed record Caller(string KeyId, bool IsOperator, string? Principal, string? Party, string? Person, FrozenSet<string> Scopes)
{
    /// <summary>When the key ends; null: it does not.</summary>
    public NodaTime.Instant? ExpiresAt { get; init; }

    /// <summary>The holder of the key, in whose scope client references are unique: its party, else the principal.</summary>
    public string Holder => Party ?? Principal ?? "operator";

    /// <summary>The opaque name of the person behind the key; of its party or principal, where it names nobody.</summary>
    public string Doer => Person ?? Holder;

    /// <summary>Whether this is the principal's own staff: sees all of the principal's, not only its own uploads.</summary>
    public bool IsPrincipalStaff => Party is null && Principal is not null;
}
