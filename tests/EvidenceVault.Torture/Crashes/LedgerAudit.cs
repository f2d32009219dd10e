using EvidenceVault.Cli.Ledger;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Torture.Crashes;

/// <summary>Holds the ledger against the store, and every receipt given against the ledger.</summary>
internal sealed class LedgerAudit(Ground ground, Journal journal, Faults faults)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Leaves that were computed again.</summary>
    public long Leaves { get; private set; }

    /// <summary>Receipts that hold.</summary>
    public int Receipts { get; private set; }

    public async Task Run()
    {
        if (!await EverythingIsNumbered()) return;
        foreach (var row in await ground.Query("select kind, subject from vault.ledger_incident")) faults.Add($"The ledger noted an incident: {row[0]}, {row[1]}.");
        await using var source = NpgsqlDataSource.Create($"{ground.Services.Connections.Vault};Pooling=false");
        var check = new StoredLedgerCheck(source, [], [], TextWriter.Null);
        await check.Run(CancellationToken.None);
        Leaves = (long)check.Facts["size"]!;
        foreach (var finding in check.Findings) faults.Add($"The ledger: {finding}");
        await ReceiptsResolve();
    }

    private async Task<bool> EverythingIsNumbered()
    {
        var end = DateTime.UtcNow + Patience;
        while ((await ground.Query("select count(*)::text from vault.ledger_pending"))[0][0] is not "0" and var waiting)
        {
            if (DateTime.UtcNow > end)
            {
                faults.Add($"{waiting} events still wait for the ledger.");
                return false;
            }

            await Task.Delay(200);
        }

        return true;
    }

    private async Task ReceiptsResolve()
    {
        var keys = (await ground.Query("select key from vault.ledger_key")).Select(row => NoteKey.Parse(row[0])).ToList();
        var places = (await ground.Query("select event_id::text, leaf_index::text from vault.ledger_leaf")).ToDictionary(row => Guid.Parse(row[0]), row => long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture));
        var hashes = (await ground.Query("select encode(hashes, 'base64') from vault.ledger_tile where level = 0 order by number")).SelectMany(row => Convert.FromBase64String(row[0]).Chunk(MerkleHash.Size)).ToList();
        foreach (var item in journal.Items)
        {
            if (item.Receipt is not { } text) continue;
            var receipt = Receipt.Parse(text);
            if (receipt.SignerAmong(keys) is null) faults.Add($"The receipt of {item.Ref} is signed by nobody.");
            else if (!places.TryGetValue(item.EventId!.Value, out var place)) faults.Add($"{item.Ref} has a receipt, and no leaf.");
            else if (!hashes[(int)place].AsSpan().SequenceEqual(receipt.LeafHash)) faults.Add($"The receipt of {item.Ref} is of another leaf than that at {place}.");
            else Receipts++;
        }
    }
}
