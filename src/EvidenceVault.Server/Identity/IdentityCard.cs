using System.Text.Json;
using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using NodaTime;

namespace EvidenceVault.Server.Identity;

/// <summary>Who a consumer is: the only place, beside exhibits, where that stands. Encrypted with the consumer's key, gone with it.</summary>
/// <remarks>Each list is dated: a number may change hands, a name may change. The last entry is the current one.</remarks>
public sealed record IdentityCard(
    IReadOnlyList<DatedValue> Numbers, IReadOnlyList<DatedValue> Names, IReadOnlyList<DatedValue> Emails, IReadOnlyList<DatedValue> Kvks)
{
    /// <summary>The number, E.164.</summary>
    public string Phone => Numbers[^1].Value;

    public string? Name => Names.Count == 0 ? null : Names[^1].Value;

    public string? Email => Emails.Count == 0 ? null : Emails[^1].Value;

    public string? Kvk => Kvks.Count == 0 ? null : Kvks[^1].Value;

    /// <summary>A card for a number first heard of at an instant.</summary>
    public static IdentityCard Of(string phone, Instant since) => new([new(phone, since)], [], [], []);

    /// <summary>The card with what an item told beside the number; the same instance where it told nothing new.</summary>
    public IdentityCard Told(string? name, string? email, string? kvk, Instant at, Instant? recordedAt = null)
    {
        var names = Names.Told(name, at, recordedAt);
        var emails = Emails.Told(email, at, recordedAt);
        var kvks = Kvks.Told(kvk, at, recordedAt);
        return names == Names && emails == Emails && kvks == Kvks ? this : this with { Names = names, Emails = emails, Kvks = kvks };
    }

    /// <summary>The card with only the ends of its numbers to be read.</summary>
    public IdentityCard WithMaskedNumbers() => this with { Numbers = [.. Numbers.Select(n => n with { Value = NumberTerm.Mask(n.Value) })] };

    /// <summary>Whether a stored card was erased: whoever still holds its key in memory must not use it.</summary>
    public static bool IsErased(ReadOnlySpan<byte> box) => box.IsEmpty;

    public byte[] Seal(string principal, ConsumerKeys keys) =>
        keys.Seal(JsonSerializer.SerializeToUtf8Bytes(this, VaultJson.Options), BelongsTo(principal, keys.Consumer));

    public static IdentityCard Open(string principal, ConsumerKeys keys, ReadOnlySpan<byte> box) =>
        JsonSerializer.Deserialize<IdentityCard>(keys.Open(box, BelongsTo(principal, keys.Consumer)), VaultJson.Options)!;

    private static string BelongsTo(string principal, Guid consumer) => $"card/{principal}/{consumer:N}";
}
