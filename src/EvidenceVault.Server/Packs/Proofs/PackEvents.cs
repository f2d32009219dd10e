using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Proofs;

/// <summary>
/// Which events a pack rests on: every fact of the register, what happened to the exhibits, the clearances that calls cite, and the mandates and wordings it quotes.
/// </summary>
public static class PackEvents
{
    /// <summary>Their ids, each once.</summary>
    public static IReadOnlyList<Guid> Of(PackData data) => [.. All(data).Distinct()];

    private static IEnumerable<Guid> All(PackData data) =>
    [
        .. data.Facts.Select(f => f.EventId),
        .. data.Exhibits.SelectMany(e => new[] { e.EventId, e.StoredEventId, e.DeletedEventId }.OfType<Guid>()),
        .. data.Calls.Select(c => c.Clearance?.Decided?.EventId).OfType<Guid>(),
        .. data.Mandates.SelectMany(m => m.EventIds),
        .. data.Consents.SelectMany(Wordings).SelectMany(w => w.EventIds),
    ];

    private static IEnumerable<WordingData> Wordings(ConsentData consent) => consent.Confirmations.Select(c => c.Message).Prepend(consent.Wording).OfType<WordingData>();
}
