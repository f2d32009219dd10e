using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EvidenceVault.Cli.Import;
using EvidenceVault.Verification;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Whom a check trusts.</summary>
/// <param name="Keys">The ledger's keys.</param>
/// <param name="Witnesses">Those of witnesses.</param>
/// <param name="Quorum">How many of these must have cosigned.</param>
/// <param name="Authorities">The certificates of timestamp authorities.</param>
/// <param name="Exhibits">Files, whose hashes a proven event must have.</param>
/// <param name="Sealers">The certificates of those who seal packs.</param>
/// <param name="Countersigners">The certificates of those who countersign them.</param>
public sealed record Trust(
    IReadOnlyList<NoteKey> Keys, IReadOnlyList<NoteKey> Witnesses, int Quorum, X509Certificate2Collection Authorities, IReadOnlyList<string> Exhibits, X509Certificate2Collection Sealers,
    X509Certificate2Collection Countersigners)
{
    /// <summary>When the ledger's keys were in use, as far as that is known.</summary>
    public IReadOnlyList<DatedKey> Dates { get; init; } = [];

    /// <summary>What the arguments say: <c>--key</c>, <c>--witness</c>, <c>--quorum</c>, <c>--tsa</c>.</summary>
    /// <exception cref="WrongCallException">One says nothing that can be trusted.</exception>
    public static Trust Of(CheckOptions options)
    {
        if (options.Keys is not { Count: > 0 } keys) throw new WrongCallException("--key is wanted: without the ledger's key nothing can be checked.");
        var witnesses = options.KeysOf("--witness");
        if (witnesses.Any(w => w.Kind != NoteSignatureKind.Cosignature)) throw new WrongCallException("--witness must be the key of a witness, as vault witness new-key writes it.");
        var quorum = 0;
        if (options.One("--quorum") is { } wanted && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out quorum) || quorum > witnesses.Select(w => w.Name).Distinct().Count()))
            throw new WrongCallException("--quorum must be a number, and at most as many as the witnesses that are given with --witness.");
        return new(keys, witnesses, quorum, Certificates(options, "--tsa"), options.All("--exhibit"), Certificates(options, "--seal"), Certificates(options, "--countersigner")) { Dates = options.DatedKeysOf("--key") };
    }

    private static X509Certificate2Collection Certificates(CheckOptions options, string name)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            foreach (var file in options.All(name)) certificates.ImportFromPemFile(file);
        }
        catch (CryptographicException)
        {
            throw new WrongCallException($"{name} must be a file with certificates as PEM.");
        }

        return options.All(name).Count > 0 && certificates.Count == 0 ? throw new WrongCallException($"{name} must be a file with certificates as PEM.") : certificates;
    }

    /// <summary>Whether keys signed something of a later time than that until which all of them were in use: a key that was replaced signs nothing new.</summary>
    public bool IsStale(IEnumerable<NoteKey> signers, DateTime at) => signers.All(s => Dates.Any(d => d.Key == s && d.WasReplacedBy(at)));

    /// <summary>Whether who signed a checkpoint was in use still when the last of the events that it proves was recorded.</summary>
    public void LookAtKeys(SignedNote note, IReadOnlyList<byte[]> leaves, List<Finding> findings)
    {
        if (leaves.Select(RecordedAt).Max() is not { } last) return;
        var origin = Checkpoint.Parse(note.Text).Origin;
        if (IsStale(note.SignersAmong(Keys.Where(k => k.IsOfLog(origin))), last))
            findings.Add(new("stale-key", $"An event says it was recorded at {last:O}, when the key that signed the checkpoint over it had been replaced."));
    }

    private static DateTime? RecordedAt(byte[] leaf)
    {
        try
        {
            using var read = JsonDocument.Parse(leaf);
            return read.RootElement.TryGetProperty("recordedAt"u8, out var at) && at.TryGetDateTime(out var recorded) ? recorded.ToUniversalTime() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What others than the ledger say of a checkpoint.</summary>
    public void Look(SignedNote note, Dictionary<string, object?> facts, List<Finding> findings)
    {
        var (by, wrong) = Cosigners.Among(note, Witnesses);
        if (Witnesses.Count > 0) facts["witnessedBy"] = by.Select(b => $"{b.Witness.Name} at {b.Time:O}").ToList();
        foreach (var witness in wrong) findings.Add(new("wrong-cosignature", $"What stands there in the name of the witness {witness.Name} is not its cosignature of this checkpoint."));
        if (by.Select(b => b.Witness.Name).Distinct().Count() is var count && count < Quorum)
            findings.Add(new("too-few-witnesses", $"{count} of the witnesses given cosigned the checkpoint, and {Quorum} are demanded."));
        var stamps = NoteTimestamp.In(note).Select(line => NoteTimestamp.Check(note.Text, line, Authorities)).ToList();
        if (stamps.Count > 0) facts["timestamps"] = stamps.Where(s => s.Time is not null).Select(s => $"{s.Authority} at {s.Time:O}{(s.Fault == TimestampFault.AuthorityNotGiven ? " (no --tsa was given: whose it is is left open)" : "")}").ToList();
        foreach (var (authority, _, fault) in stamps)
            if (Detail(fault) is { } detail) findings.Add(new("wrong-timestamp", $"The timestamp by {authority} {detail}"));
        if (Authorities.Count > 0 && stamps.Count == 0) findings.Add(new("no-timestamp", "Authorities were given with --tsa, and the checkpoint has no timestamp."));
    }

    /// <summary>Whether the files that came with proven events are what one of these is about.</summary>
    public void LookAtExhibits(IReadOnlyList<byte[]> leaves, List<Finding> findings)
    {
        if (Exhibits.Count == 0) return;
        var said = leaves.Select(System.Text.Encoding.UTF8.GetString).ToList();
        foreach (var file in Exhibits)
        {
            using var content = File.OpenRead(file);
            var hash = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"";
            if (!said.Exists(leaf => leaf.Contains(hash, StringComparison.Ordinal)))
                findings.Add(new("exhibit-changed", $"{Path.GetFileName(file)} is not {(leaves.Count == 1 ? "the file that the event is" : "a file that any of the events is")} about: its SHA-256 is not the one recorded."));
        }
    }

    private static string? Detail(TimestampFault? fault) => fault switch
    {
        TimestampFault.Unreadable => "is no RFC 3161 token.",
        TimestampFault.OtherText => "is over another checkpoint.",
        TimestampFault.NotSigned => "is not signed as it says.",
        TimestampFault.OtherAuthority => "is by none of the authorities that are trusted.",
        _ => null,
    };
}
