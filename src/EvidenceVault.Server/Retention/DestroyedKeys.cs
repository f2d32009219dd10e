using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Retention;

/// <summary>The list of destruction: what was destroyed stays destroyed, also where a backup of the keys was put back.</summary>
public sealed class DestroyedKeys(VaultDatabase database, KeyStore keys, ILogger<DestroyedKeys> log)
{
    private const int Page = 5_000;

    /// <summary>Destroys again whatever keys of deleted exhibits there are; how many there were.</summary>
    public async Task<int> DestroyAgain(CancellationToken ct)
    {
        var back = 0;
        (string Principal, string Exhibit) after = ("", "");
        while (await Deleted(after, ct) is { Count: > 0 } page)
        {
            foreach (var ofPrincipal in page.GroupBy(d => d.Principal, d => d.Exhibit, StringComparer.Ordinal))
                foreach (var exhibit in await keys.ExhibitsWithKeys(ofPrincipal.Key, [.. ofPrincipal], ct))
                {
                    await keys.DestroyExhibit(ofPrincipal.Key, exhibit, ct);
                    back++;
                }

            after = page[^1];
        }

        if (back == 0) return 0;
        log.LogWarning("Destroyed {Count} keys again that had been destroyed before: a backup of the keys was put back", back);
        return back;
    }

    private async Task<List<(string Principal, string Exhibit)>> Deleted((string Principal, string Exhibit) after, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select principal, exhibit from {VaultStore.Schema}.exhibit_retention
            where state > 0 and (principal, exhibit) > ($1, $2) order by principal, exhibit limit {Page}
            """);
        command.Parameters.Add(new() { Value = after.Principal });
        command.Parameters.Add(new() { Value = after.Exhibit });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var deleted = new List<(string, string)>();
        while (await rows.ReadAsync(ct)) deleted.Add((rows.GetString(0), rows.GetString(1)));
        return deleted;
    }
}
