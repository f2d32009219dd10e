using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Store;
using JasperFx.Events;
using Marten;
using NodaTime;

namespace EvidenceVault.Server.Dossiers;

/// <summary>Reads dossiers live from their streams: what was written is read.</summary>
public sealed class DossierReader(IDocumentStore store, VaultDatabase database, IdentityCards cards)
{
    /// <summary>A consumer's dossier with what opens it; null where there is no such consumer.</summary>
    public async Task<OpenedDossier?> Load(string principal, Guid consumer, CancellationToken ct)
    {
        if (await cards.Open(principal, consumer, ct) is not { } card) return null;
        await using var session = store.QuerySession(principal);
        var events = await session.Events.FetchStreamAsync(Streams.Dossier(consumer), token: ct);
        var facts = new List<RecordedFact>(events.Count);
        var annexes = new Dictionary<Guid, string>(events.Count);
        foreach (var e in events)
        {
            if (e.Data is not Fact fact) continue;
            facts.Add(new RecordedFact(e.Id, Instant.FromDateTimeOffset(e.Timestamp), e.Version, fact));
            if (e.GetHeader(AnnexCodec.AnnexHeader)?.ToString() is { } annex) annexes[e.Id] = annex;
        }

        var exhibits = await ExhibitStreams.LoadMany(session, await ExhibitsOf(principal, consumer, facts, ct), ct);
        return new OpenedDossier(new Dossier(principal, consumer, facts, [.. exhibits.Values.OrderBy(e => e.Id, StringComparer.Ordinal)]), card, annexes);
    }

    // Those that name the consumer, and those that a fact cites.
    private async Task<HashSet<string>> ExhibitsOf(string principal, Guid consumer, List<RecordedFact> facts, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select exhibit from vault.exhibit_of_consumer where principal = $1 and consumer = $2");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumer });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetString(0));
        foreach (var recorded in facts)
        {
            ids.UnionWith(recorded.Fact.Exhibits ?? []);
            if (recorded.Fact is CorrectionMade { Corrected.Exhibits: { } corrected }) ids.UnionWith(corrected);
        }

        return ids;
    }
}

/// <summary>A dossier with the card and the annexes that its consumer's key opens.</summary>
public sealed class OpenedDossier(Dossier dossier, OpenedCard card, IReadOnlyDictionary<Guid, string> annexes)
{
    public Dossier Dossier => dossier;

    /// <summary>Who it is about; null where that was erased.</summary>
    public IdentityCard? Card => card.Card;

    public bool IsErased => card.Keys is null;

    /// <summary>The annex of an event; null where it has none or it was erased.</summary>
    public Annex? AnnexOf(Guid eventId) =>
        card.Keys is { } keys && annexes.TryGetValue(eventId, out var annex) ? AnnexCodec.Open(annex, eventId, keys) : null;

    /// <summary>The client's reference of an event; null where it was erased.</summary>
    public string? RefOf(Guid eventId) => AnnexOf(eventId)?.Ref;
}
