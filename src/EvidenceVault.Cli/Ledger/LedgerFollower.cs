using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Follows a ledger from outside: its latest checkpoint must be a later state of the one seen before.</summary>
public static class LedgerFollower
{
    public static async Task<int> Run(CheckOptions options, TextWriter output, CancellationToken ct)
    {
        using var remote = LedgerSource.Of(options.Subject);
        var file = options.One("--state") ?? throw new WrongCallException("--state is wanted: a file that keeps what was seen.");
        using var held = StateFile.Hold(file);
        var seen = await StateFile.Read<Seen>(file, ct);
        IReadOnlyList<NoteKey> keys = options.Keys is { Count: > 0 } given ? given : [.. (seen?.Keys ?? []).Select(NoteKey.Parse)];
        if (keys.Count == 0) throw new WrongCallException("--key is wanted the first time.");
        var findings = new List<Finding>();
        var text = await remote.Checkpoint(ct);
        var now = Signed(text, keys, findings);
        var facts = new Dictionary<string, object?> { ["ledger"] = now?.Origin, ["size"] = now?.Size };
        if (now is not null && seen is not null)
        {
            var before = Checkpoint.Parse(SignedNote.Parse(seen.Checkpoint).Text);
            facts["seenBefore"] = before.Size;
            if (now.Origin != before.Origin) findings.Add(new("other-ledger", $"This is another ledger than the one of {file}."));
            else if (now.Size < before.Size) findings.Add(new("rewound", $"The ledger has {now.Size} leaves, and had {before.Size}."));
            else if (!await IsLater(remote, before, now, ct)) findings.Add(new("forked", $"The ledger of {now.Size} leaves does not contain the one of {before.Size} that was seen before: something in it was changed."));
        }

        if (now is not null && findings.Any(f => f.Kind is "rewound" or "forked"))
        {
            // Signed by the ledger itself: with what was seen before it, it is the proof.
            var proof = $"{file}.conflict-{now.Size.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            if (!File.Exists(proof)) await File.WriteAllTextAsync(proof, text, ct);
            facts["conflict"] = proof;
        }

        // What was seen stays until it is shown to be part of what comes after.
        if (findings.Count == 0) await StateFile.Write(file, new Seen(text, [.. keys.Select(k => k.Text)]), ct);
        return CheckReport.Write(options.Json, facts, findings, output);
    }

    private static Checkpoint? Signed(string text, IReadOnlyList<NoteKey> keys, List<Finding> findings)
    {
        try
        {
            var note = SignedNote.Parse(text);
            var checkpoint = Checkpoint.Parse(note.Text);
            if (note.SignersAmong(keys.Where(k => k.IsOfLog(checkpoint.Origin))).Count > 0) return checkpoint;
        }
        catch (FormatException)
        {
            // Told below.
        }

        findings.Add(new("not-signed", "The checkpoint is signed by none of the keys that are trusted, or is no checkpoint."));
        return null;
    }

    private static async Task<bool> IsLater(LedgerSource remote, Checkpoint before, Checkpoint now, CancellationToken ct)
    {
        if (before.Size == 0) return before.Root.AsSpan().SequenceEqual(MerkleHash.Empty);
        return await remote.Consistency(before, now, ct) is { } path && ProofCheck.IsLater(before.Size, before.Root, now.Size, now.Root, path);
    }

    /// <summary>What was seen last.</summary>
    private sealed record Seen(string Checkpoint, IReadOnlyList<string> Keys);
}
