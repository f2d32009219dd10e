using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>Spoils JSON: its structure, its values, and what no serialiser would write.</summary>
internal static partial class JsonMutation
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    // Written as they stand, in place of a text.
    private static readonly string[] Raw =
    [
        "1e999", "-1e400", "1E-400", "123456789012345678901234567890", "9223372036854775808", "-9223372036854775809", "2147483648", "-0", "0.1", "-1", "0", "NaN", "01", "true",
        "null", "[]", "{}", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\"", "\"\\u0000\"", "\"\\uffff\"", "\"\\x\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "[null]", "[[]]", "{\"\":\"\"}", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "/**/1", "'a'", "",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\0", "\u0001", "\u001f", "\u007f", "\u0085", "\u200e\u202e", "\ufeff", "\ufffe", "é̂̃", "👩‍👩‍👧‍👦", "\r\n", "\t", "null", "undefined", "-", ".", "..", "../../etc/passwd", "%00", "%2e%2e",
        "'; drop table vault.mt_events; --", "\\", "\\u0000", "{{A.consumer}}", "{{B.consumer}}", "{{B.exhibit}}", "{{A.exhibit}}", "{{B.slug}}", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00",
        "-0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-03-29T02:30:00+01:00", "2026-01-01T00:00:60Z", "2026-01-01T24:00:00Z", "2026-01-01", "9999-12-31", "0000-00-00", "P1000000000000000D", "PT9223372036854775807S",
        "P-1D", "P14D", "PT1E9H", "24:00", "00:00-24:00", "21:00-09:00", "+31", "+310", "00", "112", "+1 (202) 555-0101", "tel:+31201234567", "+31612345678;ext=9", "０６１２３４５６７８", "a@b", "\"x\"@y.example", "@",
        "https://", "javascript:alert(1)", "http://[::1", "file:///etc/passwd", "http://a.example/\u0000", "consent.granted", "correction.made", "exhibit.announced", "dial-log.announced", "other", "true", "1", "{}",
        "0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10", "00000000-0000-0000-0000-000000000000", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "text/html; charset=\"\u0001\"", "a/b;c=d;c=d", "audio/ogg;codecs=",
    ];

    public static byte[] Spoil(Random random, byte[] body, Plant.Secrets secrets)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return body;
        }

        for (var changes = random.Next(4); changes > 0; changes--) root = Change(random, root, secrets);
        return Encoding.UTF8.GetBytes(Unquote(root?.ToJsonString(Relaxed) ?? "null"));
    }

    /// <summary>Puts planted values in the place of the example's, and a reference of its own.</summary>
    public static byte[] Personalise(Random random, byte[] body, Plant.Secrets secrets)
    {
        if (JsonNode.Parse(body) is not { } root) return body;
        foreach (var (parent, key) in Places(root).ToList())
        {
            if (parent is not JsonObject owner) continue;
            switch (key)
            {
                case "phone" or "number":
                    owner[(string)key] = secrets.Number(random);
                    break;
                case "email":
                    owner[(string)key] = secrets.Mail(random);
                    break;
                case "name" when owner.ContainsKey("phone"):
                    owner[(string)key] = secrets.Name(random);
                    break;
                case "ref" when owner.ContainsKey("type"):
                    owner[(string)key] = secrets.Reference(random);
                    break;
                case "principal" or "from":
                    owner[(string)key] = random.Next(8) == 0 ? "{{B.slug}}" : "{{A.slug}}";
                    break;
                case "party" or "to":
                    owner[(string)key] = "{{A.agency}}";
                    break;
                case "consumer" when owner[(string)key] is JsonValue:
                    owner[(string)key] = "{{A.consumer}}";
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString(Relaxed));
    }

    private static JsonNode? Change(Random random, JsonNode? root, Plant.Secrets secrets)
    {
        if (root is null || random.Next(30) == 0) return Value(random, secrets);
        var places = Places(root).ToList();
        if (places.Count == 0) return Value(random, secrets);
        var (parent, key) = places[random.Next(places.Count)];
        switch (parent)
        {
            case JsonObject owner:
                Change(random, owner, (string)key, secrets);
                break;
            case JsonArray list:
                Change(random, list, (int)key, secrets);
                break;
        }

        return root;
    }

    private static void Change(Random random, JsonObject owner, string name, Plant.Secrets secrets)
    {
        switch (random.Next(9))
        {
            case 0:
                owner.Remove(name);
                break;
            case 1:
                owner[random.Next(3) == 0 ? Text(random, secrets) : $"extra{random.Next(5)}"] = Value(random, secrets);
                break;
            case 2:
                // Twice the same field: the mark goes when it is written.
                owner[$"@@TWICE@@{name}"] = random.Next(2) == 0 ? owner[name]?.DeepClone() : Value(random, secrets);
                break;
            case 3:
                var value = owner[name]?.DeepClone();
                owner.Remove(name);
                owner[random.Next(2) == 0 ? name.ToUpperInvariant() : name + "x"] = value;
                break;
            case 4:
                owner[name] = new JsonArray(owner[name]?.DeepClone(), owner[name]?.DeepClone());
                break;
            case 5:
                owner[name] = new JsonObject { [name] = owner[name]?.DeepClone() };
                break;
            default:
                owner[name] = Value(random, secrets);
                break;
        }
    }

    private static void Change(Random random, JsonArray list, int index, Plant.Secrets secrets)
    {
        switch (random.Next(4))
        {
            case 0:
                list.RemoveAt(index);
                break;
            case 1:
                for (var times = random.Next(1, random.Next(40) == 0 ? 500 : 5); times > 0; times--) list.Add(list[index]?.DeepClone());
                break;
            default:
                list[index] = Value(random, secrets);
                break;
        }
    }

    private static JsonNode? Value(Random random, Plant.Secrets secrets) => random.Next(3) switch
    {
        0 => JsonValue.Create($"@@RAW:{Raw[random.Next(Raw.Length)].Replace("\"", "@Q@", StringComparison.Ordinal).Replace("\\", "@B@", StringComparison.Ordinal)}@@"),
        _ => JsonValue.Create(Text(random, secrets)),
    };

    private static string Text(Random random, Plant.Secrets secrets) => random.Next(12) switch
    {
        0 => new string('x', random.Next(50) == 0 ? 400_000 : random.Next(90, 5_000)),
        1 => secrets.Number(random),
        2 => secrets.Mail(random),
        3 => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)random.Next(1, 0xD800))),
        _ => Texts[random.Next(Texts.Length)],
    };

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var (name, value) in owner)
                {
                    yield return (owner, name);
                    if (value is not null)
                        foreach (var inner in Places(value)) yield return inner;
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    yield return (list, i);
                    if (list[i] is { } value)
                        foreach (var inner in Places(value)) yield return inner;
                }

                break;
        }
    }

    private static string Unquote(string json) => RawText().Replace(
        json.Replace("@@TWICE@@", "", StringComparison.Ordinal),
        match => match.Groups[1].Value.Replace("@Q@", "\"", StringComparison.Ordinal).Replace("@B@", "\\", StringComparison.Ordinal));

    [GeneratedRegex("\"@@RAW:(.*?)@@\"")]
    private static partial Regex RawText();
}
