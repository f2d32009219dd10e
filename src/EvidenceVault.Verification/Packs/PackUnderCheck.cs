using System.Text.Json;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Packs;

/// <summary>A pack while it is checked.</summary>
internal sealed class PackUnderCheck
{
    private const int MostFaults = 1_000;
    private const int MostSteps = 10_000_000;

    private readonly List<PackFault> _faults = [];
    private int _steps;

    /// <summary>The attached files.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>pack.json</c> says.</summary>
    public JsonElement? Data { get; private set; }

    /// <summary>Whether it is a volume of a campaign pack; else it is a consumer pack.</summary>
    public bool IsCampaign { get; private set; }

    /// <summary>The events that are proven; of a campaign volume those that are no facts of a dossier.</summary>
    public Dictionary<Guid, ProvenLeaf> Leaves { get; } = [];

    /// <summary>Whether the file is sealed, whoever did.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Whether the seal has a timestamp, whoever gave it.</summary>
    public bool IsTimed { get; set; }

    /// <summary>What was looked at.</summary>
    public Dictionary<string, object?> Facts { get; } = [];

    public void Fault(string kind, string detail, Guid? eventId = null)
    {
        // One change can show in many places, and a hostile file in any number.
        if (_faults.Count < MostFaults) _faults.Add(new(kind, detail, eventId));
    }

    /// <summary>Counts a step from one thing to another that it refers to: going round and round in a file has an end.</summary>
    /// <exception cref="FormatException">It was too many.</exception>
    public void Step()
    {
        if (++_steps > MostSteps) throw new FormatException("The PDF holds more than is read.");
    }

    /// <summary>Reads <c>pack.json</c>; whether there is one that says it is that of a pack.</summary>
    public bool Read()
    {
        if (!Files.TryGetValue("pack.json", out var json)) return false;
        try
        {
            var canonical = CanonicalJson.Of(json);
            if (!canonical.AsSpan().SequenceEqual(json)) Fault("data-not-canonical", "pack.json is not in the form in which the vault writes it: it was written anew.");
            // In that form numbers and texts are such as every reader takes.
            Data = JsonElement.Parse(canonical);
        }
        catch (FormatException)
        {
            Fault("data-unreadable", "pack.json is no JSON.");
            return false;
        }

        IsCampaign = Data.Text("format") == "evidence-vault/campaign-pack/1";
        if (IsCampaign || Data.Text("format") == "evidence-vault/consumer-pack/1") return true;
        Fault("data-unreadable", "pack.json is not that of an evidence pack, or of a version that this program does not know.");
        return false;
    }

    /// <summary>The event of an entry, where it has one that is proven with its content.</summary>
    public ProvenLeaf? LeafOf(JsonElement? entry, string field = "eventId") => entry.Id(field) is { } id && Leaves.GetValueOrDefault(id) is { Leaf: not null } leaf ? leaf : null;

    public PackSeen Seen(SignedNote? checkpoint) => new(Facts, _faults, checkpoint, [.. Leaves.Values.Select(l => l.Bytes).OfType<byte[]>()]);
}

/// <summary>An event that is proven.</summary>
/// <param name="Index">Its place in the ledger.</param>
/// <param name="Hash">The hash of its leaf.</param>
/// <param name="Bytes">The leaf; null: it was left out.</param>
/// <param name="Leaf">The leaf, read.</param>
internal sealed record ProvenLeaf(long Index, byte[] Hash, byte[]? Bytes, JsonElement? Leaf)
{
    public JsonElement? Body => Leaf.Get("data");

    public string? Type => Leaf.Text("type");
}
