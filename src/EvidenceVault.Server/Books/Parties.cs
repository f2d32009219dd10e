using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using JasperFx.Events;
using Marten;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>The agencies and other parties that the vault knows, for all principals.</summary>
public sealed class Parties(VaultDatabase database, IDocumentStore store)
{
    private const int MostHeld = 100_000;

    private readonly Remembered<string, bool> _known = new(MostHeld);

    /// <summary>Whether there is a party by this slug.</summary>
    public async ValueTask<bool> Exists(string party, CancellationToken ct)
    {
        if (_known.TryGet(party, out _)) return true;
        if (!JsonFields.IsSlug(party)) return false;
        await using var command = database.Source.CreateCommand("select 1 from vault.mt_streams where tenant_id = $1 and id = $2");
        command.Parameters.Add(new() { Value = VaultStore.VaultTenant });
        command.Parameters.Add(new() { Value = Streams.Party(party) });
        if (await command.ExecuteScalarAsync(ct) is null) return false;

        // A party, once described, stays known.
        return _known.Keep(party, true);
    }

    /// <summary>The versions of a party's description, oldest first; none: there is no such party.</summary>
    public async Task<ImmutableList<Filed<PartyDescribed>>> Descriptions(string party, CancellationToken ct) =>
        JsonFields.IsSlug(party) ? (await Descriptions([party], ct)).GetValueOrDefault(party, []) : [];

    /// <summary>The versions of the descriptions of parties.</summary>
    public async Task<IReadOnlyDictionary<string, ImmutableList<Filed<PartyDescribed>>>> Descriptions(IReadOnlyList<string> parties, CancellationToken ct)
    {
        var streams = parties.Select(Streams.Party).ToArray();
        await using var session = store.QuerySession(VaultStore.VaultTenant);
        var events = await session.Events.QueryAllRawEvents().Where(e => e.StreamKey!.IsOneOf(streams)).OrderBy(e => e.Sequence).ToListAsync(ct);
        return events.OfType<IEvent<PartyDescribed>>()
            .GroupBy(e => e.Data.Party, e => new Filed<PartyDescribed>(e.Data, Instant.FromDateTimeOffset(e.Timestamp), e.Version, e.Id))
            .ToDictionary(versions => versions.Key, versions => versions.OrderBy(v => v.Version).ToImmutableList(), StringComparer.Ordinal);
    }

    /// <summary>The parties there are, in order of their slugs.</summary>
    /// <param name="after">Only those after this one.</param>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<string>> List(string after, int most, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            select substr(id, 7) from vault.mt_streams
            where tenant_id = $1 and id like 'party/%' and id collate "C" > $2 order by id collate "C" limit $3
            """);
        command.Parameters.Add(new() { Value = VaultStore.VaultTenant });
        command.Parameters.Add(new() { Value = Streams.Party(after) });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var parties = new List<string>();
        while (await reader.ReadAsync(ct)) parties.Add(reader.GetString(0));
        return parties;
    }
}
