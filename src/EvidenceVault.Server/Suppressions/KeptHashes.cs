using EvidenceVault.Server.Books;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Suppressions;

/// <summary>Has a number's hash kept with what suppresses it, for each party, before the number goes: no party could tell it afterwards.</summary>
public sealed class KeptHashes(KeyStore keys, BookStore books)
{
    /// <summary>The hashes of a consumer's number by party: the principal, and whoever ever had a mandate. None where the key is gone already.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="consumer">The consumer.</param>
    /// <param name="card">The card as it is stored.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, string>> Of(string principal, Guid consumer, byte[] card, CancellationToken ct)
    {
        var ofPrincipal = await keys.OfPrincipal(principal, ct);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (await keys.OfConsumer(ofPrincipal, consumer, ct) is not { } own) return hashes;
        var phone = IdentityCard.Open(principal, own, card).Phone;
        foreach (var party in (await books.Current(principal, ct))!.PartiesEverMandated().Append(principal)) hashes[party] = NumberHashes.Of(ofPrincipal.SuppressionKey(party), phone);
        return hashes;
    }

    /// <summary>Keeps them; null where there are none: what is kept already stays.</summary>
    public static NpgsqlBatchCommand? Keep(string principal, Guid consumer, IReadOnlyDictionary<string, string> hashes) => hashes.Count == 0 ? null : new(
        $"update {VaultStore.Schema}.suppression set number_hashes = $3 where principal = $1 and consumer = $2")
    {
        Parameters = { new() { Value = principal }, new() { Value = consumer }, new() { Value = NumberHashes.Write(hashes) } },
    };
}
