using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Packs;

namespace EvidenceVault.Cli.Ledger;

/// <summary><c>vault verify</c> of an evidence pack.</summary>
public static class PackVerify
{
    private const int Beginning = 8;

    /// <summary>Whether a file is a PDF.</summary>
    public static async Task<bool> IsPack(string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        var beginning = new byte[Beginning];
        var length = await content.ReadAtLeastAsync(beginning, Beginning, throwOnEndOfStream: false, ct);
        return PackCheck.IsPdf(beginning.AsSpan(0, length));
    }

    /// <summary>Checks it, and gives the exit code.</summary>
    public static async Task<int> Run(string file, Trust trust, CheckOptions options, TextWriter output, CancellationToken ct)
    {
        if (new FileInfo(file).Length > PackCheck.Largest) throw new WrongCallException($"This PDF is larger than the {PackCheck.Largest >> 20} MB that are read.");
        var seen = PackCheck.Check(await File.ReadAllBytesAsync(file, ct), trust.Keys, trust.Sealers, trust.Countersigners, trust.Authorities);
        var (facts, findings) = (new Dictionary<string, object?>(seen.Facts), seen.Faults.Select(f => new Finding(f.Kind, f.Detail, f.EventId)).ToList());
        if (seen.Checkpoint is { } note)
        {
            trust.Look(note, facts, findings);
            trust.LookAtKeys(note, seen.Leaves, findings);
            if (options.One("--timestamps-to") is { } folder) await TimestampFiles.Write(note, folder, ct);
        }

        trust.LookAtExhibits(seen.Leaves, findings);
        return CheckReport.Write(options.Json, facts, findings, output);
    }
}
