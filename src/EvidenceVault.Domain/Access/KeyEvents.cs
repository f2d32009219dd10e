using NodaTime;

namespace EvidenceVault.Domain.Access;

/// <summary>An API key was issued: the first event on the stream <c>keys/{id}</c> of the vault itself. Holds neither the secret nor a hash of it.</summary>
/// <param name="Key">The key's public id.</param>
/// <param name="Principal">The principal it is for; null: any that the party works for.</param>
/// <param name="Party">The party that holds it; null: the principal itself.</param>
/// <param name="Holder">The opaque name of the person behind it; null where none was given.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ExpiresAt">When it ends; null: not by itself.</param>
/// <param name="IssuedBy">The id of the key it was asked with.</param>
public sealed record KeyIssued(
    string Key, string? Principal, string? Party, string? Holder, IReadOnlyList<string> Scopes, Instant? ExpiresAt, string IssuedBy);

/// <summary>An API key was revoked, from that moment on.</summary>
/// <param name="Key">The key's public id.</param>
/// <param name="RevokedBy">The id of the key it was asked with.</param>
public sealed record KeyRevoked(string Key, string RevokedBy);
