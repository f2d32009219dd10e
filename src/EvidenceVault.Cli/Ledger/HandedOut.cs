using System.Text.Json;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Checks what the vault handed out: proofs, receipts, checkpoints.</summary>
public static class HandedOut
{
    private const string ProofHeading = "c2sp.org/tlog-proof@";

    /// <summary>Whether a text says it is a proof.</summary>
    public static bool IsProof(string text) => text.StartsWith(ProofHeading, StringComparison.Ordinal);

    /// <summary>What may be asked of a text of some kind, besides who signed it: what does not apply must not seem to have been looked at.</summary>
    /// <returns>The kind, in a word, and the arguments that do not apply to it.</returns>
    public static (string Kind, IReadOnlyList<string> NotFor) ArgumentsNotFor(string text) =>
        IsProof(text) ? ("a proof", ["--seal", "--countersigner"])
        : Receipts(text).Any() ? ("receipts", ["--witness", "--quorum", "--tsa", "--timestamps-to", "--exhibit", "--seal", "--countersigner"])
        : ("a checkpoint", ["--exhibit", "--seal", "--countersigner"]);

    /// <summary>Checks a text of any of these kinds.</summary>
    /// <exception cref="FormatException">It is of none.</exception>
    public static (IReadOnlyDictionary<string, object?> Facts, IReadOnlyList<Finding> Findings) Check(string text, Trust trust)
    {
        if (IsProof(text)) return Proof(text, trust);
        var receipts = Receipts(text).ToList();
        return receipts.Count > 0 ? Receipts(receipts, trust) : Checkpoint(text, trust);
    }

    private static (IReadOnlyDictionary<string, object?>, IReadOnlyList<Finding>) Proof(string text, Trust trust)
    {
        var proof = LedgerProof.Parse(text);
        if (proof.Extra is not { } leaf) throw new FormatException("This proof comes without its event, so there is nothing to hold against it. Proofs from GET P/evidence/{eventId}/proof have it.");
        var findings = new List<Finding>();
        var origin = OriginOf(proof);
        var fault = proof.Check(MerkleHash.OfLeaf(leaf), origin, trust.Keys.Where(k => k.IsOfLog(origin)));
        if (fault is { } wrong)
            findings.Add(wrong == LedgerFault.NotIncluded
                ? new("not-included", "The event is not the one that stands in the ledger at this place: it, or the proof, was changed.", Leaf: proof.Index)
                : new("not-signed", "The checkpoint is signed by none of the keys that were given, or was changed."));
        var facts = new Dictionary<string, object?> { ["kind"] = "proof", ["leaf"] = proof.Index };
        if (fault is null)
        {
            facts["ledger"] = origin;
            facts["size"] = proof.Checkpoint.Size;
            trust.Look(proof.Note, facts, findings);
            trust.LookAtExhibits([leaf], findings);
            if (Canonical(leaf) is not { ValueKind: JsonValueKind.Object } said) findings.Add(new("leaf-unreadable", "What stands in the ledger is no event of a vault.", Leaf: proof.Index));
            else
                foreach (var (name, field) in new[] { ("eventId", "id"), ("type", "type"), ("principal", "principal"), ("recordedAt", "recordedAt"), ("occurredAt", "occurredAt") })
                    if (said.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String) facts[name] = value.GetString();
            trust.LookAtKeys(proof.Note, [leaf], findings);
        }

        return (facts, findings);
    }

    private static string OriginOf(LedgerProof proof)
    {
        try
        {
            return proof.Checkpoint.Origin;
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static (IReadOnlyDictionary<string, object?>, IReadOnlyList<Finding>) Receipts(List<(int Line, string Text)> receipts, Trust trust)
    {
        var findings = new List<Finding>();
        DateTimeOffset? first = null, last = null;
        foreach (var (line, text) in receipts)
        {
            try
            {
                var receipt = Receipt.Parse(text);
                if (receipt.SignerAmong(trust.Keys) is not { } signer) findings.Add(new("receipt-not-signed", $"The receipt in line {line} is signed by none of the keys that were given, or was changed."));
                else if (trust.IsStale([signer], receipt.Time.UtcDateTime)) findings.Add(new("stale-key", $"The receipt in line {line} says it was given at {receipt.Time:O}, when the key that signed it had been replaced."));
                else (first, last) = (first is null || receipt.Time < first ? receipt.Time : first, last is null || receipt.Time > last ? receipt.Time : last);
            }
            catch (FormatException)
            {
                findings.Add(new("receipt-unreadable", $"What line {line} has is no receipt."));
            }
        }

        return (new Dictionary<string, object?> { ["kind"] = "receipts", ["receipts"] = receipts.Count, ["firstRecordedAt"] = first?.ToString("O"), ["lastRecordedAt"] = last?.ToString("O") }, findings);
    }

    private static (IReadOnlyDictionary<string, object?>, IReadOnlyList<Finding>) Checkpoint(string text, Trust trust)
    {
        var note = SignedNote.Parse(text);
        var checkpoint = Verification.Ledger.Checkpoint.Parse(note.Text);
        var signers = Signers(note, trust.Keys.Where(k => k.IsOfLog(checkpoint.Origin)));
        var facts = new Dictionary<string, object?>
        {
            ["kind"] = "checkpoint",
            ["ledger"] = checkpoint.Origin,
            ["size"] = checkpoint.Size,
            ["root"] = Convert.ToBase64String(checkpoint.Root),
            ["signedBy"] = string.Join(", ", signers),
        };
        var findings = new List<Finding>();
        if (signers.Count == 0) findings.Add(new("not-signed", "The checkpoint is signed by none of the keys that were given, or was changed."));
        else trust.Look(note, facts, findings);
        return (facts, findings);
    }

    private static IReadOnlyList<string> Signers(SignedNote note, IEnumerable<NoteKey> keys)
    {
        try
        {
            return [.. note.SignersAmong(keys).Select(k => k.Name)];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    // One a line as it is, or in the field of a result; results may come as an array, or as one object over several lines.
    internal static IEnumerable<(int Line, string Text)> Receipts(string text)
    {
        if (text.TrimStart() is ['[', ..] && Read(text) is { ValueKind: JsonValueKind.Array } all) return all.EnumerateArray().Select((r, i) => (i + 1, Field(r))).Where(r => r.Item2 is not null)!;
        if (Read(text) is { ValueKind: JsonValueKind.Object } one) return Field(one) is { } only ? [(1, only)] : [];
        return text.Split('\n').Select((line, i) => (i + 1, Line(line.Trim()))).Where(r => r.Item2 is not null)!;
    }

    private static string? Line(string line) => line.StartsWith(Receipt.Start, StringComparison.Ordinal) ? line : line is ['{', ..] && Read(line) is { } result ? Field(result) : null;

    private static string? Field(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("receipt", out var receipt) && receipt.ValueKind == JsonValueKind.String ? Text(receipt) : null;

    // Half a character can be escaped in JSON, and is no text.
    private static string Text(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static JsonElement? Read(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Whoever signs may sign anything: in this form every text and number can be read.
    private static JsonElement? Canonical(byte[] leaf)
    {
        try
        {
            return JsonElement.Parse(Verification.CanonicalJson.Of(leaf));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
