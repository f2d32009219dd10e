using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Generator;

internal enum Handed
{
    /// <summary>As it happened, in the uploader's own file.</summary>
    InOrder,

    /// <summary>By the principal, after all parties handed in theirs: what people said about the calls.</summary>
    Afterwards,

    /// <summary>At the end of the uploader's file, long after it happened.</summary>
    Late,
}

internal sealed record Item(JsonObject Body, DateTime At, Handed Handed, int Order);

/// <summary>A mistake made on purpose: what the rulebook is expected to say about this reference.</summary>
internal sealed record Mistake(string Kind, string Uploader, string Ref);

/// <summary>Everything that is handed in for one principal, by all uploaders.</summary>
internal sealed partial class World(Party principal, DateTime end, IReadOnlyDictionary<string, Recording> recordings)
{
    private readonly Dictionary<string, int> _counters = [];
    private readonly List<Mistake> _mistakes = [];
    private readonly SortedDictionary<string, List<Item>> _items = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _exhibits = [];
    private int _order;

    public Party Principal => principal;
    public required Wording Sms { get; init; }
    public required Wording Mail { get; init; }
    public DateTime End => end;
    public IReadOnlyDictionary<string, Recording> Recordings => recordings;
    public IReadOnlyList<Mistake> Mistakes => _mistakes;
    public IReadOnlyDictionary<string, List<Item>> Items => _items;
    public IReadOnlyList<JsonObject> Exhibits => _exhibits;

    public void Mark(string kind, string uploader, string reference) => _mistakes.Add(new Mistake(kind, uploader, reference));

    public string NewRef(Party uploader, string kind, DateTime at)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{uploader.Prefix}-{kind}{at:yy}");
        var number = _counters[key] = _counters.GetValueOrDefault(key) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{key}-{number:0000}");
    }

    /// <summary>Puts an item in its uploader's file; what would happen after the end of this history never happened.</summary>
    public bool Add(Party uploader, JsonObject item, DateTime at, Handed handed = Handed.InOrder)
    {
        if (at > end)
            return false;
        if (!_items.TryGetValue(uploader.Slug, out var list))
            _items[uploader.Slug] = list = [];
        list.Add(new Item(item, at, handed, _order++));
        return true;
    }

    public static JsonObject NewItem(string type, string reference, DateTime at, JsonObject? consumer = null)
    {
        var item = new JsonObject { ["type"] = type, ["ref"] = reference, ["occurredAt"] = DutchTime.Instant(at) };
        if (consumer is not null)
            item["consumer"] = consumer;
        return item;
    }

    /// <summary>A reference to another fact: bare where that will do, else with its uploader.</summary>
    public static JsonNode Cite(Party uploader, Party other, string reference, Dice dice) =>
        uploader == other || dice.Chance(0.6) ? JsonValue.Create(reference) : new JsonObject { ["party"] = other.Slug, ["ref"] = reference };

    /// <summary>A captured screen or message whose text stands in the exhibits file itself.</summary>
    public string TextExhibit(Party uploader, string kind, string contentType, string text, DateTime at, Person person, string[] purposes, Action<JsonObject>? more = null)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Exhibit(uploader, kind, contentType, at, person, purposes, bytes.Length, Hash(bytes), null, text, more);
    }

    /// <summary>A recording or capture that lies among the samples as a file.</summary>
    public string FileExhibit(Party uploader, string kind, string contentType, string file, DateTime at, Person person, string[] purposes, Action<JsonObject>? more = null)
    {
        var recording = recordings[file];
        return Exhibit(uploader, kind, contentType, at, person, purposes, recording.Size, recording.Sha256, file, null, body =>
        {
            if (recording.DurationMs is { } duration)
            {
                body["durationMs"] = duration;
                body["segments"] = recording.Segments?.DeepClone();
            }

            more?.Invoke(body);
        });
    }

    /// <summary>A recording that its maker announced and never delivered: it stays awaited.</summary>
    public string AwaitedVoicelog(Party uploader, DateTime at, Person person, string[] purposes, int durationMs, Action<JsonObject> more)
    {
        var id = NewRef(uploader, "X", at);
        var body = ExhibitBody("voicelog", "audio/ogg", at, person, purposes, durationMs / 1000 * 1500, Hash(Encoding.UTF8.GetBytes($"{principal.Slug}/{id}")), id);
        body["durationMs"] = durationMs;
        more(body);
        var item = NewItem("exhibit.announced", $"{id}-A", at.AddHours(3));
        item["id"] = id;
        foreach (var (name, value) in body.ToList())
            item[name] = value?.DeepClone();
        Add(uploader, item, at.AddHours(3));
        _exhibits.Add(Descriptor(uploader, id, "evidence", null, null, body));
        return id;
    }

    private string Exhibit(Party uploader, string kind, string contentType, DateTime at, Person person, string[] purposes, long size, string sha256, string? file, string? text, Action<JsonObject>? more)
    {
        var id = NewRef(uploader, "X", at);
        var body = ExhibitBody(kind, contentType, at, person, purposes, size, sha256, id);
        more?.Invoke(body);
        _exhibits.Add(Descriptor(uploader, id, "put", file, text, body));
        return id;
    }

    private static JsonObject ExhibitBody(string kind, string contentType, DateTime at, Person person, string[] purposes, long size, string sha256, string id) => new()
    {
        ["kind"] = kind,
        ["purposes"] = Json.Array(purposes),
        ["contentType"] = contentType,
        ["size"] = size,
        ["sha256"] = sha256,
        ["recordedAt"] = DutchTime.Instant(at),
        ["consumer"] = new JsonObject { ["phone"] = Person.Typed(new Dice(StableNumber(id)), person.Phone) },
    };

    private static JsonObject Descriptor(Party uploader, string id, string announcedIn, string? file, string? text, JsonObject body) => new()
    {
        ["id"] = id,
        ["uploader"] = uploader.Slug,
        ["announcedIn"] = announcedIn,
        ["file"] = file,
        ["text"] = text,
        ["body"] = body,
    };

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static int StableNumber(string text) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
