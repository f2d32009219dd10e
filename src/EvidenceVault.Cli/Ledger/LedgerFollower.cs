using System.Net;
using System.Text.Json;
using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Follows a ledger from outside: its latest checkpoint must be a later state of the one seen before.</summary>
public static class LedgerFollower
{
    private const int LargestAnswer = 1 << 20;

    public static async Task<int> Run(CheckOptions options, TextWriter output, CancellationToken ct)
    {
        if (!Uri.TryCreate(options.Subject, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new WrongCallException("The vault's address is wanted.");
        var file = options.One("--state") ?? throw new WrongCallException("--state is wanted: a file that keeps what was seen.");
        var seen = File.Exists(file) ? JsonSerializer.Deserialize<Seen>(await File.ReadAllTextAsync(file, ct)) : null;
        IReadOnlyList<NoteKey> keys = options.Keys is { Count: > 0 } given ? given : [.. (seen?.Keys ?? []).Select(NoteKey.Parse)];
        if (keys.Count == 0) throw new WrongCallException("--key is wanted the first time.");
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LargestAnswer };
        var findings = new List<Finding>();
        var text = await client.GetStringAsync(new Uri("/ledger/checkpoint", UriKind.Relative), ct);
        var now = Signed(text, keys, findings);
        var facts = new Dictionary<string, object?> { ["ledger"] = now?.Origin, ["size"] = now?.Size };
        if (now is not null && seen is not null)
        {
            var before = Checkpoint.Parse(SignedNote.Parse(seen.Checkpoint).Text);
            facts["seenBefore"] = before.Size;
            if (now.Origin != before.Origin) findings.Add(new("other-ledger", $"This is another ledger than the one of {file}."));
            else if (now.Size < before.Size) findings.Add(new("rewound", $"The ledger has {now.Size} leaves, and had {before.Size}."));
            else if (!await IsLater(client, before, now, ct)) findings.Add(new("forked", $"The ledger of {now.Size} leaves does not contain the one of {before.Size} that was seen before: something in it was changed."));
        }

        // What was seen stays until it is shown to be part of what comes after.
        if (findings.Count == 0) await Keep(file, new(text, [.. keys.Select(k => k.Text)]), ct);
        return CheckReport.Write(options.Json, facts, findings, output);
    }

    private static Checkpoint? Signed(string text, IReadOnlyList<NoteKey> keys, List<Finding> findings)
    {
        try
        {
            var note = SignedNote.Parse(text);
            var checkpoint = Checkpoint.Parse(note.Text);
            if (note.SignersAmong(keys.Where(k => k.Name == checkpoint.Origin)).Count > 0) return checkpoint;
        }
        catch (FormatException)
        {
            // Told below.
        }

        findings.Add(new("not-signed", "The checkpoint is signed by none of the keys that are trusted, or is no checkpoint."));
        return null;
    }

    private static async Task<bool> IsLater(HttpClient client, Checkpoint before, Checkpoint now, CancellationToken ct)
    {
        if (before.Size == 0) return before.Root.AsSpan().SequenceEqual(MerkleHash.Empty);
        var needed = new HashSet<TilePlace>();
        var nothing = new byte[TilePlace.Full * MerkleHash.Size];
        new ProofMaker(place =>
        {
            needed.Add(place);
            return nothing;
        }).Consistency(before.Size, now.Size);
        var tiles = new Dictionary<TilePlace, byte[]>();
        foreach (var place in needed)
        {
            using var answer = await client.GetAsync(new Uri($"/ledger/{place.Path}", UriKind.Relative), ct);
            // A tile that the vault says it signed over, and does not have, is no outage.
            if (answer.StatusCode == HttpStatusCode.NotFound) return false;
            answer.EnsureSuccessStatusCode();
            tiles[place] = await answer.Content.ReadAsByteArrayAsync(ct);
            if (tiles[place].Length != place.Width * MerkleHash.Size) return false;
        }

        var path = new ProofMaker(place => tiles[place]).Consistency(before.Size, now.Size);
        return ProofCheck.IsLater(before.Size, before.Root, now.Size, now.Root, path);
    }

    private static async Task Keep(string file, Seen seen, CancellationToken ct)
    {
        var beside = $"{file}.new";
        await File.WriteAllTextAsync(beside, JsonSerializer.Serialize(seen), ct);
        File.Move(beside, file, overwrite: true);
    }

    /// <summary>What was seen last.</summary>
    private sealed record Seen(string Checkpoint, IReadOnlyList<string> Keys);
}
