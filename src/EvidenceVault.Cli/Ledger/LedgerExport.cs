using System.Globalization;
using System.Text;
using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary><c>vault ledger export</c>: the ledger of a vault as files, in the layout in which it is served. What is there already is not fetched again.</summary>
public static class LedgerExport
{
    private const int MostMissing = 100;

    public static async Task<int> Run(CheckOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var target = options.One("--to") ?? throw new WrongCallException("--to is wanted: a folder.");
        var operatorKey = options.One("--operator-key-file") is { } file ? (await File.ReadAllTextAsync(file, ct)).Trim() : null;
        using var remote = new RemoteLedger(options.Subject, operatorKey);
        using var folder = new LedgerFolder(target);
        var text = await remote.Checkpoint(ct);
        var checkpoint = Checkpoint.Parse(SignedNote.Parse(text).Text);
        if (folder.Has("checkpoint") && Checkpoint.Parse(SignedNote.Parse(await folder.Checkpoint(ct)).Text).Origin != checkpoint.Origin) throw new WrongCallException("--to is a folder with another ledger.");
        var (fetched, missing) = (0, new List<Finding>());
        // Whatever size a vault says it has: its tiles are asked for one after another, and no longer than it has them.
        var progress = new Steps(error, "tiles", Count(checkpoint.Size));
        foreach (var place in Places(checkpoint.Size))
        {
            if (missing.Count >= MostMissing) break;
            if (!await Fetch(place.Path)) missing.Add(new("tile-missing", $"The vault does not have {place.Path}."));
            if (operatorKey is not null && place.Level == 0 && !await Fetch(TilePlace.EntriesPath(place.Number, place.Width))) missing.Add(new("leaf-missing", $"The vault does not have the leaves of {place.Path}."));
            progress.Done(1);
        }

        progress.End();
        if (await remote.Read("key", ct) is { } keys) await folder.Write("key", keys, ct);
        // Last, so that a folder is never behind its checkpoint.
        await folder.Write(string.Create(CultureInfo.InvariantCulture, $"checkpoints/{checkpoint.Size}"), Encoding.UTF8.GetBytes(text), ct);
        await folder.Write("checkpoint", Encoding.UTF8.GetBytes(text), ct);
        return CheckReport.Write(options.Json, new Dictionary<string, object?> { ["ledger"] = checkpoint.Origin, ["size"] = checkpoint.Size, ["fetched"] = fetched }, missing, output);

        async Task<bool> Fetch(string path)
        {
            if (folder.Has(path)) return true;
            if (await remote.Read(path, ct) is not { } content) return false;
            await folder.Write(path, content, ct);
            fetched++;
            return true;
        }
    }

    private static long Count(long size)
    {
        var tiles = 0L;
        for (var count = size; count > 0; count /= TilePlace.Full) tiles += ((count - 1) / TilePlace.Full) + 1;
        return tiles;
    }

    /// <summary>All tiles of a tree.</summary>
    public static IEnumerable<TilePlace> Places(long size)
    {
        for (var (level, count) = (0, size); count > 0; level++, count /= TilePlace.Full)
            for (var number = 0L; number < ((count - 1) / TilePlace.Full) + 1; number++)
                yield return new(level, number, (int)Math.Min(TilePlace.Full, count - (number * TilePlace.Full)));
    }
}
