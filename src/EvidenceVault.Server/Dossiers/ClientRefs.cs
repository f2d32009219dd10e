using EvidenceVault.Server.Access;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Dossiers;

/// <summary>Opens the clients' own references of many facts at once.</summary>
public sealed class ClientRefs(VaultDatabase database, KeyStore keyStore)
{
    /// <summary>The references by event. Left out: those of a consumer who was erased and, for an agency, of what others handed in.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="facts">The facts, with the consumers in whose dossiers they stand.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyDictionary<Guid, string>> Of(string principal, Caller caller, IReadOnlyCollection<(Guid Consumer, Guid Event)> facts, CancellationToken ct)
    {
        var refs = new Dictionary<Guid, string>(facts.Count);
        if (facts.Count == 0) return refs;
        var keys = await keyStore.OfConsumers(await keyStore.OfPrincipal(principal, ct), facts.Select(f => f.Consumer).ToHashSet(), ct);
        var consumers = new Dictionary<Guid, Guid>(facts.Count);
        foreach (var (consumer, fact) in facts) consumers[fact] = consumer;
        await using var command = database.Source.CreateCommand(
            """
            select id, headers ->> 'annex', data ->> 'uploadedBy' from vault.mt_events e where tenant_id = $1 and id = any($2)
                and not exists (select from vault.erasure x where x.principal = $1 and e.stream_id = 'dossier/' || replace(x.consumer::text, '-', '') and x.erased_at is not null)
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = consumers.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetGuid(0);
            if (reader.IsDBNull(1) || !(caller.IsPrincipalStaff || reader.GetString(2) == caller.Holder) || !keys.TryGetValue(consumers[id], out var key)) continue;
            if (AnnexCodec.Open(reader.GetString(1), id, key).Ref is { } text) refs[id] = text;
        }

        return refs;
    }
}
